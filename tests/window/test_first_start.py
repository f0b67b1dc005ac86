"""The first start in a real window: gone through by touch and by keypad, put off, interrupted, left alone."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from datetime import time
from pathlib import Path

from kiosk.app_link import DEFAULT_LINK, fingerprint
from kiosk.paths import settings_file
from kiosk.settings_file import load
from kiosk.staff.pin import PinStore, Standing
from kiosk.staff.setup import SetupProgress, Step

from .displays import PATIENCE, TURNED, Display
from .harness import Event, Kiosk, running
from .test_door import knock, press, touch_digits

PIN = "2846"
SPOKEN = "wait until it is heard"


def hit(kiosk: Kiosk, key: str, name: str) -> Event:
    kiosk.ready(name)  # what was pressed before may still be written down
    pressed = kiosk.key(key)
    assert pressed["name"] == name
    return pressed


Way = tuple[tuple[str, tuple[str, ...]], ...]
"""Screens in their order, each with what is pressed there."""

DIGITS = tuple(f"digit-{digit}" for digit in PIN)
KEYS = tuple(f"KP_{digit} digit-{digit}" for digit in PIN)
CHENG = ("key-2", "key-4", "key-3", "key-6", "key-4")

BY_TOUCH: Way = (
    ("WelcomeScreen", ("begin",)),
    ("SitePage", ("write",)),
    ("TextEntryScreen", (*CHENG, "candidate-1", "candidate-1", "enter")),
    ("SizePage", ("larger", "next")),
    ("PinPage", ("pin",)),
    ("NewPinScreen", (*DIGITS, "enter")),
    ("NewPinScreen", (*DIGITS, "enter")),
    ("KeepRecoveryScreen", ("back",)),
    ("PinPage", ("next",)),
    ("VolumePage", ("louder", SPOKEN, "next")),
    ("CodePage", ("yes", "next")),
    ("HoursPage", ("opens",)),
    ("TimePadScreen", ("digit-0", "digit-9", "digit-3", "digit-0", "enter")),
    ("HoursPage", ("next",)),
    ("SummaryPage", ("done",)),
)
BY_KEYPAD: Way = (
    ("WelcomeScreen", ("KP_Enter begin",)),
    ("SitePage", ("KP_1 write",)),
    ("TextEntryScreen", ("KP_Multiply usual", "KP_1 key-1", "KP_Enter enter")),
    ("SizePage", ("KP_Add larger", "KP_Enter next")),
    ("PinPage", ("KP_1 pin",)),
    ("NewPinScreen", (*KEYS, "KP_Enter enter")),
    ("NewPinScreen", (*KEYS, "KP_Enter enter")),
    ("KeepRecoveryScreen", ("BackSpace back",)),
    ("PinPage", ("KP_Enter next",)),
    ("VolumePage", ("KP_Subtract softer", "KP_Enter next")),
    ("CodePage", ("KP_1 yes", "KP_Enter next")),
    ("HoursPage", ("KP_2 closes",)),
    ("TimePadScreen", ("KP_Add later", "KP_Enter enter")),
    ("HoursPage", ("KP_Enter next",)),
    ("SummaryPage", ("KP_Enter done",)),
)


def through(kiosk: Kiosk, pressing: Callable[[Kiosk, str], object], way: Way) -> None:
    """Go a way, screen by screen."""
    for screen, presses in way:
        kiosk.see(screen)
        for one in presses:
            if one == SPOKEN:
                kiosk.spoken()
            else:
                pressing(kiosk, one)


def test_by_touch_all_is_set_and_not_asked_again(shared_display: Display, tmp_path: Path) -> None:
    with running(shared_display, tmp_path, first=True) as kiosk:
        through(kiosk, press, BY_TOUCH)
        kiosk.see("AttractScreen")
        heard = [e for e in kiosk.events if e["ev"] == "voice" and e["audible"]]
        assert len({e["id"] for e in heard}) == 1  # the sample, and nothing else of staff's pages
        assert kiosk.end() == 0
    own, problems = load(settings_file(tmp_path))
    assert problems == ()
    assert own.site_name.endswith("银行")
    assert len(own.site_name) == 3
    assert own.diagonal_inches is not None
    assert own.volume == 0.9
    assert own.qr_confirmed == fingerprint(DEFAULT_LINK)
    assert own.open_hours.start == time(9, 30)
    assert PinStore(tmp_path).enter(PIN).right
    with running(shared_display, tmp_path, first=True) as kiosk:
        press(kiosk, "start")
        kiosk.see("ChooseScreen")
    assert not any("WelcomeScreen" in str(event) for event in kiosk.events)


def test_by_keypad_all_is_set_on_an_upright_screen(
    display_of: Callable[[tuple[int, int]], Display], tmp_path: Path
) -> None:
    with running(display_of(TURNED), tmp_path, first=True) as kiosk:
        through(kiosk, lambda kiosk, pressed: hit(kiosk, *pressed.split()), BY_KEYPAD)
        kiosk.see("AttractScreen")
    own, _ = load(settings_file(tmp_path))
    assert own.site_name == "银行"
    assert own.volume == 0.7
    assert own.open_hours.end == time(20, 15)
    assert PinStore(tmp_path).enter(PIN).right


def test_put_off_by_one_press_it_is_not_asked_again_and_stands_in_the_menu(
    shared_display: Display, tmp_path: Path
) -> None:
    with running(shared_display, tmp_path, first=True) as kiosk:
        kiosk.see("WelcomeScreen")
        press(kiosk, "later")
        kiosk.see("AttractScreen")
        knock(kiosk)
        kiosk.see("NewPinScreen")
    assert not settings_file(tmp_path).exists()
    assert PinStore(tmp_path).standing() is Standing.NONE
    assert not SetupProgress(tmp_path).wanted()


def test_killed_it_goes_on_where_it_was_and_what_was_answered_is_kept(
    shared_display: Display, tmp_path: Path
) -> None:
    with running(shared_display, tmp_path, first=True) as kiosk:
        kiosk.see("WelcomeScreen")
        press(kiosk, "begin")
        kiosk.see("SitePage")
        press(kiosk, "write")
        kiosk.see("TextEntryScreen")
        press(kiosk, "candidate-1")
        press(kiosk, "enter")
        kiosk.see("SizePage")
        os.kill(kiosk.inner, signal.SIGKILL)
        kiosk.see("WelcomeScreen", patience=2 * PATIENCE)
        press(kiosk, "begin")
        kiosk.see("SizePage")
    assert load(settings_file(tmp_path))[0].site_name == "银行"


def test_once_there_is_a_pin_nobody_goes_on_without_it(
    shared_display: Display, tmp_path: Path
) -> None:
    PinStore(tmp_path).set(PIN)
    SetupProgress(tmp_path).note(Step.VOLUME)
    with running(shared_display, tmp_path, first=True) as kiosk:
        kiosk.see("PinScreen")
        touch_digits(kiosk, PIN)
        press(kiosk, "enter")
        kiosk.see("WelcomeScreen")
        press(kiosk, "begin")
        kiosk.see("VolumePage")


def test_in_a_window_nothing_is_asked(shared_display: Display, tmp_path: Path) -> None:
    kiosk = Kiosk(shared_display, tmp_path, "--windowed", "1024x768", first=True)
    try:
        kiosk.until(lambda: bool(kiosk.frame), "a frame")
        kiosk.ready("start")
        assert kiosk.frame["screen"] == "AttractScreen"
        assert kiosk.end() == 0
    finally:
        kiosk.close()
    assert all(e["screen"] == "AttractScreen" for e in kiosk.events if e["ev"] == "frame")
