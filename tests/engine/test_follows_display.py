"""The loop on a display that changes: another canvas, another layout, and nobody has meant what stands there."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

import pygame
import pytest

from kiosk.engine.display_watch import SETTLE_SECONDS, DisplayWatch
from kiosk.engine.window import Pressed, Released
from kiosk.faults import Faults
from kiosk.next_visit import NextVisit
from kiosk.screens.choose import ChooseScreen
from kiosk.screens.kit import KioskScreen
from kiosk.screens.scene import SceneScreen
from tests.driven_loop import DrivenLoop
from tests.kits import SMALL, UPRIGHT, kit, stories


@dataclass
class Hall:
    """A kiosk in a window that changes its size."""

    stage: DrivenLoop
    faults: Faults
    inches: float | None = None
    """What the display tells of itself."""
    surface: pygame.Surface = field(default_factory=lambda: pygame.Surface(SMALL))

    def change(self, size: tuple[int, int]) -> None:
        """Give the window another size; its canvas is another one, as SDL makes it."""
        self.surface = pygame.Surface(size)

    def settle(self) -> None:
        self.stage.frame()
        self.stage.frame(after=SETTLE_SECONDS + 0.01)
        self.stage.frame()


@pytest.fixture
def hall(canvas: pygame.Surface) -> Hall:
    own = kit()
    visit = NextVisit(own, stories(), display=lambda: hall.inches)
    faults = Faults(visit)
    stage = DrivenLoop(canvas, own)
    hall = Hall(stage, faults)
    stage.loop._fitted = faults.fitted
    stage.loop._home = faults.home
    stage.loop.watch(DisplayWatch(SMALL, lambda: hall.surface))
    return hall


def filled(surface: pygame.Surface) -> bool:
    """Tell whether something is drawn in every corner."""
    width, height = surface.get_size()
    corners = ((0, 0), (width - 1, 0), (0, height - 1), (width - 1, height - 1))
    return all(any(surface.get_at(corner)[:3]) for corner in corners)


def test_the_next_frame_is_drawn_on_the_canvas_there_is_now(hall: Hall) -> None:
    hall.change((700, 500))
    hall.stage.frame()
    assert any(hall.surface.get_at((1, 1))[:3])


def test_a_screen_is_laid_out_anew_once_the_size_stays_and_so_is_what_comes_after(
    hall: Hall,
) -> None:
    hall.stage.tap("start")
    hall.change(UPRIGHT)
    hall.stage.frame()
    assert isinstance(hall.stage.screen, ChooseScreen)
    assert hall.stage.screen.kit.size == SMALL
    hall.settle()
    assert isinstance(hall.stage.screen, ChooseScreen)
    assert hall.stage.screen.kit.size == UPRIGHT
    assert filled(hall.surface)
    assert isinstance(hall.stage.tap("story-1"), SceneScreen)
    assert filled(hall.surface)
    home = hall.stage.loop._home(hall.stage.now)
    assert isinstance(home, KioskScreen)
    assert home.kit.size == UPRIGHT


def test_what_the_finger_was_on_before_is_not_pressed_after(hall: Hall) -> None:
    hall.stage.tap("start")
    hall.stage.settle()
    hall.stage.down("story-1")
    hall.change(UPRIGHT)
    hall.settle()
    hall.stage.up("story-1")
    assert isinstance(hall.stage.screen, ChooseScreen)
    # Nor does a finger that comes down just then mean what has only now come there.
    hall.change(SMALL)
    hall.settle()
    box = hall.stage.target("story-1").box
    assert box is not None
    hall.stage.frame(Pressed(*box.centre))
    hall.stage.frame(Released(*box.centre))
    assert isinstance(hall.stage.screen, ChooseScreen)
    assert isinstance(hall.stage.tap("story-1"), SceneScreen)


def test_a_diagonal_the_display_tells_counts_for_it(hall: Hall) -> None:
    hall.inches = 32.0
    screen = hall.faults.fitted(hall.stage.screen, SMALL)
    assert isinstance(screen, KioskScreen)
    assert screen.kit.diagonal == hall.faults.kit.diagonal == 32.0
    hall.inches = None
    again = hall.faults.fitted(screen, SMALL)
    assert isinstance(again, KioskScreen)
    assert again.kit.diagonal == kit().diagonal


def test_what_a_display_tells_wakes_the_loop(hall: Hall) -> None:
    read, write = os.pipe()
    hall.stage.loop.watch(DisplayWatch(SMALL, lambda: hall.surface, connection=read))
    os.write(write, b"changed")
    hall.stage.loop._input_wait.wait(60_000)
    assert os.read(read, 10) == b"changed"
    os.close(read)
    os.close(write)
