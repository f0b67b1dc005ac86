"""A bank card drawn as large as it is, for whoever holds a real one to the screen: so its inches are found."""

from __future__ import annotations

import math

from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Panel
from kiosk.ui.theme import Stroke
from kiosk.values import dataclass

CARD_MM = (85.6, 53.98)
"""Of every bank card and identity card (ISO/IEC 7810, ID-1)."""
CORNER_MM = 3.18
MM_PER_INCH = 25.4
FINE, COARSE = 1, 10
"""Pixels in a hundred by which the card gets wider or narrower."""


@dataclass(frozen=True, slots=True)
class CardRuler:
    """The card on a screen of so many pixels: `wide` is how many of them it takes across."""

    size: tuple[int, int]
    wide: int

    @classmethod
    def of(cls, size: tuple[int, int], inches: float) -> CardRuler:
        """Give the card as it would be on a screen of that diagonal."""
        mm = inches * MM_PER_INCH / math.hypot(*size)
        return cls(size, round(CARD_MM[0] / mm))

    @property
    def inches(self) -> float:
        """Give the diagonal of the screen on which the card is as large as a real one."""
        mm = CARD_MM[0] / self.wide
        return round(mm * math.hypot(*self.size) / MM_PER_INCH, 1)

    def box(self, room: Box) -> Box:
        """Give the card's place in the middle of a box."""
        return room.centred(self.wide, round(self.wide * CARD_MM[1] / CARD_MM[0]))

    def grown(self, percent: int, room: Box, limits: tuple[float, float]) -> CardRuler:
        """Give a wider or a narrower card: as long as it has room, and its inches are some a screen may have."""
        by = math.copysign(max(1, round(self.wide * abs(percent) / 100)), percent)
        grown = CardRuler(self.size, self.wide + int(by))
        least, most = limits
        has_room = by < 0 or room.around(grown.box(room))
        return grown if has_room and least <= grown.inches <= most else self

    def draw(self, composer: Composer, room: Box, words: str) -> None:
        """Set the card, with words on it where they have room."""
        scale, colours = composer.theme.scale, composer.theme.colours
        place = self.box(room)
        radius = round(CORNER_MM * self.wide / CARD_MM[0])
        edge = scale.px(Stroke.EDGE)
        composer.back.append(Panel(place, colours.card, radius, edge, colours.teal.ink))
        said = composer.lay(words, scale.helper, colours.ink2, room.w)
        if said.width <= place.w - 2 * radius and said.height <= place.h - 2 * radius:
            composer.middle(place, said, colours.card)
