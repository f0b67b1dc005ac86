"""A visit walked screen by screen before an observer, with a clock the test sets; nothing is drawn."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from kiosk.clock import ClockWatch
from kiosk.observer import Observer
from kiosk.records.journal import Journal
from kiosk.records.journal_file import journal_file, open_read
from kiosk.records.shown import Shown, shown_file
from kiosk.records.tally import Tally
from kiosk.scenario.model import Ending, Scenario, Scene
from kiosk.screens.kit import KioskScreen, Kit, Session
from kiosk.screens.scene import SceneScreen
from kiosk.speech import Heard
from kiosk.ui.screen import Screen
from kiosk.visit.play import Play
from tests.kits import kit

BUILT = datetime(2026, 11, 28, tzinfo=UTC)
SATURDAY = datetime(2026, 12, 5, 2, 50, tzinfo=UTC)
"""The time on the wall at first; which hour that is depends on the test's time zone."""


@cache
def own_kit() -> Kit:
    """Give a kit that nobody draws with."""
    return kit()


@dataclass
class Clocks:
    """What the two clocks show."""

    wall: float = SATURDAY.timestamp()
    running: float = 500.0

    def pass_(self, seconds: float) -> None:
        self.wall += seconds
        self.running += seconds


@dataclass
class Walk:
    """A kiosk's observer, and the way of its visitors; `close` lets all be written."""

    kit: Kit
    data: Path
    name: str = "示范银行"
    clocks: Clocks = field(default_factory=Clocks)
    deck: str = ""

    def __post_init__(self) -> None:
        watch = ClockWatch(lambda: self.clocks.wall, lambda: self.clocks.running, BUILT)
        self.journal = Journal(self.data, name=lambda: self.name, again=0.02)
        self.tally = Tally(keep=self.journal.counted)
        self.shown = Shown(shown_file(self.data))
        self.observer = Observer(
            self.journal,
            self.tally,
            self.shown,
            watch=watch,
            deck=lambda: self.deck,
            seconds=lambda: self.clocks.running,
        )
        self.journal.start(self.tally.known)

    def see(self, screen: Screen, seconds: float = 1.0, *, audible: bool = False) -> Screen:
        """Let a screen stand for so long."""
        self.observer(screen, Heard(audible=audible))
        self.clocks.pass_(seconds)
        return screen

    def home(self) -> None:
        """Let 待机 come."""
        self.see(self.kit.flow.attract(self.clocks.running))

    def begin(self, session: Session, story: Scenario, seconds: float = 1.0) -> SceneScreen:
        """Let a story begin."""
        screen = self.see(self.kit.flow.story(session, story, self.clocks.running), seconds)
        assert isinstance(screen, SceneScreen)
        return screen

    def choose(self, screen: SceneScreen, index: int, seconds: float = 4.0) -> KioskScreen:
        """Go on to the next decision, think for so long, make it, hear why, and go on."""
        screen = self.on(screen)
        self.see(screen.hurried(), seconds)
        outcome = self.kit.flow.outcome(screen.session, screen.play, index, self.clocks.running)
        self.see(outcome)
        assert isinstance(outcome.play, Play)  # type: ignore[attr-defined]
        after = self.kit.flow.onward(screen.session, outcome.play, self.clocks.running)  # type: ignore[attr-defined]
        self.see(after)
        return after

    def on(self, screen: SceneScreen) -> SceneScreen:
        """Go on over scenes without a decision."""
        while not screen.scene.choices:
            after = self.kit.flow.onward(screen.session, screen.play.go_on(), self.clocks.running)
            assert isinstance(after, SceneScreen)
            screen = after
            self.see(screen)
        return screen

    def play(
        self, session: Session, story: Scenario, choices: Iterable[int] | None = None
    ) -> Session:
        """Play a story to its ending, the first choice each time where none is named."""
        return self.to_the_end(self.begin(session, story), choices)

    def to_the_end(self, screen: KioskScreen, choices: Iterable[int] | None = None) -> Session:
        left = iter(choices if choices is not None else ())
        while isinstance(screen, SceneScreen):
            play = screen.play
            while isinstance(play.position, Scene) and not play.position.choices:
                play = play.go_on()
            if isinstance(play.position, Ending):
                screen = self.kit.flow.onward(screen.session, play, self.clocks.running)
                self.see(screen)
                break
            screen = self.choose(screen, next(left, 0))
        return screen.session

    def close(self) -> None:
        assert self.journal.close()
        assert self.shown.close()

    def rows(self, question: str) -> list[Any]:
        """Ask the journal; each row by the names of its columns."""
        with closing(open_read(journal_file(self.data))) as base:
            base.row_factory = sqlite3.Row
            return [dict(row) for row in base.execute(question)]
