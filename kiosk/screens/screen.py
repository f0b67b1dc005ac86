"""What every screen is: a value that is shown, is told of time and speech, and gives the next."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Self

from kiosk import app_link
from kiosk.app_link import AppLink
from kiosk.speech import SILENCE, Heard, Sounding, Utterance
from kiosk.ui.theme import Look, Theme
from kiosk.visit.ahead import decisions_ahead
from kiosk.visit.visit import Visit

if TYPE_CHECKING:
    from kiosk.scenario.catalogue import Catalogue
    from kiosk.screens.flow import Flow
    from kiosk.ui.text.fonts import Fonts
    from kiosk.ui.view import View
    from kiosk.visit.deck import Deck
    from kiosk.visit.play import Play
    from kiosk.words import Words

VOLUMES = (0.0, 0.35, 0.6, 0.85, 1.0)
"""Shares of the site's volume that 音量 steps through."""
USUAL_VOLUME = 3


@dataclass(frozen=True)
class AppCode:
    """The QR code of the App: the checked link, and whether staff have scanned it."""

    link: AppLink
    confirmed: bool

    @cached_property
    def matrix(self) -> tuple[tuple[bool, ...], ...]:
        """Give the modules with their border, true for black; made when first asked for."""
        return app_link.matrix(self.link)


@dataclass(frozen=True, slots=True)
class Logo:
    """A site's logo: the path of its picture, and its width as a multiple of its height."""

    path: str
    ratio: float


@dataclass(frozen=True)
class Kit:
    """What a visit needs and never changes."""

    words: Words
    fonts: Fonts
    deck: Deck
    catalogue: Catalogue
    size: tuple[int, int]
    diagonal: float
    minutes: Mapping[str, int]
    code: AppCode | None = None
    site_name: str = ""
    site_logo: Logo | None = None
    idle_seconds: float = 60.0
    install_idle_seconds: float = 180.0
    countdown_seconds: float = 20.0
    invite_seconds: float = 0.0
    """Seconds between two invitations at attract; 0 for none."""
    open_now: Callable[[], bool] = lambda: True
    """Tells whether these are hours in which the kiosk may call out."""
    visitors: Callable[[], int] = lambda: 0
    """Gives how many have played today."""
    motion: bool = True
    """Whether things move: a telephone trembles, a message slides in, money leaves the meter."""
    attract_music: bool = False
    """Whether quiet music plays at attract in those hours."""
    flow: Flow = field(kw_only=True)
    _ahead: dict[str, dict[str, int]] = field(default_factory=dict, init=False)

    def decisions_ahead(self, play: Play) -> int:
        """Give how many decisions the longest way from here holds."""
        ahead = self._ahead.get(play.scenario.id)
        if ahead is None:
            ahead = self._ahead[play.scenario.id] = decisions_ahead(play.scenario)
        return ahead.get(play.position.id, 0)

    def theme(self, look: Look) -> Theme:
        """Give the theme of a look on this screen."""
        return _theme(self.size, self.diagonal, look)


@lru_cache(maxsize=16)
def _theme(size: tuple[int, int], diagonal: float, look: Look) -> Theme:
    return Theme.of(size, diagonal, look)


@dataclass(frozen=True, slots=True)
class Comfort:
    """What one visitor set for themselves; it doesn't reach the next."""

    slow: bool = False
    look: Look = Look.NORMAL
    volume: int = USUAL_VOLUME
    """Index into VOLUMES."""


@dataclass(frozen=True, slots=True)
class Session:
    """A visit under way: what was played, what was set, and the seed of its chances."""

    seed: int
    visit: Visit = field(default_factory=Visit)
    comfort: Comfort = field(default_factory=Comfort)
    story_began: float = 0.0
    """When the present story began, in the loop's seconds."""
    call_began: float = 0.0
    """When the present call was taken, in the loop's seconds; it goes on from scene to scene."""


@dataclass(frozen=True, eq=False)
class Screen(ABC):
    """A screen: immutable; `at` counts how far its script has been spoken, `take` repetitions."""

    kit: Kit
    session: Session
    piece: int = 0
    repetition: int = 0
    since: float = 0.0
    """When this place, or this piece of its script, began, in the loop's seconds."""

    @property
    @abstractmethod
    def identity(self) -> Hashable:
        """Give what makes this a new screen to the visitor: touches just after a change are ignored."""

    @property
    def idle_timeout(self) -> float | None:
        """Give the seconds without touch or speech after which the visitor is asked; None never."""
        return self.kit.idle_seconds

    @cached_property
    def script(self) -> tuple[Utterance, ...]:
        """Give what is said on this screen, one after the other."""
        return ()

    @property
    def utterance(self) -> Utterance | None:
        """Give what ought to be heard now."""
        if self.piece >= len(self.script):
            return None
        return replace(self.script[self.piece], repetition=self.repetition)

    @property
    def sounds(self) -> frozenset[Sounding]:
        """Give the sounds of the place that ought to be heard now."""
        return SILENCE

    def tick(self, now: float, heard: Heard) -> Screen:  # noqa: ARG002 (for those that need time)
        """Give the screen after time has passed and `heard` has been said."""
        if heard.done and heard.utterance is not None and heard.utterance == self.utterance:
            return self.said()
        return self

    def said(self) -> Screen:
        """Give the screen after the present piece of the script has been said."""
        return replace(self, piece=self.piece + 1)

    def time_key(self, now: float) -> Hashable:  # noqa: ARG002 (for those that need time)
        """Give what will have changed when time alone has brought something else."""
        return self.piece

    def next_by_time(self) -> Screen:
        """Give the screen that time alone will bring; this one where it brings none."""
        return self.said() if self.piece < len(self.script) else self

    def upcoming_speech(self) -> Iterator[Utterance]:
        """Give what may be said next, the likeliest first, so that it can be made ready."""
        yield from self.script[self.piece :]

    def age(self, now: float) -> float:
        """Give the seconds since the present piece began; for ever where nothing may move."""
        return now - self.since if self.kit.motion else math.inf

    def again(self) -> Self:
        """Give the screen that says its script once more."""
        return replace(self, piece=0, repetition=self.repetition + 1)

    @property
    def theme(self) -> Theme:
        """Give the theme of this visitor on this screen."""
        return self.kit.theme(self.session.comfort.look)

    @abstractmethod
    def view(self, now: float, heard: Heard) -> View:
        """Give what is to be seen; the same object where nothing has changed."""

    def comforted(self, comfort: Comfort) -> Self:
        """Give this screen for a visitor who has set something else."""
        return replace(self, session=replace(self.session, comfort=comfort))
