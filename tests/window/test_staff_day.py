"""A day's running from staff's pages, in a real window: pause, wiping, mute, restart, leave, the check of everything."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.staff.pause import FILE
from kiosk.staff.pin import PinStore
from kiosk.staff.screens.check_steps import TRIED

from .displays import PATIENCE, SMALL, TURNED, Display, at
from .harness import Event, Kiosk, running
from .test_door import PIN, knock, knock_by_keys, touch_digits
from .visits import by_touch, deciding, journal

KEYS = {"/": "KP_Divide", "*": "KP_Multiply", "-": "KP_Subtract", "+": "KP_Add", ".": "KP_Decimal"}
TODAY = {"days": "1", "trial": "2", "mute": "3", "pause": "4", "clean": "5"}
"""The keys of today's rows."""

Hand = Callable[[Kiosk, str], Event]


def touch(kiosk: Kiosk, name: str) -> Event:
    pressed = kiosk.tap(name)
    assert pressed["name"] == name
    return pressed


def key(kiosk: Kiosk, name: str) -> Event:
    """Hit the key of a row or a button, and see that it was the one meant."""
    usual = {"today": "KP_2", "check": "KP_1", "yes": "KP_Enter", "leave-menu": "KP_Enter"}
    pressed = kiosk.key(usual.get(name) or f"KP_{TODAY[name]}")
    assert pressed["name"] == name
    return pressed


@pytest.fixture
def kiosk(display: Display, tmp_path: Path) -> Iterator[Kiosk]:
    PinStore(tmp_path).set(PIN)
    with running(display, tmp_path) as one:
        yield one


def inside(kiosk: Kiosk, hand: Hand = touch) -> None:
    """Go in by the door, as far as the menu."""
    (knock if hand is touch else knock_by_keys)(kiosk)
    kiosk.see("PinScreen")
    if hand is touch:
        touch_digits(kiosk, PIN)
        touch(kiosk, "enter")
    else:
        for digit in PIN:
            kiosk.key(f"KP_{digit}")
        kiosk.key("KP_Enter")
    kiosk.see("MenuScreen")


def today(kiosk: Kiosk, hand: Hand = touch) -> None:
    inside(kiosk, hand)
    hand(kiosk, "today")
    kiosk.see("TodayScreen")


@at(TURNED)
def test_a_pause_is_what_visitors_see_until_staff_end_it_even_after_a_restart(
    display: Display, tmp_path: Path
) -> None:
    PinStore(tmp_path).set(PIN)
    with running(display, tmp_path) as kiosk:
        today(kiosk)
        touch(kiosk, "pause")
        kiosk.see("PausedScreen")
        assert (tmp_path / FILE).exists()
        for press in (lambda: kiosk.tap("anywhere"), lambda: kiosk.key("KP_5")):
            kiosk.ready()
            kiosk.skip()
            press()
            assert kiosk.frame["screen"] == "PausedScreen"
        os.kill(kiosk.inner, signal.SIGKILL)
        kiosk.skip()
        kiosk.see("PausedScreen")
        today(kiosk, key)
        key(kiosk, "pause")
        kiosk.until(lambda: not (tmp_path / FILE).exists(), "the end of the pause")
    assert journal(tmp_path, "SELECT what, number FROM day_count") == [("restarts", 1)]
    with running(display, tmp_path) as kiosk:
        by_touch(kiosk, "start")
        kiosk.see("ChooseScreen")


