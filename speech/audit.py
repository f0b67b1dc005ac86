"""What is wrong with a clip, told from its sound: too loud or quiet, silent inside, badly timed, too fast."""

from __future__ import annotations

import array
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import sqrt

from kiosk.voice.loudness import VOICED_RMS, pauses, rms
from speech.spoken import RATE

SLOWEST, FASTEST = 2.8, 4.2
"""Characters a second, of sentences long enough to have a pace."""
PACED = 6
"""Characters from which a sentence has a pace."""

LOUDEST = 32000
"""A sample beyond it is clipped, or soon will be."""
LOUDNESS = 0.12
"""How far from the common loudness a clip may be: a twentieth more or less is a decibel's half."""
LONGEST_SILENCE_MS = 650
ENDS_MS = (20, 110)
"""Silence before and after the speech: no click, no wait."""


def faults(sound: array.array[int], rate: int, starts: Sequence[int]) -> list[str]:
    """Give what is wrong with a clip, in words; nothing where nothing is."""
    return [*_timing(sound, rate, starts), *_level(sound, rate), *_silences(sound, rate)]


def pace(starts: Sequence[int], ms: int) -> float:
    """Give the characters a second of a clip so long."""
    return len(starts) / (ms / 1000)


def _timing(sound: array.array[int], rate: int, starts: Sequence[int]) -> Iterator[str]:
    ms = len(sound) * 1000 // rate
    if not starts:
        yield "没有每个字的时间"
        return
    if any(after < before for before, after in pairwise(starts)):
        yield "字的时间前后颠倒"
    if starts[0] < 0 or starts[-1] >= ms:
        yield "字的时间在声音以外"
    if len(starts) >= PACED and not SLOWEST <= pace(starts, ms) <= FASTEST:
        yield f"每秒 {pace(starts, ms):.1f} 个字"


def level(sound: array.array[int], rate: int = RATE) -> float:
    """Give how loud the voiced parts are: the measure recordings are made even by."""
    window = max(1, rate // 50)
    loud = [rms(sound[n : n + window]) for n in range(0, len(sound), window)]
    voiced = [v for v in loud if v > max(loud) / 8]
    return sqrt(sum(v * v for v in voiced) / len(voiced)) if voiced else 0.0


def _level(sound: array.array[int], rate: int) -> Iterator[str]:
    if max(sound, default=0) > LOUDEST or min(sound, default=0) < -LOUDEST:
        yield "破音"
    share = level(sound, rate) / VOICED_RMS
    if abs(share - 1) > LOUDNESS:
        yield f"音量是应有的 {share:.0%}"


def _silences(sound: array.array[int], rate: int) -> Iterator[str]:
    gaps, start, end = pauses(sound, rate)
    longest = max((b - a for a, b in gaps), default=0)
    if longest > LONGEST_SILENCE_MS:
        yield f"中间停了 {longest} 毫秒"
    after = len(sound) * 1000 // rate - end
    if not ENDS_MS[0] <= start <= ENDS_MS[1] or not ENDS_MS[0] <= after <= ENDS_MS[1]:
        yield f"前面空 {start} 毫秒，后面空 {after} 毫秒"
