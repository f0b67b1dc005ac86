"""Plays and stories as the rows the journal keeps (`journal_schema.sql` says what each column is)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

from kiosk.scenario.graph import Graph
from kiosk.scenario.memory import number_of
from kiosk.scenario.model import Cue, Evidence, Scenario, Scene
from kiosk.values import dataclass
from kiosk.visit.debrief import Debrief, Row
from kiosk.visit.play import Play
from kiosk.visit.score import passed, score, spotted_at

Value = str | int | float | None
Values = tuple[Value, ...]
WHOLE = 100
"""The best 防骗分."""
QUARTER_MINUTES = 15


@dataclass(frozen=True, slots=True)
class Setting:
    """What a visitor had set when a play ended, or was left."""

    look: str = "normal"
    slow: bool = False
    volume: float = 1.0
    voiced: bool = False
    keyed: bool = False


@dataclass(frozen=True, slots=True)
class Begun:
    """What is known of a play from its first moment; `at` is the time on the kiosk's clock."""

    id: int
    visit: int
    at: datetime
    clock: str = "trusted"
    deck: str = ""
    trial: bool = False
    number: int = 1
    attempt: int = 1
    from_step: int = 1


@dataclass(frozen=True, slots=True)
class Played:
    """A play as it stands; `seconds` are of its decisions from `begun.from_step` on."""

    begun: Begun
    play: Play
    seconds: tuple[float, ...] = ()
    duration: float = 0.0
    setting: Setting = Setting()
    left_by: str = ""
    """How it was left; empty where it goes on, or came to its ending."""

    @property
    def verb(self) -> str:
        """Give what has become of it, as cmi5 calls it."""
        if self.play.finished:
            return "completed"
        return "abandoned" if self.left_by else "initialized"


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer in 再考考您 or 先想一想, after a play."""

    play: int
    number: int
    stage: str
    story: str
    item: str
    kind: str
    said: str
    success: bool
    seconds: float

    def values(self) -> Values:
        """Give its row of `answer`."""
        who: Values = (self.play, self.number, self.stage, self.story, self.item)
        return (*who, self.kind, self.said, int(self.success), round(self.seconds, 1))


class StoryRows:
    """A story as rows, and what a play of it refers to; `hash` is its fingerprint."""

    def __init__(self, story: Scenario, hash_: str) -> None:
        self.hash, self._story = hash_, story
        found = Graph(story).extremes()
        self.at_stake = min(story.wallet, found.most_lost) if found else story.wallet
        self._evidence = tuple(
            (scene.id, one)
            for scene in story.scenes
            for line in scene.lines
            for one in line.evidence
        )

    def story(self) -> Values:
        """Give its row of `story`."""
        one = self._story
        return self.hash, one.id, one.title, one.kind.en, one.type, one.wallet, self.at_stake

    def places(self) -> Iterator[Values]:
        """Give its rows of `story_place`."""
        for number, place in enumerate(self._story.places, 1):
            if isinstance(place, Scene):
                first = place.lines[0].text if place.lines else ""
                words = place.question or first
                goto = "" if place.choices else place.goto
                yield self.hash, number, place.id, "scene", words, goto
            else:
                yield self.hash, number, place.id, "ending", place.title, ""

    def choices(self) -> Iterator[Values]:
        """Give its rows of `story_choice`."""
        for scene in self._story.scenes:
            for number, one in enumerate(scene.choices, 1):
                told = one.text, one.verdict.en, one.stance.en, one.goto, one.loss
                yield self.hash, scene.id, number, *told, _listed(one.leaks)

    def cues(self) -> Iterator[Values]:
        """Give its rows of `story_cue`."""
        for number, (scene, one) in enumerate(self._evidence, 1):
            kind = "cue" if isinstance(one, Cue) else "ground"
            yield self.hash, number, scene, kind, one.words, one.technique, one.note

    def cue_number(self, scene: str, one: Evidence) -> int:
        """Give which of its rows of `story_cue` stands for what a scene shows."""
        alike = 0
        for number, (where, other) in enumerate(self._evidence, 1):
            if where == scene:
                if other is one:
                    return number
                if not alike and other == one:
                    alike = number
        return alike

    def play(self, kiosk: str, played: Played) -> Values:
        """Give a play's row of `play`; when 安装 App has stood after it is filled in later."""
        begun, play, setting = played.begun, played.play, played.setting
        at, ended = begun.at, play.finished
        offset = at.utcoffset()
        minutes = round(offset.total_seconds() / 60) if offset else 0
        quarter = (at.hour * 60 + at.minute) // QUARTER_MINUTES
        result: Values = (None, None, play.lost, None)
        if ended:
            spared = max(0, self.at_stake - play.lost)
            result = score(play) / WHOLE, int(passed(play)), play.lost, spared
        return (
            *(begun.id, kiosk, begun.visit, at.date().isoformat(), quarter, minutes, begun.clock),
            *(self.hash, begun.deck, int(begun.trial)),
            *(begun.number, begun.attempt, begun.from_step),
            *(played.verb, "" if ended else played.left_by, play.position.id),
            *result,
            spotted_at(play) if ended else None,
            round(played.duration, 1),
            *(setting.look, int(setting.slow), setting.volume),
            *(int(setting.voiced), int(setting.keyed)),
        )

    def decisions(self, played: Played) -> Iterator[Values]:
        """Give a play's rows of `choice`, from the decision on at which it began."""
        begun, written = played.begun, {scene.id: scene for scene in self._story.scenes}
        for row, step in zip(Debrief.of(played.play).rows, played.play.steps, strict=True):
            if row.number < begun.from_step:
                continue
            at = row.number - begun.from_step
            seconds = played.seconds[at] if at < len(played.seconds) else 0.0
            number = number_of(written[row.scene.id], row.scene, step.index) + 1
            choice = row.choice
            told = row.scene.id, number, choice.verdict.en, choice.stance.en
            yield begun.id, row.number, *told, round(seconds, 1), choice.loss, self._met(row)

    def _met(self, row: Row) -> str:
        """Give the numbers of what was met on the way to a decision."""
        found = (
            self.cue_number(scene.id, one)
            for scene in row.screens
            for line in scene.lines
            for one in line.evidence
        )
        return _listed(found)


def _listed(values: object) -> str:
    return json.dumps(list(values), ensure_ascii=False, separators=(",", ":"))  # type: ignore[call-overload]
