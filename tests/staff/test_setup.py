"""The first start: when it asks, where it goes on, and what its pages make of what is pressed."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from pathlib import Path

import pygame
import pytest

from kiosk.engine.window import KeyHit
from kiosk.paths import pin_file, settings_file
from kiosk.screens.attract import AttractScreen
from kiosk.screens.kit import Session
from kiosk.settings import INCHES, Settings
from kiosk.speech import Heard
from kiosk.staff.entrance import first_start
from kiosk.staff.gallery import desk_to_look_at
from kiosk.staff.pin import PinStore
from kiosk.staff.screens.card_ruler import CARD_MM, CardRuler
from kiosk.staff.screens.frame import StaffScreen
from kiosk.staff.screens.setup import (
    PAGES,
    CodePage,
    HoursPage,
    Known,
    SizePage,
    VolumePage,
    WelcomeScreen,
)
from kiosk.staff.screens.time_pad import TimePadScreen
from kiosk.staff.setup import SETUP_FILE, Ended, SetupProgress, Step
from kiosk.ui.geometry import Box
from kiosk.ui.items import Text
from kiosk.ui.screen import Screen
from tests.driven_loop import DrivenLoop, FakeVoice
from tests.kits import FINE, SMALL, UPRIGHT, WIDE, kit, shared

ROOM = Box(0, 0, 1800, 700)


def test_it_asks_where_nothing_is_set_yet(tmp_path: Path) -> None:
    assert SetupProgress(tmp_path / "nowhere").wanted()


@pytest.mark.parametrize("there", [settings_file, pin_file])
def test_a_machine_that_is_set_up_is_asked_nothing(tmp_path: Path, there: object) -> None:
    assert callable(there)
    there(tmp_path).write_text("")
    assert not SetupProgress(tmp_path).wanted()


def test_interrupted_it_asks_again_whatever_is_set_by_then(tmp_path: Path) -> None:
    SetupProgress(tmp_path).note(Step.VOLUME)
    settings_file(tmp_path).write_text("音量: 80%\n", encoding="utf-8")
    again = SetupProgress(tmp_path)
    assert again.wanted()
    assert again.step() is Step.VOLUME


@pytest.mark.parametrize("ended", Ended)
def test_done_or_put_off_it_asks_no_more(tmp_path: Path, ended: Ended) -> None:
    progress = SetupProgress(tmp_path)
    progress.note(Step.CODE)
    progress.note(ended)
    assert not progress.wanted()
    assert progress.step() is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"step": "nonsense"}', '{"step": 3}'])
def test_a_damaged_note_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / SETUP_FILE).write_text(text)
    assert SetupProgress(tmp_path).step() is None
    assert SetupProgress(tmp_path).wanted()


def test_what_can_not_be_noted_stops_nobody(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    SetupProgress(blocked / "data").note(Step.CODE)


def test_every_step_has_its_page_and_they_follow_each_other() -> None:
    assert list(PAGES) == list(Step)
    assert [step.after() for step in Step] == [*list(Step)[1:], Step.SUMMARY]
    assert [step.before() for step in Step] == [None, *list(Step)[:-1]]


def test_left_alone_it_gives_way_to_attract_and_asks_again(
    canvas: pygame.Surface, tmp_path: Path
) -> None:
    SetupProgress(tmp_path).note(Step.SITE)
    stage = DrivenLoop(canvas, kit())
    desk = replace(
        desk_to_look_at(stage.kit), pin=PinStore(tmp_path), setup=SetupProgress(tmp_path)
    )
    stage.loop._go(first_start(stage.screen, stage.kit, desk, stage.now), stage.now)
    assert isinstance(stage.frame(), WelcomeScreen)
    seconds = stage.kit.settings.install_idle_seconds
    assert isinstance(stage.frame(after=seconds - 1), WelcomeScreen)
    assert isinstance(stage.frame(after=1), AttractScreen)
    assert SetupProgress(tmp_path).wanted()


# The card ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [WIDE, UPRIGHT, SMALL, FINE], ids=str)
@pytest.mark.parametrize("inches", [15.6, 21.5, 32.0, 55.0])
def test_a_card_as_large_as_a_real_one_tells_the_inches(
    size: tuple[int, int], inches: float
) -> None:
    ruler = CardRuler.of(size, inches)
    # A pixel more or less is what an eye can't tell.
    assert abs(ruler.inches - inches) <= inches / ruler.wide
    box = ruler.box(ROOM)
    assert abs(box.w / box.h - CARD_MM[0] / CARD_MM[1]) < 0.02


def test_a_larger_card_is_a_smaller_screen_and_both_stay_within_bounds() -> None:
    ruler = CardRuler.of(WIDE, 21.5)
    assert ruler.grown(1, ROOM, INCHES).inches < ruler.inches < ruler.grown(-1, ROOM, INCHES).inches
    small = large = ruler
    for _ in range(200):
        small, large = small.grown(-10, ROOM, INCHES), large.grown(10, ROOM, INCHES)
    assert small.inches <= INCHES[1]
    assert large.inches >= INCHES[0]
    assert ROOM.around(large.box(ROOM))
    assert small.grown(-10, ROOM, INCHES) == small


# What pages change -------------------------------------------------------------------------------


def target(page: Screen, name: str) -> Screen:
    return next(t for t in page.view(0.0, Heard()).targets if t.name == name).then(0.0)


def given(kind: type, **changed: object) -> StaffScreen:
    kit, _ = shared(SMALL)
    desk = desk_to_look_at(kit)
    made = kind(kit, Session(seed=1), desk=desk, leave=desk.home, **changed)
    assert isinstance(made, StaffScreen)
    return made


@pytest.mark.parametrize("kind", PAGES.values())
def test_a_step_that_is_passed_over_changes_nothing(kind: type) -> None:
    page = given(kind)
    assert getattr(page, "changes") == {}  # noqa: B009 (of any page)


def test_what_is_pressed_is_what_is_changed() -> None:
    size = target(given(SizePage), "much_larger")
    assert isinstance(size, SizePage)
    assert float(size.changes["diagonal_inches"] or 0) < 15.6
    volume = target(given(VolumePage), "louder")
    assert isinstance(volume, VolumePage)
    assert volume.changes == {"volume": "90%"}
    assert volume.loudness == 0.9
    yes, no = target(given(CodePage), "yes"), target(given(CodePage), "no")
    assert isinstance(yes, CodePage)
    assert isinstance(no, CodePage)
    assert yes.changes == {"qr_confirmed": yes.mark}
    assert no.changes == {"qr_confirmed": None}


def words_on(screen: Screen) -> list[str]:
    view = screen.view(0.0, Heard())
    return [item.paragraph.text for item in view.items if isinstance(item, Text)]


def test_the_figure_of_a_button_stands_on_it_once() -> None:
    words = words_on(given(VolumePage))
    assert [words.count(figure) for figure in "123"] == [1, 1, 1]
    assert not [one for one in words if one[0] in "123" and len(one) > 1]


def test_a_pad_has_each_figure_once() -> None:
    words = words_on(time_pad([]))
    assert [words.count(figure) for figure in "0123456789"] == [1] * 10


def test_the_volume_never_gets_silent_and_never_over_the_loudest() -> None:
    page: Screen = given(VolumePage, known=Known(Settings(volume=0.2)))
    for _ in range(3):
        page = target(page, "softer")
    assert page.loudness == 0.1
    for _ in range(15):
        page = target(page, "louder")
    assert page.loudness == 1.0


def test_hours_are_what_was_pressed_on_the_pad() -> None:
    pad = target(given(HoursPage), "opens")
    assert isinstance(pad, TimePadScreen)
    after = target(replace(pad, typed="0930"), "enter")
    assert isinstance(after, HoursPage)
    assert after.changes == {"open_hours": "09:30-20:00"}


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("0830", time(8, 30)),
        ("830", time(8, 30)),
        ("2400", time(0)),
        ("", time(8)),
        ("0000", time(0)),
    ],
)
def test_digits_are_a_time(typed: str, taken: time) -> None:
    got: list[time] = []
    pad = time_pad(got)
    target(replace(pad, typed=typed), "enter")
    assert got == [taken]


@pytest.mark.parametrize("typed", ["2500", "1260", "2401", "12", "1"])
def test_digits_that_are_no_time_are_not_taken(typed: str) -> None:
    got: list[time] = []
    after = target(replace(time_pad(got), typed=typed), "enter")
    assert got == []
    assert isinstance(after, TimePadScreen)
    assert after.notice


def test_a_time_is_moved_by_quarters_and_round_midnight() -> None:
    pad = time_pad([])
    assert pad.moved(1).value == time(8, 15)
    assert replace(pad, value=time(0)).moved(-1).value == time(23, 45)
    assert replace(pad, typed="0907").moved(1).value == time(9, 15)


def time_pad(got: list[time]) -> TimePadScreen:
    kit, _ = shared(SMALL)
    desk = desk_to_look_at(kit)

    def done(at: time, now: float) -> Screen:
        got.append(at)
        return desk.home(now)

    return TimePadScreen(
        kit,
        Session(seed=1),
        desk=desk,
        heading="营业时间",
        asked="几点开始",
        value=time(8),
        opener=desk.home,
        done=done,
    )


# In the loop -------------------------------------------------------------------------------------


def test_the_volume_that_is_tried_is_heard_whatever_is_set(canvas: object) -> None:
    kit, _ = shared(SMALL)
    voice = FakeVoice(speaking=True)
    loop = DrivenLoop(canvas, kit, voice)  # type: ignore[arg-type]
    page = given(VolumePage, chosen=0.3)
    loop.loop.show(lambda _, __: page)
    loop.settle()
    assert voice.volume == 0.3
    loop.frame(KeyHit("+"))
    assert voice.volume == 0.4
    assert len(set(voice.said)) == 1
    loop.loop.show(lambda _, now: kit.flow.attract(now))
    loop.frame()
    assert voice.volume != 0.4
