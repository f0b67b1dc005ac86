"""Where a break would stand inside a word, for any text, from runs that were segmented ahead.

What is put together when it is drawn mostly consists of whole runs, as marks, blanks and figures
part them. A run nobody has segmented is taken apart by the words of the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache
from itertools import accumulate, chain

from kiosk.segmenter import APART, JOINED, RUN
from kiosk.ui.text.line_break import FREE, Held

_AFTER = frozenset("了着过到好的地得吗呢吧啊呀么们")
"""Words that belong to the one before them."""
_BEFORE = frozenset("不没未别勿最很太更第约每各") | {"千万别", "千万不"}
"""Words that belong to the one after them: 不|转账 says the contrary for the time of a row."""
_NUMERALS = frozenset("〇零一二两三四五六七八九十百千万亿几半多")
_UNITS = frozenset("元块万千亿年月日号天周点分秒岁个位名人次步题页条张件笔单台种家倍折楼层米斤克盒袋") | {
    "块钱", "万元", "点钟", "点半", "小时", "分钟", "公里",
}  # fmt: skip
"""What figures count: 12 分钟, 5000 元."""


class WordBreaks:
    """Gives what no break may part in a text; made from lists of segmented runs, see `kiosk.segmenter`."""

    def __init__(self, *lists: Iterable[str]) -> None:
        runs = chain.from_iterable(lists)
        self._runs = {run.replace(APART, "").replace(JOINED, ""): run for run in runs}
        self._known = lru_cache(maxsize=512)(self._found)

    def held(self, text: str) -> Held:
        """Give the places in a text that lie inside words, and those between words of one name."""
        return self._known(text)  # asked for again in every size that is tried

    def _found(self, text: str) -> Held:
        if not self._runs:
            return FREE
        inside: set[int] = set()
        names: set[int] = set()
        for match in RUN.finditer(text):
            words, joints = _parts(self._segmented(match.group()))
            start = match.start()
            ends = [start, *(start + end for end in accumulate(map(len, words)))]
            kept = set(ends)
            inside.update(place for place in range(start, ends[-1]) if place not in kept)
            names.update(place for n, place in enumerate(ends[:-1]) if n in joints)
            names.update(_counted(text, start, words[0]))
        return Held(frozenset(inside), frozenset(names))

    def _segmented(self, run: str) -> str:
        return self._runs.get(run) or APART.join(self._taken_apart(run))

    def _taken_apart(self, run: str) -> list[str]:
        """Give a run as the fewest known words; what is in none counts as two."""
        best: list[tuple[int, int]] = [(0, 0)]
        """The cost up to each place, and where the last word began."""
        for end in range(1, len(run) + 1):
            ways = [
                (best[start][0] + (1 if run[start:end] in self._words else 2), start)
                for start in range(max(0, end - self._longest), end)
                if end - start == 1 or run[start:end] in self._words
            ]
            best.append(min(ways))
        words: list[str] = []
        end = len(run)
        while end:
            start = best[end][1]
            words.insert(0, run[start:end])
            end = start
        return words

    @cached_property
    def _words(self) -> frozenset[str]:
        runs = self._runs.values()
        return frozenset(word for run in runs for word in run.replace(JOINED, APART).split(APART))

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._words))


def _parts(run: str) -> tuple[list[str], set[int]]:
    """Give the words of a segmented run, and the numbers of those that belong to the one before."""
    words: list[str] = []
    joints: set[int] = set()
    for name in run.split(APART):
        for n, word in enumerate(name.split(JOINED)):
            if words and (n or _belong(words[-1], word)):
                joints.add(len(words))
            words.append(word)
    return words, joints


def _belong(left: str, right: str) -> bool:
    """Tell whether two words that follow one another read as one."""
    return right in _AFTER or left in _BEFORE or _NUMERALS.issuperset(left)


def _counted(text: str, start: int, word: str) -> Iterable[int]:
    """Give the places between a figure and what it counts, a blank between them or not."""
    figure = text[:start].rstrip(" ")[-1:]
    if not (figure.isascii() and figure.isdigit()) or word not in _UNITS:
        return ()
    return range(len(text[:start].rstrip(" ")), start + 1)
