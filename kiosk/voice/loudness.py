"""How loud speech is over time, from plain 16-bit samples; no numpy, so every fourth is looked at."""

from __future__ import annotations

import array
import sys
from itertools import pairwise
from math import isqrt

LEVELS_A_SECOND = 20
FULL = 9000
"""RMS that counts as level 1: what the loudest syllables of espeak-ng reach."""

_STRIDE = 4


def samples(pcm: bytes, channels: int = 1) -> array.array[int]:
    """Give the first channel's samples of little-endian 16-bit sound."""
    values = array.array("h")
    values.frombytes(pcm[: len(pcm) // (2 * channels) * 2 * channels])
    if sys.byteorder == "big":
        values.byteswap()
    return values[::channels] if channels > 1 else values


def pcm_of(values: array.array[int]) -> bytes:
    """Give samples as little-endian 16-bit sound."""
    if sys.byteorder == "big":
        values = values[:]
        values.byteswap()
    return values.tobytes()


def rms(values: array.array[int]) -> int:
    """Give the root mean square of some samples, 0 to 32768."""
    seen = values[::_STRIDE]
    return isqrt(sum(v * v for v in seen) // len(seen)) if seen else 0


def envelope(values: array.array[int], rate: int) -> list[float]:
    """Give the loudness, 0 to 1, of each twentieth of a second."""
    window = max(1, rate // LEVELS_A_SECOND)
    return [
        round(min(1.0, rms(values[start : start + window]) / FULL), 3)
        for start in range(0, len(values), window)
    ]


def peak(values: array.array[int]) -> int:
    """Give the largest sample met, without its sign."""
    return max((abs(v) for v in values[::_STRIDE]), default=0)


def pauses(
    values: array.array[int], rate: int, shortest_ms: int = 60
) -> tuple[list[tuple[int, int]], int, int]:
    """Give the silences inside the speech, and where the speech starts and ends, all in ms.

    Silence is a stretch of 10 ms windows under a fiftieth of the loudest. Sound that is silent
    throughout has no pauses, and starts and ends at 0.
    """
    window = max(1, rate // 100)
    loud = [rms(values[start : start + window]) for start in range(0, len(values), window)]
    floor = max(130, max(loud, default=0) // 50)
    on = [n for n, value in enumerate(loud) if value > floor]
    if not on:
        return [], 0, 0
    gaps = [
        ((before + 1) * 10, after * 10)
        for before, after in pairwise(on)
        if (after - before - 1) * 10 >= shortest_ms
    ]
    return gaps, on[0] * 10, (on[-1] + 1) * 10
