"""Watches which screens come, and has the journal note what is played: how, for how long, and how it was left.

It is told of every screen and holds nothing of a visit once 待机 is back. It asks no disk and no clock
that can go wrong: intervals are by a clock that only goes forward.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import field
from typing import TYPE_CHECKING

from kiosk.clock import ClockWatch, running_seconds
from kiosk.records.journal_rows import Answered, Begun, Played, Setting
from kiosk.records.play_ids import PlayIds
from kiosk.records.tally import Counted, Tally
from kiosk.screens.kit import KioskScreen, Session
from kiosk.speech import Heard
from kiosk.ui.screen import Screen
from kiosk.values import dataclass

if TYPE_CHECKING:
    from kiosk.records.journal import Journal
    from kiosk.records.shown import Shown
    from kiosk.visit.play import Play

log = logging.getLogger(__name__)

EXIT, IDLE, CUT = "exit", "idle", "cut"
"""How a play is left: by 退出 or for another story; by nobody's being there; by a fault of the program."""


SCORE_SECONDS = 0.5
"""For how long the score may wait for a disk that has had all of the ending's time already."""

TRUSTED, JUMPED, BEFORE_BUILD = "trusted", "jumped", "before_build"
"""What the clock on the wall was worth."""


@dataclass
class _Visit:
    """The visit that goes on: which plays there were, and what came after the last that was finished."""

    seed: int
    first: int = 0
    plays: int = 0
    tries: Counter[str] = field(default_factory=Counter)
    after: int = 0
    """The last play that was finished; 0 where none was."""
    answers: int = 0
    install: float = 0.0


@dataclass
class _Going:
    """The play that goes on."""

    key: tuple[float, str]
    begun: Begun
    play: Play
    since: float
    seconds: list[float] = field(default_factory=list)
    session: Session | None = None
    voiced: bool = False


