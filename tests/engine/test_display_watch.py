"""What is told of a display: a size that stays, once, and never one that no display has."""

from __future__ import annotations

from dataclasses import dataclass, field

import pygame
import pytest

from kiosk.engine.display_watch import (
    LEAST_SIDE,
    MOST_SIDE,
    SETTLE_SECONDS,
    DisplayWatch,
    believable,
)
from kiosk.ui.geometry import Box

WIDE, UPRIGHT = (640, 480), (480, 640)
STEP = SETTLE_SECONDS / 4


@dataclass
class Stand:
    """A display and the window on it; a window manager of its own mind keeps the window as it is."""

    box: Box | None = field(default_factory=lambda: Box(0, 0, *WIDE))
    surface: pygame.Surface = field(default_factory=lambda: pygame.Surface(WIDE))
    stubborn: bool = False
    covered: list[Box] = field(default_factory=list)
    now: float = 0.0

    def __post_init__(self) -> None:
        self.watch = DisplayWatch(WIDE, lambda: self.surface, lambda: self.box, self.cover)

    def cover(self, box: Box) -> None:
        self.covered.append(box)
        if not self.stubborn:
            self.surface = pygame.Surface(box[2:])

    def told(self, seconds: float = 2 * SETTLE_SECONDS) -> list[float]:
        """Give when, from now on, another picture was wanted."""
        found, until = [], self.now + seconds
        while self.now < until:
            self.now += STEP
            if self.watch.settled(self.now):
                found.append(self.now)
        return found


def test_a_display_that_stays_as_it_is_wants_nothing() -> None:
    stand = Stand()
    assert not stand.told()
    assert not stand.watch.unsettled
    assert not stand.covered


def test_another_size_is_covered_at_once_and_told_once_it_has_stayed() -> None:
    stand = Stand()
    stand.box = Box(0, 0, *UPRIGHT)
    assert not stand.watch.settled(0.0)
    assert stand.covered == [stand.box]
    assert stand.watch.unsettled
    assert len(stand.told()) == 1
    assert not stand.watch.unsettled


def test_a_size_that_doesnt_stay_is_not_drawn() -> None:
    stand = Stand()
    told: list[float] = []
    for size in ((500, 500), UPRIGHT, (700, 500), WIDE):
        stand.box = Box(0, 0, *size)
        told += stand.told(SETTLE_SECONDS / 2)
    assert not told
    assert not stand.told(), "it is as it was"


@pytest.mark.parametrize("size", [(1, 1), (LEAST_SIDE, LEAST_SIDE - 1), (MOST_SIDE + 1, 1080)])
def test_what_is_no_displays_size_is_neither_covered_nor_drawn(size: tuple[int, int]) -> None:
    assert not believable(*size)
    stand = Stand()
    stand.box = Box(0, 0, *size)
    assert not stand.told()
    assert not stand.covered
    stand.box = None
    assert not stand.told()
    # A window manager may make the window so small all the same.
    stand.surface = pygame.Surface((1, 1))
    assert not stand.told()
    stand.surface, stand.box = pygame.Surface(UPRIGHT), Box(0, 0, *UPRIGHT)
    assert len(stand.told()) == 1


def test_where_a_window_manager_knows_better_it_has_the_last_word() -> None:
    stand = Stand(stubborn=True)
    stand.box = Box(0, 0, *UPRIGHT)
    stand.told()
    stand.surface = pygame.Surface((600, 400))
    assert len(stand.told()) == 1
    assert len(stand.covered) == 1


def test_another_display_of_the_same_size_is_covered_where_it_lies() -> None:
    stand = Stand()
    stand.told()
    stand.box = Box(100, 0, *WIDE)
    assert len(stand.told()) == 1
    assert stand.covered == [stand.box]


def test_a_window_that_opened_smaller_than_the_display_covers_it() -> None:
    stand = Stand(box=Box(0, 0, *UPRIGHT))
    assert len(stand.told()) == 1
    assert stand.covered == [stand.box]
