"""The running kiosk: opens the window, wires voice and stage, and runs until asked to end."""

from __future__ import annotations

import logging
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import pygame

from kiosk import composition, process
from kiosk.engine.display_size import diagonal_inches
from kiosk.engine.loop import Loop
from kiosk.engine.trace import Trace
from kiosk.engine.window import NoScreenError, open_window, watched
from kiosk.log import start_log
from kiosk.paths import settings_file, shipped
from kiosk.records.tally import Tally
from kiosk.scenario.model import Scenario
from kiosk.scenario.problems import Problem
from kiosk.screens.flow import fetch
from kiosk.screens.kit import KioskScreen, Kit
from kiosk.settings import Settings
from kiosk.settings_file import load as load_settings
from kiosk.settings_file import problem_text
from kiosk.staff.live_sets import LiveSet, LiveSets, recordings_of
from kiosk.staff.own_program import InBackground
from kiosk.staff.renewal import Renewal
from kiosk.staff.sticks import Sticks
from kiosk.ui.screen import Screen
from kiosk.visit.deck import Deck
from kiosk.words import Words

if TYPE_CHECKING:
    from kiosk.voice.narrator import Narrator

log = logging.getLogger(__name__)

FAULTS_FORGIVEN = 1
"""Faults of a story's screens after which one more takes it out of the deck."""

END_SECONDS = 0.7
"""How long all threads together may take to end: less than the supervisor waits, a second for it all."""

SWITCH_SECONDS = 0.001
"""How long another thread may hold up a frame that is due; Python's own five would be seen."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line asks for."""

    data: Path
    scenarios: tuple[Path, ...] = ()
    windowed: tuple[int, int] | None = None


def run(wishes: Wishes) -> int:
    """Run the kiosk; 0 when it was asked to end, 1 where there is no screen."""
    process.share_one_arena()
    start_log(wishes.data)
    settings, problems = load_settings(settings_file(wishes.data))
    for problem in problems:
        _tell(problem)
    try:
        canvas = open_window(wishes.windowed)
    except NoScreenError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    threaded = Threaded()
    try:
        _run(wishes, settings, canvas, threaded)
    finally:
        # Quitting under a thread that decodes ended one process in 85 by SIGSEGV. One that hangs in
        # a sound device finds pygame as it was until the process, which ends now, takes it along.
        if threaded.close():
            pygame.quit()
        else:
            log.warning("有线程没有按时结束，不等它了")
    return 0


def _tell(problem: Problem) -> None:
    """Log something wrong in the settings."""
    log.warning("%s", problem_text(problem))


class Threaded:
    """What works in threads of its own, to be closed before pygame quits."""

    def __init__(self) -> None:
        self._closers: list[Callable[[float], bool]] = []

    def add(self, close: Callable[[float], bool]) -> None:
        """Have something closed at the end; `close` tells whether it was so by a second."""
        self._closers.append(close)

    def close(self) -> bool:
        """Close all, what came last first; False where something isn't after END_SECONDS."""
        until = time.monotonic() + END_SECONDS
        closed = [close(until) for close in reversed(self._closers)]
        return all(closed)


def _run(wishes: Wishes, settings: Settings, canvas: pygame.Surface, threaded: Threaded) -> None:
    today = date.today()  # noqa: DTZ011 (the day as people in front of the kiosk count it)
    cache = wishes.data / "cache"
    sets = LiveSets(wishes.data)
    sets.clean()
    # A folder of stories named on the command line plays alone, as it always has.
    live = None if wishes.scenarios else sets.current()
    only = settings.plays_approved_only(pin_set=False)
    paths = list(wishes.scenarios)
    stories = composition.open_stories(paths, cache, today, live, approved_only=only)
    for problem in stories.library.all_problems:
        log.info("剧本：%s", problem.text())
    diagonal = partial(_diagonal, settings, windowed=bool(wishes.windowed))
    tally = Tally(wishes.data / "tally.json")
    threaded.add(tally.close)
    own = composition.of_set(settings, live)
    site = composition.site_of(own)
    kit = composition.make_kit(
        canvas.get_size(), stories, own, site=site, diagonal=diagonal(), visitors=tally.count
    )
    surfaces = composition.make_surfaces(kit)
    faults = Faults(kit, lambda: composition.open_stories([], cache, today).deck)
    renewing = Renewing(settings, wishes.data, faults)
    if not wishes.scenarios:
        renewal = Renewal(sets, renewing.opened, renewing.taken)
        threaded.add(renewal.finished)
        threaded.add(renewing.speaking.end)
        faults.kit = replace(
            kit,
            renew=renewal.ask,
            renewed=lambda: faults.kit,
            staff_note=StickNote(wishes.data, settings),
        )
    loop = Loop(
        canvas,
        surfaces,
        faults.home,
        volume=settings.volume,
        trace=Trace.from_environment(),
        fault=faults,
        entered=Visitors(tally),
        fitted=lambda screen, size: faults.fitted(screen, size, diagonal()),
    )

    def end(_number: int, _frame: FrameType | None) -> None:
        loop.end()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    threaded.add(surfaces.close)
    loop.step()
    loop.watch(watched(kit.size, windowed=bool(wishes.windowed)))
    loop.redraw()
    loop.step()
    # The first picture is there; what takes tens of milliseconds comes now, before anybody has
    # had time to touch it.
    fetch()
    for problem in site.problems:
        _tell(problem)
    recordings = recordings_of(settings, live)
    narrator = _narrator(settings, wishes.data, recordings, stories.library.own_folders)
    threaded.add(narrator.close)
    renewing.record_from = narrator.record_from
    loop.speak_with(narrator)
    if kit.code is not None:
        _ = kit.code.matrix
    sys.setswitchinterval(SWITCH_SECONDS)
    process.collect_what_comes()
    process.give_back_large_pieces()
    loop.run()


