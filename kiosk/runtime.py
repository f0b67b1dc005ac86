"""The running kiosk: wires voice and stage in a window, and runs until asked to end."""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from datetime import time as dt_time
from functools import cached_property
from math import inf
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import pygame

from kiosk import composition, process
from kiosk.clock import ClockWatch, SleepWatch
from kiosk.engine.display_size import diagonal_inches
from kiosk.engine.foreground import Foreground
from kiosk.engine.loop import Loop
from kiosk.engine.trace import Trace
from kiosk.engine.window import watched
from kiosk.faults import Drawn, Faults
from kiosk.next_visit import NextVisit, Opened
from kiosk.observer import Observer
from kiosk.packs.live_sets import LiveSet, LiveSets
from kiosk.packs.own_program import InBackground
from kiosk.packs.renewal import Renewal
from kiosk.packs.sticks import Sticks
from kiosk.paths import pin_file, settings_file, shipped
from kiosk.records.journal import Journal
from kiosk.records.quarantine import Quarantine, quarantine_file
from kiosk.records.shown import Shown, shown_file
from kiosk.records.tally import Counted, Tally
from kiosk.scenario.problems import Problem
from kiosk.screens.flow import fetch
from kiosk.screens.kit import Kit
from kiosk.settings import Settings
from kiosk.settings_file import load as load_settings
from kiosk.settings_file import problem_text
from kiosk.staff.pause import Pause
from kiosk.supervisor.codes import AFTER_CRASH, AGAIN, CRASHED_IN, NO_SCREEN
from kiosk.supervisor.pulse import Pulse
from kiosk.ui.screen import Screen
from kiosk.wishes import Wishes

if TYPE_CHECKING:
    from kiosk.staff.desk import Desk
    from kiosk.voice.narrator import Narrator
    from kiosk.words import Words

log = logging.getLogger(__name__)

SORRY_SECONDS = 10.0
"""How long 待机 says that something went wrong."""

MOST_TOLD = 50
"""Problems of stories in the log of one start; a folder of thousands of files has as many."""

END_SECONDS = 0.7
"""How long all threads together may take to end: less than the supervisor waits, a second for it all."""

SLEPT_SECONDS = 20.0
"""How long a machine must have been suspended for the visit to be over."""

SWITCH_SECONDS = 0.001
"""How long another thread may hold up a frame that is due; Python's own five would be seen."""


def run_on(canvas: pygame.Surface, wishes: Wishes) -> int:
    """Run the kiosk in a window; 0 when it was asked to end, AGAIN to be started anew."""
    settings, problems = load_settings(settings_file(wishes.data))
    for problem in problems:
        _tell(problem)
    threaded = Threaded()
    try:
        code = _run(wishes, settings, canvas, threaded)
    finally:
        # Quitting under a thread that decodes ended one process in 85 by SIGSEGV. One that hangs in
        # a sound device finds pygame as it was until the process, which ends now, takes it along.
        if threaded.close():
            pygame.quit()
        else:
            log.warning("有线程没有按时结束，不等它了")
    return code


class ScreenWatch:
    """Follows the display, keeps the window in front, and ends a visit that the machine has slept through."""

    def __init__(self, home: Callable[[float], Screen]) -> None:
        self._home = home
        self._foreground: Foreground | None = None
        self._sleep = SleepWatch()

    def begin(
        self, loop: Loop, size: tuple[int, int], wishes: Wishes, gone: Callable[[], object]
    ) -> None:
        """Have a loop follow the display from now on; `gone` is done when the X server is no more."""
        display, self._foreground = watched(size, windowed=bool(wishes.windowed), gone=gone)
        loop.watch(display)

    def look(self, loop: Loop) -> None:
        """Look after a frame."""
        if self._foreground is not None:
            self._foreground.look(time.monotonic())
        if self._sleep.slept() >= SLEPT_SECONDS:
            # Whoever stands there now isn't who stood there before.
            log.info("机器睡眠以后醒来，回到待机")
            loop.show(lambda screen, now: screen if screen.between_visits else self._home(now))


def _without_server(threaded: Threaded) -> None:
    """Keep what there is to keep and end: the X server is gone, and Xlib would end the process any other way."""
    log.warning("显示服务器没有了，等它回来")
    threaded.close()
    logging.shutdown()
    os._exit(NO_SCREEN)


def _tell(problem: Problem) -> None:
    """Log something wrong in the settings."""
    log.warning("%s", problem_text(problem))


