"""Speech made slower, in plain Python: for recordings, which no engine can say again.

By overlap-add: windows of the sound are laid further apart than they were, each moved a
little so that its waves meet those already laid (WSOLA; Verhelst and Roelands, 1993). The pitch
stays. About a tenth of the sound's own length is spent on it.
"""

from __future__ import annotations

import array
from math import cos, pi, sqrt
from operator import mul

WINDOW_MS = 40
SEEK_MS = 8
_COARSE = 6
"""Samples from one offset tried to the next, and from one sample compared to the next."""


def slower(values: array.array[int], rate: int, factor: float) -> array.array[int]:
    """Give the sound `factor` times as long, at the same pitch; 1 gives it as it is."""
    hop = rate * WINDOW_MS // 2000
    if factor <= 1 or len(values) < 4 * hop:
        return values
    seek = rate * SEEK_MS // 1000
    rise = [0.5 - 0.5 * cos(pi * n / hop) for n in range(hop)]
    fall = [1 - r for r in rise]
    out = array.array("h", values[:hop])
    tail = values[hop : 2 * hop]  # what would follow what was laid last
    step = 0
    while True:
        step += 1
        nominal = round(step * hop / factor)
        if nominal + seek + 2 * hop > len(values):
            break
        start = _best(values, tail, max(0, nominal - seek), nominal + seek)
        new = values[start : start + hop]
        out.extend([round(a * f + b * r) for a, f, b, r in zip(tail, fall, new, rise, strict=True)])
        tail = values[start + hop : start + 2 * hop]
    out.extend(tail)
    out.extend(values[max(0, len(values) - seek) :])
    return out


def _best(values: array.array[int], like: array.array[int], first: int, last: int) -> int:
    """Give the offset from `first` to `last` at which the sound is most like `like`."""
    want = like[::_COARSE]
    span = len(like)

    def match(start: int, step: int, wanted: array.array[int]) -> float:
        found = values[start : start + span : step]
        energy = sum(map(mul, found, found))
        alike: int = sum(map(mul, found, wanted))
        return alike / (sqrt(energy) + 1)

    coarse = max(range(first, last + 1, _COARSE), key=lambda s: match(s, _COARSE, want))
    fine = range(max(first, coarse - _COARSE + 1), min(last, coarse + _COARSE - 1) + 1)
    half, wanted = 2, like[::2]
    return max(fine, key=lambda s: match(s, half, wanted))
