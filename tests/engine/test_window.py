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
from kiosk.engine.window import ECHO_SECONDS, Hand, InputWait, Pressed, Released

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
    wait.also(read)
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
    wait.also(read)
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
    wait.also(-1)
    waited: list[int] = []
    monkeypatch.setattr(pygame.time, "wait", waited.append)
    monkeypatch.setattr(window, "waiting", lambda: len(waited) == 3)
    wait.wait(LONG_MS)
    assert waited == [window.LOOK_MS] * 3
    waited.clear()
    monkeypatch.setattr(window, "waiting", lambda: False)
    wait.wait(100)
    assert waited == [40, 40, 20]
    waited.clear()
    wait.wait(17)
    assert waited == [4, 4, 4, 4, 1], "between two pictures a lifted finger is met soon"


def taps(*, touch: bool, at: tuple[int, int]) -> None:
    """Have SDL tell of a tap, by a finger as a mouse or by a mouse."""
    for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
        pygame.event.post(pygame.event.Event(kind, button=1, pos=at, touch=touch))


@pytest.mark.parametrize("first", [True, False])
def test_a_tap_that_comes_as_two_counts_once(
    canvas: pygame.Surface,  # noqa: ARG001
    monkeypatch: pytest.MonkeyPatch,
    first: bool,  # noqa: FBT001 (which came first)
) -> None:
    now = [100.0]
    monkeypatch.setattr(window, "_hand", Hand())
    monkeypatch.setattr(window.time, "monotonic", lambda: now[0])
    pygame.event.clear()
    taps(touch=first, at=(10, 20))
    taps(touch=not first, at=(10, 20))
    assert window.inputs() == [Pressed(10, 20), Released(10, 20)]
    # fingers may come one after the other, as quickly as they like
    for _ in range(3):
        taps(touch=first, at=(30, 40))
    assert window.inputs() == [Pressed(30, 40), Released(30, 40)] * 3
    # and a mouse that staff plug in is heard once the finger is gone
    now[0] += ECHO_SECONDS
    taps(touch=not first, at=(50, 60))
    assert window.inputs() == [Pressed(50, 60), Released(50, 60)]


def test_ten_fingers_are_no_ten_taps(canvas: pygame.Surface) -> None:  # noqa: ARG001
    pygame.event.clear()
    pygame.event.set_allowed([pygame.FINGERDOWN, pygame.FINGERUP])
    for finger in range(10):
        for kind in (pygame.FINGERDOWN, pygame.FINGERUP):
            pygame.event.post(
                pygame.event.Event(
                    kind, touch_id=1, finger_id=finger, x=0.1 * finger, y=0.5, dx=0, dy=0
                )
            )
    # Of the mouse's events SDL makes from touches only the first finger's come (SDL_HINT_TOUCH_MOUSE_EVENTS).
    assert window.inputs() == []
