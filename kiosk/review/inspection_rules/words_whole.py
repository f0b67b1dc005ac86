"""Whether every row ends where a word does, by the words the kiosk itself knows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kiosk.review.screen_probe import Defect, InspectedScreen
from kiosk.ui.text.paragraph import Paragraph


def check(inspected: InspectedScreen) -> Iterator[Defect]:
    """Give the texts with a row that ends inside a word."""
    words = inspected.still.screen.kit.fonts.words
    for text in inspected.still.texts:
        inside = words.held(text.paragraph.text).words
        for end, start in row_breaks(text.paragraph):
            if start in inside:
                around = text.paragraph.text[max(0, end - 4) : end], text.paragraph.text[start:][:4]
                yield Defect(
                    "词被断开", f"“{text.words}”在“{around[0]}|{around[1]}”处换行，拆开了词"
                )


def row_breaks(paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """Give where the rows of a paragraph break: past the last character of one, before the next's first."""
    for row, following in pairwise(paragraph.rows):
        yield row.end, following.start
