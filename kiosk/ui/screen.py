"""What a screen is, and what it looks like at a moment: values, without a surface and without a story.

A screen is told of time and of speech and gives itself or the next one. Its view holds items in the
order they are drawn, and the targets that can be pressed. Two items that are equal draw the same
pixels, so the painter redraws only where two views differ, and a test can read a screen without
looking at pixels.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, Self

from kiosk.speech import SILENCE, Heard, Sounding, Utterance
from kiosk.ui.geometry import Box
from kiosk.ui.theme import Colour, Look
from kiosk.values import dataclass

if TYPE_CHECKING:
    import pygame

    from kiosk.ui.surface_cache import SurfaceCache
    from kiosk.ui.text.paragraph import Paragraph
    from kiosk.ui.theme import Theme

VOLUMES = (0.0, 0.35, 0.6, 0.85, 1.0)
"""Shares of the site's volume that 音量 steps through."""
USUAL_VOLUME = 3
ANY_KEY = (*"0123456789", "/", "*", "+", "-", ".", "enter", "backspace")
"""Every key of the keypad: whoever presses one is there."""


class Item(Protocol):
    """Something drawn. It is hashable, and equal items draw the same pixels."""

    @property
    def bounds(self) -> Box:
        """Give the box outside which nothing is drawn."""
        ...

    def paint(self, canvas: pygame.Surface, surfaces: SurfaceCache) -> None:
        """Draw on the canvas; the canvas may be clipped."""
        ...


PieceName = str | tuple[str, int]
"""What a piece of a script is called: by itself, or by its kind and its number from 0."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of what a screen says: its name, which no other on the screen has, and its words.

    Of what is `seen` whoever touches the screen needs no voice: it is passed over, until all is
    asked for.
    """

    name: PieceName
    utterance: Utterance
    seen: bool = False


def numbered(kind: str, utterances: Iterable[Utterance], *, seen: bool = False) -> Iterator[Piece]:
    """Give pieces of one kind, each named by its number from 0."""
    return (Piece((kind, n), utterance, seen) for n, utterance in enumerate(utterances))


@dataclass(frozen=True, slots=True)
class SpokenPlace:
    """Where a piece of the script stands: a paragraph, or a whole box such as a choice's bar.

    `worded` tells whether the words said are written there; else they are shown in the head line.
    A box of a dark `ground` with light words keeps it, and gets an edge while it is heard.
    `part` is where in a paragraph the piece's words begin and end, where others stand there too;
    of a box, from which to which of the piece's characters it is meant.
    """

    name: PieceName
    x: int
    y: int
    paragraph: Paragraph | Box
    offset: int = 0
    worded: bool = True
    ground: Colour | None = None
    part: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A place to press.

    `name` is what tests and traces call it, `label` what is said of it, `then` gives the screen
    that pressing brings at a time in seconds and does nothing else: it is asked ahead, too, while
    the finger is still down. `keys` are the keypad's. Without a box it can be
    reached by key only. `bare` is true for a place that isn't drawn as a control, such as the
    device that a touch hurries on: it may be small and needn't be read out.
    """

    name: str
    box: Box | None
    then: Then = field(compare=False)
    label: str = ""
    keys: tuple[str, ...] = ()
    bare: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """Items from back to front, and targets; the last target that holds a point wins.

    `said` tells where the pieces of the script stand, `left_out` holds the words for which there
    was no room: an inspection reads both, nothing is drawn from them.
    """

    items: tuple[Item, ...]
    targets: tuple[Target, ...] = ()
    said: tuple[SpokenPlace, ...] = ()
    left_out: tuple[str, ...] = ()

    def target_at(self, x: int, y: int) -> Target | None:
        """Give the target under a point, if any."""
        for target in reversed(self.targets):
            if target.box is not None and target.box.holds(x, y):
                return target
        return None

    def target_for(self, key: str) -> Target | None:
        """Give the target a key of the keypad stands for, if any."""
        return next((t for t in reversed(self.targets) if key in t.keys), None)


@dataclass(frozen=True, slots=True)
class Comfort:
    """What one visitor set for themselves; it doesn't reach the next."""

    slow: bool = False
    look: Look = Look.NORMAL
    volume: int = USUAL_VOLUME
    """Index into VOLUMES."""

    @property
    def loudness(self) -> float:
        """Give the share of the site's volume."""
        return VOLUMES[self.volume]