def _diagonal(settings: Settings, *, windowed: bool) -> float | None:
    """Give the display's diagonal in inches: as staff say it, else as it says itself."""
    return None if windowed else settings.diagonal_inches or diagonal_inches()


def _narrator(
    settings: Settings, data: Path, recordings: tuple[Path, ...], own_clips: dict[str, Path]
) -> Narrator:
    # Imported there: nobody hears anything before the first picture.
    from kiosk.voice.engines import speaking_process, speech_folders  # noqa: PLC0415
    from kiosk.voice.narrator import Narrator, usual_parts  # noqa: PLC0415
    from kiosk.voice.voices import VoicesFile  # noqa: PLC0415

    voices = VoicesFile(shipped("scenarios") / "catalogue" / "voices.yaml")
    parts = usual_parts(
        voices,
        data / "cache" / "voice",
        recordings,
        speaking_process(settings),
        loudness=settings.sound_volume,
        own_clips=own_clips,
        packs=speech_folders(settings, data),
    )
    return Narrator(parts, volume=settings.volume)


@dataclass(frozen=True, slots=True)
class Renewed:
    """What another live set brings, as it was opened."""

    live: LiveSet | None
    stories: composition.Stories
    settings: Settings
    site: composition.Site


class Renewing:
    """Opens another live set as the first was, and has the kiosk go on with it."""

    def __init__(self, settings: Settings, data: Path, faults: Faults) -> None:
        self._settings, self._data, self._faults = settings, data, faults
        self.speaking = InBackground("voice", "prepare", "--data", str(data))
        """Makes all that is new said ahead, for whoever has an engine."""
        self.record_from: Callable[[tuple[Path, ...], dict[str, Path]], None] = lambda _f, _o: None

    def opened(self, live: LiveSet | None) -> Renewed:
        """Open a set, with what the site's pictures are then; in a thread of its own."""
        today = date.today()  # noqa: DTZ011 (as in `_run`)
        # A set may bring settings, too.
        self._settings, _ = load_settings(settings_file(self._data))
        only = self._settings.plays_approved_only(pin_set=False)
        stories = composition.open_stories(
            [], self._data / "cache", today, live, approved_only=only
        )
        settings = composition.of_set(self._settings, live)
        return Renewed(live, stories, settings, composition.site_of(settings))

    def taken(self, renewed: Renewed) -> None:
        """Go on with it."""
        for problem in (*renewed.stories.library.all_problems, *renewed.site.problems):
            log.info("%s", problem.text())
        folders = recordings_of(renewed.settings, renewed.live)
        self.record_from(folders, renewed.stories.library.own_folders)
        self.speaking.begin()
        kit = composition.renewed(self._faults.kit, renewed.stories, renewed.settings, renewed.site)
        kit.fonts.words = composition.word_breaks(renewed.stories)
        self._faults.renew(kit)
        log.info("换上了另一套剧本，一共 %d 个", len(kit.deck.scenarios))


class StickNote:
    """Tells at 待机 that a stick is plugged in; its words are read when there is one."""

    def __init__(self, data: Path, settings: Settings) -> None:
        self._sticks, self._settings = Sticks(data), settings

    def __call__(self) -> str:
        """Give the note, empty where there is no stick."""
        if not any(not stick.is_folder for stick in self._sticks.ask()):
            return ""
        return self._words("load.seen")

    @cached_property
    def _words(self) -> Words:
        return Words.of_language(shipped("assets") / "words" / "staff", self._settings.language)


class Visitors:
    """Counts somebody who begins a story, once a visit."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._last: int | None = None

    def __call__(self, screen: Screen) -> None:
        """Note a screen that has been entered."""
        from kiosk.screens.scene import SceneScreen  # noqa: PLC0415 (fetched by then)

        if isinstance(screen, SceneScreen) and screen.session.seed != self._last:
            self._last = screen.session.seed
            self._tally.add()


class Faults:
    """Counts the faults of each story's screens and takes a story out after the second.

    A fault of the choosing page counts for every story on it. Where no story is left, `spare` gives
    the deck that is played instead, less what has failed before.
    """

    def __init__(self, kit: Kit, spare: Callable[[], Deck] = lambda: Deck(())) -> None:
        self.kit, self._spare = kit, spare
        self._faults: Counter[str] = Counter()

    def home(self, now: float) -> Screen:
        """Give 待机 with the stories that are still in."""
        return self.kit.flow.attract(now)

    def fitted(self, screen: Screen, size: tuple[int, int], diagonal: float | None) -> Screen:
        """Give a screen, where it stands, for a display that has changed; later ones are for it too."""
        self.kit = composition.on_display(self.kit, size, diagonal)
        return screen.on_display(self.kit) if isinstance(screen, KioskScreen) else screen

    def __call__(self, screen: Screen, error: Exception) -> None:
        """Note a fault of a screen."""
        stories = screen.stories if isinstance(screen, KioskScreen) else ()
        if not stories:
            return
        for story in stories:
            self._faults[story.id] += 1
            if self._faults[story.id] == FAULTS_FORGIVEN + 1:
                log.error("剧本“%s”两次出错（%s），先不播放", story.title, error)
        left = self._sound(self.kit.deck) or self._sound(self._spare())
        if left != self.kit.deck.scenarios:
            self.kit = replace(self.kit, deck=Deck(left))

    def renew(self, kit: Kit) -> None:
        """Go on with a kit of other stories, of which none has failed yet."""
        self._faults.clear()
        self.kit = kit

    def _sound(self, deck: Deck) -> tuple[Scenario, ...]:
        return tuple(s for s in deck.scenarios if self._faults[s.id] <= FAULTS_FORGIVEN)
