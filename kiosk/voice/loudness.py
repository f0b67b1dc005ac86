"""How loud speech is, and made as loud as other speech: plain 16-bit samples and no numpy.

Where loudness is only told, every fourth sample is looked at.
"""

from __future__ import annotations

import array
import sys
from itertools import pairwise
from math import isqrt, sqrt
from operator import mul

LEVELS_A_SECOND = 20
FULL = 9000
"""RMS that counts as level 1: what the loudest syllables of espeak-ng reach."""

VOICED_RMS = 5000
"""How loud voiced speech is in espeak's own lines (4,600 to 5,400); recordings beside them too."""

LOUDEST = 30000
MOST_GAIN = 12.0
"""A whisper further off than this is not made louder: it would be noise."""

LEAD_MS, TRAIL_MS = 30, 150
"""Silence kept before and after: speech begins when its scene does."""

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
    return isqrt(sum(map(mul, seen, seen)) // len(seen)) if seen else 0


def envelope(values: array.array[int], rate: int) -> list[float]:
    """Give the loudness, 0 to 1, of each twentieth of a second."""
    window = max(1, rate // LEVELS_A_SECOND)
    return [
        round(min(1.0, rms(values[start : start + window]) / FULL), 3)
        for start in range(0, len(values), window)
    ]


def peak(values: array.array[int]) -> int:
    """Give the largest sample met, without its sign."""
    seen = values[::_STRIDE]
    if not seen:
        return 0
    highest, lowest = max(seen), min(seen)
    return max(highest, -lowest)


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


def gain(values: array.array[int], rate: int) -> float:
    """Give how much louder speech must be to sound as loud as the engine's: by what is voiced.

    Pauses don't count, and the loudest sample stays within the range.
    """
    window = max(1, rate // 50)
    loud = sorted(rms(values[n : n + window]) for n in range(0, len(values), window))
    if not loud or loud[-1] == 0:
        return 1.0
    voiced = [v for v in loud if v > loud[-1] / 8]
    mean = sqrt(sum(v * v for v in voiced) / len(voiced))
    return min(VOICED_RMS / mean, MOST_GAIN, LOUDEST / max(1, peak(values)))


def louder(values: array.array[int], by: float) -> array.array[int]:
    """Give the sound `by` times as loud, never beyond the range."""
    return array.array("h", [max(-32768, min(32767, round(v * by))) for v in values])


def trimmed(values: array.array[int], rate: int) -> tuple[array.array[int], int]:
    """Give the sound with little silence around it, and the milliseconds taken from its start."""
    window = max(1, rate // 100)
    loud = [rms(values[n : n + window]) for n in range(0, len(values), window)]
    floor = max(60, max(loud, default=0) // 40)
    on = [n for n, value in enumerate(loud) if value > floor]
    if not on:
        return values, 0
    start = max(0, on[0] * 10 - LEAD_MS)
    end = (on[-1] + 1) * 10 + TRAIL_MS
    return values[start * rate // 1000 : end * rate // 1000], start
