"""日计: what stands beside the code is what a phone reads from it, and what the office's program reads from that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.packs.sticks import Stick
from kiosk.records.journal import Journal
from kiosk.records.journal_file import faults_of
from kiosk.records.tally import Counted
from kiosk.records.totals_code import read, write
from kiosk.review.gallery import draw
from kiosk.speech import Heard
from kiosk.staff.gallery import MANY_TOTALS, TOTALS, desk_to_look_at
from kiosk.staff.screens import days as days_page
from kiosk.staff.screens.code_page import Shown
from kiosk.staff.screens.days import DaysScreen
from kiosk.staff.screens.menu import MenuScreen
from kiosk.staff.screens.totals import TotalsScreen
from tests.kits import SMALL, UPRIGHT, WIDE, shared
from tests.records.played import AT, one

from .photographed import read as photographed


@pytest.mark.parametrize("size", [WIDE, UPRIGHT, SMALL], ids=str)
def test_a_phone_reads_the_totals(size: tuple[int, int]) -> None:
    kit, surfaces = shared(size)
    desk = desk_to_look_at(kit)
    menu = MenuScreen(kit, kit.flow.attract(0.0).session, desk=desk)
    for totals in (TOTALS, MANY_TOTALS):
        shown = Shown.of(write(totals).splitlines())
        page = TotalsScreen(kit, menu.session, desk=desk, opener=menu, day=totals.day, shown=shown)
        assert read(photographed(draw(kit, surfaces, page))) == replace(
            totals, name=totals.name.replace("　", " ")
        )
        view = page.view(0.0, Heard())
        assert not view.left_out
        for item in view.items:
            if getattr(getattr(item, "paragraph", None), "text", "") in shown.lines:
                assert item.bounds.bottom <= page.body.bottom, "words leave the page"


def test_the_journal_goes_onto_a_stick_or_the_page_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit, _ = shared(SMALL)
    journal = Journal(tmp_path / "data")
    journal.start()
    journal.played(one())
    assert journal.close()
    stick = Stick(tmp_path / "stick", "U 盘")
    desk = replace(desk_to_look_at(kit), data=tmp_path / "data")
    menu = MenuScreen(kit, kit.flow.attract(0.0).session, desk=desk)
    page = DaysScreen(kit, menu.session, desk=desk, opener=menu)
    for sticks, said in (((), "没有插 U 盘"), ((stick,), "反诈记录-")):
        monkeypatch.setattr(days_page, "sticks_here", lambda sticks=sticks: sticks)
        waiting = page.actions[0].then(0.0)
        assert isinstance(waiting, DaysScreen)
        assert waiting.doing is not None
        waiting.tick(0.0, Heard())
        assert waiting.doing.task.wait(30)
        after = waiting.tick(1.0, Heard())
        assert isinstance(after, DaysScreen)
        assert said in (after.notice or after.written)
    (export,) = stick.path.iterdir()
    assert faults_of(export) == ""


def test_a_day_on_which_somebody_played_opens_its_totals(tmp_path: Path) -> None:
    kit, _ = shared(SMALL)
    journal = Journal(tmp_path)
    journal.start()
    journal.played(one())
    assert journal.close()
    desk = replace(desk_to_look_at(kit), data=tmp_path)
    menu = MenuScreen(kit, kit.flow.attract(0.0).session, desk=desk)
    days = DaysScreen(kit, menu.session, desk=desk, opener=menu)
    day = days.rows[1]
    assert day.then is not None
    page = day.then(0.0)
    assert isinstance(page, TotalsScreen)
    assert page.doing is not None
    page.tick(0.0, Heard())
    assert page.doing.task.wait(30)
    after = page.tick(1.0, Heard())
    assert isinstance(after, TotalsScreen)
    assert after.shown is not None
    assert read("\n".join(after.shown.lines)).day == page.day
    assert days.rows[0].then is None
    assert AT.date() != page.day
    assert desk.tally.count(Counted.PLAYS)
