"""What the next visit is made from: settings, stories and hours change meanwhile, a visit under way keeps its own.

A page of staff's hands over changed settings or stories from its task; the kit made from them stands ready and
comes in at the next 待机, by `Kit.renewed`. At 待机 itself the hours bring other stories.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from kiosk import composition
from kiosk.clock import now_here
from kiosk.composition import Site, Stories
from kiosk.packs.live_sets import LiveSet, recordings_of
from kiosk.paths import shipped
from kiosk.scenario.problems import Problem
from kiosk.screens.kit import AppCode, Kit
from kiosk.settings import Settings
from kiosk.timetable import rule_now
from kiosk.values import dataclass
from kiosk.visit.programme import Pool, Programme, Unkept, programme
from kiosk.words import Words

log = logging.getLogger(__name__)

RecordFrom = Callable[[tuple[Path, ...], dict[str, Path]], None]
_TOLD = {
    Unkept.APPROVED: "没有一个剧本审核过，“只播放已审核的”没有办法照做",
    Unkept.OFF: "所有剧本都停播了，没有办法照做，照样播放",
    Unkept.RULE: "现在的播放安排一个剧本也没有，播放全部剧本",
    Unkept.DECK: "选的专场一个剧本也没有，播放全部剧本",
}


def _minute(now: datetime) -> tuple[int, int, int]:
    return now.day, now.hour, now.minute


@dataclass(frozen=True, slots=True)
class Opened:
    """What another live set brings, opened with the site's settings of that moment."""

    own: Settings
    live: LiveSet | None
    stories: Stories
    only: bool
    """Whether these are the approved ones alone."""
    settings: Settings
    site: Site
    changes: int
    """How often the settings had been changed when it was begun."""


