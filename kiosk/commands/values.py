"""Values on the command line."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError


def size(text: str) -> tuple[int, int]:
    """Read WIDTHxHEIGHT in pixels."""
    match = re.fullmatch(r"([1-9][0-9]{2,4})[xX×*]([1-9][0-9]{2,4})", text)
    if match is None:
        raise ArgumentTypeError(f"“{text}”不是尺寸，要写成 1280x720 这样")
    return int(match[1]), int(match[2])