@dataclass(frozen=True, eq=False, kw_only=True)
class Screen(ABC):
    """A screen: immutable; `piece` counts how far its script has been spoken, `repetition` how often."""

    piece: int = 0
    repetition: int = 0
    since: float = 0.0
    """When this screen, or this piece of its script, began, in the loop's seconds."""

    @property
    @abstractmethod
    def identity(self) -> Hashable:
        """Give what makes this a new screen to the visitor: touches just after a change are ignored."""

    @property
    @abstractmethod
    def comfort(self) -> Comfort:
        """Give what the visitor has set."""

    @property
    @abstractmethod
    def theme(self) -> Theme:
        """Give the theme of this visitor on this display."""

    @property
    def loudness(self) -> float | None:
        """Give how loud this screen is to be heard, from 0 to 1; None for what site and visitor have set."""
        return None

    @property
    def behind_the_door(self) -> bool:
        """Tell whether only staff get here: nobody need knock, and a touch in the corner counts at once."""
        return False

    @property
    def between_visits(self) -> bool:
        """Tell whether nobody's visit is under way: what belonged to one may be let go."""
        return False

    @property
    @abstractmethod
    def idle_timeout(self) -> float | None:
        """Give the seconds without touch or speech after which `idle` comes; None for never."""

    @abstractmethod
    def idle(self, now: float) -> Screen:
        """Give what is shown when nobody has touched or heard anything for that long."""

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Give what is said on this screen, one after the other, by name."""
        return ()

    @cached_property
    def script(self) -> tuple[Utterance, ...]:
        """Give the words of the pieces: what the engine needs of them."""
        return tuple(piece.utterance for piece in self.pieces)

    @cached_property
    def _names(self) -> tuple[PieceName, ...]:
        return tuple(piece.name for piece in self.pieces)

    @property
    def thorough(self) -> bool:
        """Tell whether all that is seen is said too."""
        return True

    @property
    def present(self) -> int:
        """Give which piece is being said: the first from `piece` on that isn't left to the eye."""
        at = self.piece
        if not self.thorough:
            while at < len(self.pieces) and self.pieces[at].seen:
                at += 1
        return at

    @property
    def piece_name(self) -> PieceName | None:
        """Give what the piece being said is called; None once all has been said."""
        at = self.present
        return self.pieces[at].name if at < len(self.pieces) else None

    def index_of(self, name: PieceName) -> int:
        """Give where in the script a piece comes; ValueError where it holds none of the name."""
        return self._names.index(name)

    def words_of(self, name: PieceName) -> str:
        """Give the words of a piece as they stand on the screen."""
        return self.script[self.index_of(name)].text

    def reached(self, name: PieceName) -> bool:
        """Tell whether a piece is being said or has been."""
        return self.present >= self.index_of(name)

    def past(self, name: PieceName) -> bool:
        """Tell whether a piece has been said."""
        return self.present > self.index_of(name)

    def from_piece(self, name: PieceName) -> Self:
        """Give the screen that says its script from a piece on."""
        return replace(self, piece=self.index_of(name))

    def all_said(self) -> Self:
        """Give the screen once its whole script has been said."""
        return replace(self, piece=len(self.script))

    @property
    def utterance(self) -> Utterance | None:
        """Give what ought to be heard now."""
        at = self.present
        if at >= len(self.script):
            return None
        return replace(self.script[at], repetition=self.repetition)

    def following(self, old: Screen, now: float) -> Self:
        """Give this screen as it comes after another: what is new on it begins now."""
        same = (self.identity, self.piece) == (old.identity, old.piece)
        return self if same else replace(self, since=now)

    @property
    def sounds(self) -> frozenset[Sounding]:
        """Give the sounds of the place that ought to be heard now."""
        return SILENCE

    def tick(self, now: float, heard: Heard) -> Screen:  # noqa: ARG002 (for those that need time)
        """Give the screen after time has passed and `heard` has been said."""
        if heard.done and heard.utterance is not None and heard.utterance == self.utterance:
            return self.said()
        return self

    def said(self) -> Self:
        """Give the screen after the present piece of the script has been said."""
        return replace(self, piece=self.present + 1)

    def keyed(self) -> Self:
        """Give this screen for somebody who presses keys instead of touching it."""
        return self

    def missed(self) -> Screen:
        """Give the screen that answers a key which does nothing here."""
        return self

    def time_key(self, now: float) -> Hashable:  # noqa: ARG002 (for those that need time)
        """Give what will have changed when time alone has brought something else."""
        return self.piece

    def next_by_time(self, now: float) -> Screen:  # noqa: ARG002 (for those that need time)
        """Give the screen that time alone will bring; this one where it brings none."""
        return self.said() if self.present < len(self.script) else self

    def upcoming_speech(self) -> Iterator[Utterance]:
        """Give what may be said next, the likeliest first, so that it can be made ready."""
        to_come = self.pieces[self.present :]
        for left_to_the_eye in (False, True):
            yield from (
                one.utterance
                for one in to_come
                if (one.seen and not self.thorough) is left_to_the_eye
            )

    def again(self) -> Self:
        """Give the screen that says its script once more."""
        return replace(self, piece=0, repetition=self.repetition + 1)

    @abstractmethod
    def view(self, now: float, heard: Heard) -> View:
        """Give what is to be seen; the same object where nothing has changed."""

    def trace_fields(self) -> Mapping[str, object]:
        """Give what a trace tells of this screen beside its name and its targets."""
        return {}


Then = Callable[[float], Screen]
"""Gives the screen that something brings at a time, in the loop's seconds."""
