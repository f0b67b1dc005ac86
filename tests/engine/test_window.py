"""The window as SDL knows it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pygame
import pytest

import kiosk
from kiosk.engine import window
from kiosk.engine.window import InputWait

LONG_MS = 60_000
ROOT = Path(kiosk.__file__).resolve().parent.parent

ASKED = """
import ctypes
from kiosk.engine.window import InputWait, open_window
open_window((640, 480))
with open("/proc/self/maps", encoding="ascii") as maps:
    library = next(line.split()[-1] for line in maps if "libSDL2-2" in line)
print(ctypes.CDLL(library).SDL_IsTextInputActive())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="finds SDL by Linux's list of libraries")
def test_no_input_method_takes_the_keys() -> None:
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "SDL_VIDEODRIVER": "dummy"}
    command = [sys.executable, "-P", "-c", ASKED]
    ended = subprocess.run(
        command, env=environ, capture_output=True, text=True, timeout=60, check=True
    )
    assert ended.stdout.split()[-1] == "0"


def test_what_comes_over_the_connection_ends_the_wait(canvas: pygame.Surface) -> None:  # noqa: ARG001
    wait = InputWait()
    read, write = os.pipe()
    wait._connection = read
    os.write(write, b"touch")
    wait.wait(LONG_MS)
    assert os.read(read, 10) == b"touch"
    os.close(read)
    os.close(write)


def test_what_has_been_read_before_is_not_waited_for(
    canvas: pygame.Surface,  # noqa: ARG001
) -> None:
    wait = InputWait()
    read, write = os.pipe()
    wait._connection = read
    pygame.event.post(pygame.event.Event(pygame.KEYDOWN))
    wait.wait(LONG_MS)  # over an empty connection this would take a minute
    assert window.waiting()
    os.close(read)
    os.close(write)


def test_without_a_connection_it_looks_now_and_then(
    canvas: pygame.Surface,  # noqa: ARG001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wait = InputWait()
    assert wait._connection == -1
    waited: list[int] = []
    monkeypatch.setattr(pygame.time, "wait", waited.append)
    monkeypatch.setattr(window, "waiting", lambda: len(waited) == 3)
    wait.wait(LONG_MS)
    assert waited == [window.LOOK_MS] * 3
    waited.clear()
    monkeypatch.setattr(window, "waiting", lambda: False)
    wait.wait(100)
    assert waited == [40, 40, 20]
