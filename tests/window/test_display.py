"""The picture follows the display while the kiosk runs: turned, exchanged, gone for a while."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from .changing_display import ChangingDisplay
from .displays import SMALL, TURNED
from .harness import Event, Kiosk, running
from .visits import by_key, by_touch, visit

OTHER = (1024, 768)
WITHIN = 1.0
"""Seconds within which the picture follows."""


@pytest.fixture
def display() -> Iterator[ChangingDisplay]:
    one = ChangingDisplay(OTHER)
    yield one
    one.close()


def follows(kiosk: Kiosk, display: ChangingDisplay, size: tuple[int, int]) -> float:
    """Change the display and see that screen, visit and comfort stay; give the seconds that took."""
    before, changed = kiosk.frame, time.monotonic()
    display.change(size)
    after = drawn_for(kiosk, size)
    for what in ("screen", "identity", "session"):
        assert after[what] == before[what]
    return float(after["t"]) - changed


def drawn_for(kiosk: Kiosk, size: tuple[int, int]) -> Event:
    """Wait for a picture of a size, and see that it fills the display."""
    frame = kiosk.wait(lambda e: e["ev"] == "frame" and e["size"] == list(size), f"{size}")
    shot = kiosk.display.screenshot()
    assert shot.shape[:2] == (size[1], size[0])
    # No picture is black at its edges; a window that is too small leaves the black root there.
    for corner in (shot[0, -1], shot[-1, 0], shot[-1, -1]):
        assert corner.any()
    return frame


def test_a_visit_goes_on_where_it_was_however_often_the_display_changes(
    display: ChangingDisplay, tmp_path: Path
) -> None:
    sizes, turns = cycle((SMALL, TURNED, OTHER)), cycle((True, True, False))
    hands, took = cycle((by_touch, by_key)), []

    def hand(kiosk: Kiosk, name: str) -> Event:
        kiosk.ready()
        if next(turns):
            took.append(follows(kiosk, display, next(sizes)))
        return next(hands)(kiosk, name)

    with running(display, tmp_path) as kiosk:
        visit(kiosk, hand, hurry="show-all", at_install=lambda: None)
        assert kiosk.end() == 0
        assert "ERROR" not in kiosk.log()
    assert statistics.median(took) < WITHIN, took


def test_questions_that_stand_over_a_screen_follow_with_what_lies_under_them(
    display: ChangingDisplay, tmp_path: Path
) -> None:
    with running(display, tmp_path) as kiosk:
        by_touch(kiosk, "start")
        for over, back in (("help", "main"), ("leave", "main")):
            by_touch(kiosk, over)
            kiosk.ready()
            follows(kiosk, display, SMALL)
            by_touch(kiosk, back)
            assert kiosk.see("ChooseScreen")["size"] == list(SMALL)
            follows(kiosk, display, TURNED)
        assert kiosk.end() == 0


def test_a_display_that_goes_away_and_comes_back_turned_finds_the_visit(
    display: ChangingDisplay, tmp_path: Path
) -> None:
    with running(display, tmp_path) as kiosk:
        by_touch(kiosk, "start")
        kiosk.see("ChooseScreen")
        display.unplug()
        # Nothing that a picture has room on: the moment between two displays.
        display.change((1, 1))
        follows(kiosk, display, TURNED)
        by_touch(kiosk, "story-2")
        assert kiosk.see("SceneScreen")["size"] == list(TURNED)
        assert kiosk.end() == 0
        assert "ERROR" not in kiosk.log()


def test_a_display_that_changes_before_the_first_picture_stands_is_followed_too(
    display: ChangingDisplay, tmp_path: Path
) -> None:
    kiosk = Kiosk(display, tmp_path)
    try:
        kiosk.wait(lambda e: e["ev"] == "frame", "the first picture")
        display.change(SMALL)
        drawn_for(kiosk, SMALL)
        assert kiosk.end() == 0
    finally:
        kiosk.close()


def test_a_window_is_drawn_at_the_size_somebody_drags_it_to(
    display: ChangingDisplay, tmp_path: Path
) -> None:
    kiosk = Kiosk(display, tmp_path, "--windowed", "1280x720")
    try:
        kiosk.wait(lambda e: e["ev"] == "frame" and e["size"] == [1280, 720], "the first picture")
        display.xdotool("search", "--class", "main", "windowsize", 900, 1200)
        kiosk.wait(lambda e: e["ev"] == "frame" and e["size"] == [900, 1200], "the new size")
        by_touch(kiosk, "start")
        assert kiosk.end() == 0
    finally:
        kiosk.close()
