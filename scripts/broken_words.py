"""Print how many texts have a row that ends inside a word, by words the kiosk doesn't know.

Run: .venv-test/bin/python scripts/broken_words.py [1920x1080 ...], for some sizes instead of all four.

The words are ICU's (`icu4py`): another dictionary than the one rows are broken by. It takes some pairs
for a word that are two which go well together (走了, 都是, 我是); a word with such a character in it
doesn't count.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from icu4py.breakers import WordBreaker

from kiosk import composition
from kiosk.review import gallery
from kiosk.review.inspection import LOOK_NAMES
from kiosk.review.inspection_rules.words_whole import row_breaks
from kiosk.review.screen_probe import ScreenProbe
from kiosk.screens.kit import Kit
from kiosk.segmenter import RUN
from kiosk.settings import Settings
from kiosk.ui.theme import Look

SIZES = ("1920x1080", "1080x1920", "3840x2160", "1366x768")
TODAY = date(2026, 11, 21)
ALONE = frozenset(
    "了着过的地得不没也都就才又再还最很更太是有在到把被让叫给和跟对从为我你您他她它们这那哪一几"
)
"""Characters that are words of their own."""
NAMED = 12
"""Broken words that are named, the most frequent first."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A text of several rows, where they begin, and which of these places are inside a word."""

    text: str
    starts: tuple[int, ...]
    places: tuple[int, ...]

    def around(self) -> Iterator[str]:
        """Give what stands around each of the places, a stroke at it."""
        for place in self.places:
            yield f"{self.text[max(0, place - 2) : place]}|{self.text[place : place + 2]}"


def texts(kit: Kit, look: Look) -> list[Broken]:
    """Give the texts of several rows on the screens of all stories, each way one is broken once."""
    found = set()
    for _, screen in gallery.states(kit, look):
        for drawn in ScreenProbe.of(screen).texts:
            starts = tuple(start for _, start in row_breaks(drawn.paragraph))
            if starts:
                text = drawn.paragraph.text
                found.add(Broken(text, starts, tuple(sorted(_inside(text) & set(starts)))))
    return sorted(found, key=lambda one: (one.text, one.starts))


@cache
def _inside(text: str) -> frozenset[int]:
    """Give the places of a text inside words as ICU sees them."""
    inside: set[int] = set()
    for run in RUN.finditer(text):
        place = run.start()
        for word in map(str, WordBreaker(run.group(), "zh")):
            if ALONE.isdisjoint(word):
                inside.update(range(place + 1, place + len(word)))
            place += len(word)
    return frozenset(inside)


def main() -> None:
    """Print the figures."""
    composition.drawing_without_display()
    stories = composition.open_stories([], None, TODAY)
    named: Counter[str] = Counter()
    for size in sys.argv[1:] or SIZES:
        width, height = map(int, size.split("x"))
        kit = composition.make_kit((width, height), stories, Settings())
        for look in Look:
            found = texts(kit, look)
            faults = [one for one in found if one.places]
            named.update(place for one in faults for place in one.around())
            share = 100 * len(faults) / max(1, len(found))
            figures = f"{len(found):>4} 段超过一行，{len(faults):>3} 段断在词里，{share:.1f} %"
            print(f"{size:<10} {LOOK_NAMES[look]:<6} {figures}", flush=True)
    print("、".join(f"{word}×{count}" for word, count in named.most_common(NAMED)))


if __name__ == "__main__":
    main()
