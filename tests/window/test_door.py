"""Staff come in from any screen, in a real window, by touch and by keys; nobody else does."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kiosk.packs.live_sets import DROP_FOLDER
from kiosk.staff.lockout import FREE, SECONDS
from kiosk.staff.pin import TRIES_FILE, PinStore
from kiosk.staff.recovery_sticks import save

from .displays import SMALL, TURNED, Display, at
from .harness import Event, Kiosk, running
from .visits import by_touch

PIN, OTHER = "2846", "7193"
LEFT = 6.0
"""Seconds of a pause that are waited for."""


@pytest.fixture
def kiosk(display: Display, tmp_path: Path) -> Iterator[Kiosk]:
    """Give a kiosk whose PIN is set."""
    PinStore(tmp_path).set(PIN)
    with running(display, tmp_path) as one:
        yield one


def knock(kiosk: Kiosk) -> None:
    """Tap five times in the corner and hold the last until the door opens."""
    kiosk.ready()
    kiosk.skip()
    taps = ["click", "--repeat", 4, "--delay", 60, 1]
    kiosk.display.xdotool("mousemove", 40, 40, *taps, "mousedown", 1)
    kiosk.wait(lambda e: e["ev"] == "door", "the door")
    kiosk.display.xdotool("mouseup", 1)


def knock_by_keys(kiosk: Kiosk) -> None:
    kiosk.ready()
    kiosk.skip()
    kiosk.display.xdotool("key", "--delay", 120, *["KP_Subtract", "KP_Add"] * 3)
    kiosk.wait(lambda e: e["ev"] == "door", "the door")


def touch_digits(kiosk: Kiosk, digits: str) -> None:
    for digit in digits:
        assert kiosk.tap(f"digit-{digit}")["name"] == f"digit-{digit}"


def hit_digits(kiosk: Kiosk, digits: str) -> None:
    for digit in digits:
        kiosk.ready(f"digit-{digit}")
        assert kiosk.key(f"KP_{digit}")["name"] == f"digit-{digit}"


def press(kiosk: Kiosk, name: str) -> Event:
    pressed = kiosk.tap(name)
    assert pressed["name"] == name
    return pressed


def wrong_try(kiosk: Kiosk) -> None:
    """Enter a wrong PIN and see the page that comes of it."""
    touch_digits(kiosk, OTHER)
    press(kiosk, "enter")
    kiosk.wait(lambda e: e["ev"] == "frame" and "True" in e["identity"], "the PIN being tried")


@at(SMALL)
def test_with_the_pin_by_touch_at_attract_and_out_again(kiosk: Kiosk) -> None:
    knock(kiosk)
    kiosk.see("PinScreen")
    touch_digits(kiosk, PIN)
    press(kiosk, "enter")
    kiosk.see("MenuScreen")
    press(kiosk, "leave")
    kiosk.see("AttractScreen")
    assert PIN not in kiosk.log()


@at(SMALL)
def test_with_the_pin_by_keys_within_a_visit_which_is_then_over(kiosk: Kiosk) -> None:
    by_touch(kiosk, "start")
    kiosk.see("ChooseScreen")
    knock_by_keys(kiosk)
    kiosk.see("PinScreen")
    hit_digits(kiosk, PIN[:2])
    assert kiosk.key("BackSpace")["name"] == "delete"
    hit_digits(kiosk, PIN[1:])
    assert kiosk.key("KP_Enter")["name"] == "enter"
    kiosk.see("MenuScreen")
    assert kiosk.key("KP_Enter")["name"] == "leave"
    assert kiosk.see("AttractScreen")["session"]["plays"] == 0


@at(TURNED)
def test_a_visitor_who_finds_the_door_goes_back_to_where_they_were(kiosk: Kiosk) -> None:
    by_touch(kiosk, "start")
    kiosk.see("ChooseScreen")
    by_touch(kiosk, "story-1")
    kiosk.see("SceneScreen")
    knock(kiosk)
    kiosk.see("PinScreen")
    press(kiosk, "back")
    kiosk.see("SceneScreen")


@at(SMALL)
def test_wrong_ones_bring_a_pause_that_a_restart_does_not_end(
    display: Display, tmp_path: Path
) -> None:
    PinStore(tmp_path).set(PIN)
    with running(display, tmp_path) as kiosk:
        knock(kiosk)
        kiosk.see("PinScreen")
        for _ in range(FREE - 1):
            wrong_try(kiosk)
            kiosk.see("PinScreen")
        wrong_try(kiosk)
        kiosk.see("LockedScreen")
        kept = json.loads((tmp_path / TRIES_FILE).read_text())
        assert (kept["wrong"], kept["wait"]) == (FREE, SECONDS[0])
        press(kiosk, "back")
        kiosk.see("AttractScreen")
        kiosk.end()
    with running(display, tmp_path) as kiosk:
        assert json.loads((tmp_path / TRIES_FILE).read_text()) == kept
        # As if the machine had run on for most of the pause: its last seconds are waited for.
        ran_on = time.monotonic() - (SECONDS[0] - LEFT)
        (tmp_path / TRIES_FILE).write_text(json.dumps({**kept, "at": ran_on}), encoding="utf-8")
        knock(kiosk)
        kiosk.see("LockedScreen")
        # It counts down by itself, and then asks again.
        kiosk.see("PinScreen")
        touch_digits(kiosk, PIN)
        press(kiosk, "enter")
        kiosk.see("MenuScreen")


@at(TURNED)
def test_with_the_recovery_file_a_new_pin_is_set_even_in_a_pause(
    display: Display, tmp_path: Path
) -> None:
    store, drop = PinStore(tmp_path), tmp_path / DROP_FOLDER
    store.set(PIN)
    drop.mkdir()
    store.make_recovery(date(2026, 11, 28), lambda made: save(made, "示范银行", drop))
    for _ in range(FREE):
        store.enter(OTHER)
    with running(display, tmp_path) as kiosk:
        knock(kiosk)
        kiosk.see("LockedScreen")
        press(kiosk, "forgotten")
        kiosk.see("RecoverScreen")
        press(kiosk, "look")
        kiosk.see("NewPinScreen")
        for _ in range(2):
            touch_digits(kiosk, OTHER)
            press(kiosk, "enter")
        kiosk.see("KeepRecoveryScreen")
        press(kiosk, "back")
        kiosk.see("MenuScreen")
    assert store.enter(OTHER).right
    assert store.recovery_day() == ""


@at(SMALL)
def test_without_a_pin_one_is_set_first_and_then_nobody_ends_the_program_by_key(
    display: Display, tmp_path: Path
) -> None:
    with running(display, tmp_path) as kiosk:
        knock_by_keys(kiosk)
        kiosk.see("NewPinScreen")
        for _ in range(2):
            hit_digits(kiosk, PIN)
            assert kiosk.key("KP_Enter")["name"] == "enter"
        kiosk.see("KeepRecoveryScreen")
        assert kiosk.key("BackSpace")["name"] == "back"
        kiosk.see("MenuScreen")
        assert kiosk.key("BackSpace")["name"] == "back"
        kiosk.see("AttractScreen")
        display.xdotool("key", "ctrl+alt+q")
        by_touch(kiosk, "start")
        kiosk.see("ChooseScreen")
        assert kiosk.end() == 0
    assert PinStore(tmp_path).enter(PIN).right
