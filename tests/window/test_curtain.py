"""What a visitor sees while the kiosk doesn't run, or stands still: a page of ours, then 待机."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from benchmarks import restarts
from benchmarks.stress_stand import Connection, Eye
from kiosk.supervisor.curtain import Curtain, Page
from kiosk.supervisor.curtain_window import GROUND
from tests.packaging.test_kept import impatient

from .changing_display import ChangingDisplay
from .curtains import covers
from .displays import PATIENCE, ROOT, UPRIGHT, WIDE, Display, at, environment
from .harness import Kiosk, children, name_of, running
from .visits import by_touch, touched

PAGES = ROOT / "assets" / "curtain"
BUSY = 30.0
"""More seconds on a machine that is busy with other things."""


class Watched(Kiosk):
    """A kiosk as its session starts it where there is no systemd: below a shell that starts it again.

    The shell waits for eight seconds of silence, not twenty.
    """

    def __init__(self, display: Display, data: Path) -> None:
        scripts = data / "scripts"
        scripts.mkdir()
        (scripts / "kept").write_text(impatient(2), encoding="utf-8")
        (scripts / "kept").chmod(0o755)
        run = scripts / "run"
        run.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m kiosk "$@"\n', encoding="utf-8")
        run.chmod(0o755)
        self.program = (str(scripts / "kept"), "run")
        super().__init__(display, data)

    @property
    def supervisor(self) -> int:
        return next(one for one in children(self.process.pid) if name_of(one) != "kept")


def words(display: Display) -> tuple[slice, slice]:
    """Give where something stands on it, rows and columns."""
    ink = (display.screenshot() != GROUND).any(axis=2)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return slice(rows[0], rows[-1]), slice(columns[0], columns[-1])


@at(WIDE, UPRIGHT)
@pytest.mark.parametrize("page", Page)
def test_it_is_before_everything_at_once_with_its_words_in_the_middle(
    display: Display, monkeypatch: pytest.MonkeyPatch, page: Page
) -> None:
    monkeypatch.setenv("DISPLAY", display.name)
    window = Connection(display.name)
    window.fill(display.size)
    curtain = Curtain(PAGES)
    curtain.ready()
    assert not covers(display)
    curtain.show(page)
    try:
        assert covers(display)
        down, across = words(display)
        width, height = display.size
        assert abs((down.start + down.stop) - height) < height / 10
        assert abs((across.start + across.stop) - width) < width / 50
        assert across.stop - across.start > min(width, height) / 4
        curtain.hide()
        until = time.monotonic() + PATIENCE
        while covers(display):
            assert time.monotonic() < until
        # Where the window goes, it is there already.
        window.close()
        while not covers(display):
            assert time.monotonic() < until
    finally:
        curtain.close()


def test_without_its_pictures_or_an_x_server_nothing_fails(
    shared_display: Display, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DISPLAY", shared_display.name)
    bare = Curtain(tmp_path)
    bare.show(Page.WAIT)
    assert covers(shared_display)
    bare.close()
    monkeypatch.setenv("DISPLAY", ":4711")
    nowhere = Curtain(PAGES)
    nowhere.show(Page.CALM)
    nowhere.hide()
    nowhere.close()


def test_under_wayland_there_is_none_as_it_would_stand_before_the_kiosk(
    shared_display: Display, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", shared_display.name)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    curtain = Curtain(PAGES)
    curtain.show(Page.WAIT)
    assert not curtain.pid
    curtain.close()


@pytest.mark.parametrize(
    ("fault", "moment"), [("SIGSTOP", "SceneScreen"), ("segfault", "ChooseScreen")]
)
def test_dead_or_frozen_in_a_visit_it_is_back_at_attract_and_no_desktop_was_seen(
    tmp_path: Path, fault: str, moment: str
) -> None:
    display = ChangingDisplay(restarts.SIZE)
    try:
        seen = restarts.tried(display, tmp_path, fault, moment)
    finally:
        display.close()
    assert restarts.held(fault, seen, BUSY), seen
    assert seen["curtain"] > 0
    told = (tmp_path / "logs" / "kiosk.log").read_text(encoding="utf-8")
    assert ("画面不动了" in told) == (fault in restarts.FREEZES)


def test_between_two_starts_a_page_of_ours_is_there(
    shared_display: Display, tmp_path: Path
) -> None:
    with running(shared_display, tmp_path) as kiosk:
        touched(kiosk, "start")
        kiosk.see("ChooseScreen")
        for _ in range(2):  # the second pause is one of half a second
            kiosk.skip()
            killed = os.pidfd_open(kiosk.inner)
            signal.pidfd_send_signal(killed, signal.SIGKILL)
            os.close(killed)
            until = time.monotonic() + PATIENCE
            while not covers(shared_display):
                assert time.monotonic() < until
            kiosk.wait(lambda e: e["ev"] == "frame" and e["n"] == 1, "starting again")
        kiosk.until(lambda: not covers(shared_display), "the curtain to go")
        hand = Connection(shared_display.name)
        kiosk.until(hand.keys_are_taken, "the keys the curtain had are the kiosk's again")
        hand.close()
        assert kiosk.end() == 0


@pytest.mark.parametrize("fault", [signal.SIGKILL, signal.SIGSTOP])
def test_a_dead_or_frozen_supervisor_is_started_again_by_the_shell_above_it_and_no_desktop_is_seen(
    tmp_path: Path, fault: signal.Signals
) -> None:
    display = ChangingDisplay(restarts.SIZE)
    kiosk = Watched(display, tmp_path)
    hand = Connection(display.name)
    hand.paint_desktop()
    try:
        kiosk.until(lambda: hand.whole(display.size) > 1, "picture and curtain", PATIENCE)
        eye = Eye(display.name, display.size)
        first, inner = kiosk.supervisor, os.pidfd_open(kiosk.inner)
        kiosk.skip()
        killed = time.monotonic()
        os.kill(first, fault)
        kiosk.wait(lambda e: e["ev"] == "frame" and e["n"] == 1, "starting again", BUSY)
        kiosk.until(lambda: not covers(display), "the curtain to go", BUSY)
        seen = eye.spans(killed, time.monotonic())
        eye.close()
        assert select.select([inner], [], [], 0)[0], "the kiosk of the dead one lives on"
        os.close(inner)
        assert kiosk.supervisor != first
        assert seen.get("curtain", 0.0) > 0
        assert "desktop" not in seen, seen
        kiosk.until(lambda: hand.whole(display.size) == 2, "one kiosk and one curtain")
        # Asked to end, as when staff leave it, all of it ends, and nothing is started again.
        last = os.pidfd_open(kiosk.supervisor)
        assert kiosk.end() == 0
        assert select.select([last], [], [], 0)[0]
        os.close(last)
    finally:
        kiosk.close()
        hand.close()
        display.close()


def test_a_second_one_is_told_that_one_runs_and_the_first_goes_on(
    shared_display: Display, tmp_path: Path
) -> None:
    with running(shared_display, tmp_path) as kiosk:
        second = subprocess.run(
            [sys.executable, "-P", "-m", "kiosk", "run", "--data", str(tmp_path)],
            env=environment(DISPLAY=shared_display.name, SDL_VIDEODRIVER="x11"),
            capture_output=True,
            check=False,
            timeout=PATIENCE,
        )
        assert second.returncode == 1
        assert "已经在这台机器上运行" in second.stderr.decode()
        by_touch(kiosk, "start")
        kiosk.see("ChooseScreen")
        # Killed, supervisor and all, it holds nothing.
        left = os.pidfd_open(kiosk.inner)
        kiosk.process.kill()
        kiosk.process.wait(PATIENCE)
        third = Kiosk(shared_display, tmp_path)
        try:
            third.see("AttractScreen")
            # The curtain of the killed one covers all until this one's is there: a touch would be lost on it.
            third.until(lambda: not covers(shared_display), "the dead one's curtain to go")
            assert third.end() == 0
        finally:
            third.close()
            os.close(left)
