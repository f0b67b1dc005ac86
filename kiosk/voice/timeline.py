"""When each character of a text is heard: from marks, from pauses, or from its length alone.

A timeline is in seconds from the beginning of the speech, and in characters of the text as written.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from kiosk.values import dataclass
from kiosk.voice.loudness import LEVELS_A_SECOND, pauses

if TYPE_CHECKING:
    import array
    from collections.abc import Iterable, Sequence

    from kiosk.voice.text_normaliser import Said

CAPTION_SPEED = 3.3
"""Characters a second of captions without sound; the scenario format counts its minutes by it."""

SLOW_CAPTION_SPEED = 2.5
TAIL = 0.25
"""Seconds of rest after a piece of speech; with the silence at the ends of both clips longer than a pause in a sentence."""

LONGEST_CHARACTER_MS = 320
"""A character inside a word is given no more than this where its own mark is missing."""

_BREAKS = frozenset("，。！？；：、…—,.!?;:\n")
_BETWEEN_DIGITS = frozenset(",.:：")


@dataclass(frozen=True, slots=True)
class Timeline:
    """How a text passes: `at[n]` is the second from which `upto[n]` characters have been said.

    `level` holds the loudness, 0 to 1, of each twentieth of a second; captions have none.
    """

    text: str
    seconds: float
    at: tuple[float, ...]
    upto: tuple[int, ...]
    level: tuple[float, ...] = ()

    def reached(self, second: float) -> int:
        """Give how many characters have been said, the one being said included."""
        if second >= self.seconds:
            return len(self.text)
        n = bisect_right(self.at, second)
        return self.upto[n - 1] if n else 0

    def lit(self, second: float) -> tuple[int, int]:
        """Give the clause so far: from its start to the end of the character being said."""
        upto = self.reached(second)
        return clause_start(self.text, upto), upto

    def loudness(self, second: float) -> float:
        """Give the loudness now, between the two levels around it."""
        place = second * LEVELS_A_SECOND
        n = int(place)
        if not 0 <= n < len(self.level):
            return 0.0
        following = self.level[n + 1] if n + 1 < len(self.level) else 0.0
        return self.level[n] + (following - self.level[n]) * (place - n)

    def start_of(self, character: int) -> float:
        """Give the second at which written character `character` begins."""
        for second, upto in zip(self.at, self.upto, strict=True):
            if upto > character:
                return second
        return self.seconds


def clause_start(text: str, upto: int) -> int:
    """Give where the clause begins that holds the last of the first `upto` characters."""
    place = upto - 1
    while place > 0 and not _breaks(text, place - 1):
        place -= 1
    return max(0, place)


def of_length(text: str, *, slow: bool = False) -> Timeline:
    """Give the timeline of captions alone, timed by the length of the text."""
    speed = SLOW_CAPTION_SPEED if slow else CAPTION_SPEED
    places = [n for n, c in enumerate(text) if c.isalnum()]
    return Timeline(
        text, len(text) / speed, tuple(n / speed for n in places), tuple(n + 1 for n in places)
    )


def of_marks(
    text: str,
    said: Said,
    marks: Iterable[tuple[int, int]],
    seconds: float,
    level: Sequence[float] = (),
) -> Timeline:
    """Give the timeline of speech whose marks are (index of a said character, ms), in order."""
    at: list[float] = []
    upto: list[int] = []
    for index, ms in _every_character(said.text, list(marks), round(seconds * 1000)):
        end = said.end(index)
        if not upto or end > upto[-1]:
            at.append(ms / 1000)
            upto.append(end)
    return Timeline(text, seconds, tuple(at), tuple(upto), tuple(level))


def estimated_marks(said: str, sound: array.array[int], rate: int) -> list[tuple[int, int]]:
    """Give marks for speech that has none, by matching its punctuation to its pauses.

    Against espeak's own marks the mean error was 72 ms, the largest 224 ms, over 129 characters.
    """
    gaps, start, end = pauses(sound, rate)
    clauses = _clauses(said)
    weight = sum(len(c) for c in clauses)
    if not weight or end <= start:
        return []
    begins, ends, passed = [start], [], 0
    for clause in clauses[:-1]:
        passed += len(clause)
        expected = start + (end - start) * passed // weight
        later = [g for g in gaps if g[0] > begins[-1]]
        # Near where it ought to be, and rather a long pause than a short one.
        gap = min(
            later,
            key=lambda g: abs((g[0] + g[1]) / 2 - expected) - 1.5 * (g[1] - g[0]),
            default=None,
        )
        begin, finish = (gap[1], gap[0]) if gap else (max(expected, begins[-1]),) * 2
        ends.append(finish)
        begins.append(begin)
    ends.append(end)
    return [
        (index, begin + max(0, finish - begin) * n // len(clause))
        for clause, begin, finish in zip(clauses, begins, ends, strict=True)
        for n, index in enumerate(clause)
    ]


def _clauses(said: str) -> list[list[int]]:
    """Give the indices of the characters that sound, clause by clause."""
    clauses: list[list[int]] = [[]]
    for index, char in enumerate(said):
        if char.isalnum():
            clauses[-1].append(index)
        elif char in _BREAKS and clauses[-1]:
            clauses.append([])
    return [c for c in clauses if c]


def _every_character(said: str, marks: list[tuple[int, int]], total: int) -> list[tuple[int, int]]:
    """Give a time to the characters between marks too: engines mark words, not characters."""
    marks = [m for m in marks if 0 <= m[0] < len(said)]
    found: list[tuple[int, int]] = []
    for n, (index, ms) in enumerate(marks):
        following, until = marks[n + 1] if n + 1 < len(marks) else (len(said), total)
        sounding = [i for i in range(index, following) if i == index or said[i].isalnum()]
        step = min(max(0, until - ms) // len(sounding), LONGEST_CHARACTER_MS) if sounding else 0
        found.extend((i, ms + k * step) for k, i in enumerate(sounding))
    return found


def _breaks(text: str, place: int) -> bool:
    """Tell whether a clause ends at `place`: the comma of 20,000 ends nothing."""
    if text[place] not in _BREAKS:
        return False
    if text[place] not in _BETWEEN_DIGITS or place in (0, len(text) - 1):
        return True
    return not (text[place - 1].isdigit() and text[place + 1].isdigit())
