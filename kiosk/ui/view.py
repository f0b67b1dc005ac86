"""What a screen looks like now: values to draw in order, and the places that can be pressed.

A view holds no surface. Two items that are equal draw the same pixels, so the painter redraws
only where the items of two views differ, and a test can read a screen without looking at pixels.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from kiosk.ui.geometry import Box

if TYPE_CHECKING:
    import pygame

    from kiosk.screens.screen import Screen
    from kiosk.ui.composer import SpokenPlace
    from kiosk.ui.surface_cache import SurfaceCache


class Item(Protocol):
    """Something drawn. It is hashable, and equal items draw the same pixels."""

    @property
    def bounds(self) -> Box:
        """Give the box outside which nothing is drawn."""
        ...

    def paint(self, canvas: pygame.Surface, surfaces: SurfaceCache) -> None:
        """Draw on the canvas; the canvas may be clipped."""
        ...


@dataclass(frozen=True, slots=True)
class Target:
    """A place to press.

    `name` is what tests and traces call it, `label` what is said of it, `then` gives the screen
    that pressing brings at a time in seconds and does nothing else: it is asked ahead, too, while
    the finger is still down. `keys` are the keypad's. Without a box it can be
    reached by key only. `bare` is true for a place that isn't drawn as a control, such as the
    device that a touch hurries on: it may be small and needn't be read out.
    """

    name: str
    box: Box | None
    then: Callable[[float], Screen] = field(compare=False)
    label: str = ""
    keys: tuple[str, ...] = ()
    bare: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """Items from back to front, and targets; the last target that holds a point wins.

    `said` tells where the pieces of the script stand, `left_out` holds the words for which there
    was no room: an inspection reads both, nothing is drawn from them.
    """

    items: tuple[Item, ...]
    targets: tuple[Target, ...] = ()
    said: tuple[SpokenPlace, ...] = ()
    left_out: tuple[str, ...] = ()

    def target_at(self, x: int, y: int) -> Target | None:
        """Give the target under a point, if any."""
        for target in reversed(self.targets):
            if target.box is not None and target.box.holds(x, y):
                return target
        return None

    def target_for(self, key: str) -> Target | None:
        """Give the target a key of the keypad stands for, if any."""
        return next((t for t in reversed(self.targets) if key in t.keys), None)
