"""Every colour the screens use, by day and in high contrast; nothing else in the stage names one."""

from __future__ import annotations

from dataclasses import replace

from kiosk.ui.theme.lengths import Length, Stroke
from kiosk.values import dataclass

Colour = tuple[int, int, int]

BLACK: Colour = (0, 0, 0)
WHITE: Colour = (255, 255, 255)
"""A code for phones is read only in these two, whatever the look."""
VEIL: Colour = (112, 118, 124)
"""What a screen is multiplied by while a question stands over it."""
SHADOW: Colour = (70, 58, 30)
SHADOW_ALPHA = 32
"""How much of the shadow's colour covers what lies under a card, of 255."""


def _rgb(code: str) -> Colour:
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


@dataclass(frozen=True, slots=True)
class Tone:
    """A colour that means something: on its tint, and the word and shape that go with it."""

    ink: Colour
    tint: Colour


@dataclass(frozen=True, slots=True)
class Ground:
    """What 待机 stands on: its upper and lower edge, and the band of slogans."""

    top: Colour
    low: Colour
    band: Colour


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one look."""

    paper: Colour
    card: Colour
    ink: Colour
    ink2: Colour
    line: Colour
    edge: Length
    """Width of a card's edge; none where shadow alone sets cards off."""
    teal: Tone
    red: Tone
    green: Tone
    amber: Tone
    on_dark: Colour
    invite: Colour
    spoken: Colour
    attract: tuple[Ground, ...]
    """They take turns, so that no colour burns in."""
    slogan: Colour
    night: Tone
    """待机 outside the opening hours: dim words on what is nearly black."""
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
    veil: Colour = VEIL

    @property
    def outline(self) -> Length:
        """Give the width of an edge that is there in every look."""
        return max(Stroke.THIN, self.edge)


DAY = Palette(
    paper=_rgb("#FAF6EE"),
    card=_rgb("#FFFFFF"),
    ink=_rgb("#1B2B3A"),
    ink2=_rgb("#404F5C"),
    line=_rgb("#E4DCCB"),
    edge=Stroke.NONE,
    teal=Tone(_rgb("#0E5366"), _rgb("#E1EEF0")),
    red=Tone(_rgb("#971C15"), _rgb("#FBE6E2")),
    green=Tone(_rgb("#12553A"), _rgb("#E0F1E8")),
    amber=Tone(_rgb("#754000"), _rgb("#FCEFD8")),
    on_dark=_rgb("#FFFFFF"),
    invite=_rgb("#F6B73C"),
    spoken=_rgb("#FFE9A8"),
    attract=(
        Ground(_rgb("#0C3A49"), _rgb("#105A68"), _rgb("#0A2F3B")),
        Ground(_rgb("#132F4E"), _rgb("#1F5280"), _rgb("#0E2740")),
        Ground(_rgb("#123C33"), _rgb("#1B5B4B"), _rgb("#0D2F28")),
    ),
    slogan=_rgb("#FFD27A"),
    night=Tone(_rgb("#8A9AA0"), _rgb("#010203")),
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
    edge=Stroke.EDGE,
    teal=Tone(_rgb("#00323F"), _rgb("#FFFFFF")),
    red=Tone(_rgb("#7A0000"), _rgb("#FFFFFF")),
    green=Tone(_rgb("#003D22"), _rgb("#FFFFFF")),
    amber=Tone(_rgb("#552C00"), _rgb("#FFFFFF")),
    spoken=_rgb("#FFE14D"),
    attract=(
        Ground(_rgb("#0C3A49"), _rgb("#0C3A49"), _rgb("#0A2F3B")),
        Ground(_rgb("#132F4E"), _rgb("#132F4E"), _rgb("#0E2740")),
        Ground(_rgb("#123C33"), _rgb("#123C33"), _rgb("#0D2F28")),
    ),
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