def _tell_of_stories(problems: Sequence[Problem]) -> None:
    """Log what is wrong with stories, of very much the beginning: a start mustn't wait for thousands of lines."""
    for problem in problems[:MOST_TOLD]:
        log.info("剧本：%s", problem.text())
    if len(problems) > MOST_TOLD:
        more = len(problems) - MOST_TOLD
        log.info("剧本：还有 %d 处问题没有写在这里，请运行 kiosk check 看全部", more)


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


def _run(wishes: Wishes, settings: Settings, canvas: pygame.Surface, threaded: Threaded) -> int:
    note = Note(wishes.data, settings)
    journal = Journal(wishes.data, name=lambda: called(visit.kit.settings))
    threaded.add(journal.close)
    tally = Tally(keep=journal.counted)
    if how := os.environ.get(AFTER_CRASH):
        log.warning("上一次意外结束（%s），重新启动", how)
        note.sorry()
        tally.add(Counted.RESTARTS)
    shown = Shown(shown_file(wishes.data))
    threaded.add(shown.close)
    pause = Pause(wishes.data)
    visit, site = _first_visit(wishes, settings, canvas.get_size(), threaded, note)
    visit.with_counts(visitors=tally.count, paused=pause.since, shown=lambda: shown.order)
    kit = visit.kit
    surfaces = composition.make_surfaces(kit)
    observer = Observer(journal, tally, shown, watch=ClockWatch(), deck=lambda: deck_of(visit))

    def broke() -> None:
        note.sorry()
        observer.broke()

    faults = _faults(visit, tally, wishes.data, threaded, broke)
    machine = LoopMachine()
    pulse = Pulse.from_environment()

    drawn = Drawn()
    screen_watch = ScreenWatch(faults.home)

    def round_over() -> None:
        pulse.beat()
        screen_watch.look(loop)
        if pulse.alone:  # nobody would end this process when it hangs, or start another
            loop.end()

    door = Door(wishes.data, visit, faults, machine, pause, tally=tally, journal=journal)
    loop = Loop(
        canvas,
        surfaces,
        faults.home,
        volume=visit.volume,
        trace=Trace.from_environment(),
        clock=wishes.clock,
        fault=faults,
        standing=observer,
        door=door.open,
        # Ctrl+Alt+Q, until staff have a PIN; no window manager's way of closing a window.
        may_quit=lambda closed: wishes.windowed is not None or not (closed or door.locked),
        mute_seconds=seconds_of_today,
        fitted=faults.fitted,
        draws=lambda screen: pulse.draws(drawn(screen)),
        round_over=round_over,
    )
    machine.loop = loop

    _end_by_signal(loop)
    threaded.add(surfaces.close)
    loop.step()
    screen_watch.begin(loop, kit.size, wishes, lambda: _without_server(threaded))
    loop.redraw()
    loop.step()
    pulse.picture()
    # The first picture is there; what takes tens of milliseconds comes now, before anybody has
    # had time to touch it.
    fetch()
    journal.start(tally.known)
    for problem in site.problems:
        _tell(problem)
    narrator = _narrator(settings, wishes.data, visit)
    threaded.add(narrator.close)
    visit.record_from = narrator.record_from
    loop.speak_with(narrator)
    if not wishes.windowed:
        # Whoever opens a window tries something out; a screen of its own is set up.
        loop.show(door.first)
    _settle(kit)
    loop.run()
    return machine.code


def _end_by_signal(loop: Loop) -> None:
    def end(_number: int, _frame: FrameType | None) -> None:
        loop.end()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)


def called(settings: Settings) -> str:
    """Give what records call this machine: its site's name and its own."""
    return "　".join(filter(None, (settings.site_name, settings.machine_name)))


def deck_of(visit: NextVisit) -> str:
    """Give which stories play now: what the hour's rule asks for, else the 专场 staff chose; empty for all."""
    rule = visit.programme.rule
    return visit.kit.settings.story_deck if rule is None else rule.what


def _faults(
    visit: NextVisit, tally: Tally, data: Path, threaded: Threaded, broke: Callable[[], None]
) -> Faults:
    """Give what takes stories out that fail, those that failed before left out."""
    quarantine = Quarantine(quarantine_file(data))
    threaded.add(quarantine.close)
    faults = Faults(visit, tally, quarantine, broke)
    faults.begin(os.environ.get(CRASHED_IN, ""), os.environ.get(AFTER_CRASH, ""))
    return faults


