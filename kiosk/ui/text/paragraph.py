"""A paragraph laid out: every character's place, its rows, and the boxes of any range of words."""

from __future__ import annotations

from functools import lru_cache

from kiosk.ui.geometry import Box
from kiosk.ui.text.fonts import Fonts
from kiosk.ui.text.line_break import Advance, Row, wrap_well
from kiosk.ui.theme import LEADING
from kiosk.values import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """How words look: em in pixels, colour, weight."""

    px: int
    colour: tuple[int, int, int]
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Words that look different: characters `start` to `end` in bold and another colour."""

    start: int
    end: int
    colour: tuple[int, int, int]
    bold: bool = True


@dataclass(frozen=True, slots=True)
class Run:
    """Characters drawn at one place in one face."""

    x: int
    row: int
    text: str
    colour: tuple[int, int, int]
    bold: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A laid-out paragraph; all its places count from its own upper left corner."""

    text: str
    style: Style
    rows: tuple[Row, ...]
    runs: tuple[Run, ...]
    leading: int
    width: int

    @property
    def height(self) -> int:
        """Give the height of all rows in pixels."""
        return self.leading * len(self.rows)

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """Give the boxes that cover characters `start` to `end`, one a row."""
        found = []
        em = self.style.px
        for number, row in enumerate(self.rows):
            first, past = max(start, row.start), min(end, row.end)
            if first >= past:
                continue
            left = max(0, row.xs[first - row.start])
            right = row.width if past == row.end else row.xs[past - row.start]
            top = number * self.leading + (self.leading - em) // 2
            found.append(Box(left, top - em // 10, right - left, em + em // 5))
        return tuple(found)

    def page(self, rows: int, number: int) -> tuple[int, int]:
        """Give the character range of page `number` when a page holds `rows` rows."""
        shown = self.rows[number * rows : (number + 1) * rows]
        return (shown[0].start, shown[-1].end) if shown else (0, 0)


def lay(
    fonts: Fonts,
    text: str,
    style: Style,
    width: int,
    spans: tuple[Span, ...] = (),
    *,
    centred: bool = False,
) -> Paragraph:
    """Lay a paragraph out in `width` pixels; the same call is answered from memory."""
    return laid(fonts, text, style.px, style.colour, style.bold, width, spans, centred)


@lru_cache(maxsize=2048)
def laid(  # noqa: PLR0913, PLR0917 (by place: a style would be hashed for each call)
    fonts: Fonts,
    text: str,
    px: int,
    colour: tuple[int, int, int],
    bold: bool,  # noqa: FBT001 (by place, as above)
    width: int,
    spans: tuple[Span, ...],
    centred: bool,  # noqa: FBT001 (by place, as above)
) -> Paragraph:
    """Lay a paragraph out as `lay` does: asked for so often that what it is asked with is kept plain."""
    style = Style(px, colour, bold)
    looks = [(style.colour, style.bold)] * len(text)
    widths = fonts.widths(text, px, bold=bold)
    for span in spans:
        looks[span.start : span.end] = [(span.colour, span.bold)] * (span.end - span.start)
        words = text[span.start : span.end]
        widths[span.start : span.end] = fonts.widths(words, px, bold=span.bold)

    advance = widths.__getitem__  # asked for a dozen times for each character
    held = fonts.words.held(text).joined((span.start, span.end) for span in spans)
    rows = tuple(wrap_well(text, advance, width, style.px, held))
    widest = max((row.width for row in rows), default=0)
    if centred:
        rows = tuple(_shifted(row, (widest - row.width) // 2) for row in rows)
    runs: list[Run] = []
    for number, row in enumerate(rows):
        runs.extend(_runs(text, row, number, looks, advance))
    return Paragraph(text, style, rows, tuple(runs), round(style.px * LEADING), widest)


def _shifted(row: Row, by: int) -> Row:
    return Row(row.start, row.end, tuple(x + by for x in row.xs), row.width + by)


def _runs(
    text: str,
    row: Row,
    number: int,
    looks: list[tuple[tuple[int, int, int], bool]],
    advance: Advance,
) -> list[Run]:
    """Cut a row where the look changes or the characters don't follow one another closely."""
    runs: list[Run] = []
    start = row.start
    for index in range(row.start + 1, row.end + 1):
        here = index - row.start
        together = (
            index < row.end
            and looks[index] == looks[index - 1]
            and row.xs[here] == row.xs[here - 1] + advance(index - 1)
        )
        if not together:
            colour, bold = looks[start]
            runs.append(Run(row.xs[start - row.start], number, text[start:index], colour, bold))
            start = index
    return runs
