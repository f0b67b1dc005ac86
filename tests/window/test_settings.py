"""What staff change on the screen counts in the same running kiosk, in a real window, by touch and by keypad."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from kiosk.settings import TextSize
from kiosk.settings_file import load
from kiosk.staff.pin import PinStore

from .displays import SMALL, TURNED, Display, at
from .harness import Event, Kiosk, running
from .listening import Listener
from .test_door import PIN, hit_digits, knock_by_keys, press, touch_digits
from .visits import offered, stories


@cache
def firsts() -> dict[str, str]:
    """Give where each story begins, by its id, in the order of the cards."""
    return {story.id: repr(("scene", (story.scenes[0].id,))) for story in stories()}


@pytest.fixture
def kiosk(display: Display, tmp_path: Path) -> Iterator[Kiosk]:
    """Give a kiosk whose PIN is set."""
    PinStore(tmp_path).set(PIN)
    with running(display, tmp_path) as one:
        yield one
        assert one.end() == 0
        assert "ERROR" not in one.log()
        assert "Traceback" not in one.errors()


def come_in(kiosk: Kiosk) -> None:
    """Come to the menu; the door has tests of its own (`test_door`)."""
    knock_by_keys(kiosk)
    kiosk.see("PinScreen")
    hit_digits(kiosk, PIN)
    assert kiosk.key("KP_Enter")["name"] == "enter"
    kiosk.see("MenuScreen")


def opened(kiosk: Kiosk, card: str) -> str:
    """Begin a story and give where it begins."""
    press(kiosk, card)
    return str(kiosk.see("SceneScreen")["identity"])


def first_is_said(kiosk: Kiosk) -> None:
    """Wait until the first sentence of a screen has been said to its end and the next one begun."""
    said: set[str] = set()

    def another_begins(event: Event) -> bool:
        if event["ev"] == "voice" and event["begun"]:
            said.add(event["id"])
        return len(said) > 1

    kiosk.wait(another_begins, "a sentence and the beginning of another")


def to(kiosk: Kiosk, name: str, screen: str) -> None:
    """Press something on a staff page and see what it brings, turning the pages to find it."""
    kiosk.ready()
    while name not in kiosk.targets:
        press(kiosk, "more")
        kiosk.ready()
    press(kiosk, name)
    kiosk.see(screen)


@at(SMALL)
def test_stories_turned_off_and_put_first_are_so_at_the_next_attract(
    kiosk: Kiosk, tmp_path: Path
) -> None:
    come_in(kiosk)
    to(kiosk, "programme", "ProgrammeScreen")
    to(kiosk, "story-call-96110", "StoryScreen")
    to(kiosk, "off", "StoryScreen")
    kiosk.ready("on")
    to(kiosk, "back", "ProgrammeScreen")
    to(kiosk, "story-shuadan", "StoryScreen")
    to(kiosk, "first", "StoryScreen")
    kiosk.ready("behind")
    to(kiosk, "back", "ProgrammeScreen")
    to(kiosk, "back", "MenuScreen")
    to(kiosk, "leave", "AttractScreen")
    press(kiosk, "start")
    kiosk.see("ChooseScreen")
    assert offered(kiosk) == len(firsts()) - 1
    assert opened(kiosk, "story-1") == firsts()["shuadan"]
    text = (tmp_path / "settings.yaml").read_text("utf-8")
    assert text.splitlines()[1:] == [
        "停播剧本: call-96110",
        f"剧本顺序: {'、'.join(['shuadan', *(name for name in firsts() if name != 'shuadan')])}",
    ]


@at(SMALL)
def test_settings_by_the_keypad_alone_count_without_a_restart(kiosk: Kiosk, tmp_path: Path) -> None:
    come_in(kiosk)
    kiosk.ready()
    names = [name for name, *_ in kiosk.frame["targets"]]
    number = names.index("settings") + 1
    assert kiosk.key(f"KP_{number}")["name"] == "settings"
    kiosk.see("SettingsScreen")
    assert kiosk.key("KP_4")["name"] == "screen"
    kiosk.see("GroupScreen")
    assert kiosk.key("KP_1")["name"] == "text_size"
    kiosk.see("ChoiceScreen")
    assert kiosk.key("KP_2")["name"] == "value-大字"
    kiosk.see("GroupScreen")
    assert kiosk.key("BackSpace")["name"] == "back"
    kiosk.see("SettingsScreen")
    assert kiosk.key("BackSpace")["name"] == "back"
    kiosk.see("MenuScreen")
    assert kiosk.key("KP_Enter")["name"] == "leave"
    assert kiosk.see("AttractScreen")["session"]["look"] == "LARGE"
    assert load(tmp_path / "settings.yaml")[0].text_size is TextSize.LARGE


@at(TURNED)
def test_hours_and_the_way_back_to_the_settings_before(kiosk: Kiosk, tmp_path: Path) -> None:
    come_in(kiosk)
    to(kiosk, "settings", "SettingsScreen")
    to(kiosk, "sound", "GroupScreen")
    to(kiosk, "open_hours", "HoursPad")
    touch_digits(kiosk, "09001730")
    to(kiosk, "enter", "GroupScreen")
    kiosk.ready("open_hours")
    assert "营业时间: 09:00-17:30" in (tmp_path / "settings.yaml").read_text("utf-8")
    to(kiosk, "back", "SettingsScreen")
    to(kiosk, "restore", "RestoreScreen")
    to(kiosk, "yes", "SettingsScreen")
    kiosk.ready("site")
    assert "营业时间" not in (tmp_path / "settings.yaml").read_text("utf-8")
    assert "营业时间: 09:00-17:30" in (tmp_path / "settings.yaml.last").read_text("utf-8")


@at(SMALL)
def test_volume_set_to_nothing_is_not_heard_any_more(display: Display, tmp_path: Path) -> None:
    PinStore(tmp_path).set(PIN)
    listener = Listener(tmp_path / "sound.pipe")
    with running(display, tmp_path, **listener.environment) as kiosk:
        press(kiosk, "start")
        kiosk.see("ChooseScreen")
        first_is_said(kiosk)
        come_in(kiosk)
        to(kiosk, "settings", "SettingsScreen")
        to(kiosk, "sound", "GroupScreen")
        to(kiosk, "volume", "NumberPad")
        touch_digits(kiosk, "0")
        to(kiosk, "enter", "GroupScreen")
        to(kiosk, "back", "SettingsScreen")
        to(kiosk, "back", "MenuScreen")
        to(kiosk, "leave", "AttractScreen")
        began = press(kiosk, "start")["t"]
        kiosk.see("ChooseScreen")
        first_is_said(kiosk)
        assert kiosk.end() == 0
    listener.close()
    loud = listener.loud()
    assert (loud < began).any()
    assert not (loud > began).any()
