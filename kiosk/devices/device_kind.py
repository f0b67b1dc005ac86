"""What the rest knows of a device: how it is laid out, what of it is text, what it is good for."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import field, replace
from typing import Protocol

from kiosk.devices.device_state import DeviceState
from kiosk.scenario.model import Channel, Choice, Control, Result, Scene, Spot
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.screen import Item
from kiosk.ui.theme import Length, Thing
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass
from kiosk.words import Words

Paint = Callable[[Composer], None]
"""Sets what is laid out already."""
Written = tuple[str, str]
"""Words as they stand on a device, and as they are said where that differs."""

Fills = Callable[[Scene, Choice], tuple[tuple[str, str], ...]]
"""Gives the fields of a page that a choice fills in, each with what stands in it."""


def nothing(composer: Composer) -> None:
    """Set nothing."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a device laid out: the room it leaves, and what sets it."""

    rest: Box
    paint: Paint = nothing


@dataclass(frozen=True, slots=True)
class DeviceLayout:
    """A device laid out: what sets it, from back to front, and what is known before that."""

    paints: tuple[Paint, ...]
    left_out: tuple[str, ...] = ()
    """Words for which there is no room."""
    wave: Box | None = None
    """Where a call's waveform lives."""
    clock: tuple[int, int] | None = None
    """The middle of the row, and its upper edge, where the seconds of a call are counted."""

    def told_elsewhere(self, words: Container[str]) -> DeviceLayout:
        """Give it for a screen where some words have their room beside it, or on another page."""
        missing = tuple(one for one in self.left_out if one not in words)
        return replace(self, left_out=missing)

    def paint(self, composer: Composer) -> None:
        """Set the device."""
        for paint in self.paints:
            paint(composer)
        composer.left_out += self.left_out


class Call(Protocol):
    """Gives what moves on a device while somebody talks on it.

    The call has lasted so many seconds, and its voice is as loud as `level`, 0 to 1, just `now`.
    """

    def __call__(
        self,
        typesetter: Typesetter,
        laid: DeviceLayout,
        words: Words,
        *,
        lasted: float,
        level: float,
        now: float,
    ) -> tuple[Item, ...]:
        """Give the items."""
        ...


@dataclass(frozen=True, slots=True)
class DeviceKind:
    """A device, and all that the rest of the kiosk asks about it."""

    channel: Channel
    layout: Callable[[Typesetter, Box, DeviceState], DeviceLayout]
    texts: Callable[[DeviceState], Iterator[Written]]
    """Gives what stands on it beside the lines, as words to be read out."""
    width: Length = Thing.DEVICE
    """The width it likes beside the words."""
    upright_share: float | None = None
    """Its width as a share of its height where it stands above the words; else all there is."""
    talks_in_text: bool = False
    """Whether lines stay on it as messages, and each comes with a chime."""
    call: Call | None = None
    """What moves on it while somebody talks; None where nobody calls."""
    in_person: bool = False
    """Whether the contact stands there in a place."""
    names_contact: bool = False
    """Whether it names the contact whatever else stands on it."""
    quiz_as: Channel | None = None
    """The channel a quiz item comes by that names this one: a quiz shows no page."""
    results: frozenset[Result] = frozenset()
    """What it can show of what a choice did."""
    brought_by: frozenset[Result] = frozenset()
    """Results that bring it, whatever was open."""
    follows: Mapping[Control, Result] = field(default_factory=dict)
    """What its controls lead to, where the story doesn't say otherwise."""
    filled: Fills | None = None
    """Gives the fields a choice fills in; None where there are none."""
    spots: frozenset[Spot] = frozenset()
    """Where on it a cue can be lit."""

    @property
    def calls(self) -> bool:
        """Tell whether somebody is heard on it as in a call."""
        return self.call is not None

    @property
    def speaks_to_somebody(self) -> bool:
        """Tell whether a contact speaks to the visitor on it, heard or in messages."""
        return self.calls or self.talks_in_text
