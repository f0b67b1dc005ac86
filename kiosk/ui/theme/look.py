"""One look on one screen: its colours and its sizes."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

from kiosk.ui.theme.colours import CONTRAST, DAY, Palette
from kiosk.ui.theme.scale import Scale
from kiosk.values import dataclass


class Look(Enum):
    """The three looks that 大字 steps through."""

    NORMAL = "normal"
    LARGE = "large"
    LARGE_CONTRAST = "large_contrast"

    def after(self) -> Look:
        """Give the look the next press brings."""
        looks = tuple(Look)
        return looks[(looks.index(self) + 1) % len(looks)]


@dataclass(frozen=True, slots=True)
class Theme:
    """One look on one screen."""

    colours: Palette
    scale: Scale

    @property
    def usual(self) -> Theme:
        """Give it with letters of the usual size; itself where they are."""
        if self.scale.factor == 1:
            return self
        return replace(self, scale=replace(self.scale, factor=1.0))

    @classmethod
    def of(cls, size: tuple[int, int], diagonal_inches: float, look: Look = Look.NORMAL) -> Theme:
        """Give the theme for a screen's size in pixels, its diagonal and the visitor's look."""
        scale = Scale.of(*size, diagonal_inches, large=look is not Look.NORMAL)
        return cls(CONTRAST if look is Look.LARGE_CONTRAST else DAY, scale)
