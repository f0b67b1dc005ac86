"""Every colour and every size the screens use; nothing else in the stage names one.

Sizes are asked for as they look on a screen with a short side of 1080 pixels and are given in
pixels of the real one, never under the millimetres an older reader needs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import Enum

from kiosk.scenario.model import Verdict

Colour = tuple[int, int, int]

BLACK: Colour = (0, 0, 0)
WHITE: Colour = (255, 255, 255)
"""A code for phones is read only in these two, whatever the look."""
SHADOW: Colour = (70, 58, 30)
SHADOW_ALPHA = 46
"""How much of the shadow's colour covers what lies under a card, of 255."""

MM_PER_INCH = 25.4
REFERENCE_SHORT_SIDE = 1080
LARGE = 1.25
"""How much 大字 enlarges what is read."""

READ_MM = 10.0
LABEL_MM = 7.5
BAR_MM = 20.0
GAP_MM = 6.0


def _rgb(code: str) -> Colour:
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


@dataclass(frozen=True, slots=True)
class Tone:
    """A colour that means something: on its tint, and the word and shape that go with it."""

    ink: Colour
    tint: Colour


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one look."""

    paper: Colour
    card: Colour
    ink: Colour
    ink2: Colour
    line: Colour
    edge: int
    """Width of a card's edge at 1080; 0 where shadow alone sets cards off."""
    teal: Tone
    red: Tone
    green: Tone
    amber: Tone
    on_dark: Colour
    invite: Colour
    spoken: Colour
    attract_top: Colour
    attract_low: Colour
    attract_band: Colour
    slogan: Colour
    device: Colour
    device_top: Colour
    device_low: Colour
    device_soft: Colour
    screen: Colour
    bubble: Colour
    bubble_own: Colour
    call_red: Colour
    call_green: Colour
    wave: Colour
    badge: Colour
    track: Colour
    white: Colour = WHITE

    def verdict(self, verdict: Verdict) -> Tone:
        """Give the tone of a verdict."""
        return {Verdict.SAFE: self.green, Verdict.RISKY: self.amber, Verdict.FALL: self.red}[
            verdict
        ]


DAY = Palette(
    paper=_rgb("#FAF6EE"),
    card=_rgb("#FFFFFF"),
    ink=_rgb("#1B2B3A"),
    ink2=_rgb("#41505D"),
    line=_rgb("#E4DCCB"),
    edge=0,
    teal=Tone(_rgb("#0E5366"), _rgb("#E1EEF0")),
    red=Tone(_rgb("#971C15"), _rgb("#FBE6E2")),
    green=Tone(_rgb("#12553A"), _rgb("#E0F1E8")),
    amber=Tone(_rgb("#7A4200"), _rgb("#FCEFD8")),
    on_dark=_rgb("#FFFFFF"),
    invite=_rgb("#F6B73C"),
    spoken=_rgb("#FFE9A8"),
    attract_top=_rgb("#0C3A49"),
    attract_low=_rgb("#105A68"),
    attract_band=_rgb("#0A2F3B"),
    slogan=_rgb("#FFD27A"),
    device=_rgb("#10202D"),
    device_top=_rgb("#20405A"),
    device_low=_rgb("#10202D"),
    device_soft=_rgb("#2B4357"),
    screen=_rgb("#ECECEF"),
    bubble=_rgb("#FFFFFF"),
    bubble_own=_rgb("#A9E2BA"),
    call_red=_rgb("#C0382B"),
    call_green=_rgb("#1F7A4D"),
    wave=_rgb("#8ED3DA"),
    badge=_rgb("#FCEFD8"),
    track=_rgb("#D8D0C0"),
)

