"""A picture as a PNG of at most 256 colours, without numpy or Pillow: a third of pygame's size.

Median cut over the colours that occur, which on flat screens with smoothed letters loses nothing
the eye finds.
"""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from heapq import heapify, heapreplace

COLOURS = 256
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PALETTE_OF_BYTES = (8, 3, 0, 0, 0)
"""Bits a pixel, a palette, and the only kinds of compression, filter and order."""

Colour = tuple[int, int, int]


def palette_png(width: int, height: int, rgba: bytes) -> bytes:
    """Give the PNG of an opaque picture's bytes, four a pixel, row by row."""
    pixels = memoryview(rgba).cast("I")
    counts = Counter(pixels)
    boxes = _cut([(count, *_colour(pixel), pixel) for pixel, count in counts.items()])
    index = {pixel: n for n, box in enumerate(boxes) for *_, pixel in box}
    flat = bytes(map(index.__getitem__, pixels))
    rows = b"".join(b"\0" + flat[y * width : (y + 1) * width] for y in range(height))
    palette = b"".join(bytes(_mean(box)) for box in boxes)
    head = struct.pack(">II", width, height) + bytes(_PALETTE_OF_BYTES)
    return _SIGNATURE + b"".join(
        _chunk(kind, data)
        for kind, data in (
            (b"IHDR", head),
            (b"PLTE", palette),
            (b"IDAT", zlib.compress(rows, 9)),
            (b"IEND", b""),
        )
    )


_Entry = tuple[int, int, int, int, int]
"""How often, red, green, blue, and the pixel as it stands in memory."""


def _colour(pixel: int) -> Colour:
    red, green, blue, _ = struct.pack("=I", pixel)
    return red, green, blue


def _cut(entries: list[_Entry]) -> list[list[_Entry]]:
    """Part colours into boxes, always the one next that is off by the most in sum."""
    queue = [(*_spread(entries), 0, entries)]
    heapify(queue)
    made = 0
    while len(queue) < COLOURS and queue[0][0] < 0:
        _, channel, _, box = queue[0]
        box.sort(key=lambda entry: entry[channel])
        half, so_far, at = sum(entry[0] for entry in box) / 2, 0, 1
        for at, entry in enumerate(box[:-1], start=1):  # noqa: B007 - where it stopped is wanted
            so_far += entry[0]
            if so_far >= half:
                break
        made += 2
        heapreplace(queue, (*_spread(box[:at]), made - 1, box[:at]))
        queue.append((*_spread(box[at:]), made, box[at:]))
        heapify(queue)
    return [box for *_, box in queue]


def _spread(box: list[_Entry]) -> tuple[float, int]:
    """Give how much a box is worth cutting, as a negative number, and by which channel."""
    best = (0.0, 1)
    for channel in (1, 2, 3):
        values = [entry[channel] for entry in box]
        width = max(values) - min(values)
        if width:
            weight = sum(entry[0] for entry in box)
            best = min(best, (-(width**2) * weight**0.5, channel))
    return best


def _mean(box: list[_Entry]) -> Colour:
    weight = sum(entry[0] for entry in box)
    red, green, blue = (
        round(sum(entry[0] * entry[channel] for entry in box) / weight) for channel in (1, 2, 3)
    )
    return red, green, blue


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)
