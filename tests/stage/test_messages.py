"""A message too long for its device keeps as many rows as have room, and costs a bounded effort."""

from __future__ import annotations

import pytest

from kiosk.scenario.model import Line
from kiosk.stage.channels import messages
from kiosk.stage.sheet import Sheet
from kiosk.stage.theme import Look
from tests.stage.props import SMALL, limit

LONGEST = "请您马上照办，" * 142
"""As long as a text of a story may be."""
ENOUGH = 9
"""Times that the longest text is laid out: once for each halving of its rows."""


@pytest.mark.parametrize("end", [False, True])
@pytest.mark.parametrize("rows", [1, 2, 7, 40])
def test_as_many_rows_stay_as_have_room(
    rows: int,
    end: bool,  # noqa: FBT001 (a case of the test)
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kit, _ = limit(SMALL)
    sheet = Sheet(kit.fonts, kit.theme(Look.LARGE))
    px, most = sheet.theme.scale.helper, 300
    whole = messages.lay(sheet, Line("甲", LONGEST), px, most, cards=True)
    tall = whole.height - (len(whole.prose.rows) - rows) * whole.prose.leading
    laid: list[Line] = []
    lay = messages.lay

    def counted(sheet: Sheet, line: Line, px: int, most: int, *, cards: bool) -> messages.Message:
        laid.append(line)
        return lay(sheet, line, px, most, cards=cards)

    monkeypatch.setattr(messages, "lay", counted)
    cut = messages.shortened(sheet, whole, most, tall, cards=True, end=end)
    assert len(cut.prose.rows) == rows
    assert cut.height <= tall
    assert 0 < len(laid) < ENOUGH
    assert messages.CUT in cut.line.text
    assert cut.line.text.strip(messages.CUT) in LONGEST


def test_a_message_with_room_stays_whole() -> None:
    kit, _ = limit(SMALL)
    sheet = Sheet(kit.fonts, kit.theme(Look.NORMAL))
    whole = messages.lay(sheet, Line("甲", "您好。"), sheet.theme.scale.helper, 300, cards=True)
    assert messages.shortened(sheet, whole, 300, whole.height, cards=True) is whole


def test_an_address_is_found_where_it_stands() -> None:
    found = messages.ADDRESS.finditer("点quxiao.invalid/bz 或a-b.c.invalid，别点...和word。")
    assert [one.group() for one in found] == ["quxiao.invalid/bz", "a-b.c.invalid"]
