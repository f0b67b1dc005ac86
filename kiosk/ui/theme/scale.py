"""How large things are on a screen: never under the millimetres an older reader needs."""

from __future__ import annotations

import math
from functools import cached_property

from kiosk.ui.theme.lengths import Corner, Length, Space, Text, Thing
from kiosk.values import dataclass

MM_PER_INCH = 25.4
REFERENCE_SHORT_SIDE = 1080
LARGE = 1.25
"""How much 大字 enlarges what is read."""
CROWDED = 1.12
"""How much it enlarges labels at most where millimetres leave little room: a device must hold its words."""
LEADING = 1.36
"""Distance of two base lines, in em; 1.3 is the least that 适老化 design asks for."""

READ_MM = 10.0
LABEL_MM = 7.5
BAR_MM = 20.0
GAP_MM = 6.0
INVITATION_MM = 25.0

ASSUMED_DIAGONALS = {(1366, 768): 15.6, (3840, 2160): 55.0}
ASSUMED_DIAGONAL = 21.5


@dataclass(frozen=True)
class Scale:
    """Sizes in pixels for one screen: `width` × `height` pixels, `mm` millimetres a pixel.

    Each is worked out once: a layout asks for them thousands of times.
    """

    width: int
    height: int
    mm: float
    factor: float = 1.0

    @classmethod
    def of(cls, width: int, height: int, diagonal_inches: float, *, large: bool = False) -> Scale:
        """Give the scale of a screen by its pixels and its diagonal."""
        mm = diagonal_inches * MM_PER_INCH / math.hypot(width, height)
        return cls(width, height, mm, LARGE if large else 1.0)

    @cached_property
    def portrait(self) -> bool:
        """Tell whether the screen stands upright."""
        return self.height > self.width

    def px(self, length: Length) -> int:
        """Give the pixels of a length on this screen."""
        return round(length * min(self.width, self.height) / REFERENCE_SHORT_SIDE)

    def at_least(self, length: Length, millimetres: float) -> int:
        """Give pixels for a length that never falls under some millimetres."""
        return max(self.px(length), math.ceil(millimetres / self.mm))

    @cached_property
    def headline(self) -> int:
        """Em of the attract screen's title."""
        return self.at_least(Text.HEADLINE, READ_MM)

    @cached_property
    def figure(self) -> int:
        """Em of the score."""
        return self.at_least(Text.FIGURE, READ_MM)

    @cached_property
    def spoken(self) -> int:
        """Em of what is heard."""
        return round(self.at_least(Text.SPOKEN, READ_MM) * self.factor)

    @cached_property
    def choice(self) -> int:
        """Em of choices, of the why and of verdicts."""
        return round(self.at_least(Text.CHOICE, READ_MM) * self.factor)

    @cached_property
    def title(self) -> int:
        """Em of titles."""
        return round(self.at_least(Text.TITLE, READ_MM) * self.factor)

    @cached_property
    def crowded(self) -> bool:
        """Tell whether millimetres make words larger than a screen of these pixels likes."""
        return self.at_least(Text.TITLE, READ_MM) > self.px(Text.TITLE)

    @cached_property
    def least(self) -> int:
        """Em below which no words of a story are ever set, however little room there is."""
        return math.ceil(READ_MM * self.factor / self.mm)

    @cached_property
    def floor(self) -> int:
        """Em below which nothing that is heard is set in any look, nor smaller than a label."""
        return max(math.ceil(READ_MM / self.mm), self.helper)

    @cached_property
    def helper(self) -> int:
        """Em of labels and of the words on helpers."""
        return round(self.steady * min(self.factor, CROWDED if self.crowded else LARGE))

    @cached_property
    def steady(self) -> int:
        """Em of a label in the usual look: what is measured by it keeps its place in every look."""
        return self.at_least(Text.HELPER, LABEL_MM)

    @cached_property
    def question(self) -> int:
        """Em of the question above the choices: a label that is heard too."""
        return max(self.helper, self.floor)

    @cached_property
    def bar(self) -> int:
        """Height of a choice bar with one line."""
        share = 1.6 if self.crowded else 1.9
        return max(self.at_least(Thing.BAR, BAR_MM), round(self.choice * share))

    @cached_property
    def button(self) -> int:
        """Height of any other thing to press."""
        return self.at_least(Thing.BUTTON, BAR_MM)

    @cached_property
    def invitation(self) -> int:
        """Height of the button that asks people to begin."""
        return self.at_least(Thing.INVITATION, INVITATION_MM)

    @cached_property
    def gap(self) -> int:
        """Free space between two things to press."""
        return self.at_least(Space.GAP, GAP_MM)

    @cached_property
    def margin(self) -> int:
        """Free space at the screen's edges."""
        return self.px(Space.MARGIN_UPRIGHT if self.portrait else Space.MARGIN)

    @cached_property
    def radius(self) -> int:
        """Corner of a card."""
        return self.px(Corner.CARD)


def assumed_diagonal(width: int, height: int) -> float:
    """Give the diagonal, in inches, taken where neither staff nor the display says one."""
    return ASSUMED_DIAGONALS.get((max(width, height), min(width, height)), ASSUMED_DIAGONAL)