class Observer:
    """Is told of the screen that stands, as often as the loop looks; it acts when another one does."""

    def __init__(
        self,
        journal: Journal,
        tally: Tally,
        shown: Shown,
        *,
        watch: ClockWatch,
        deck: Callable[[], str] = lambda: "",
        seconds: Callable[[], float] = running_seconds,
    ) -> None:
        """Take where it is written; `watch` looks after the clock on the wall, `deck` gives what plays."""
        self._journal, self._tally, self._shown = journal, tally, shown
        self._watch, self._deck, self._seconds = watch, deck, seconds
        self._ids = PlayIds()
        self._moved = False
        self._visit: _Visit | None = None
        self._going: _Going | None = None
        self._last: Screen | None = None
        self._standing: Hashable = None
        self._since = 0.0
        self._stood: dict[Hashable, float] = {}

    def __call__(self, screen: Screen, heard: Heard) -> None:
        """Note the screen that stands, and whether speech is heard."""
        if heard.audible and self._going is not None:
            self._going.voiced = True
        if screen is self._last:
            return
        before, self._last = self._last, screen
        try:
            self._see(before, screen)
        except Exception:  # no fault of what is noted may be one of what is seen
            log.exception("这一次游玩没有记下来")

    def _see(self, before: Screen | None, screen: Screen) -> None:
        now = self._seconds()
        self._note_time(screen, now)
        if screen.behind_the_door:
            return
        if not isinstance(screen, KioskScreen) or screen.between_visits:
            self._end(_how_left(before), now)
            return
        if self._visit is not None and screen.session.seed != self._visit.seed:
            self._end(_how_left(before), now)
        self._note(screen, now)

    @property
    def finished(self) -> int:
        """Give the id of the visit's last play that came to its ending; 0 where none did."""
        return self._visit.after if self._visit is not None else 0

    def broke(self) -> None:
        """Note that the screen that stood has failed; 待机 comes next."""
        self._end(CUT, self._seconds())

    # How long things stand ----------------------------------------------------------------------

    def _note_time(self, screen: Screen, now: float) -> None:
        """Add how long what stood until now was there, and begin with what stands."""
        standing = _asking(screen)
        if self._standing is not None:
            self._stood[self._standing] = self._stood.get(self._standing, 0.0) + now - self._since
        if self._standing == INSTALL and standing != INSTALL:
            self._note_install()
        self._standing, self._since = standing, now

    def _took(self, what: Hashable) -> float:
        """Give how long something has stood by now, once."""
        return self._stood.pop(what, 0.0)

    def _note_install(self) -> None:
        visit, seconds = self._visit, self._took(INSTALL)
        if visit is not None and visit.after:
            visit.install += seconds
            self._journal.install(visit.after, visit.install)

    # What is played -----------------------------------------------------------------------------

    def _note(self, screen: KioskScreen, now: float) -> None:
        from kiosk.screens.debrief import DebriefScreen  # noqa: PLC0415 (fetched by then)
        from kiosk.screens.ending import EndingScreen  # noqa: PLC0415
        from kiosk.screens.outcome import OutcomeScreen  # noqa: PLC0415
        from kiosk.screens.quiz import QuizScreen  # noqa: PLC0415
        from kiosk.screens.recall import RecallScreen  # noqa: PLC0415
        from kiosk.screens.scene import SceneScreen  # noqa: PLC0415

        if isinstance(screen, SceneScreen):
            self._playing(screen.session, screen.play, now)
        elif isinstance(screen, OutcomeScreen | EndingScreen):
            self._played(screen.session, screen.play, now)
        elif isinstance(screen, DebriefScreen):
            # The score comes once nothing can take it back; mostly that was so while the ending was told.
            self._journal.settle(SCORE_SECONDS)
        elif isinstance(screen, QuizScreen) and screen.said_kind is not None:
            item, asked = screen.question.item, screen.question.scenario.id
            told = "after", asked, item.id, item.kind.en, screen.said_kind.en
            right = screen.question.answer(screen.said_kind)
            self._answered(("quiz", screen.number), told, right=right)
        elif isinstance(screen, RecallScreen) and screen.picked is not None:
            asked, picked = screen.recall.story.id, screen.recall.choices[screen.picked].id
            told = "before", asked, "", "", picked
            right = screen.picked == screen.recall.right
            self._answered(("recall", asked), told, right=right)

    def _playing(self, session: Session, play: Play, now: float) -> None:
        key = session.story_began, play.scenario.id
        if self._going is None or self._going.key != key:
            self._leave(EXIT, now)
            self._begin(session, play, key, now)
        self._played(session, play, now)

    def _begin(self, session: Session, play: Play, key: tuple[float, str], now: float) -> None:
        id_, story = self._ids(), play.scenario.id
        visit = self._visit
        if visit is None:
            visit = self._visit = _Visit(session.seed, first=id_)
            if not session.trial:
                self._tally.add(Counted.VISITORS)
        visit.plays += 1
        visit.tries[story] += 1
        self._tally.add(Counted.TRIALS if session.trial else Counted.PLAYS)
        if not session.trial:
            self._shown.add(story)
        begun = Begun(
            id=id_,
            visit=visit.first,
            at=self._watch.now(),
            clock=self._clock(),
            deck=self._deck(),
            trial=session.trial,
            number=visit.plays,
            attempt=visit.tries[story],
            from_step=len(play.steps) + 1,
        )
        self._going = _Going(key, begun, play, now)
        self._write(now)

    def _clock(self) -> str:
        """Give what the clock on the wall is worth, as the journal calls it."""
        self._note_moved()
        if self._watch.before_build:
            return BEFORE_BUILD
        return TRUSTED if self._watch.trusted and not self._moved else JUMPED

    def _note_moved(self) -> None:
        """Note, once, that the clock was moved: which of its two times was right nobody knows."""
        if not self._moved and self._watch.jumped():
            self._moved = True
            self._journal.moved(self._ids.since, self._ids.last)

    def _played(self, session: Session, play: Play, now: float) -> None:
        """Note how far the play has come; where it has gone no further nothing is written."""
        going = self._going
        if going is None:
            return
        going.session = session
        steps = len(play.steps) - len(going.play.steps)
        going.seconds += [
            self._took(("choice", step.scene.id)) for step in play.steps[len(play.steps) - steps :]
        ]
        going.play = play
        if play.finished:
            self._write(now)
            self._note_moved()
            self._going = None
            if self._visit is not None:
                self._visit.after, self._visit.answers, self._visit.install = going.begun.id, 0, 0.0
        elif steps:
            self._write(now)

    def _answered(
        self, what: Hashable, told: tuple[str, str, str, str, str], *, right: bool
    ) -> None:
        visit = self._visit
        if visit is None or not visit.after or what not in self._stood:
            return
        visit.answers += 1
        seconds = self._took(what)
        self._journal.answered(Answered(visit.after, visit.answers, *told, right, seconds))

    def _write(self, now: float, left_by: str = "") -> None:
        going = self._going
        if going is None:
            return
        setting = _setting(going.session, voiced=going.voiced)
        seconds, lasted = tuple(going.seconds), now - going.since
        self._journal.played(Played(going.begun, going.play, seconds, lasted, setting, left_by))

    def _leave(self, how: str, now: float) -> None:
        """Note that the play that goes on, if one does, has been left."""
        self._write(now, how)
        self._going = None
        self._stood.clear()

    def _end(self, how: str, now: float) -> None:
        """End the visit: nothing of it is held any longer."""
        self._leave(how, now)
        self._visit = None


INSTALL = "install"


def _asking(screen: Screen) -> Hashable:
    """Give what a screen asks, or shows, for which the time counts; None where it is nothing of that."""
    if not isinstance(screen, KioskScreen) or screen.behind_the_door or screen.between_visits:
        return None
    from kiosk.screens.install import InstallScreen  # noqa: PLC0415 (fetched by then)
    from kiosk.screens.quiz import QuizScreen  # noqa: PLC0415
    from kiosk.screens.recall import RecallScreen  # noqa: PLC0415
    from kiosk.screens.scene import SceneScreen  # noqa: PLC0415

    if isinstance(screen, SceneScreen):
        return ("choice", screen.scene.id) if screen.open and screen.scene.choices else None
    if isinstance(screen, QuizScreen):
        return ("quiz", screen.number) if screen.said_kind is None else None
    if isinstance(screen, RecallScreen):
        return ("recall", screen.recall.story.id) if screen.picked is None else None
    return INSTALL if isinstance(screen, InstallScreen) else None


def _setting(session: Session | None, *, voiced: bool) -> Setting:
    if session is None:
        return Setting(voiced=voiced)
    comfort = session.comfort
    return Setting(
        look=comfort.look.value,
        slow=comfort.slow,
        volume=comfort.loudness,
        voiced=voiced,
        keyed=session.keyed,
    )


def _how_left(before: Screen | None) -> str:
    """Give how 待机 came: from “您还在吗？” it comes by itself alone."""
    if before is None:
        return EXIT  # the first picture waits for no screen to be imported
    from kiosk.screens.still_there import StillThereScreen  # noqa: PLC0415 (fetched by then)

    return IDLE if isinstance(before, StillThereScreen) else EXIT