class NextVisit:
    """Holds the kit of the next visit, and gives it when called (`Kit.renewed`)."""

    def __init__(  # noqa: PLR0913 (what a visit is made from)
        self,
        kit: Kit,
        stories: Stories,
        *,
        display: Callable[[], float | None] = lambda: None,
        locked: Callable[[], bool] = lambda: False,
        spare: Callable[[], Stories] | None = None,
        reopen: Callable[[LiveSet | None, bool], Stories] | None = None,
        clock: Callable[[], datetime] = now_here,
        trusted: Callable[[], bool] = lambda: True,
    ) -> None:
        """Take the kit and stories of the first visit.

        `trusted` tells whether the hour `clock` gives can be right.

        `display` gives the diagonal of the display, `locked` tells whether there is a PIN, `spare` gives the
        stories that play where all others have failed, `reopen` those of a live set, the approved ones alone
        or all of them.
        """
        self._stories, self._display = stories, display
        self._locked, self._spare, self._clock = locked, spare, clock
        self._trusted = trusted
        self._reopen = reopen
        self._changes = 0
        """How often the site's own settings were changed."""
        self._own = kit.settings
        self._opened_only = self._only(kit.settings)
        """Whether the stories there are were opened as the approved ones alone."""
        self._live: LiveSet | None = None
        self.sets_taken = 0
        """How many other live sets have come in since the start."""
        self._failed: frozenset[str] = frozenset()
        self._lock = threading.Lock()
        self._minute = (0, 0, 0)
        self._programme = Programme(kit.deck)
        self._shown: Callable[[], tuple[str, ...]] = tuple
        self._seen_shown: tuple[str, ...] = ()
        self._ask: Callable[[], None] = lambda: None
        self.set_aside: Callable[[Stories], frozenset[str]] = lambda _stories: frozenset()
        """Gives the ids of those that failed before and are not to be played."""
        self.record_from: RecordFrom = lambda _folders, _own: None
        """Has people's recordings taken from these folders, and the stories' own."""
        self._kit = replace(kit, renew=self.ask, renewed=self, open_now=self.open_now)
        self._look()

    def follow(self, own: Settings, live: LiveSet | None, ask: Callable[[], None]) -> None:
        """Take the site's own settings and the live set the first kit is of; `ask` looks for another set."""
        self._own, self._live, self._ask = own, live, ask

    def with_counts(
        self,
        *,
        visitors: Callable[[], int],
        paused: Callable[[], datetime | None],
        shown: Callable[[], tuple[str, ...]] = tuple,
    ) -> None:
        """Take who tells how many have played today, since when staff have paused, and what was begun last.

        `shown` gives ids of stories, the one begun last at the end.
        """
        self._kit = replace(self._kit, visitors=visitors, paused=paused)
        self._shown = shown
        self._look()

    def on_display(self, size: tuple[int, int]) -> Kit:
        """Give the kit for a display that is another one now, of that size in pixels; later ones are for it too."""
        with self._lock:
            self._kit = composition.on_display(self._kit, size, self._display())
        return self._kit

    @property
    def kit(self) -> Kit:
        """Give the kit of the next visit."""
        return self._kit

    @property
    def own(self) -> Settings:
        """Give the site's own settings, without what a live set brings."""
        return self._own

    @property
    def stories(self) -> Stories:
        """Give the stories there are, playing or not."""
        return self._stories

    @property
    def programme(self) -> Programme:
        """Give what plays now, and why."""
        return self._programme

    def ask(self) -> None:
        """Have another live set put in where there is one (`Kit.renew`)."""
        self._ask()

    def __call__(self) -> Kit:
        """Give the kit of the next visit: the same one where nothing has changed."""
        if _minute(self._clock()) != self._minute or self._shown() != self._seen_shown:
            self._look()
        return self._kit

    def volume(self) -> float:
        """Give how loud it is at this hour, 0 to 1."""
        settings = self._kit.settings
        rule = (
            rule_now(settings.volume_schedule, self._clock()) if settings.volume_schedule else None
        )
        return settings.volume if rule is None else rule.what

    def open_now(self) -> bool:
        """Tell whether these are hours in which the kiosk may call out.

        By a clock that lost its battery noon may be midnight: then whoever has switched the machine on is there.
        """
        return not self._trusted() or self._clock().time() in self._kit.settings.open_hours

    # What changes it ----------------------------------------------------------------------------

    def set_settings(self, own: Settings) -> tuple[Problem, ...]:
        """Take changed settings, and give what they ask for and can't have.

        Pictures are read and looked through meanwhile, in the caller's thread.
        """
        live, stories, only = self._live, self._stories, self._only(own)
        if self._reopen and only != self._opened_only:  # a PIN may have been set meanwhile
            stories = self._reopen(live, only)
        settings = composition.of_set(own, live)
        site = composition.site_of(settings)
        for problem in site.problems:
            log.warning("%s", problem.text())
        _ = site.code.matrix  # made here, where no visitor waits for it
        words = self._kit.words
        if settings.language != self._kit.settings.language:
            words = Words.of_language(shipped("assets") / "words", settings.language)
        diagonal = composition.diagonal_of(settings, self._display(), self._kit.size)
        with self._lock:
            self._own = own
            self._changes += 1
            if self._live is live:
                self._stories, self._opened_only = stories, only
            else:
                settings = composition.of_set(own, self._live)
                site = composition.site_of(settings)
            self._kit = replace(
                composition.renewed(self._kit, self._stories, settings, site),
                words=words,
                diagonal=diagonal,
            )
            self._see()
        self._record()
        return site.problems

    def _only(self, settings: Settings) -> bool:
        return settings.plays_approved_only(pin_set=self.approved_only)

    def opened(self, live: LiveSet | None, own: Settings) -> Opened:
        """Open another live set with what the site's pictures are then; in a thread of its own."""
        changes, stories, only = self._changes, self._stories, self._only(own)
        if self._reopen:
            stories = self._reopen(live, only)
        settings = composition.of_set(own, live)
        return Opened(own, live, stories, only, settings, composition.site_of(settings), changes)

    def taken(self, opened: Opened) -> None:
        """Go on with another live set."""
        for problem in (*opened.stories.library.all_problems, *opened.site.problems):
            log.info("%s", problem.text())
        settings, site = opened.settings, opened.site
        with self._lock:
            if opened.changes == self._changes:
                self._own = opened.own  # the set may have brought some
            else:
                settings = composition.of_set(self._own, opened.live)
                site = composition.site_of(settings)
            self._live, self._stories = opened.live, opened.stories
            self._opened_only = opened.only
            self._kit.fonts.words = composition.word_breaks(opened.stories)
            self._failed = self.set_aside(opened.stories)
            self.sets_taken += 1
            self._kit = composition.renewed(self._kit, opened.stories, settings, site)
            self._see()
        self._record()
        log.info("换上了另一套剧本，一共 %d 个", len(self._kit.deck.scenarios))

    @property
    def recordings(self) -> tuple[Path, ...]:
        """Give the folders of people's recordings: those a set brings, then the site's own."""
        return recordings_of(self._own, self._live)

    def _record(self) -> None:
        """Have recordings taken from where they are by now."""
        self.record_from(self.recordings, self._stories.library.own_folders)

    def leave_out(self, failed: frozenset[str]) -> None:
        """Leave out stories whose screens failed; where none is left, take the spare ones less what failed."""
        self._failed |= failed
        if self._spare and not self.pool.scenarios:
            spare = self._spare()
            self._stories = replace(spare, minutes={**self._stories.minutes, **spare.minutes})
        self._look()

    def put_back(self) -> None:
        """Play again what was left out."""
        self._failed = frozenset()
        self._look()

    def look_at(self, settings: Settings) -> Programme:
        """Give what would play now with other settings."""
        return programme(self.pool, settings, self._clock(), approved_only=self.approved_only)

    @property
    def code(self) -> AppCode | None:
        """Give the QR code of the next visit."""
        return self._kit.code

    @property
    def approved_only(self) -> bool:
        """Tell whether only approved stories play where the settings don't say: once there is a PIN."""
        return self._locked()

    # How it is made -----------------------------------------------------------------------------

    @property
    def pool(self) -> Pool:
        """Give the stories there are, playing or not, less those that failed."""
        deck = tuple(s for s in self._stories.deck.scenarios if s.id not in self._failed)
        catalogue, left_out = self._stories.library.catalogue, self._stories.left_out
        groups = {one.name: one.group for one in catalogue.types}
        decks = {one.name: one.stories for one in catalogue.decks}
        return Pool(deck, self._stories.approved, groups, left_out, decks, self._shown())

    def _look(self) -> None:
        """See what plays now."""
        with self._lock:
            self._see()

    def _see(self) -> None:
        """Have the kit play what plays now, the lock being held; another deck makes it another kit."""
        now = self._clock()
        self._minute, self._seen_shown = _minute(now), self._shown()
        before = self._programme
        self._programme = self.look_at(self._kit.settings)
        for unkept in self._programme.unkept:
            if unkept not in before.unkept:
                log.warning("播放安排：%s", _TOLD[unkept])
        deck = self._programme.deck
        if deck != self._kit.deck:
            self._kit = replace(self._kit, deck=deck)
