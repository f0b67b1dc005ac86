"""Puts a view on the canvas by drawing again only what differs from the view before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pygame

from kiosk.ui.geometry import Box
from kiosk.ui.screen import View
from kiosk.ui.surface_cache import SurfaceCache

MOST_PARTS = 12
"""More separate parts than this are drawn as one: each part walks all items once."""


class Painter:
    """Keeps what is on the canvas and brings it to the next view."""

    def __init__(self, canvas: pygame.Surface, surfaces: SurfaceCache) -> None:
        self._canvas, self._surfaces = canvas, surfaces
        self._shown: View | None = None
        self._adopted = False

    def forget(self) -> None:
        """Draw everything the next time."""
        self._shown = None

    def move_to(self, canvas: pygame.Surface) -> None:
        """Paint on another canvas from now on: nothing is there yet."""
        self._canvas = canvas
        self.forget()

    def adopt(self, view: View, picture: pygame.Surface) -> None:
        """Take over the picture of a view that was painted elsewhere, as large as the canvas."""
        self._canvas.blit(picture, (0, 0))
        self._shown = view
        self._adopted = True

    def paint(self, view: View) -> list[Box]:
        """Bring the canvas to `view` and give the parts that changed."""
        if view is self._shown and not self._adopted:
            return []
        whole = Box(0, 0, *self._canvas.get_size())
        parts = [whole] if self._shown is None else _differences(self._shown, view, whole)
        self._draw(view, parts)
        if self._adopted:
            self._adopted = False
            return [whole]
        return parts

    def _draw(self, view: View, parts: list[Box]) -> None:
        bounds = [item.bounds for item in view.items]
        for part in parts:
            self._canvas.set_clip(part)
            for number in pygame.Rect(part).collidelistall(bounds):
                view.items[number].paint(self._canvas, self._surfaces)
        self._canvas.set_clip(None)
        self._shown = view


def _differences(old: View, new: View, whole: Box) -> list[Box]:
    """Give boxes, none meeting another, that hold every item only one of the views has."""
    # Most items of two views are the very same: those needn't be compared, let alone hashed.
    before, after = Counter(map(id, old.items)), Counter(map(id, new.items))
    gone = Counter(item for item in old.items if before[id(item)] > after[id(item)])
    come = Counter(item for item in new.items if after[id(item)] > before[id(item)])
    changed = [item.bounds for item in ((gone - come) + (come - gone)).elements()]
    return merged(_clipped(changed, whole))


def _clipped(boxes: Iterable[Box], whole: Box) -> Iterable[Box]:
    for box in boxes:
        x, y = max(box.x, whole.x), max(box.y, whole.y)
        right, bottom = min(box.right, whole.right), min(box.bottom, whole.bottom)
        if x < right and y < bottom:
            yield Box(x, y, right - x, bottom - y)


def merged(boxes: Iterable[Box]) -> list[Box]:
    """Give boxes that cover the same and don't meet, at most `MOST_PARTS` of them."""
    parts: list[Box] = []
    for box in boxes:
        grown = box
        meeting = [part for part in parts if part.meets(grown)]
        while meeting:
            for part in meeting:
                parts.remove(part)
                grown = grown.union(part)
            meeting = [part for part in parts if part.meets(grown)]
        parts.append(grown)
    if len(parts) > MOST_PARTS:
        whole = parts[0]
        for part in parts[1:]:
            whole = whole.union(part)
        return [whole]
    return parts
