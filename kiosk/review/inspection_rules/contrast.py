"""Whether each text stands out 7:1 from the pixels that really lie under it, lit or not.

What is spoken is lit: all that a screen can light is lit at once, and looked at again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import pygame

from kiosk.review.screen_probe import (
    EMPTY,
    HALF_EMPTY,
    Defect,
    InspectedScreen,
    ScreenProbe,
    ink_span,
    unveiled,
)
from kiosk.screens.visit_screen import VisitScreen
from kiosk.speech import Heard
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art, Group, Panel, Text
from kiosk.ui.screen import Item
from kiosk.ui.surface_cache import SurfaceCache
from kiosk.ui.theme import Colour, contrast

LEAST = 7.0
MOST = 21.0
"""The contrast of black and white."""
SAMPLES = 9
"""Pixels looked at along each run of a row, at each of the heights."""
HEIGHTS = (0.05, 0.5, 0.95)
EVERYTHING = 10**6
"""Characters that no text has."""
SPEAKING_HELPERS = ("slow", "look", "volume")
"""Targets of the bar that are lit while what they did is said."""


def check(inspected: InspectedScreen) -> Iterator[Defect]:
    """Give the texts that are too pale: all that lies under each is drawn first, then looked at."""
    probe = inspected.speaking
    for item, worst in _paint(
        pygame.Surface(probe.screen.kit.size), probe.view.items, inspected.surfaces
    ):
        if worst < LEAST and isinstance(item, Text):
            yield Defect("对比不够", f"“{_name(item)}”的对比只有 {worst:.1f}，至少要 {LEAST:g}")
    yield from _too_pale_when_lit(inspected)
    yield from _lit_together(inspected.still)


def _too_pale_when_lit(inspected: InspectedScreen) -> Iterator[Defect]:
    """Give the texts and signs that pale on the light under what is being said."""
    probe = inspected.still
    lights = lit_up(probe)
    if not lights:
        return
    front = {id(item) for item in _front(probe)}
    first = next((n for n, item in enumerate(probe.view.items) if id(item) in front), 0)
    items = (*probe.view.items[:first], *lights, *probe.view.items[first:])
    for item, worst in _paint(pygame.Surface(probe.screen.kit.size), items, inspected.surfaces):
        if worst < LEAST and any(_over(item, light.box) for light in lights):
            said = f"“{_name(item)}”" if isinstance(item, Text) else f"图标 {item.name} "
            yield Defect(
                "亮起来时对比不够", f"{said}念到时的对比只有 {worst:.1f}，至少要 {LEAST:g}"
            )


def _lit_together(probe: ScreenProbe) -> Iterator[Defect]:
    """Give the pieces for which two cards light up at one time: one thing is lit at once."""
    screen = probe.screen
    if not isinstance(screen, VisitScreen):
        return
    boxes: dict[object, list[Box]] = {}
    for place in screen.still.composed.spoken:
        if isinstance(place.paragraph, Box) and place.part is None:
            boxes.setdefault(place.name, []).append(place.paragraph)
    for name, lit in boxes.items():
        if len(set(lit)) > 1:
            yield Defect("两处同时亮", f"读到 {name} 时有 {len(set(lit))} 块一起亮")


def lit_up(probe: ScreenProbe) -> tuple[Panel, ...]:
    """Give the light under all that a screen says, and under its helpers, as if it were said at once."""
    screen = probe.screen
    if not isinstance(screen, VisitScreen):
        return ()
    composed = screen.still.composed
    whole = Heard(lit=(0, EVERYTHING))
    names = dict.fromkeys(place.name for place in composed.spoken)
    lights = [item for name in names for item in composed.lit(name, whole)]
    lights += [item for helper in SPEAKING_HELPERS for item in screen.helper_lit(helper)]
    return tuple(item for item in lights if isinstance(item, Panel))


def _front(probe: ScreenProbe) -> tuple[Item, ...]:
    screen = probe.screen
    return screen.still.composed.front if isinstance(screen, VisitScreen) else ()


def _over(item: Text | Art, light: Box) -> bool:
    if isinstance(item, Art):
        return light.holds(*item.box.centre)
    paragraph = item.paragraph
    middle = item.x + paragraph.width // 2, item.y + paragraph.height // 2
    whole = Box(item.x, item.y, max(1, paragraph.width), max(1, paragraph.height))
    return light.holds(*middle) or whole.holds(*light.centre)


def _paint(
    canvas: pygame.Surface, items: Iterable[Item], surfaces: SurfaceCache
) -> Iterator[tuple[Text | Art, float]]:
    """Give each text, and each sign in a colour of ours, with its least contrast, and paint in order."""
    items = tuple(items)
    seen = {id(item) for item in unveiled(items)}
    for item in items:
        if id(item) not in seen:
            item.paint(canvas, surfaces)
            continue
        if isinstance(item, Text):
            yield item, _worst(canvas, item, surfaces)
        elif isinstance(item, Art) and item.tint is not None:
            yield item, _worst_of_sign(canvas, item.box, item.tint)
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
    worst = MOST
    high, low = ink_span(paragraph)
    whole = canvas.get_rect()
    for run in paragraph.runs:
        if not run.text.strip():
            continue
        width = sum(surfaces.fonts.width(char, em, bold=run.bold) for char in run.text)
        if run.text[-1] in HALF_EMPTY:
            width -= em * EMPTY // 100  # nothing is drawn there, and it may hang over an edge
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


def _worst_of_sign(canvas: pygame.Surface, box: Box, tint: Colour) -> float:
    """Give the least contrast of a sign and the pixels under its middle."""
    whole = canvas.get_rect()
    if not whole.collidepoint(*box.centre):
        return MOST
    red, green, blue, _ = canvas.get_at(box.centre)
    return _ratio(tint, (red, green, blue))


@lru_cache(maxsize=4096)
def _ratio(ink: Colour, ground: Colour) -> float:
    return contrast(ink, ground)
