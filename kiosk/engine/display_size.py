"""How large the display says it is, in inches; None where it doesn't say or can't be believed."""

from __future__ import annotations

import math
import sys
from pathlib import Path

from kiosk.ui.theme.scale import MM_PER_INCH

DRM = Path("/sys/class/drm")
EDID_WIDTH_CM, EDID_HEIGHT_CM = 21, 22
"""Bytes of an EDID that hold the picture's size in centimetres (VESA E-EDID 1.4, table 3.9)."""
EDID_LENGTH = 128
SMALLEST, LARGEST = 7.0, 120.0
HORZSIZE, VERTSIZE = 4, 6
"""Windows' GetDeviceCaps: millimetres."""


def diagonal_inches() -> float | None:
    """Give the diagonal of the one display connected."""
    try:
        size = _windows() if sys.platform == "win32" else _linux(DRM)
    except (OSError, AttributeError, ValueError):
        return None
    if size is None:
        return None
    inches = math.hypot(*size) / MM_PER_INCH
    return inches if SMALLEST <= inches <= LARGEST else None


def _linux(drm: Path) -> tuple[float, float] | None:
    """Give millimetres from the EDID; with several displays connected nobody knows which is ours."""
    found = [
        (status.parent / "edid").read_bytes()
        for status in sorted(drm.glob("card*-*/status"))
        if status.read_text(encoding="ascii").strip() == "connected"
    ]
    if len(found) != 1 or len(found[0]) < EDID_LENGTH:
        return None
    width, height = found[0][EDID_WIDTH_CM] * 10.0, found[0][EDID_HEIGHT_CM] * 10.0
    # Projectors leave both zero; one zero means the other is an aspect ratio.
    return (width, height) if width and height else None


def _windows() -> tuple[float, float] | None:
    import ctypes  # noqa: PLC0415 (Windows only)

    user, gdi = ctypes.windll.user32, ctypes.windll.gdi32  # type: ignore[attr-defined, unused-ignore]
    context = user.GetDC(None)
    try:
        return float(gdi.GetDeviceCaps(context, HORZSIZE)), float(
            gdi.GetDeviceCaps(context, VERTSIZE)
        )
    finally:
        user.ReleaseDC(None, context)