CONTRAST = replace(
    DAY,
    paper=_rgb("#FFFFFF"),
    ink=_rgb("#000000"),
    ink2=_rgb("#1A1A1A"),
    line=_rgb("#000000"),
    edge=3,
    teal=Tone(_rgb("#00323F"), _rgb("#FFFFFF")),
    red=Tone(_rgb("#7A0000"), _rgb("#FFFFFF")),
    green=Tone(_rgb("#003D22"), _rgb("#FFFFFF")),
    amber=Tone(_rgb("#552C00"), _rgb("#FFFFFF")),
    spoken=_rgb("#FFE14D"),
    attract_low=_rgb("#0C3A49"),
    device=_rgb("#000000"),
    device_top=_rgb("#101C26"),
    device_low=_rgb("#000000"),
    device_soft=_rgb("#1C2A36"),
    screen=_rgb("#FFFFFF"),
    bubble_own=_rgb("#D9F7E2"),
    call_red=_rgb("#A01010"),
    call_green=_rgb("#0B5C34"),
    wave=_rgb("#FFFFFF"),
    badge=_rgb("#FFFFFF"),
    track=_rgb("#8C8C8C"),
)


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
class Scale:
    """Sizes in pixels for one screen: `width` × `height` pixels, `mm` millimetres a pixel."""

    width: int
    height: int
    mm: float
    factor: float = 1.0

    @classmethod
    def of(cls, width: int, height: int, diagonal_inches: float, *, large: bool = False) -> Scale:
        """Give the scale of a screen by its pixels and its diagonal."""
        mm = diagonal_inches * MM_PER_INCH / math.hypot(width, height)
        return cls(width, height, mm, LARGE if large else 1.0)

    @property
    def portrait(self) -> bool:
        """Tell whether the screen stands upright."""
        return self.height > self.width

    def px(self, at_1080: float) -> int:
        """Give pixels for a length as it looks at 1080."""
        return round(at_1080 * min(self.width, self.height) / REFERENCE_SHORT_SIDE)

    def at_least(self, at_1080: float, millimetres: float) -> int:
        """Give pixels for a length that never falls under some millimetres."""
        return max(self.px(at_1080), math.ceil(millimetres / self.mm))

    @property
    def headline(self) -> int:
        """Em of the attract screen's title."""
        return self.at_least(124, READ_MM)

    @property
    def figure(self) -> int:
        """Em of the score."""
        return self.at_least(104, READ_MM)

    @property
    def spoken(self) -> int:
        """Em of what is heard."""
        return round(self.at_least(46, READ_MM) * self.factor)

    @property
    def choice(self) -> int:
        """Em of choices, of the why and of verdicts."""
        return round(self.at_least(42, READ_MM) * self.factor)

    @property
    def title(self) -> int:
        """Em of titles."""
        return self.at_least(42, READ_MM)

    @property
    def least(self) -> int:
        """Em below which nothing that is heard is ever set, however little room there is."""
        return math.ceil(READ_MM / self.mm)

    @property
    def helper(self) -> int:
        """Em of labels and helpers."""
        return self.at_least(34, LABEL_MM)

    @property
    def question(self) -> int:
        """Em of the question above the choices: a label that is heard too."""
        return max(self.helper, self.least)

    @property
    def bar(self) -> int:
        """Height of a choice bar with one line."""
        return max(self.at_least(118, BAR_MM), round(self.choice * 1.9))

    @property
    def button(self) -> int:
        """Height of any other thing to press."""
        return self.at_least(84, BAR_MM)

    @property
    def gap(self) -> int:
        """Free space between two things to press."""
        return self.at_least(24, GAP_MM)

    @property
    def margin(self) -> int:
        """Free space at the screen's edges."""
        return self.px(48)

    @property
    def radius(self) -> int:
        """Corner of a card."""
        return self.px(28)


@dataclass(frozen=True, slots=True)
class Theme:
    """One look on one screen."""

    colours: Palette
    scale: Scale

    @classmethod
    def of(cls, size: tuple[int, int], diagonal_inches: float, look: Look = Look.NORMAL) -> Theme:
        """Give the theme for a screen's size in pixels, its diagonal and the visitor's look."""
        scale = Scale.of(*size, diagonal_inches, large=look is not Look.NORMAL)
        return cls(CONTRAST if look is Look.LARGE_CONTRAST else DAY, scale)


ASSUMED_DIAGONALS = {(1366, 768): 15.6, (3840, 2160): 55.0}
ASSUMED_DIAGONAL = 21.5


def assumed_diagonal(width: int, height: int) -> float:
    """Give the diagonal, in inches, taken where neither staff nor the display says one."""
    return ASSUMED_DIAGONALS.get((max(width, height), min(width, height)), ASSUMED_DIAGONAL)


def contrast(one: Colour, two: Colour) -> float:
    """Give the contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    def linear(value: int) -> float:
        share = value / 255
        # The constants are those of the sRGB curve.
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004

    red, green, blue = (linear(v) for v in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
