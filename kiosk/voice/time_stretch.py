"""Speech made slower, in plain Python: for recordings, which no engine can say again.

By overlap-add: windows of the sound are laid further apart than they were, each moved a
little so that its waves meet those already laid (WSOLA; Verhelst and Roelands, 1993). The pitch
stays. About a thirtieth of the sound's own length is spent on it.
"""

from __future__ import annotations

import array
from itertools import accumulate
from math import cos, inf, pi, sqrt
from operator import add, mul

WINDOW_MS = 40
SEEK_MS = 8
_COARSE, _FINE = 6, 2
"""Samples from one offset tried to the next, and from one sample compared to the next."""


def slower(values: array.array[int], rate: int, factor: float) -> array.array[int]:
    """Give the sound `factor` times as long, at the same pitch; 1 gives it as it is."""
    hop = rate * WINDOW_MS // 2000
    if factor <= 1 or len(values) < 4 * hop:
        return values
    seek = rate * SEEK_MS // 1000
    rise = [0.5 - 0.5 * cos(pi * n / hop) for n in range(hop)]
    fall = [1 - r for r in rise]
    alike = _Alike(values, hop)
    out = array.array("h", values[:hop])
    tail = values[hop : 2 * hop]  # what would follow what was laid last
    step = 0
    while True:
        step += 1
        nominal = round(step * hop / factor)
        if nominal + seek + 2 * hop > len(values):
            break
        start = alike.best(tail, max(0, nominal - seek), nominal + seek)
        new = values[start : start + hop]
        out.extend(map(round, map(add, map(mul, tail, fall), map(mul, new, rise))))
        tail = values[start + hop : start + 2 * hop]
    out.extend(tail)
    out.extend(values[max(0, len(values) - seek) :])
    return out


class _Alike:
    """Where a sound is most like a stretch of it: first among every sixth sample, then near the best, closer."""

    def __init__(self, values: array.array[int], span: int) -> None:
        self._steps = tuple(_Thinned(values, step, span) for step in (_COARSE, _FINE))

    def best(self, like: array.array[int], first: int, last: int) -> int:
        """Give the offset from `first` to `last` at which it is most like `like`."""
        coarse, fine = self._steps
        near = coarse.best(like, first, last)
        return fine.best(like, max(first, near - _COARSE), min(last, near + _COARSE))


class _Thinned:
    """Every so many samples of a sound, with what their energy adds up to: looked for without summing it anew."""

    def __init__(self, values: array.array[int], step: int, span: int) -> None:
        self._step = step
        self._count = -(-span // step)
        kept = values[::step]
        self._energy = [0, *accumulate(map(mul, kept, kept))]
        # Numbers that are there, where an array makes each anew whenever it is looked at; and what
        # Python multiplies soonest. All that they add up to is whole and exact.
        self._values = list(map(float, kept))

    def best(self, like: array.array[int], first: int, last: int) -> int:
        """Give the offset from `first` to `last`, of those kept, at which it is most like `like`."""
        step, count, values, energy = self._step, self._count, self._values, self._energy
        wanted = list(map(float, like[::step]))
        best, most = first, -inf
        for n in range(-(-first // step), last // step + 1):
            end = n + count
            power = energy[end] - energy[n] if end < len(energy) else energy[-1] - energy[n]
            alike = sum(map(mul, values[n:end], wanted))
            score = alike / (sqrt(power) + 1)
            if score > most:
                best, most = n * step, score
        return best
