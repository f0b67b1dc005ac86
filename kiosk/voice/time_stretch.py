"""Speech made slower or evened out, in plain Python: for recordings, which no engine can say again.

Slower by overlap-add: windows of the sound are laid further apart than they were, each moved a
little so that its waves meet those already laid (WSOLA; Verhelst and Roelands, 1993). The pitch
stays. About a tenth of the sound's own length is spent on it.
"""

from __future__ import annotations

import array
from math import cos, pi, sqrt
from operator import mul

from kiosk.voice.loudness import peak, rms

EVENING_VERSION = 1
"""Raise it where the code here changes what is heard."""

WINDOW_MS = 40
SEEK_MS = 8
_COARSE = 6
"""Samples from one offset tried to the next, and from one sample compared to the next."""

VOICED_RMS = 5000
"""How loud voiced speech is in espeak's own lines (4,600 to 5,400); recordings beside them too."""

LOUDEST = 30000
MOST_GAIN = 12.0
"""A whisper further off than this is not made louder: it would be noise."""

LEAD_MS, TRAIL_MS = 30, 150
"""Silence kept before and after: speech begins when its scene does."""


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
