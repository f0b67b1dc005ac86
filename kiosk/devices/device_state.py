"""What a channel is told: the moment of the story its device shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from typing import TYPE_CHECKING

from kiosk.devices.faces import shipped_faces
from kiosk.devices.poses import shipped_poses
from kiosk.scenario.model import (
    VISITOR,
    Character,
    Control,
    Cue,
    Evidence,
    Ground,
    Line,
    Result,
    Scenario,
    Scene,
)
from kiosk.values import dataclass
from kiosk.words import Words

if TYPE_CHECKING:
    from kiosk.ui.screen import Screen


@dataclass(frozen=True, slots=True)
class LitWords:
    """A 破绽 or 凭据 lit on a device: the index of its line, what its pin says, its turn to light up.

    A pin that says nothing bears a sign.
    """

    line: int
    evidence: Evidence
    pin: str = ""
    turn: int = 0

    @property
    def trusted(self) -> bool:
        """Tell whether the words are such as one may trust."""
        return isinstance(self.evidence, Ground)


def met_in(scene: Scene) -> frozenset[str]:
    """Give the ids of those who are on the device in a scene, or speak there."""
    return frozenset({scene.contact, *scene.present, *(line.speaker for line in scene.lines)})


@dataclass(frozen=True)
class DeviceState:
    """A scene with the lines told so far, and what its controls do.

    `told` counts lines; `controls` holds only those a choice is bound to and that can be pressed
    now. A device draws no other control.
    """

    words: Words
    scenario: Scenario
    scene: Scene
    revealed: int
    controls: Mapping[Control, Callable[[float], Screen]] = field(default_factory=dict)
    due: frozenset[Control] = frozenset()
    """Controls that come with the choices: their place is kept, so that nothing moves for them."""
    arriving: bool = False
    """Whether the newest line has just come and may move."""
    settled: int | None = None
    """Lines that stood there before what is arriving; None for all but the newest."""
    result: Result | None = None
    """What a choice just made has led to."""
    filled: tuple[tuple[str, str], ...] = ()
    """Fields of a page that the choice has filled in, each with what stands in it."""
    act: str = ""
    """What the visitor has done among messages, where it isn't words they sent."""
    timed: bool = False
    """Whether the seconds of a call are counted: the caller draws them where the layout says."""
    quote: int = 0
    """Pixels of height that the caller's words want where a call's waveform would live."""
    foot: int = 0
    """Pixels at the foot of a phone that the caller covers: nothing of the device's own stands there."""
    whole: bool = False
    """Whether all of a phone is seen on an upright screen, where it is else cut off below."""
    named: Evidence | None = None
    """The 破绽 or 凭据 the debrief names now."""
    calm: bool = False
    """Whether every face stays at rest: in a quiz not even a tone may give the answer away."""
    unmasked: frozenset[str] = frozenset()
    """Ids of those of whom it was told what followed: from then on a borrowed name is in quotation marks."""
    lit: tuple[LitWords, ...] = ()
    """The words that are lit where they stand."""

    @property
    def bannered(self) -> bool:
        """Tell whether a notification or a second call has come: it does with the last line."""
        return self.revealed >= len(self.scene.lines)

    def arrives(self, index: int) -> bool:
        """Tell whether a line has just come and may move."""
        first = self.revealed - 1 if self.settled is None else self.settled
        return self.arriving and index >= first

    def lit_in(self, index: int) -> tuple[LitWords, ...]:
        """Give what is lit in the words of a line."""
        return tuple(one for one in self.lit if one.line == index)

    @property
    def placed(self) -> frozenset[Control]:
        """Give the controls that have a place on the device, whether they stand there yet or not."""
        return self.due | self.controls.keys()

    @property
    def contact(self) -> Character | None:
        """Give who is on the device, if the scene names somebody."""
        return self.character(self.scene.contact)

    def character(self, cast_id: str) -> Character | None:
        """Give a character by the id lines use, called as they call themselves until it has come out."""
        who = next((c for c in self.scenario.cast if c.id == cast_id), None)
        if who is None or who.id in self.unmasked or not who.borrowed:
            return who
        return replace(who, name=who.claimed)

    def face(self, who: Character) -> str:
        """Give the portrait somebody wears at this moment.

        It follows the tone of what they said last; while the visitor speaks they listen with the
        face they have at rest. A borrowed name's mask slips while the debrief names its trick.
        """
        if self.calm:
            return who.portrait
        faces = shipped_faces()
        trick = self.named if isinstance(self.named, Cue) else None
        if trick is not None and who.borrowed and self._holds(who, trick):
            return faces.portrait(who.portrait, faces.techniques.get(trick.technique, ""))
        return faces.portrait(who.portrait, faces.tone(self._says(who)))

    def pose(self, who: Character) -> str:
        """Give how somebody holds their arms at this moment, "" at rest: by the words they said last."""
        return "" if self.calm else shipped_poses().of(self._says(who))

    def _says(self, who: Character) -> str:
        """Give what somebody said last; "" while the visitor speaks, and where they said nothing."""
        told = self.scene.lines[: self.revealed]
        said = [line.text for line in told if line.speaker == who.id]
        listens = bool(told) and told[-1].speaker == VISITOR
        return said[-1] if said and not listens else ""

    def _holds(self, who: Character, cue: Cue) -> bool:
        return any(line.speaker == who.id and cue in line.cues for line in self.scene.lines)

    @property
    def lines(self) -> tuple[tuple[int, Line], ...]:
        """Give the lines told so far that stand on the device, with their index."""
        return tuple(pair for pair in self.all_lines if pair[0] < self.revealed)

    @property
    def all_lines(self) -> list[tuple[int, Line]]:
        """Give the scene's lines that stand on the device sooner or later, with their index."""
        ids = {c.id for c in self.scenario.cast} | {VISITOR}
        return [(n, line) for n, line in enumerate(self.scene.lines) if line.speaker in ids]
