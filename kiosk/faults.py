"""What follows a fault: a story whose screens fail is set aside after the second.

A screen that raises is met by the loop, which tells of it here. A process that dies can tell nobody: so the
supervisor is told beforehand what is drawn, and tells the next process in what this one died.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from kiosk import composition
from kiosk.next_visit import NextVisit
from kiosk.records.quarantine import FORGIVEN, Failed, Quarantine
from kiosk.records.tally import Counted, Tally
from kiosk.scenario.model import Scenario
from kiosk.scenario.serialise import fingerprint
from kiosk.screens.kit import KioskScreen, Kit
from kiosk.ui.screen import Screen

log = logging.getLogger(__name__)

MOST_NAMED = 30
"""Stories whose names are kept: those of another live set must not be held for good."""


def named(story: Scenario) -> str:
    """Give what tells a story in just these words from all others: its id and its fingerprint."""
    return f"{story.id} {fingerprint(story)}"


class Drawn:
    """Gives what the supervisor is told of a screen that is going to be drawn: whose fault it is if that is the end."""

    def __init__(self) -> None:
        self._screen: Screen | None = None
        self._told = ""
        self._named: dict[str, tuple[Scenario, str]] = {}

    def __call__(self, screen: Screen) -> str:
        """Give the name of its story (`named`); empty where it is of none, of several, or staff's."""
        if screen is not self._screen:
            self._screen = screen
            stories = screen.stories if isinstance(screen, KioskScreen) else ()
            alone = len(stories) == 1 and not screen.behind_the_door
            self._told = self._name(stories[0]) if alone else ""
        return self._told

    def _name(self, story: Scenario) -> str:
        """Give a story's name, found once while it is offered: that takes two milliseconds."""
        known = self._named.get(story.id)
        if known is None or known[0] is not story:
            if len(self._named) >= MOST_NAMED:
                del self._named[next(iter(self._named))]
            known = self._named[story.id] = story, named(story)
        return known[1]


class Faults:
    """Counts the faults of each story's screens and takes a story out after the second.

    That of a single story's screen is kept over restarts, until staff put it back. One of the choosing page
    counts for every story on it, until the program ends: most of them are innocent.
    """

    def __init__(
        self,
        visit: NextVisit,
        tally: Tally | None = None,
        quarantine: Quarantine | None = None,
        broke: Callable[[], None] = lambda: None,
    ) -> None:
        self._visit, self._sets, self._tally = visit, visit.sets_taken, tally
        self._quarantine, self._broke = quarantine, broke
        self._faults: Counter[str] = Counter()

    def begin(self, crashed_in: str = "", how: str = "") -> None:
        """Leave out what was set aside before, unless nothing else were left.

        Where the program ended by itself just before, in a screen of a story's (`Drawn`), that is a fault of the story's.
        """
        self._after_crash(crashed_in, how)
        self._visit.set_aside = self._left_out
        left_out = self._left_out(self._visit.stories)
        for one in self.set_aside:
            log.warning("剧本“%s”以前出过错（%s），先不播放", one.title, one.why)
        if left_out:
            self._visit.leave_out(left_out)

    def _after_crash(self, crashed_in: str, how: str) -> None:
        stories = self._visit.stories.deck.scenarios
        story = (
            next((one for one in stories if named(one) == crashed_in), None) if crashed_in else None
        )
        if story is not None and self._quarantine is not None:
            kept = self._count(story, f"程序意外结束（{how}）")
            log.warning("程序意外结束时显示的是剧本“%s”，第 %d 次", story.title, kept)

    def _count(self, story: Scenario, why: str) -> int:
        """Note a fault of a single story's over restarts, and give how often it has failed by now."""
        if self._quarantine is not None:
            kept = self._quarantine.add(story.id, fingerprint(story), story.title, why)
            self._faults[story.id] = max(self._faults[story.id], kept.faults)
        return self._faults[story.id]

    def _left_out(self, stories: composition.Stories) -> frozenset[str]:
        known = {one.id: one.print for one in self.set_aside}
        there = [story for story in stories.deck.scenarios if story.id in known]
        return frozenset(one.id for one in there if fingerprint(one) == known[one.id])

    @property
    def set_aside(self) -> tuple[Failed, ...]:
        """Give the stories that failed and aren't played, those kept over restarts."""
        return self._quarantine.set_aside if self._quarantine else ()

    def put_back(self) -> None:
        """Have all stories played again, as staff say."""
        if self._quarantine:
            self._quarantine.put_back()
        self._faults.clear()
        self._visit.put_back()
        log.info("出过错的剧本重新播放")

    @property
    def kit(self) -> Kit:
        """Give the kit of the next visit."""
        return self._visit.kit

    def home(self, now: float) -> Screen:
        """Give 待机 with the stories that are still in."""
        return self.kit.flow.attract(now)

    def fitted(self, screen: Screen, size: tuple[int, int]) -> Screen:
        """Give a screen, where it stands, for a display that has changed; later ones are for it too."""
        kit = self._visit.on_display(size)
        if not isinstance(screen, KioskScreen):
            return screen
        # A visit under way keeps its stories and settings.
        return screen.on_display(replace(screen.kit, size=kit.size, diagonal=kit.diagonal))

    def __call__(self, screen: Screen, error: Exception) -> None:
        """Note a fault of a screen."""
        self._broke()
        if self._tally is not None:
            self._tally.add(Counted.FAULTS)
        stories = screen.stories if isinstance(screen, KioskScreen) else ()
        if self._visit.sets_taken != self._sets:
            # The stories of another set haven't failed yet.
            self._sets = self._visit.sets_taken
            self._faults.clear()
        for story in stories:
            self._faults[story.id] += 1
            if len(stories) == 1:
                self._count(story, f"{type(error).__name__}：{error}")
            if self._faults[story.id] == FORGIVEN + 1:
                log.error("剧本“%s”两次出错（%s），先不播放", story.title, error)
        failed = {story.id for story in stories if self._faults[story.id] > FORGIVEN}
        if failed:
            self._visit.leave_out(frozenset(failed))
