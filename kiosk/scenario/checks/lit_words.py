"""Where words to be lit stand in a text: exactly so, once, and beside all others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kiosk.scenario.characters import fold
from kiosk.values import dataclass


@dataclass(frozen=True, slots=True)
class Misplaced:
    """Words that can't be lit: which of them, why, how often they are there, and what looks like them."""

    index: int
    fault: str
    words: str
    count: int
    alike: str = ""


def misplaced(text: str, wanted: Iterable[str]) -> Iterator[Misplaced]:
    """Find words that don't stand in a text, stand there twice, or overlap those before them.

    The fault is "missing", "alike", "many" or "overlap"; blank words and texts are told elsewhere.
    """
    lit: list[tuple[int, int]] = []
    for index, words in enumerate(wanted):
        if not words or not text:
            continue
        count, start = text.count(words), text.find(words)
        end = start + len(words)
        if not count:
            alike = _alike(text, words)
            yield Misplaced(index, "alike" if alike else "missing", words, count, alike)
        elif count > 1:
            yield Misplaced(index, "many", words, count)
        elif any(start < other_end and other < end for other, other_end in lit):
            yield Misplaced(index, "overlap", words, count)
        else:
            lit.append((start, end))


def _alike(text: str, words: str) -> str:
    """Give the words of a text that look like others though they are written otherwise."""
    folded, wanted = fold(text), fold(words).text.strip()
    at = folded.text.find(wanted)
    return folded.as_written(at, at + len(wanted)) if wanted and at >= 0 else ""
