"""Whether each text stands out 7:1 from the pixels that really lie under it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import pygame

from kiosk.review.screen_probe import Defect, InspectedScreen, ink_span
from kiosk.ui.items import Group, Text
from kiosk.ui.screen import Item
from kiosk.ui.surface_cache import SurfaceCache
from kiosk.ui.theme import Colour, contrast

LEAST = 7.0
SAMPLES = 9
"""Pixels looked at along each run of a row, at each of the heights."""
HEIGHTS = (0.05, 0.5, 0.95)


def check(inspected: InspectedScreen) -> Iterator[Defect]:
    """Give the texts that are too pale: all that lies under each is drawn first, then looked at."""
    probe = inspected.speaking
    canvas = pygame.Surface(probe.screen.kit.size)
    yield from _paint(canvas, probe.view.items, inspected.surfaces)


def _paint(
    canvas: pygame.Surface, items: Iterable[Item], surfaces: SurfaceCache
) -> Iterator[Defect]:
    for item in items:
        if isinstance(item, Text):
            worst = _worst(canvas, item, surfaces)
            if worst < LEAST:
                yield Defect("对比不够", f"“{_name(item)}”的对比只有 {worst:.1f}，至少要 {LEAST:g}")
        if isinstance(item, Group):
            yield from _paint(_inside(item), item.items, surfaces)
        item.paint(canvas, surfaces)


def _inside(group: Group) -> pygame.Surface:
    """Give a surface on which a group's items find nothing under them but what they drew."""
    return pygame.Surface((group.box.w, group.box.h))


def _name(text: Text) -> str:
    return text.paragraph.text.replace("\n", "")[:16]


def _worst(canvas: pygame.Surface, text: Text, surfaces: SurfaceCache) -> float:
    """Give the least contrast of a text's strokes and the pixels under them."""
    paragraph = text.paragraph
    em = paragraph.style.px
    worst = 21.0
    high, low = ink_span(paragraph)
    whole = canvas.get_rect()
    for run in paragraph.runs:
        if not run.text.strip():
            continue
        width = sum(surfaces.fonts.width(char, em, bold=run.bold) for char in run.text)
        top = text.y + run.row * paragraph.leading + em * high
        for share in HEIGHTS:
            y = round(top + em * (low - high) * share)
            for step in range(SAMPLES):
                # The empty half of an opening mark at a row's start stands before the text.
                x = text.x + max(0, run.x + width * step // (SAMPLES - 1))
                if whole.collidepoint(x, y):
                    red, green, blue, _ = canvas.get_at((x, y))
                    worst = min(worst, _ratio(run.colour, (red, green, blue)))
    return worst


@lru_cache(maxsize=4096)
def _ratio(ink: Colour, ground: Colour) -> float:
    return contrast(ink, ground)
