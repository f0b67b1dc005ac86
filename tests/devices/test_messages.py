"""A message too long for its device keeps as many rows as have room, and costs a bounded effort."""

from __future__ import annotations

import pytest

from kiosk.devices import messages
from kiosk.scenario.model import Line
from kiosk.ui.composer import Composer
from kiosk.ui.theme import Look
from tests.kits import SMALL, limit

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
    composer = Composer(kit.fonts, kit.theme(Look.LARGE))
    px, most = composer.theme.scale.helper, 300
    whole = messages.lay(composer, Line("甲", LONGEST), px, most, cards=True)
    tall = whole.height - (len(whole.paragraph.rows) - rows) * whole.paragraph.leading
    laid: list[Line] = []
    lay = messages.lay

    def counted(
        composer: Composer, line: Line, px: int, most: int, *, cards: bool
    ) -> messages.Message:
        laid.append(line)
        return lay(composer, line, px, most, cards=cards)

    monkeypatch.setattr(messages, "lay", counted)
    cut = messages.shortened(composer, whole, most, tall, cards=True, end=end)
    assert len(cut.paragraph.rows) == rows
    assert cut.height <= tall
    assert 0 < len(laid) < ENOUGH
    assert messages.CUT in cut.line.text
    assert cut.line.text.strip(messages.CUT) in LONGEST


def test_a_message_with_room_stays_whole() -> None:
    kit, _ = limit(SMALL)
    composer = Composer(kit.fonts, kit.theme(Look.NORMAL))
    whole = messages.lay(
        composer, Line("甲", "您好。"), composer.theme.scale.helper, 300, cards=True
    )
    assert messages.shortened(composer, whole, 300, whole.height, cards=True) is whole


def test_an_address_is_found_where_it_stands() -> None:
    found = messages.ADDRESS.finditer("点quxiao.invalid/bz 或a-b.c.invalid，别点...和word。")
    assert [one.group() for one in found] == ["quxiao.invalid/bz", "a-b.c.invalid"]
