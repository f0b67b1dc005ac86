"""How things move: every movement is a function of the seconds since it began.

Nothing here keeps state. A screen asks where its items are now; when a movement is over the answer
stays the same and nothing is drawn any more.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from kiosk.ui.screen import Item
from kiosk.ui.theme import Pace


def eased(share: float) -> float:
    """Give how far a movement has come at a share of its time: quick at first, gentle at its end."""
    share = min(1.0, max(0.0, share))
    return 1.0 - (1.0 - share) ** 3


def shaken(age: float, reach: int) -> int:
    """Give how many pixels a ringing telephone stands aside; it rests between two rings."""
    within = age % Pace.SHAKE_EVERY
    if within > Pace.SHAKE_SECONDS or age == float("inf"):
        return 0
    return reach if int(within * Pace.SHAKE_STEPS) % 2 else -reach


def breathed(age: float, every: float, steps: int = 4) -> int:
    """Give how large something is that grows and shrinks `every` seconds, in `steps` from 0."""
    if age == float("inf"):
        return 0
    share = 0.5 - 0.5 * math.cos(2 * math.pi * age / every)
    return round(share * steps)


def spread(age: float, every: float, steps: int) -> int:
    """Give how far something has spread that begins anew `every` seconds, in `steps` from 0."""
    return 0 if age == float("inf") else int(age % every / every * steps)


def slid(age: float, distance: int) -> int:
    """Give how many pixels below its place something is that slides in."""
    return round(distance * (1.0 - eased(age / Pace.SLIDE_SECONDS)))


def counted(age: float, before: int, after: int) -> int:
    """Give the amount a meter shows on its way from one to the other."""
    return round(before + (after - before) * eased(age / Pace.COUNT_SECONDS))


def swept(age: float, number: int, width: int) -> int:
    """Give how much of the `number`th cue, from 0, is lit, in pixels."""
    return round(width * eased((age - number * Pace.SWEEP_GAP) / Pace.SWEEP_SECONDS))


def wandered(step: int, reach: int) -> tuple[int, int]:
    """Give how far everything on a screen that stands for hours is from its place, right and down."""
    return round(reach * math.cos(step * 2.4)), round(reach * math.sin(step * 2.4))


def shifted(item: Item, dx: int, dy: int) -> Item:
    """Give an item moved."""
    if not dx and not dy:
        return item
    movable: Any = item
    if hasattr(movable, "box"):
        return _item(replace(movable, box=movable.box.move(dx, dy)))
    return _item(replace(movable, x=movable.x + dx, y=movable.y + dy))


def _item(moved: Any) -> Item:  # noqa: ANN401 (dataclasses.replace gives anything)
    item: Item = moved
    return item
