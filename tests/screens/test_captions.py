"""A line that is longer than its page is cut where a thought ends."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.devices.device_state import DeviceState
from kiosk.scenario.model import Line
from kiosk.screens.captions import Captions
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.theme import LEADING, Look
from tests.kits import SMALL, limit

MARKS = "，。？！；："
CLAUSES = "您的保障今晚到期，如果不取消，每个月都要扣八百元，还会影响征信。"
UNBROKEN = "您的保障今晚到期如果不取消每个月都要扣八百元还会影响征信"


def parts(text: str, rows: int, ems: int = 10) -> list[tuple[int, int, str]]:
    """Give the parts of a line on a page of some rows: their number, where they begin, their words."""
    kit, _ = limit(SMALL)
    theme = kit.theme(Look.NORMAL)
    story = kit.deck.scenarios[0]
    scene = replace(story.scenes[0], lines=(Line("旁白", text),))
    composer = Composer(kit.fonts, theme)
    tall = round(theme.scale.least * LEADING) * rows + theme.scale.helper * 2
    box = Box(0, 0, theme.scale.least * ems, tall)
    pages = Captions(DeviceState(kit.words, story, scene, 1)).pages(composer, box)
    return [(block.part, block.start, block.paragraph.text) for page in pages for block in page]


@pytest.mark.parametrize("text", [CLAUSES, UNBROKEN])
def test_the_parts_are_the_line(text: str) -> None:
    found = parts(text, rows=1)
    assert len(found) > 1
    assert "".join(words for _, _, words in found) == text
    assert [number for number, _, _ in found] == list(range(len(found)))
    assert all(text[start:].startswith(words) for _, start, words in found)


@pytest.mark.parametrize("ems", [10, 12, 14])
def test_a_part_ends_with_a_clause(ems: int) -> None:
    found = parts(CLAUSES, rows=1, ems=ems)
    assert len(found) > 1
    assert all(words[-1] in MARKS for _, _, words in found)
