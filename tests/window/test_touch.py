"""What a hurried or trembling hand does: nothing that the visitor hasn't seen."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from subprocess import PIPE

import pytest

from .displays import Display, at, environment
from .harness import HELD, Kiosk, running
from .visits import by_touch, deciding

BUSY = """
import time
import pygame
from kiosk.engine.window import Pressed, Released, inputs, open_window
open_window(None)
until = time.monotonic() + 20
def touched():
    pygame.time.wait(5)
    return [type(one).__name__ for one in inputs() if isinstance(one, Pressed | Released)]
while not pygame.key.get_focused() and time.monotonic() < until:
    touched()
print(pygame.display.get_wm_info()["window"], flush=True)
input()
found = touched()
while "Pressed" not in found or "Released" not in found:
    found += touched()
    if time.monotonic() > until:
        break
print(*found)
"""
"""A window of the kiosk's that takes nothing for a while, and then says what touches it has met."""


@pytest.fixture(scope="module")
def kiosk(shared_display: Display, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    with running(shared_display, tmp_path_factory.mktemp("data")) as one:
        yield one


@pytest.fixture
def scene(kiosk: Kiosk) -> Iterator[Kiosk]:
    """Give a kiosk that tells a scene with choices, and leave it afterwards."""
    by_touch(kiosk, "start")
    kiosk.see("ChooseScreen")
    by_touch(kiosk, deciding())
    kiosk.see("SceneScreen")
    yield kiosk
    by_touch(kiosk, "leave")
    kiosk.see("LeaveScreen")
    by_touch(kiosk, "leave-yes")
    kiosk.see("AttractScreen")


def tap_quickly(kiosk: Kiosk, name: str, times: int) -> list[str]:
    """Tap a place several times within the blink of an eye, and give what counted."""
    kiosk.ready(name)
    kiosk.skip()
    before = len(kiosk.events)
    kiosk.display.taps(kiosk.point(name), times, pause=60)
    kiosk.wait(lambda e: e["ev"] == "press", f"tapping {name}")
    kiosk.ready()  # by then the last of the taps has been heard or ignored
    return [e["name"] for e in kiosk.events[before:] if e["ev"] == "press"]


@pytest.mark.parametrize("name", ["device", "show-all"])
def test_taps_that_ask_for_the_rest_of_the_words_choose_nothing(scene: Kiosk, name: str) -> None:
    assert tap_quickly(scene, name, 4) == [name]
    assert scene.frame["screen"] == "SceneScreen"
    assert "choice-1" in scene.targets


def test_taps_that_ask_why_do_not_pass_over_the_answer(scene: Kiosk) -> None:
    by_touch(scene, "show-all")
    by_touch(scene, "choice-1")
    scene.see("OutcomeScreen")
    assert tap_quickly(scene, "main", 4) == ["main"]
    assert scene.frame["screen"] == "OutcomeScreen"


def test_taps_on_a_card_choose_the_story_and_no_more(kiosk: Kiosk) -> None:
    by_touch(kiosk, "start")
    kiosk.see("ChooseScreen")
    assert tap_quickly(kiosk, "story-1", 4) == ["story-1"]
    assert kiosk.frame["screen"] == "SceneScreen"
    by_touch(kiosk, "leave")
    kiosk.see("LeaveScreen")
    by_touch(kiosk, "leave-yes")
    kiosk.see("AttractScreen")


def test_a_finger_that_slides_off_a_choice_takes_it_back(scene: Kiosk) -> None:
    by_touch(scene, "show-all")
    scene.ready("choice-1")
    scene.skip()
    x, y = scene.point("choice-1")
    away = scene.display.size[0] // 2, 5
    scene.display.xdotool("mousemove", x, y, "mousedown", 1, "mousemove", *away, "mouseup", 1)
    scene.display.xdotool("key", "KP_0")
    assert scene.wait(lambda e: e["ev"] == "press", "重听")["name"] == "replay"
    assert scene.frame["screen"] == "SceneScreen"


def test_the_right_button_and_the_wheel_do_nothing(scene: Kiosk) -> None:
    by_touch(scene, "show-all")
    scene.ready("choice-1")
    scene.skip()
    x, y = scene.point("choice-1")
    scene.display.xdotool("mousemove", x, y, "click", 3, "click", 2, "click", 4, "click", 5)
    scene.display.xdotool("key", "KP_0")
    assert scene.wait(lambda e: e["ev"] == "press", "重听")["name"] == "replay"


@at((800, 600))
def test_a_touch_counts_that_a_busy_machine_takes_together_with_the_focus(display: Display) -> None:
    ours = environment(DISPLAY=display.name, SDL_VIDEODRIVER="x11")
    with subprocess.Popen(
        [sys.executable, "-P", "-c", BUSY], env=ours, stdin=PIPE, stdout=PIPE, text=True
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        window = program.stdout.readline().strip()
        display.xdotool("windowfocus", 0)
        touch = ["mousemove", 200, 200, "click", "--delay", HELD, 1]
        display.xdotool("windowfocus", window, *touch)
        program.stdin.write("\n")
        program.stdin.flush()
        assert program.stdout.read().split() == ["Pressed", "Released"]
