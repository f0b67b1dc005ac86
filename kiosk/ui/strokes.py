"""Upright strokes with round ends side by side: a living waveform, or the length of a voice note."""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from kiosk.ui.geometry import Box
from kiosk.ui.items import Panel
from kiosk.ui.surface_cache import SurfaceCache
from kiosk.ui.theme import Colour


@dataclass(frozen=True, slots=True)
class Strokes:
    """Strokes `width` wide and `step` apart from a box's left edge, about the middle of its height.

    They are one item: where one stroke changes, only the box is drawn again, however many there
    are.
    """

    box: Box
    heights: tuple[int, ...]
    step: int
    width: int
    colour: Colour

    @property
    def bounds(self) -> Box:
        """Give the box outside which nothing is drawn."""
        return self.box

    def paint(self, canvas: pygame.Surface, surfaces: SurfaceCache) -> None:
        """Draw on the canvas."""
        for n, height in enumerate(self.heights):
            left = self.box.x + n * self.step
            stroke = Box(left, self.box.y + (self.box.h - height) // 2, self.width, height)
            Panel(stroke, self.colour, self.width // 2).paint(canvas, surfaces)
