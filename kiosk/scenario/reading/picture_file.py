"""What keeps a picture file from being drawn, told from its bytes without decoding it.

A stick may bring anything under a picture's name: half a copy, a film, a few kilobytes that unfold
to gigabytes, a strip one pixel wide that filling a card would blow up to as much. Whatever passes
here takes a bounded time and memory to draw.

Sources: PNG, W3C Recommendation 2003, §5 and §11.2.2; JPEG, ITU-T T.81, annex B.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

HEAVIEST = 8 * 1024 * 1024
"""Bytes of a picture file."""
HEAVIEST_DRAWING = 256 * 1024
"""Bytes of an SVG file: 40 ms of drawing; the shipped ones have five kilobytes."""
MOST_PIXELS = 16_000_000
"""A telephone's photograph has twelve million: 150 ms to open, and 48 MB for that long."""
LONGEST = 4
"""How many times as long as wide a picture may be: longer ones lose nearly all when they fill."""

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_SIZE = slice(16, 24)
_PNG_END = b"IEND\xaeB`\x82"
_JPEG = b"\xff\xd8\xff"
_JPEG_END = b"\xff\xd9"
_SEGMENT = re.compile(rb"\xff+([\x01-\xfe])")
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of segments that begin with precision, height and width."""
_SCAN = 0xDA
_ROOT = re.compile(r"<svg\b[^>]*>", re.DOTALL)
_VIEW = re.compile(
    r"viewBox=\"\s*-?\d+(?:\.\d*)?[ ,]+-?\d+(?:\.\d*)?[ ,]+(\d+(?:\.\d*)?)[ ,]+(\d+(?:\.\d*)?)\s*\""
)
_SMALLEST_VIEW, _LARGEST_VIEW = 1.0, 100_000.0


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a picture can't be drawn: a variant of the code `bad-picture`, and its figures."""

    variant: str
    figures: tuple[tuple[str, object], ...] = ()


def fault_of(name: str, data: bytes) -> Fault | None:
    """Give what is wrong with a picture file of that name, None where it can be drawn.

    `data` may be one byte longer than HEAVIEST to say that there is more.
    """
    drawing = name.lower().endswith(".svg")
    most = HEAVIEST_DRAWING if drawing else HEAVIEST
    if len(data) > most:
        return Fault("heavy", (("most", f"{most // 1024:,}"),))
    return _fault_of_drawing(data) if drawing else _fault_of_pixels(data)


def _fault_of_pixels(data: bytes) -> Fault | None:
    if data.startswith(_PNG):
        size, whole = _png_size(data), _PNG_END in data[-64:]
    elif data.startswith(_JPEG):
        # Cameras and editors hang more behind the picture's end.
        size, whole = _jpeg_size(data), _JPEG_END in data[len(data) // 2 :]
    else:
        return Fault("other")
    if size is None or not whole:
        return Fault("torn")
    if size[0] * size[1] > MOST_PIXELS:
        return Fault("large", (("width", size[0]), ("height", size[1])))
    return _fault_of_shape(*size)


def _fault_of_shape(width: float, height: float) -> Fault | None:
    if max(width, height) <= LONGEST * min(width, height):
        return None
    figures = ("width", f"{width:g}"), ("height", f"{height:g}"), ("most", LONGEST)
    return Fault("narrow", figures)


def _png_size(data: bytes) -> tuple[int, int] | None:
    pair = data[_PNG_SIZE]
    width, height = int.from_bytes(pair[:4], "big"), int.from_bytes(pair[4:], "big")
    return (width, height) if data[12:16] == b"IHDR" and width and height else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while (marker := _SEGMENT.match(data, at)) is not None:
        kind, at = marker[1][0], marker.end()
        length = int.from_bytes(data[at : at + 2], "big")
        if kind == _SCAN or length < 2:  # noqa: PLR2004  the length counts its own two bytes
            return None
        if kind in _FRAMES:
            height = int.from_bytes(data[at + 3 : at + 5], "big")
            width = int.from_bytes(data[at + 5 : at + 7], "big")
            return (width, height) if width and height else None
        at += length
    return None


def _fault_of_drawing(data: bytes) -> Fault | None:
    text = data.decode("utf-8-sig", "replace")
    root = _ROOT.search(text)
    if root is None or "\ufffd" in text:
        return Fault("other")
    if "</svg>" not in text and not root[0].endswith("/>"):
        return Fault("torn")
    view = _VIEW.search(root[0])
    width, height = (float(view[1]), float(view[2])) if view else (0.0, 0.0)
    if not all(_SMALLEST_VIEW <= side <= _LARGEST_VIEW for side in (width, height)):
        return Fault("no-view")
    return _fault_of_shape(width, height)
