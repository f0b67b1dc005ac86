"""What staff do while the doors are open: each row does what it says, by touch and by keypad."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pygame
import pytest

from kiosk.composition import make_kit
from kiosk.engine.loop import DEAF_SECONDS
from kiosk.engine.window import Pressed, Released
from kiosk.records.tally import Counted, Tally
from kiosk.screens.attract import AttractScreen
from kiosk.screens.choose import ChooseScreen
from kiosk.screens.paused import PausedScreen
from kiosk.settings import Settings
from kiosk.staff.desk import Desk
from kiosk.staff.gallery import desk_to_look_at
from kiosk.staff.machine import NoMachine
from kiosk.staff.pause import Pause
from kiosk.staff.screens.clean import CLEAN_SECONDS, CleanScreen
from kiosk.staff.screens.days import DaysScreen
from kiosk.staff.screens.frame import StaffScreen
from kiosk.staff.screens.menu import MenuScreen
from kiosk.staff.screens.subpage import AskPage
from kiosk.staff.screens.today import TodayScreen
from tests.driven_loop import DrivenLoop
from tests.kits import stories

DAY = date(2026, 11, 21)


class Bench(DrivenLoop):
    """A driven loop whose first page is the menu of staff."""

    def __init__(self, canvas: pygame.Surface, data: Path) -> None:
        self.pause, self.machine = Pause(data), NoMachine()
        self.tally = Tally(lambda: DAY)
        kit = make_kit(canvas.get_size(), stories(), Settings(), paused=self.pause.since)
        super().__init__(canvas, kit)
        self.desk: Desk = replace(
            desk_to_look_at(kit), machine=self.machine, pause=self.pause, tally=self.tally
        )
        attract = kit.flow.attract(self.now)
        self.loop._go(MenuScreen(kit, attract.session, desk=self.desk), self.now)
        self.frame()

    def waited(self) -> None:
        """Let what a page waits for come to its end."""
        self.frame()
        screen = self.screen
        if isinstance(screen, StaffScreen) and screen.doing is not None:
            assert screen.doing.task.wait(10)
            self.frame()


@pytest.fixture
def bench(canvas: pygame.Surface, tmp_path: Path) -> Bench:
    bench = Bench(canvas, tmp_path)
    bench.tap("today")
    return bench


def words(bench: Bench) -> str:
    return "".join(str(getattr(item, "paragraph", "")) for item in bench.loop._view.items)


def test_what_was_counted_is_told_today_and_by_day(bench: Bench) -> None:
    for what, times in ((Counted.VISITORS, 3), (Counted.PLAYS, 5), (Counted.TRIALS, 2)):
        for _ in range(times):
            bench.tally.add(what)
    bench.tap("back")
    bench.tap("today")
    assert "3 人，5 场" in words(bench)
    assert "今天 2 场" in words(bench)
    bench.key("1")
    assert isinstance(bench.screen, DaysScreen)
    assert "另有试玩 2 场" in words(bench)
    bench.key("backspace")
    assert isinstance(bench.screen, TodayScreen)


def test_a_try_is_marked(bench: Bench) -> None:
    bench.key("2")
    assert isinstance(bench.screen, ChooseScreen)
    assert bench.screen.session.trial
    bench.frame()
    assert "试玩" in words(bench)


def test_mute_is_turned_on_and_off_and_told_on_the_menu(bench: Bench) -> None:
    bench.tap("mute")
    bench.waited()
    assert bench.machine.muted
    assert "静音中" in words(bench)
    bench.tap("back")
    assert "现在静音" in words(bench)
    bench.tap("today")
    bench.key("3")
    bench.waited()
    assert not bench.machine.muted


def test_a_pause_begins_at_once_and_ends_in_the_same_place(bench: Bench) -> None:
    bench.tap("pause")
    bench.waited()
    assert isinstance(bench.screen, PausedScreen)
    bench.tap("anywhere")
    assert isinstance(bench.screen, PausedScreen)
    menu = MenuScreen(bench.kit, bench.kit.flow.attract(0.0).session, desk=bench.desk)
    bench.loop._go(menu, bench.now)
    bench.frame()
    assert "现在暂停服务" in words(bench)
    bench.tap("today")
    bench.key("4")
    bench.waited()
    assert bench.pause.since() is None
    bench.tap("back")
    bench.tap("leave")
    assert isinstance(bench.screen, AttractScreen)


def test_a_pause_that_cannot_be_kept_is_told(bench: Bench, tmp_path: Path) -> None:
    bench.pause._path = tmp_path / "file" / "paused"
    (tmp_path / "file").write_text("{}", encoding="utf-8")
    bench.tap("pause")
    bench.waited()
    assert isinstance(bench.screen, TodayScreen)
    assert bench.screen.notice


def test_while_the_screen_is_wiped_no_touch_does_anything_and_it_ends_by_itself(
    bench: Bench,
) -> None:
    bench.tap("clean")
    began = bench.now
    assert isinstance(bench.screen, CleanScreen)
    shown = bench.screen
    width, height = bench.kit.size
    while bench.now + 2 < began + CLEAN_SECONDS:
        for x, y in ((3, 3), (width // 2, height // 2), (width - 3, height - 3)):
            bench.frame(Pressed(x, y), after=0.5)
            bench.frame(Released(x, y), after=0.1)
            assert bench.screen is shown
    assert "还有 2 秒" in words(bench) or "还有 1 秒" in words(bench)
    bench.frame(after=2.5)
    assert isinstance(bench.screen, AttractScreen)


def test_enter_ends_the_wiping(bench: Bench) -> None:
    bench.key("5")
    bench.frame(after=DEAF_SECONDS + 1)
    bench.key("enter")
    assert isinstance(bench.screen, TodayScreen)


@pytest.mark.parametrize(("row", "told"), [("restart", "restart"), ("leave", "end")])
def test_restart_and_leave_are_asked_once(bench: Bench, row: str, told: str) -> None:
    bench.key("+")  # the second page, on a small screen
    bench.tap(row)
    assert isinstance(bench.screen, AskPage)
    bench.tap("back")
    assert bench.machine.told == ""
    bench.tap(row)
    bench.key("enter")
    bench.waited()
    assert bench.machine.told == told
