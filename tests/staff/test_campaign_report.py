"""情况报告 is written for the days chosen onto the stick chosen, from the journal that is there."""

from __future__ import annotations

import json
import time
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pygame
import pytest

from kiosk.composition import make_kit
from kiosk.packs.sticks import Stick, Sticks
from kiosk.records.journal import Journal
from kiosk.records.journal_file import journal_file
from kiosk.records.tally import Counted
from kiosk.settings import Settings
from kiosk.staff.gallery import desk_to_look_at
from kiosk.staff.reports import write_campaign_report
from kiosk.staff.screens.campaign_report import CampaignReportScreen, Span
from kiosk.staff.screens.day_pad import DayPadScreen
from kiosk.staff.screens.frame import StaffScreen
from kiosk.staff.screens.menu import MenuScreen
from tests.driven_loop import DrivenLoop
from tests.kits import stories
from tests.report.made_journal import made
from tests.report.test_command import journal

TODAY = date(2026, 11, 21)


class Bench(DrivenLoop):
    """A driven loop whose first page is 情况报告, with a folder for a stick."""

    def __init__(self, canvas: pygame.Surface, folder: Path, patch: pytest.MonkeyPatch) -> None:
        kit = make_kit(canvas.get_size(), stories(), Settings())
        super().__init__(canvas, kit)
        self.stick = Stick(folder / "stick", "十一月")
        self.stick.path.mkdir()
        self.desk = replace(desk_to_look_at(kit), data=folder / "data")
        there = (self.stick,)
        self.desk.__dict__["sticks"] = Sticks(self.desk.data, lambda: there)
        patch.setattr("kiosk.staff.screens.campaign_report.sticks_here", lambda: there)
        attract = kit.flow.attract(self.now)
        self.loop._go(MenuScreen(kit, attract.session, desk=self.desk), self.now)
        self.frame()

    @property
    def page(self) -> CampaignReportScreen:
        assert isinstance(self.screen, CampaignReportScreen)
        return self.screen

    def plugged(self) -> None:
        """Let the page find the stick; a thread looks for it."""
        deadline = time.monotonic() + 20
        while not self.page.sticks:
            assert time.monotonic() < deadline
            self.frame()

    def waited(self) -> None:
        self.frame()
        screen = self.screen
        assert isinstance(screen, StaffScreen)
        assert screen.doing is not None
        assert screen.doing.task.wait(120)
        self.frame()


@pytest.fixture
def bench(canvas: pygame.Surface, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    bench = Bench(canvas, tmp_path, monkeypatch)
    bench.tap("campaign_report")
    return bench


def test_the_spans_are_this_week_this_month_all_and_days_of_ones_own(bench: Bench) -> None:
    page = bench.page
    assert page.days_of(Span.WEEK) == (date(2026, 11, 16), TODAY)
    assert page.days_of(Span.MONTH) == (date(2026, 11, 1), TODAY)
    assert page.days_of(Span.ALL) is None
    assert page.span is Span.MONTH
    bench.key("1")
    assert bench.page.span is Span.WEEK
    bench.tap("first")
    assert isinstance(bench.screen, DayPadScreen)
    for digit in "1105":
        bench.key(digit)
    bench.key("enter")
    assert bench.page.span is Span.DAYS
    assert bench.page.days_of(Span.DAYS) == (date(2026, 11, 5), TODAY)
    bench.tap("last")
    for digit in "1231":
        bench.key(digit)
    bench.key("enter")
    # that day of this year hasn't been: the last there was, put in order
    assert bench.page.days_of(Span.DAYS) == (date(2025, 12, 31), date(2026, 11, 5))


def test_a_day_is_moved_and_one_that_is_none_is_not_taken(bench: Bench) -> None:
    bench.tap("last")
    bench.key("+")
    assert isinstance(bench.screen, DayPadScreen)
    assert bench.screen.value == TODAY
    bench.key("-")
    bench.key("-")
    for digit in "0231":
        bench.key(digit)
    bench.key("enter")
    assert isinstance(bench.screen, DayPadScreen)
    assert "没有这一天" in bench.screen.notice
    for _ in range(4):
        bench.key("backspace")
    bench.key("enter")
    assert bench.page.last == date(2026, 11, 19)


def test_the_report_lies_on_the_stick_and_says_so(bench: Bench) -> None:
    journal(made(40), journal_file(bench.desk.data))
    bench.plugged()
    bench.tap("stick-1")
    bench.waited()
    assert "情况报告" in bench.page.result, bench.page.notice
    written = sorted((bench.stick.path / "情况报告").iterdir(), key=lambda path: path.suffix)
    assert [path.suffix for path in written] == [".db", ".docx", ".html", ".xlsx"]
    text = "".join(line.text for line in docx.Document(str(written[1])).paragraphs)
    assert "2026年11月1日至21日" in text


def test_what_cannot_be_written_is_said_on_the_page(bench: Bench) -> None:
    bench.plugged()
    bench.tap("stick-1")
    bench.waited()
    assert "没有" in bench.page.notice
    assert not bench.page.result
    assert list(bench.stick.path.iterdir()) == []


def test_what_the_journal_could_not_take_is_said_with_what_to_do(bench: Bench) -> None:
    """A real journal on a disk that takes nothing; nothing is said where all is written."""
    assert not any(row.detail for row in bench.page.rows)
    bench.desk.data.write_text("in the way of a folder")
    with closing(Journal(bench.desk.data)) as journal:
        journal.start()
        journal.counted(Counted.FAULTS, TODAY)
        deadline = time.monotonic() + 20
        while journal.trouble is None:
            assert time.monotonic() < deadline
        trouble = journal.trouble
        told = replace(bench.page, desk=replace(bench.desk, trouble=lambda: trouble))
        row = told.rows[0]
    assert trouble.waiting > 0
    assert row.title == f"有 {trouble.waiting} 条记录还没有存进文件"
    assert "请删掉不要的文件" in row.detail[0]
    assert trouble.reason in row.detail[0]


def test_all_there_is_asks_for_no_days(tmp_path: Path) -> None:
    data = tmp_path / "data"
    found = made(10)
    journal(found, journal_file(data))
    goal = write_campaign_report(tmp_path / "stick", data, None, TODAY)
    days = [p["day"] for p in found.plays if not p["trial"] and p["clock"] == "trusted"]
    names = [path.name for path in goal.iterdir()]
    assert json.dumps(names).count(min(days).replace("-", "")) == 3