def _settle(kit: Kit) -> None:
    """Do what takes a while and nobody has needed until now; then run evenly."""
    if kit.code is not None:
        _ = kit.code.matrix
    sys.setswitchinterval(SWITCH_SECONDS)
    process.collect_what_comes()
    process.give_back_large_pieces()


def seconds_of_today() -> float:
    """Give the seconds until midnight: 静音 that was forgotten is over the next day."""
    now = datetime.now().astimezone()
    midnight = datetime.combine(now.date() + timedelta(days=1), dt_time(), now.tzinfo)
    return (midnight - now).total_seconds()


class LoopMachine:
    """What staff's pages do with the running program (`kiosk.staff.machine.Machine`)."""

    def __init__(self) -> None:
        self.loop: Loop | None = None
        """The loop, once there is one."""
        self.code = 0
        """Exit code once the loop has ended."""

    @property
    def muted(self) -> bool:
        """Tell whether all sound is off."""
        return self.loop is not None and self.loop.muted

    def mute(self, *, on: bool) -> None:
        """Turn all sound off, or on again."""
        if self.loop is not None:
            self.loop.mute(on=on)

    def end(self) -> None:
        """End the program; it isn't started again."""
        log.info("工作人员退出了程序")
        if self.loop is not None:
            self.loop.end()

    def restart(self) -> None:
        """End the program and have it started anew."""
        self.code = AGAIN
        if self.loop is not None:
            self.loop.end()


def _first_visit(
    wishes: Wishes, settings: Settings, size: tuple[int, int], threaded: Threaded, note: Note
) -> tuple[NextVisit, composition.Site]:
    """Give what the first visit is made from, and what those after it follow."""
    cache, has_pin = wishes.data / "cache", pin_file(wishes.data).exists
    sets = LiveSets(wishes.data)
    sets.clean()
    # A folder of stories named on the command line plays alone, as it always has.
    live = None if wishes.scenarios else sets.current()

    def opened(live: LiveSet | None, only: bool) -> composition.Stories:  # noqa: FBT001 (a word a call)
        today = date.today()  # noqa: DTZ011 (the day as people in front of the kiosk count it)
        paths = list(wishes.scenarios)
        return composition.open_stories(paths, cache, today, live, approved_only=only)

    stories = opened(live, settings.plays_approved_only(pin_set=has_pin()))
    _tell_of_stories(stories.library.all_problems)
    display = (lambda: None) if wishes.windowed else diagonal_inches
    own = composition.of_set(settings, live)
    site = composition.site_of(own)
    kit = composition.make_kit(size, stories, own, site=site, diagonal=display())
    note.apology = kit.words("attract.sorry")
    visit = NextVisit(
        replace(kit, staff_note=note),
        stories,
        display=display,
        locked=has_pin,
        trusted=lambda: ClockWatch().trusted,
        spare=lambda: composition.open_stories([], cache, date.today()),  # noqa: DTZ011 (as above)
        reopen=opened,
        clock=wishes.now,
    )
    if wishes.scenarios:
        visit.follow(settings, None, lambda: None)
    else:
        renewing = Renewing(visit, wishes.data)
        renewal = Renewal(sets, renewing.opened, renewing.taken)
        threaded.add(renewal.finished)
        threaded.add(renewing.speaking.end)
        visit.follow(settings, live, renewal.ask)
    return visit, site


def _narrator(settings: Settings, data: Path, visit: NextVisit) -> Narrator:
    # Imported there: nobody hears anything before the first picture.
    from kiosk.voice.engines import speaking_process, speech_folders  # noqa: PLC0415
    from kiosk.voice.narrator import Narrator, usual_parts  # noqa: PLC0415
    from kiosk.voice.voices import VoicesFile  # noqa: PLC0415

    voices = VoicesFile(shipped("scenarios") / "catalogue" / "voices.yaml", data / "cache")
    parts = usual_parts(
        voices,
        data / "cache" / "voice",
        visit.recordings,
        speaking_process(settings),
        loudness=lambda: visit.kit.settings.sound_volume,
        own_clips=visit.stories.library.own_folders,
        packs=speech_folders(settings, data),
    )
    return Narrator(parts, volume=settings.volume)


