"""A message too long for its device keeps as many rows as have room, and costs a bounded effort."""

from __future__ import annotations

import pytest

from kiosk.devices import message
from kiosk.devices.device_state import LitWords
from kiosk.scenario.model import Line
from kiosk.ui.theme import Look
from kiosk.ui.typesetter import Typesetter
from tests.kits import SMALL, limit

LONGEST = "请您马上照办，" * 142
"""As long as a text of a story may be."""
ENOUGH = 10
"""Times that the longest text is laid out: once for each halving of its 142 rows, and once more."""


@pytest.mark.parametrize("end", [False, True])
@pytest.mark.parametrize("rows", [1, 2, 7, 40])
def test_as_many_rows_stay_as_have_room(
    rows: int,
    end: bool,  # noqa: FBT001 (a case of the test)
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kit, _ = limit(SMALL)
    typesetter = Typesetter(kit.fonts, kit.theme(Look.LARGE))
    px, most = typesetter.theme.scale.helper, 300
    whole = message.lay(typesetter, Line("甲", LONGEST), px, most, cards=True)
    tall = whole.height - (len(whole.paragraph.rows) - rows) * whole.paragraph.leading
    laid: list[Line] = []
    lay = message.lay

    def counted(
        typesetter: Typesetter,
        line: Line,
        px: int,
        most: int,
        *,
        cards: bool,
        lit: tuple[LitWords, ...],
    ) -> message.Message:
        laid.append(line)
        return lay(typesetter, line, px, most, cards=cards, lit=lit)

    monkeypatch.setattr(message, "lay", counted)
    cut = message.shortened(typesetter, whole, most, tall, cards=True, end=end)
    assert len(cut.paragraph.rows) == rows
    assert cut.height <= tall
    assert 0 < len(laid) < ENOUGH
    assert message.CUT in cut.line.text
    assert cut.line.text.strip(message.CUT) in LONGEST


@pytest.mark.parametrize("end", [False, True])
def test_rows_of_one_character_are_cut_like_any_other(end: bool) -> None:  # noqa: FBT001
    kit, _ = limit(SMALL)
    typesetter = Typesetter(kit.fonts, kit.theme(Look.NORMAL))
    px = typesetter.theme.scale.helper
    whole = message.lay(typesetter, Line("甲", "好\n好\n好\n好"), px, 300, cards=True)
    tall = whole.height - 2 * whole.paragraph.leading
    cut = message.shortened(typesetter, whole, 300, tall, cards=True, end=end)
    assert cut.height <= tall
    assert message.CUT in cut.line.text


def test_a_message_with_room_stays_whole() -> None:
    kit, _ = limit(SMALL)
    typesetter = Typesetter(kit.fonts, kit.theme(Look.NORMAL))
    whole = message.lay(
        typesetter, Line("甲", "您好。"), typesetter.theme.scale.helper, 300, cards=True
    )
    assert message.shortened(typesetter, whole, 300, whole.height, cards=True) is whole


def test_an_address_is_found_where_it_stands() -> None:
    found = message.ADDRESS.finditer("点quxiao.invalid/bz 或a-b.c.invalid，别点...和word。")
    assert [one.group() for one in found] == ["quxiao.invalid/bz", "a-b.c.invalid"]
