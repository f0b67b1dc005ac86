"""给单位看: any phone reads from the very pixels what stands beside them, at every size; and it is true."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pygame
import pytest

from kiosk.doctor import Installation, machine
from kiosk.records.tally import Counted, Tally
from kiosk.review.gallery import draw
from kiosk.speech import Heard
from kiosk.staff.gallery import FAILED, STATUS, UNWELL, desk_to_look_at
from kiosk.staff.machine import NoMachine
from kiosk.staff.pause import Pause
from kiosk.staff.quarantined import QuarantinedToLookAt
from kiosk.staff.screens.menu import MenuScreen
from kiosk.staff.screens.status import StatusScreen, open_status, shown_of
from kiosk.staff.status import Status, deck_fingerprint, status_of
from kiosk.ui.items import QrCode
from kiosk.visit.deck import Deck
from tests.kits import FINE, SMALL, UPRIGHT, WIDE, shared

from .photographed import read

DAY = date(2026, 11, 21)
AT = datetime(2026, 11, 21, 8, 50)  # noqa: DTZ001


@pytest.mark.parametrize("size", [WIDE, UPRIGHT, SMALL, FINE], ids=str)
@pytest.mark.parametrize("status", [STATUS, UNWELL], ids=["usual", "long"])
def test_a_phone_reads_what_stands_beside_the_code(size: tuple[int, int], status: Status) -> None:
    kit, surfaces = shared(size)
    desk = desk_to_look_at(kit)
    menu = MenuScreen(kit, kit.flow.attract(0.0).session, desk=desk)
    shown = shown_of(desk.words, status)
    page = StatusScreen(kit, menu.session, desk=desk, opener=menu, shown=shown)
    picture = draw(kit, surfaces, page)
    view = page.view(0.0, Heard())
    written = [str(i.paragraph.text) for i in view.items if hasattr(i, "paragraph")]
    assert set(shown.lines) <= set(written)
    assert read(picture) == "\n".join(shown.lines)
    (code,) = [item for item in view.items if isinstance(item, QrCode)]
    # Half the pixels each way: a photo taken from some steps away.
    far = pygame.transform.smoothscale_by(picture, 1 / 2)
    assert read(far) == "\n".join(shown.lines)
    assert not view.left_out
    assert page.body.around(code.bounds)
    for item in view.items:
        if getattr(getattr(item, "paragraph", None), "text", "") in shown.lines:
            assert item.bounds.bottom <= page.body.bottom, "words leave the page"


def test_no_link_stands_in_it() -> None:
    kit, _ = shared(SMALL)
    words = desk_to_look_at(kit).words
    for status in (STATUS, UNWELL):
        assert "http" not in "".join(shown_of(words, status).lines)


def test_what_it_tells_is_how_things_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "newest_of_program", lambda: machine.FIRST_DAY)
    kit, _ = shared(SMALL)
    tally, pause = Tally(lambda: DAY), Pause(tmp_path)
    for what, times in ((Counted.VISITORS, 2), (Counted.PLAYS, 3), (Counted.FAULTS, 1)):
        for _ in range(times):
            tally.add(what)
    pause.begin()
    desk = replace(
        desk_to_look_at(kit),
        data=tmp_path,
        tally=tally,
        pause=pause,
        machine=NoMachine(muted=True),
        installation=lambda: Installation.here(tmp_path, machine.FIRST_DAY),
    )
    status = status_of(desk, kit, AT)
    assert status.visitors == (2, 0, 0, 0, 0, 0, 0)
    assert (status.plays, status.faults, status.restarts) == (3, 1, 0)
    assert status.trusted
    assert status.muted
    assert status.paused
    assert status.free
    assert status.version
    assert status.stories == len(kit.deck.scenarios)
    lines = "\n".join(status.lines(desk.words))
    for said in ("2026-11-21 08:50", "时间可信", "示范银行", "现在静音", "现在暂停服务"):
        assert said in lines
    late = replace(desk, installation=lambda: Installation.here(tmp_path, date(2026, 1, 1)))
    assert "时间不可信" in "\n".join(status_of(late, kit, AT).lines(desk.words))


def test_a_disk_that_takes_nothing_is_told(tmp_path: Path) -> None:
    kit, _ = shared(SMALL)
    (tmp_path / "data").write_text("", encoding="utf-8")
    desk = replace(desk_to_look_at(kit), data=tmp_path / "data")
    status = status_of(desk, kit, AT)
    assert status.free is None
    assert "磁盘写不进去" in "\n".join(status.lines(desk.words))


def test_another_word_or_another_story_gives_another_fingerprint_and_their_order_does_not() -> None:
    kit, _ = shared(SMALL)
    stories = kit.deck.scenarios
    whole = deck_fingerprint(kit.deck)
    assert deck_fingerprint(Deck(stories[::-1])) == whole
    assert deck_fingerprint(Deck(stories[1:])) != whole
    other = replace(stories[0], title=f"{stories[0].title}！")
    assert deck_fingerprint(Deck((other, *stories[1:]))) != whole


def test_the_page_is_there_once_it_has_been_looked(tmp_path: Path) -> None:
    kit, _ = shared(SMALL)
    desk = replace(desk_to_look_at(kit), data=tmp_path)
    menu = MenuScreen(kit, kit.flow.attract(0.0).session, desk=desk)
    page = open_status(menu, 0.0)
    assert isinstance(page, StatusScreen)
    assert page.doing is not None
    page.tick(0.0, Heard())
    assert page.doing.task.wait(30)
    after = page.tick(1.0, Heard())
    assert isinstance(after, StatusScreen)
    assert after.shown is not None
    assert after.doing is None
    assert isinstance(after.back(2.0), MenuScreen)


def test_of_several_machines_each_says_which_it_is(tmp_path: Path) -> None:
    kit, _ = shared(SMALL)
    named = replace(kit, settings=replace(kit.settings, machine_name="大厅 2 号"))
    status = status_of(replace(desk_to_look_at(kit), data=tmp_path), named, AT)
    assert f"{kit.settings.site_name}　大厅 2 号" in tuple(status.lines(desk_to_look_at(kit).words))


def test_stories_that_failed_are_named_and_one_press_puts_them_back(tmp_path: Path) -> None:
    kit, _ = shared(SMALL)
    held = QuarantinedToLookAt(FAILED)
    desk = replace(desk_to_look_at(kit), data=tmp_path, quarantined=held)
    menu = MenuScreen(kit, kit.flow.attract(0.0).session, desk=desk)
    shown = shown_of(desk.words, status_of(desk, kit, AT))
    assert any(FAILED[-1].title in line for line in shown.lines)
    page = StatusScreen(kit, menu.session, desk=desk, opener=menu, shown=shown)
    (action,) = page.actions
    waiting = action.then(0.0)
    assert isinstance(waiting, StatusScreen)
    waiting.tick(0.0, Heard())
    assert waiting.doing is not None
    assert waiting.doing.task.wait(30)
    assert held.set_aside == ()
    after = waiting.tick(1.0, Heard())
    assert isinstance(after, StatusScreen)
    assert list(after.actions) == []