class Renewing:
    """Opens another live set as the first was, and has the kiosk go on with it."""

    def __init__(self, visit: NextVisit, data: Path) -> None:
        self._visit, self._data = visit, data
        self.speaking = InBackground("voice", "prepare", "--data", str(data))
        """Makes all that is new said ahead, for whoever has an engine."""

    def opened(self, live: LiveSet | None) -> Opened:
        """Open a set, with what the site's pictures are then; in a thread of its own."""
        # A set may bring settings, too.
        own, _ = load_settings(settings_file(self._data))
        return self._visit.opened(live, own)

    def taken(self, opened: Opened) -> None:
        """Go on with it."""
        self._visit.taken(opened)
        self.speaking.begin()


class Door:
    """Lets staff in who knock: their pages are imported then, and get the kit that plays then."""

    def __init__(  # noqa: PLR0913 (what staff's pages work on)
        self,
        data: Path,
        visit: NextVisit,
        faults: Faults,
        machine: LoopMachine,
        pause: Pause,
        *,
        tally: Tally,
        journal: Journal,
    ) -> None:
        self._data, self._visit, self._faults = data, visit, faults
        self._machine, self._pause, self._tally, self._journal = machine, pause, tally, journal

    @property
    def locked(self) -> bool:
        """Tell whether there is a PIN: then nobody ends the program without it."""
        return pin_file(self._data).exists()

    def open(self, screen: Screen, now: float) -> Screen:
        """Give staff's first page over a screen; a page of theirs stays as it is."""
        from kiosk.staff.entrance import enter  # noqa: PLC0415 (not before somebody knocks)

        return enter(screen, self._faults.kit, self._desk, now)

    def first(self, screen: Screen, now: float) -> Screen:
        """Give what the first start asks over a screen; the screen where it asks nothing."""
        from kiosk.staff.setup import SetupProgress  # noqa: PLC0415 (after the first picture)

        if not SetupProgress(self._data).wanted():
            return screen
        from kiosk.staff.entrance import first_start  # noqa: PLC0415 (as above)

        return first_start(screen, self._faults.kit, self._desk, now)

    @cached_property
    def _desk(self) -> Desk:
        """What staff's pages work on."""
        from kiosk.doctor import Installation  # noqa: PLC0415 (as above)
        from kiosk.packs.live_sets import DROP_FOLDER  # noqa: PLC0415
        from kiosk.packs.sticks import sticks_here  # noqa: PLC0415
        from kiosk.staff.desk import Desk, staff_words  # noqa: PLC0415
        from kiosk.staff.pin import PinStore  # noqa: PLC0415
        from kiosk.staff.recovery_sticks import RecoverySticks  # noqa: PLC0415
        from kiosk.staff.settings_store import SettingsStore  # noqa: PLC0415
        from kiosk.staff.setup import SetupProgress  # noqa: PLC0415

        pin = PinStore(self._data)
        return Desk(
            words=staff_words(self._faults.kit.settings.language),
            data=self._data,
            home=self._faults.home,
            pin=pin,
            recovery=RecoverySticks(
                pin, lambda: [stick.path for stick in sticks_here()], self._data / DROP_FOLDER
            ),
            machine=self._machine,
            pause=self._pause,
            tally=self._tally,
            trouble=lambda: self._journal.trouble,
            installation=lambda: replace(
                Installation.here(self._data, date.today()),  # noqa: DTZ011 (as in `_run`)
                shown=self._faults.kit.size,
                library=self._visit.stories.library,
            ),
            settings=SettingsStore(self._data),
            playing=self._visit,
            setup=SetupProgress(self._data),
            quarantined=self._faults,
        )


class Note:
    """Tells at 待机 that something went wrong just now, or that a stick is plugged in."""

    def __init__(
        self, data: Path, settings: Settings, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._sticks, self._settings, self._clock = Sticks(data), settings, clock
        self._sorry_until = -inf
        self.apology = ""
        """What is said then."""

    def sorry(self) -> None:
        """Say for a while that something went wrong."""
        self._sorry_until = self._clock() + SORRY_SECONDS

    def __call__(self) -> str:
        """Give the note, empty where there is none; its words are read when they are wanted."""
        if self._clock() < self._sorry_until:
            return self.apology
        if not any(not stick.is_folder for stick in self._sticks.ask()):
            return ""
        return self._words("load.seen")

    @cached_property
    def _words(self) -> Words:
        from kiosk.staff.desk import staff_words  # noqa: PLC0415 (not before a stick is there)

        return staff_words(self._settings.language)
