"""How the kiosk starts and ends, and what happens when it is killed."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .displays import PATIENCE, Display, environment
from .harness import Kiosk, running
from .visits import by_the_engine, by_touch

SECOND = 1.0
"""Within which it ends when asked."""
SOON = 3.0
"""The same on a machine busy with other things, where a second is no measure."""


def ended_after(kiosk: Kiosk, asked: float) -> float:
    """Wait for the end and give the seconds since it was asked for."""
    assert kiosk.process.wait(PATIENCE) == 0
    return time.monotonic() - asked


def test_ten_cold_starts_in_a_row_show_attract_and_end_within_a_second(
    shared_display: Display, tmp_path: Path
) -> None:
    took: list[float] = []
    for n in range(10):
        with running(shared_display, tmp_path / str(n)) as kiosk:
            asked = time.monotonic()
            kiosk.process.terminate()
            took.append(ended_after(kiosk, asked))
            assert "ERROR" not in kiosk.log()
    assert min(took) < SECOND
    assert max(took) < SOON


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_while_it_speaks_it_ends_soon_and_leaves_no_process(
    shared_display: Display, tmp_path: Path, number: signal.Signals
) -> None:
    by_the_engine(tmp_path)  # ready-made speech needs no process
    with running(shared_display, tmp_path) as kiosk:
        speaking(kiosk)
        processes = [kiosk.inner, *kiosk.voices]
        assert len(processes) == 2
        ends = [os.pidfd_open(process) for process in processes]
        asked = time.monotonic()
        kiosk.process.send_signal(number)
        assert ended_after(kiosk, asked) < SOON
        for end in ends:
            assert gone(end)


def test_ctrl_alt_q_ends_it_soon_and_no_other_key_does(
    shared_display: Display, tmp_path: Path
) -> None:
    with running(shared_display, tmp_path) as kiosk:
        speaking(kiosk)
        shared_display.xdotool("key", "q", "key", "Escape", "key", "alt+F4", "key", "ctrl+q")
        by_touch(kiosk, "replay")  # none of those ended it
        asked = time.monotonic()
        shared_display.xdotool("key", "ctrl+alt+q")
        assert ended_after(kiosk, asked) < SOON


def test_killed_it_shows_attract_again_and_the_visitor_before_is_forgotten(
    shared_display: Display, tmp_path: Path
) -> None:
    by_the_engine(tmp_path)
    with running(shared_display, tmp_path) as kiosk:
        speaking(kiosk)
        voice = os.pidfd_open(kiosk.voices[0])
        first = kiosk.inner
        os.kill(first, signal.SIGKILL)
        assert kiosk.wait(lambda e: e["ev"] == "frame" and e["n"] == 1, "starting again")
        assert kiosk.frame["screen"] == "AttractScreen"
        assert kiosk.inner != first
        assert gone(voice), "the voice of the killed one lives on"
        speaking(kiosk)
        assert kiosk.end() == 0
        assert "重新启动" in kiosk.log() + kiosk.errors()


def test_hanging_it_is_killed_when_asked_to_end(shared_display: Display, tmp_path: Path) -> None:
    with running(shared_display, tmp_path) as kiosk:
        speaking(kiosk)
        hanging = os.pidfd_open(kiosk.inner)
        os.kill(kiosk.inner, signal.SIGSTOP)
        kiosk.process.terminate()
        assert kiosk.process.wait(PATIENCE) == 0
        assert gone(hanging)


def test_asked_to_end_in_a_pause_between_two_starts_it_does_not_start_again(
    shared_display: Display, tmp_path: Path
) -> None:
    with running(shared_display, tmp_path) as kiosk:
        for time_of in (1, 2, 3):
            kiosk.skip()
            os.kill(kiosk.inner, signal.SIGKILL)
            kiosk.until(lambda n=time_of: f"第 {n} 次重新启动" in kiosk.errors(), "a pause")  # type: ignore[misc]
            if time_of < 3:
                kiosk.wait(lambda e: e["ev"] == "frame" and e["n"] == 1, "starting again")
        asked = time.monotonic()
        kiosk.process.terminate()
        assert ended_after(kiosk, asked) < SOON  # the third pause is one of two seconds


def test_without_a_display_there_is_one_sentence_and_no_traceback(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-P", "-m", "kiosk", "run", "--data", str(tmp_path)],
        env=environment(),
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )
    assert told.returncode == 1
    assert told.stdout == b""
    lines = told.stderr.decode().splitlines()
    assert len(lines) == 1
    assert "屏幕" in lines[0]


def test_a_display_that_is_not_there_is_no_traceback_either(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-P", "-m", "kiosk", "run", "--data", str(tmp_path)],
        env=environment(DISPLAY=":4711", SDL_VIDEODRIVER="x11"),
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )
    assert told.returncode == 1
    assert b"Traceback" not in told.stderr
    assert "屏幕" in told.stderr.decode()


def test_a_window_of_the_size_asked_for_opens(shared_display: Display, tmp_path: Path) -> None:
    kiosk = Kiosk(shared_display, tmp_path, "--windowed", "1024x768")
    try:
        kiosk.until(lambda: bool(kiosk.frame), "a frame")
        assert kiosk.frame["size"] == [1024, 768]
        assert kiosk.end() == 0
    finally:
        kiosk.close()


def speaking(kiosk: Kiosk) -> None:
    """Come as far as the choosing page, and hear it."""
    by_touch(kiosk, "start")
    kiosk.see("ChooseScreen")
    kiosk.spoken()


def gone(process: int) -> bool:
    """Wait for the end of a process that is not ours, by its descriptor."""
    ready, _, _ = select.select([process], [], [], 10)
    os.close(process)
    return bool(ready)
