"""A hint too long for the head line is cut between its clauses."""

from __future__ import annotations

import pytest

from kiosk import composition
from kiosk.screens.caption_bar import _pages
from kiosk.settings import Settings
from kiosk.ui.theme import Look
from tests.kits import stories


@pytest.mark.parametrize("share", [0.4, 0.5, 0.7])
def test_a_label_in_quotation_marks_stays_in_one_piece(share: float) -> None:
    composition.drawing_without_display()
    kit = composition.make_kit((1366, 768), stories(), Settings())
    theme = kit.theme(Look.LARGE)
    text = kit.words("say.press_known")
    room = (round(1366 * share), 90)
    pages = _pages(kit.fonts, theme, text, room)
    assert "".join(paragraph.text for _, paragraph in pages) == text
    assert all(paragraph.text.count("“") == paragraph.text.count("”") for _, paragraph in pages)
