"""What the story that plays itself on the attract screen shows, one picture after the other, and for how long.

A story comes in, is told, asks, somebody presses, and what comes of it stands there: money that is
gone or a scam seen through. Then the stranger is asked to try.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import Enum, auto
from functools import cached_property
from itertools import accumulate

from kiosk.devices import registry
from kiosk.scenario.model import NARRATOR, VISITOR, Choice, Kind, Scenario, Scene, Verdict
from kiosk.ui.theme import Pace
from kiosk.values import dataclass

MOST_LINES = 2
"""Of those a contact says, the first and the last: whoever passes by stays for a moment."""


class Act(Enum):
    """What happens on the phone."""

    COMES = auto()
    """It rings, or a message comes in."""
    TELLS = auto()
    ASKS = auto()
    CHOOSES = auto()
    PAYS_OFF = auto()
    INVITES = auto()


ACT_SECONDS = {
    Act.COMES: Pace.LINE_SECONDS,
    Act.TELLS: Pace.LINE_SECONDS,
    Act.ASKS: Pace.LINE_SECONDS,
    Act.CHOOSES: Pace.CHOOSE_SECONDS,
    Act.PAYS_OFF: Pace.PAYOFF_SECONDS,
    Act.INVITES: Pace.PAYOFF_SECONDS,
}


class Payoff(Enum):
    """What comes of a choice; the value is the key of its words."""

    LOST = "lost"
    """Money is gone."""
    LEAKED = "leaked"
    """What nobody should know is known."""
    SEEN = "seen"
    """The scam is seen through."""
    CHECKED = "checked"
    """What is genuine has been checked."""

    @property
    def good(self) -> bool:
        """Tell whether it is a good end."""
        return self in {Payoff.SEEN, Payoff.CHECKED}


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of the reel: an act of a scene, the lines told by then, the choice that is pressed."""

    story: Scenario
    scene: Scene
    act: Act
    revealed: int
    chosen: int
    payoff: Payoff

    @property
    def asking(self) -> bool:
        """Tell whether the choices stand there."""
        return self.act not in {Act.COMES, Act.TELLS}

    @property
    def paid(self) -> bool:
        """Tell whether what comes of the choice stands there."""
        return self.act in {Act.PAYS_OFF, Act.INVITES}

    @property
    def calls(self) -> bool:
        """Tell whether it is a call."""
        return registry.kind(self.scene.channel).calls

    @property
    def seconds(self) -> float:
        """Give how long it stays."""
        return ACT_SECONDS[self.act]

    @property
    def loss(self) -> int:
        """Give what the pressed choice costs, in yuan."""
        return min(self.story.wallet, self.scene.choices[self.chosen].loss)


@dataclass(frozen=True, slots=True)
class Moment:
    """Where the reel stands: a picture by its number, for how many seconds it has stood, how long it stays."""

    number: int
    age: float
    seconds: float


@dataclass(frozen=True)
class Reel:
    """The pictures, again and again."""

    frames: tuple[Frame, ...]

    def at(self, age: float) -> Moment:
        """Give the picture that is shown `age` seconds after the reel began."""
        within = age % self.ends[-1]
        number = bisect_right(self.ends, within)
        seconds = self.frames[number].seconds
        return Moment(number, within - (self.ends[number] - seconds), seconds)

    @cached_property
    def ends(self) -> tuple[float, ...]:
        """Give when each picture goes, in seconds from the beginning."""
        return tuple(accumulate(frame.seconds for frame in self.frames))


def reel(stories: Iterable[Scenario]) -> Reel:
    """Give a decision of each story that reaches people on a device: one falls, the next sees through it."""
    parts = (_part(story, falls=not turn % 2) for turn, story in enumerate(stories))
    return Reel(tuple(frame for part in parts for frame in part))


def _part(story: Scenario, *, falls: bool) -> Iterator[Frame]:
    """Give the pictures of one story; none where nobody speaks to the visitor on a device."""
    scenes = [scene for scene in story.scenes if _plays_itself(scene)]
    if not scenes:
        return
    scene = next((s for s in scenes if _dearest(s)), scenes[0]) if falls else scenes[0]
    chosen, payoff = _pressed(story, scene, falls=falls)
    told = [n + 1 for n, line in enumerate(scene.lines) if _contacts(line.speaker)]
    told = list(dict.fromkeys((*told[: MOST_LINES - 1], told[-1])))
    first = Frame(story, scene, Act.COMES, told[0], chosen, payoff)
    yield first
    # What comes in as a message is told by that.
    for revealed in told if first.calls else told[1:]:
        yield replace(first, act=Act.TELLS, revealed=revealed)
    for act in (Act.ASKS, Act.CHOOSES, Act.PAYS_OFF, Act.INVITES):
        yield replace(first, act=act, revealed=told[-1])


def _pressed(story: Scenario, scene: Scene, *, falls: bool) -> tuple[int, Payoff]:
    """Give the choice that is pressed, and what comes of it."""
    choices = scene.choices
    if falls and _dearest(scene):
        return choices.index(max(choices, key=lambda choice: choice.loss)), Payoff.LOST
    leaking = [n for n, choice in enumerate(choices) if choice.leaks]
    if falls and leaking:
        return leaking[0], Payoff.LEAKED
    safe = next((n for n, choice in enumerate(choices) if choice.verdict is Verdict.SAFE), 0)
    return safe, Payoff.SEEN if story.kind is Kind.SCAM else Payoff.CHECKED


def _dearest(scene: Scene) -> Choice | None:
    """Give the choice of a scene that costs most, if one costs anything."""
    dearest = max(scene.choices, key=lambda choice: choice.loss)
    return dearest if dearest.loss else None


def _contacts(speaker: str) -> bool:
    return speaker not in {NARRATOR, VISITOR}


def _plays_itself(scene: Scene) -> bool:
    talked = any(_contacts(line.speaker) for line in scene.lines)
    speaks = registry.kind(scene.channel).speaks_to_somebody
    return speaks and bool(scene.choices) and talked
