"""What every screen of the kiosk is made from: the kit, the session, and the way to other screens."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import field, fields, replace
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Protocol, Self

from kiosk import app_link
from kiosk.app_link import AppLink
from kiosk.scenario.graph import Graph
from kiosk.ui.screen import Comfort, Screen
from kiosk.ui.theme import Look, Theme
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass
from kiosk.visit.deck import STORIES_A_PAGE
from kiosk.visit.visit import Visit

if TYPE_CHECKING:
    from kiosk.scenario.catalogue import Catalogue
    from kiosk.scenario.model import Scenario
    from kiosk.settings import Settings
    from kiosk.ui.text.fonts import Fonts
    from kiosk.visit.debrief import Row
    from kiosk.visit.deck import Deck
    from kiosk.visit.play import Play
    from kiosk.visit.quiz import Question
    from kiosk.words import Words

FEW_STORIES = 3
"""Stories on a page of a small screen: a title has one row there, and its channel is told."""


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
    """What a visit needs and never changes; `settings` are the site's, `size` is in pixels.

    `diagonal` is the display's in inches, `minutes` of a story's longest play stand by its id.
    `navigate` makes the way between screens for this kit.
    """

    words: Words
    fonts: Fonts
    deck: Deck
    catalogue: Catalogue
    size: tuple[int, int]
    diagonal: float
    minutes: Mapping[str, int]
    settings: Settings
    navigate: Callable[[Kit], Navigator]
    code: AppCode | None = None
    logo: Logo | None = None
    open_now: Callable[[], bool] = lambda: True
    today: Callable[[], date] = date.today
    """The day as people in front of the kiosk count it."""
    """Tells whether these are hours in which the kiosk may call out."""
    visitors: Callable[[], int] = lambda: 0
    """Gives how many have played today."""
    renew: Callable[[], None] = lambda: None
    """Has other stories put in where they have been made live; asked by 待机 alone, while it is silent."""
    renewed: Callable[[], Kit | None] = lambda: None
    """Gives the kit that 待机 is made from by now, where it may be another."""
    paused: Callable[[], datetime | None] = lambda: None
    """Gives since when staff have the kiosk paused, None while it is in service."""
    staff_note: Callable[[], str] = lambda: ""
    """Gives what 待机 tells staff in passing, such as that a stick is plugged in; empty for nothing."""
    _ahead: dict[str, dict[str, int]] = field(default_factory=dict, init=False)

    @cached_property
    def flow(self) -> Navigator:
        """Give the way between screens."""
        return self.navigate(self)

    def decisions_ahead(self, play: Play) -> int:
        """Give how many decisions the longest way from here holds."""
        ahead = self._ahead.get(play.scenario.id)
        if ahead is None:
            ahead = self._ahead[play.scenario.id] = Graph(play.scenario).decisions_ahead()
        return ahead.get(play.position.id, 0)

    @cached_property
    def story_pages(self) -> tuple[tuple[Scenario, ...], ...]:
        """Give the stories to choose from, page by page: fewer on each where words need the room."""
        return self.paged(self.deck)

    def paged(self, deck: Deck) -> tuple[tuple[Scenario, ...], ...]:
        """Give the stories of a deck as pages of this screen."""
        crowded = self.theme(Look.NORMAL).scale.crowded
        return deck.paged(FEW_STORIES if crowded else STORIES_A_PAGE)

    def theme(self, look: Look) -> Theme:
        """Give the theme of a look on this screen."""
        return _theme(self.size, self.diagonal, look)


@lru_cache(maxsize=16)
def _theme(size: tuple[int, int], diagonal: float, look: Look) -> Theme:
    return Theme.of(size, diagonal, look)


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
    keyed: bool = False
    """Whether keys were pressed: who plays by ear is told what stands on the screen as well."""
    trial: bool = False
    """Whether staff try the kiosk themselves: it shows, and nobody is counted."""


@dataclass(frozen=True, eq=False)
class KioskScreen(Screen):
    """A screen of the kiosk: it has the kit, and belongs to the session of a visit."""

    kit: Kit
    session: Session

    @property
    def comfort(self) -> Comfort:
        """Give what the visitor has set."""
        return self.session.comfort

    @property
    def theme(self) -> Theme:
        """Give the theme of this visitor on this display."""
        return self.kit.theme(self.session.comfort.look)

    @cached_property
    def typesetter(self) -> Typesetter:
        """Give what lays words out for this visitor on this display."""
        return Typesetter(self.kit.fonts, self.theme)

    @property
    def stories(self) -> tuple[Scenario, ...]:
        """Give the stories this screen is made from: its faults are theirs."""
        return ()

    @property
    def read_aloud(self) -> bool:
        """Tell whether somebody reads this screen out: to staff nobody does."""
        return True

    @property
    def idle_timeout(self) -> float | None:
        """Give the seconds without touch or speech after which the visitor is asked; None never."""
        return self.kit.settings.idle_seconds

    def idle(self, now: float) -> Screen:
        """Give “您还在吗？” over this screen."""
        return self.kit.flow.still_there(self, now)

    def age(self, now: float) -> float:
        """Give the seconds since the present piece began; for ever where nothing may move."""
        return now - self.since if self.kit.settings.motion else math.inf

    def comforted(self, comfort: Comfort) -> Self:
        """Give this screen for a visitor who has set something else."""
        return replace(self, session=replace(self.session, comfort=comfort))

    @property
    def thorough(self) -> bool:
        """Tell whether all that is seen is said too: by keypad, and when heard again."""
        return self.session.keyed or self.repetition > 0

    def keyed(self) -> Self:
        """Give this screen for a visitor who presses keys."""
        if self.session.keyed:
            return self
        return replace(self, session=replace(self.session, keyed=True), piece=_held(self))

    def on_display(self, kit: Kit) -> Self:
        """Give this screen, where it stands, for a kit of another display; those it goes back to too."""
        own = ((one.name, getattr(self, one.name)) for one in fields(self) if one.init)
        under: dict[str, Any] = {
            name: one.on_display(kit) for name, one in own if isinstance(one, KioskScreen)
        }
        moved = replace(self, kit=kit, **under)
        return replace(moved, piece=moved.piece_after(self))

    def piece_after(self, old: Screen) -> int:
        """Give where the script stands that stood there before it was made anew.

        What is said of turning pages comes and goes with the pages there are.
        """
        held = _held(old)
        if held >= len(old.pieces):
            return held if held > len(old.pieces) else len(self.pieces)
        left = {piece.name for piece in old.pieces[held:]}
        found = (n for n, piece in enumerate(self.pieces) if piece.name in left)
        return next(found, len(self.pieces))

    def trace_fields(self) -> Mapping[str, object]:
        """Give the size in pixels, and what has been played and set."""
        comfort, visit = self.session.comfort, self.session.visit
        session = {
            "plays": len(visit.plays),
            "answers": len(visit.answers),
            "slow": comfort.slow,
            "look": comfort.look.name,
            "volume": comfort.volume,
        }
        return {"size": self.kit.size, "session": session}


def _held(screen: Screen) -> int:
    """Give where a script goes on: what was passed over before the piece being said stays so."""
    present = screen.present
    return present if present < len(screen.pieces) else screen.piece


class Navigator(Protocol):
    """Gives the screens of a visit one after the other; times are in the loop's seconds."""

    def attract(self, now: float) -> KioskScreen:
        """Give 待机, or 暂停服务 while it is paused; nothing of a visit is left."""

    def choose(self, session: Session, now: float, page: int = 0) -> KioskScreen:
        """Give 选故事."""

    def story(self, session: Session, scenario: Scenario, now: float) -> KioskScreen:
        """Give the first scene of a story."""

    def surprise(self, session: Session, scenario: Scenario, now: float) -> KioskScreen:
        """Give the first scene of a story nobody has chosen: its title is said first."""

    def onward(self, session: Session, play: Play, now: float) -> KioskScreen:
        """Give the scene or the ending a play stands at."""

    def outcome(self, session: Session, play: Play, index: int, now: float) -> KioskScreen:
        """Give what a choice leads to."""

    def again(self, back: KioskScreen, play: Play, now: float) -> KioskScreen:
        """Ask from where a finished play is tried again; where all was careful, its story begins."""

    def rewound(self, session: Session, play: Play, step: int, now: float) -> KioskScreen:
        """Give the scene of a decision of a finished play, counted from 1, as it stood then."""

    def debrief(self, session: Session, play: Play, seconds: float, page: int = 0) -> KioskScreen:
        """Give 复盘."""

    def replay(self, back: KioskScreen, play: Play, row: Row) -> KioskScreen:
        """Give the screen of a step again, with its cues lit and named."""

    def quiz(self, session: Session, play: Play) -> KioskScreen:
        """Give 再考考您: what the story before left, where there is one, then the questions."""

    def questions(self, session: Session, play: Play) -> KioskScreen:
        """Give the first question after a play."""

    def next_question(
        self, session: Session, questions: tuple[Question, ...], number: int
    ) -> KioskScreen:
        """Give the next question, or the grade after the last."""

    def install(self, session: Session) -> KioskScreen:
        """Give 安装 App."""

    def help(self, back: KioskScreen, now: float) -> KioskScreen:
        """Give 我可能正在被骗 over a paused screen."""

    def leave(self, back: KioskScreen, now: float) -> KioskScreen:
        """Ask whether the visitor really leaves."""

    def still_there(self, back: KioskScreen, now: float) -> KioskScreen:
        """Ask whether somebody is still there."""
