"""A thin circle, as large as the screen, drawn in tiles: nearly all of its box is empty."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import pygame

from kiosk.ui.geometry import Box
from kiosk.ui.surface_cache import SurfaceCache
from kiosk.ui.theme import Colour

BANDS = 16
"""Rows of tiles; more have less empty space in them and take longer to be drawn."""
FINER = 2
"""Edges are drawn this many times larger and shrunk."""


@dataclass(frozen=True, slots=True)
class Hoop:
    """A thin circle of one colour, blended by `alpha` (0 to 255)."""

    box: Box
    colour: Colour
    alpha: int
    width: int
    clip: Box

    @property
    def bounds(self) -> Box:
        """Give the box outside which nothing is drawn."""
        return self.clip

    def paint(self, canvas: pygame.Surface, surfaces: SurfaceCache) -> None:
        """Draw on the canvas."""
        old = canvas.get_clip()
        canvas.set_clip(old.clip(pygame.Rect(self.clip)))
        for tile in _tiles(self.box.w, self.width):
            key = ("hoop", self.box.w, tile, self.colour, self.alpha, self.width)
            part = surfaces.kept(key, lambda tile=tile: self._make(tile), sparse=True)  # type: ignore[misc]  # mypy can't infer a lambda with a default
            canvas.blit(part, (self.box.x + tile.x, self.box.y + tile.y))
        canvas.set_clip(old)

    def _make(self, tile: Box) -> pygame.Surface:
        # The whole circle is drawn for each tile: what falls outside of it costs next to nothing.
        side = self.box.w
        fine = pygame.Surface((tile.w * FINER, tile.h * FINER), pygame.SRCALPHA)
        fine.fill((*self.colour, 0))
        middle = (side * FINER // 2 - tile.x * FINER, side * FINER // 2 - tile.y * FINER)
        colour = (*self.colour, self.alpha)
        pygame.draw.circle(fine, colour, middle, side * FINER // 2, self.width * FINER)
        return pygame.transform.smoothscale(fine, (tile.w, tile.h))


@lru_cache(maxsize=16)
def _tiles(side: int, width: int) -> tuple[Box, ...]:
    """Give the parts of a circle's box, `side` pixels wide, that hold the circle."""
    outer = side / 2
    inner = outer - width
    tiles: list[Box] = []
    rows = math.ceil(side / BANDS)
    for top in range(0, side, rows):
        low = min(side, top + rows)
        above, below = abs(outer - top), abs(outer - low)
        nearest = 0.0 if top < outer < low else min(above, below)
        reach = math.sqrt(max(0.0, outer**2 - nearest**2))
        hollow = math.sqrt(max(0.0, inner**2 - max(above, below) ** 2))
        # A pixel more on each side, for the smooth edge.
        left = max(0, math.floor(outer - reach) - 1)
        right = math.ceil(outer - hollow) + 1
        if right < side // 2:
            tiles.append(Box(left, top, right - left, low - top))
            tiles.append(Box(side - right, top, right - left, low - top))
        else:
            tiles.append(Box(left, top, side - 2 * left, low - top))
    return tuple(tiles)
