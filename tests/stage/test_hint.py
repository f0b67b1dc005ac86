"""A hint too long for the head line is cut between its clauses."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk import app
from kiosk.settings import Settings
from kiosk.stage.screens.hint import _pages
from kiosk.stage.theme import Look


@pytest.mark.parametrize("share", [0.4, 0.5, 0.7])
def test_a_label_in_quotation_marks_stays_in_one_piece(share: float) -> None:
    app.drawing_without_display()
    kit = app.make_kit((1366, 768), app.open_stories([], None, date(2026, 11, 21)), Settings())
    theme = kit.theme(Look.LARGE)
    text = kit.words("say.press_known")
    room = (round(1366 * share), 90)
    pages = _pages(kit.fonts, theme, text, room)
    assert "".join(prose.text for _, prose in pages) == text
    assert all(prose.text.count("“") == prose.text.count("”") for _, prose in pages)
