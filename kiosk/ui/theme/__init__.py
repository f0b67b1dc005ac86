"""The one visual language: colours, sizes and pace; nothing else in the stage holds any of them."""

from kiosk.ui.theme.colours import (
    BLACK,
    CONTRAST,
    DAY,
    SHADOW,
    SHADOW_ALPHA,
    WHITE,
    Colour,
    Ground,
    Palette,
    Tone,
    contrast,
)
from kiosk.ui.theme.lengths import Corner, Length, Shadow, Space, Stroke, Thing
from kiosk.ui.theme.look import Look, Theme
from kiosk.ui.theme.pace import Pace
from kiosk.ui.theme.scale import BAR_MM, GAP_MM, LABEL_MM, LEADING, READ_MM, Scale, assumed_diagonal

__all__ = [
    "BAR_MM",
    "BLACK",
    "CONTRAST",
    "DAY",
    "GAP_MM",
    "LABEL_MM",
    "LEADING",
    "READ_MM",
    "SHADOW",
    "SHADOW_ALPHA",
    "WHITE",
    "Colour",
    "Corner",
    "Ground",
    "Length",
    "Look",
    "Pace",
    "Palette",
    "Scale",
    "Shadow",
    "Space",
    "Stroke",
    "Theme",
    "Thing",
    "Tone",
    "assumed_diagonal",
    "contrast",
]
