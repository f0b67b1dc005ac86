"""Judges what was heard against what was lit, by the sound alone: where it begins, pauses and ends.

Nothing an engine says about its own speech comes in here. A clause of the text begins where a pause of
the sound ends; a line whose pauses can't be told apart from its clauses by their number isn't judged.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kiosk.voice.clip_row import RATE
from kiosk.voice.loudness import rms

if TYPE_CHECKING:
    import array
    from collections.abc import Sequence

    from kiosk.speech import Utterance

LOUD = 150
"""RMS of a hundredth of a second that is heard: 0.0045 of full."""

PAUSE = 0.11
"""Seconds of silence that are a pause; what a consonant is held is under a tenth."""

CLEARLY = 1.4
"""How much longer than a held consonant the pauses of a line must be to be told from it."""

BREAKS = frozenset("，。！？；：、…—,!?;")
PERHAPS = frozenset("“”‘’《》（）")
"""Some voices pause at these and others don't: a line with them has clauses nobody can count."""


@dataclass(frozen=True)
class Clock:
    """When each sample was written: at second `at[n]` there were `count[n]` samples."""

    at: Sequence[float]
    count: Sequence[int]

    def second(self, sample: int) -> float:
        """Give the second at which a sample was written, between the two moments around it."""
        n = min(max(1, bisect_right(self.count, sample)), len(self.count) - 1)
        (c0, c1), (t0, t1) = self.count[n - 1 : n + 1], self.at[n - 1 : n + 1]
        return t0 + (t1 - t0) * (sample - c0) / max(1, c1 - c0)


@dataclass(frozen=True)
class Line:
    """What a program told of one line: when it was wanted, what was lit when, when it ended."""

    text: str
    wanted: float
    lit: Sequence[tuple[float, int]]
    ended: float
    tapped: bool = False
    before: int = 0
    """Clauses said before the text: a choice's number, which stands beside it."""

    def lit_at(self, character: int) -> float | None:
        """Give the second from which a character was lit."""
        return next((second for second, upto in self.lit if upto > character), None)


@dataclass(frozen=True)
class Verdict:
    """How a line fared, in seconds; errors are of what is lit against what is heard."""

    begins: float | None
    """From the wish to the first sound."""
    errors: tuple[float, ...]
    """Lit before (-) or after (+) it was heard, for each clause that was judged."""
    clauses: int
    """Clauses the text has."""
    stops: float | None = None
    """From the tap to silence, where the line was tapped away."""
    text: str = ""


class Moment(NamedTuple):
    """A hundredth of a second that is heard: when it was written, and where it stands in the sound."""

    second: float
    sample: int


def loud_moments(samples: array.array[int], clock: Clock, rate: int = RATE) -> list[Moment]:
    """Give each hundredth of a second that is heard; `rate` is in samples a second."""
    window = rate // 100
    return [
        Moment(clock.second(n), n)
        for n in range(0, len(samples) - window, window)
        if rms(samples[n : n + window]) > LOUD
    ]


def clause_starts(text: str) -> list[int]:
    """Give the characters at which a clause begins, the first not counted."""
    found, broken, spoken = [], False, False
    for n, char in enumerate(text):
        if char in BREAKS:
            broken = spoken
        elif char.isalnum():
            if broken:
                found.append(n)
            broken, spoken = False, True
    return found


def number_before(utterance: Utterance) -> int:
    """Give how many clauses are said before the text: one, a choice's number, or none."""
    number = "-选" in utterance.id and utterance.say[1:2] == "，" != utterance.text[1:2]
    return int(number)


def _pauses(heard: Sequence[float], count: int) -> list[float]:
    """Give the ends of the longest so many pauses, in order; none where others are nearly as long."""
    gaps = sorted(((after - before, after) for before, after in pairwise(heard)), reverse=True)
    longest, others = gaps[:count], gaps[count:]
    if any(gap < PAUSE for gap, _ in longest):
        return []
    if longest and others and others[0][0] * CLEARLY > longest[-1][0]:
        return []
    return sorted(after for _, after in longest)


def judge(line: Line, loud: Sequence[Moment], rate: int = RATE) -> Verdict:
    """Judge a line by the moments in which anything was heard at all.

    Beginning and end are judged by the clock. Inside a line the sound itself is the clock, as it is in
    a sound card: SDL's disk driver sleeps from buffer to buffer, and on a busy machine sleeps too long.
    """
    until = line.ended + (0.5 if line.tapped else 0.05)
    inside = [moment for moment in loud if line.wanted <= moment.second < until]
    heard = [inside[0].second + (m.sample - inside[0].sample) / rate for m in inside]
    starts = clause_starts(line.text)
    if not heard:
        return Verdict(None, (), len(starts) + 1)
    begins = heard[0] - line.wanted
    if line.tapped:
        return Verdict(begins, (), len(starts) + 1, max(0.0, inside[-1].second + 0.01 - line.ended))
    pauses = _pauses(heard, len(starts) + line.before)
    first = next((n for n, c in enumerate(line.text) if c.isalnum()), 0)
    pairs = [(first, heard[0])]
    countable = not PERHAPS & set(line.text)
    if countable and len(pauses) == len(starts) + line.before:
        pairs = list(zip([first, *starts], [heard[0], *pauses][line.before :], strict=True))
    elif line.before:
        pairs = []
    errors = [lit - sound for char, sound in pairs if (lit := line.lit_at(char)) is not None]
    return Verdict(begins, tuple(errors), len(starts) + 1, text=line.text)
