"""A whole visit in a real window, by touches and by the keypad."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp

from kiosk.app_link import DEFAULT_LINK

from .displays import SMALL, UPRIGHT, Display, at
from .harness import Kiosk
from .quick import quickly
from .visits import by_key, by_touch, visit

SCREENS = [
    pytest.param(size, id=f"{size[0]}x{size[1]}", marks=[pytest.mark.both] if size == SMALL else [])
    for size in (UPRIGHT, SMALL)
]
"""That all screens have room on all sizes is asked without a window, and that all show the code."""


@pytest.fixture
def kiosk(display: Display, tmp_path: Path) -> Iterator[Kiosk]:
    with quickly(display, tmp_path) as one:
        yield one
        assert one.end() == 0
        assert "ERROR" not in one.log()
        assert "Traceback" not in one.errors()


@pytest.mark.parametrize("display", SCREENS, indirect=True)
def test_a_whole_visit_by_touch_leaves_nothing_behind_and_its_code_can_be_read(
    kiosk: Kiosk,
) -> None:
    read: list[str] = []

    def look() -> None:
        shown = kiosk.display.screenshot()
        read.extend(code.text for code in zxingcpp.read_barcodes(shown))

    visit(kiosk, by_touch, hurry="device", at_install=look)
    assert read == [DEFAULT_LINK]


@at(SMALL)  # a key is the same key on every screen
@pytest.mark.both
def test_a_whole_visit_by_the_keypad_finds_and_leaves_nothing_behind(kiosk: Kiosk) -> None:
    visit(kiosk, by_key, hurry="show-all", at_install=lambda: None)