@at(SMALL)
def test_while_the_screen_is_wiped_nothing_is_pressed(kiosk: Kiosk) -> None:
    today(kiosk)
    touch(kiosk, "clean")
    kiosk.see("CleanScreen")
    kiosk.until(lambda: kiosk.listens, "the page being there")
    width, height = kiosk.display.size
    kiosk.skip()
    at = len(kiosk.events)
    for x, y in ((40, 40), (width // 2, height // 2), (width - 40, height - 40)):
        kiosk.display.xdotool("mousemove", x, y, "click", "--repeat", 5, "--delay", 60, 1)
    # Wiped over the corner of the door too, and held there.
    kiosk.display.xdotool("mousemove", 40, 40, "click", "--repeat", 4, "--delay", 60, 1)
    kiosk.display.xdotool("mousedown", 1)
    frame = kiosk.wait(lambda e: e["ev"] == "frame", "a second of the countdown", PATIENCE)
    for _ in range(3):
        frame = kiosk.wait(lambda e: e["ev"] == "frame", "the countdown", PATIENCE)
    kiosk.display.xdotool("mouseup", 1)
    assert frame["screen"] == "CleanScreen"
    assert not [e for e in kiosk.events[at:] if e["ev"] in ("press", "door")]
    kiosk.display.xdotool("key", "KP_Enter")
    kiosk.see("TodayScreen")


@at(SMALL)
def test_muted_at_once_and_by_the_button_again(kiosk: Kiosk) -> None:
    today(kiosk)
    for on in (True, False):
        touch(kiosk, "mute")
        told = kiosk.wait(lambda e: e["ev"] == "muted", "muting")
        assert told["on"] is on
        kiosk.see("TodayScreen")


@at(SMALL)
def test_a_try_of_staffs_counts_apart(kiosk: Kiosk, tmp_path: Path) -> None:
    today(kiosk, key)
    key(kiosk, "trial")
    kiosk.see("ChooseScreen")
    by_touch(kiosk, deciding())
    kiosk.see("SceneScreen")
    kiosk.until(lambda: journal(tmp_path, "SELECT trial FROM play") == [(1,)], "its being written")


@at(TURNED)
def test_a_restart_is_asked_for_once_and_brings_a_fresh_program(kiosk: Kiosk) -> None:
    before = kiosk.inner
    today(kiosk)
    _turn_to(kiosk, "restart")
    touch(kiosk, "restart")
    kiosk.see("AskPage")
    touch(kiosk, "yes")
    kiosk.see("AttractScreen")
    kiosk.until(lambda: kiosk.inner != before, "another process")
    assert "意外" not in kiosk.log()


@at(SMALL)
def test_leaving_is_asked_for_once_and_ends_it_for_good(kiosk: Kiosk) -> None:
    today(kiosk)
    _turn_to(kiosk, "leave")
    touch(kiosk, "leave")
    kiosk.see("AskPage")
    touch(kiosk, "yes")
    assert kiosk.process.wait(PATIENCE) == 0


def _turn_to(kiosk: Kiosk, name: str) -> None:
    """Turn today's list to the page with a row."""
    kiosk.ready()
    if name not in kiosk.targets:
        touch(kiosk, "more")
        kiosk.ready(name)


@at(TURNED)
def test_everything_is_checked_by_touch(kiosk: Kiosk) -> None:
    inside(kiosk)
    touch(kiosk, "check")
    kiosk.see("TouchStep")
    for number in range(1, 5):
        touch(kiosk, f"corner-{number}")
    kiosk.see("SoundStep")
    assert kiosk.wait(lambda e: e["ev"] == "voice" and e["audible"], "a voice", PATIENCE)
    touch(kiosk, "heard")
    kiosk.see("KeypadStep")
    touch(kiosk, "next")
    kiosk.see("CheckScreen")
    touch(kiosk, "good")
    kiosk.see("MenuScreen")


@at(SMALL)
def test_everything_is_checked_by_keypad(kiosk: Kiosk) -> None:
    inside(kiosk, key)
    key(kiosk, "check")
    kiosk.see("TouchStep")
    assert kiosk.key("KP_Enter")["name"] == "none"
    kiosk.see("SoundStep")
    assert kiosk.key("KP_Enter")["name"] == "heard"
    kiosk.see("KeypadStep")
    for name in sorted(TRIED):
        assert kiosk.key(KEYS.get(name, f"KP_{name}"))["name"] == f"key-{name}"
        kiosk.see("KeypadStep")
    assert kiosk.key("KP_Enter")["name"] == "next"
    kiosk.see("CheckScreen")
    kiosk.ready("good")  # until all has been looked at, the key goes back
    assert kiosk.key("KP_Enter")["name"] == "good"
    kiosk.see("MenuScreen")
