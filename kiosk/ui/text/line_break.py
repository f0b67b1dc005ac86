"""Where Chinese text may break, and how far apart its characters stand.

避头尾: no line starts with a closing mark or ends with an opening one. Latin words, numbers,
addresses and Chinese words stay whole. Two full-width marks that meet share an em, an opening mark at a line's
start loses its empty half, the dots of a masked number stand half an em apart, and Chinese beside
Latin or figures gets a thin space.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from kiosk.patterns import pattern
from kiosk.values import dataclass

CLOSING = frozenset("，。、；：？！）》」』】〕〉’”…—～·％‰℃,.;:?!)]}%>»／＞｝］ー々〞﹏")
OPENING = frozenset("（《「『【〔〈‘“([{<«＜｛［￥¥$＄￡#＃№")
_WIDE_CLOSING = frozenset("，。、；：？！）》」』】〕〉’”")
_WIDE_OPENING = frozenset("（《「『【〔〈‘“")
_DOT = "·"
"""Hides a figure of a number: a row of them stands as close as figures do."""
_UNIT = pattern(
    r"[+\-−¥$]?[A-Za-z0-9][A-Za-z0-9'_.,:/@%+\-]*[A-Za-z0-9%]"
    r"|[A-Za-z0-9]|—+|…+|\n|[ \t\u3000]+|.",
    re.DOTALL,
)
_THIN = 0.18
"""Space between Chinese and Latin, in ems."""
_FULL = 0.9
"""A mark at least this wide, in ems, is drawn in a full-width face and has an empty half."""

FEW = 2
"""Characters that look forgotten on a last row of their own."""
CLAUSED = 4
"""Rows of a text that is taken in at a glance, so that each ought to hold a thought."""
LATE = 0.5
"""Share of a row after which it may end with a clause."""
IN_LIST, IN_CLAUSE, IN_NAME = 1.0, 3.0, 6.0
"""What it costs to break between what is enumerated, within a clause, and within a name of several words."""
LONE = 2.0
"""What it costs more where a single character is parted from its clause."""
EMPTY, TOO_EMPTY = 2.0, 40.0
"""What an empty row costs, by the square of what is empty; and what is missing to half a row."""
FORGOTTEN = 10.0
"""What it costs that few characters are left for the last row; twice as much for a single one."""
_CLAUSE = frozenset("，。；：？！")
ENUMERATES = "、"
_PARTS = _CLAUSE | {ENUMERATES}
WIDE_BLANK = "\u3000"

FULL_ENOUGH = 0.5
"""Share of a row after which it may end early, so that a name stays in one piece."""

Advance = Callable[[int], int]
"""Gives the width in pixels of the character at an index."""


@dataclass(frozen=True, slots=True)
class Held:
    """Places in a text where a break would part what belongs together; each lies before a character.

    No row ends inside a word that has room in a row. Between the words of a name one ends only where
    it would else be nearly empty.
    """

    words: frozenset[int]
    names: frozenset[int]

    def joined(self, ranges: Iterable[tuple[int, int]]) -> Held:
        """Give it with the words of some ranges held together as those of a name are."""
        places = frozenset(place for start, end in ranges for place in range(start + 1, end))
        return replace(self, names=self.names | places) if places else self


FREE = Held(frozenset(), frozenset())
"""Nothing is known of words: a row ends after any character."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of broken text: characters `start` to `end`, each with its left edge.

    `width` is the right edge of the last one; a mark that hangs may reach past the line.
    """

    start: int
    end: int
    xs: tuple[int, ...]
    width: int


@lru_cache(maxsize=512)
def units(text: str, words: frozenset[int] = FREE.words) -> tuple[tuple[int, int], ...]:
    """Give the pieces a line may not break, as (start, end), in order; newlines stand alone.

    `words` are the places inside words. A text is asked for in many sizes: answered from memory.
    """
    pieces: list[tuple[int, int]] = []
    glue = False
    for match in _UNIT.finditer(text):
        start, end = match.span()
        first, blank = text[start], text[start:end].isspace()
        sticks = first in CLOSING
        after_blank = len(pieces) > 1 and _is_blank(text, pieces[-1])
        if sticks and after_blank and text[pieces[-2][0]] != "\n":
            # A mark sticks to the word before the blank, not to the blank.
            pieces.pop()
        after_newline = bool(pieces) and text[pieces[-1][0]] == "\n"
        held = glue or sticks or start in words
        if pieces and not after_newline and first != "\n" and held:
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
        # What follows an opening mark stays with it, across a blank too.
        glue = (glue and blank and first != "\n") or text[end - 1] in OPENING
    return tuple(pieces)


def _is_blank(text: str, piece: tuple[int, int]) -> bool:
    return text[piece[0] : piece[1]].isspace() and text[piece[0]] != "\n"


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char >= "\U00020000"


_CLOSE, _HALF, _SPACED = range(3)
"""How neighbours stand: as they come, half an em nearer, a thin space apart."""


def _between(left: str, right: str) -> int:
    """Give how two neighbours of a line stand."""
    if left in _WIDE_CLOSING and (right in _WIDE_CLOSING or right in _WIDE_OPENING):
        return _HALF
    if left in _WIDE_OPENING and right in _WIDE_OPENING:
        return _HALF
    if left == right == _DOT:
        return _HALF
    if (_is_han(left) and _is_latin(right)) or (_is_latin(left) and _is_han(right)):
        return _SPACED
    if (_is_han(left) and right in "¥+−") or (left == "%" and _is_han(right)):
        return _SPACED
    return _CLOSE


@lru_cache(maxsize=512)
def _neighbours(text: str) -> bytes:
    """Give for each character how it stands to the one before, whatever the em: answered from memory."""
    return bytes((_CLOSE, *(_between(left, right) for left, right in pairwise(text))))


def _places(text: str, advance: Advance, em: int) -> list[int]:
    """Give the left edges of the characters of a text, as if it were one row."""
    apart = (0, -(em // 2), round(em * _THIN))
    near = _neighbours(text)
    x = 0
    xs = [0]
    for index in range(1, len(text)):
        x += advance(index - 1) + apart[near[index]]
        xs.append(x)
    return xs


def _hang(text: str, index: int, advance: Advance, em: int) -> int:
    """Give what a closing mark may stand past the right edge: its empty half."""
    char = text[index]
    wide = char in _WIDE_CLOSING and char not in "？！" and advance(index) > em * _FULL
    return em // 2 if wide else 0


class _Measured:
    """A text with where its characters stand: worked out once for all ways to break it.

    Within a row they stand to one another as they do where the text is one row.
    """

    def __init__(self, text: str, advance: Advance, em: int, held: Held) -> None:
        self.text, self.advance, self.em, self.held = text, advance, em, held
        self.xs = _places(text, advance, em)
        self._pieces: dict[int, list[tuple[int, int]]] = {}

    def left(self, start: int) -> int:
        """Give what a row that begins there is moved by: an opening mark loses its empty half."""
        wide = self.text[start] in _WIDE_OPENING and self.advance(start) > self.em * _FULL
        return self.xs[start] + (self.em // 2 if wide else 0)

    def fits(self, left: int, end: int, width: int) -> bool:
        """Tell whether a row moved by `left` that ends before `end` has room; its last mark may hang."""
        right = self.xs[end - 1] + self.advance(end - 1) - left
        return right <= width or right - _hang(self.text, end - 1, self.advance, self.em) <= width

    def pieces(self, width: int) -> list[tuple[int, int]]:
        """Give the units; those wider than a whole row are taken apart, words first."""
        pieces = self._pieces.get(width)
        if pieces is None:
            pieces = self._pieces[width] = list(self._cut(width))
        return pieces

    def _cut(self, width: int) -> Iterator[tuple[int, int]]:
        for start, end in units(self.text, self.held.words):
            if self.fits(self.left(start), end, width):
                yield start, end
                continue
            for first, past in (one for one in units(self.text) if start <= one[0] < end):
                if self.fits(self.left(first), past, width):
                    yield first, past
                else:
                    yield from ((n, n + 1) for n in range(first, past))

    def rows(self, width: int, cuts: frozenset[int] = frozenset()) -> list[Row]:
        """Give the text as rows, filled one after another."""
        pieces = self.pieces(width)
        filler = _Filler(self, width, cuts, pieces)
        rows: list[Row] = []
        number = 0
        while number < len(pieces):
            row, number = filler.row(number)
            if row is not None:
                rows.append(row)
        if not rows or self.text.endswith("\n"):
            rows.append(Row(len(self.text), len(self.text), (), 0))
        return rows


def _unblank(text: str, first: int, past: int) -> int:
    """Give the first index of a range that holds no blank, its end where all are."""
    while first < past and text[first].isspace():
        first += 1
    return first


@dataclass(frozen=True, slots=True)
class _Filler:
    """Fills row after row with the pieces of a text."""

    measured: _Measured
    width: int
    cuts: frozenset[int]
    pieces: Sequence[tuple[int, int]]

    def row(self, number: int) -> tuple[Row | None, int]:
        """Give the row that begins with a piece, and the piece that begins the next.

        None where there are but blanks left.
        """
        text = self.measured.text
        begun, start, end = number, self.pieces[number][0], self.pieces[number][0]
        left = 0
        while number < len(self.pieces):
            first, past = self.pieces[number]
            if text[first] == "\n":
                return self._closed(start, end), number + 1
            if start == end:
                # Blanks at a row's start go; a closing mark that stuck to them stays.
                begun, start = number, _unblank(text, first, past)
                left = self.measured.left(start) if start < past else 0
            elif first in self.cuts:
                break
            elif not self.measured.fits(left, past, self.width):
                number = self._break(begun, number, left)
                end = min(end, self.pieces[number][0])
                break
            end = past
            number += 1
        return (self._closed(start, end) if start < end else None), number

    def _break(self, begun: int, full: int, left: int) -> int:
        """Give the piece that begins the next row: `full` has no room, and may belong to those before."""
        number = full
        while number > begun and self.pieces[number][0] in self.measured.held.names:
            number -= 1
        if number in {begun, full}:
            return full
        filled = self.measured.xs[self.pieces[number][0]] - left
        return number if filled >= self.width * FULL_ENOUGH else full

    def _closed(self, start: int, end: int) -> Row:
        """Give a row without the blanks at its end."""
        measured = self.measured
        end = start + len(measured.text[start:end].rstrip())
        if start == end:
            return Row(start, end, (), 0)
        left = measured.left(start)
        kept = tuple(x - left for x in measured.xs[start:end])
        return Row(start, end, kept, kept[-1] + measured.advance(end - 1))


def wrap(
    text: str,
    advance: Advance,
    width: int,
    em: int,
    cuts: frozenset[int] = frozenset(),
    held: Held = FREE,
) -> list[Row]:
    """Break text into rows no wider than `width` pixels.

    `advance(i)` is the width of character i, `em` the width of a Chinese one. A unit wider than
    a whole row (an address) is broken hard. An empty text gives one empty row. A unit that begins
    at one of `cuts` begins a row.
    """
    return _Measured(text, advance, em, held).rows(width, cuts)


def orphan(rows: Sequence[Row], text: str, most: int = 1) -> bool:
    """Tell whether the last of several rows holds but `most` characters and their marks."""
    if len(rows) < 2:  # noqa: PLR2004 (one row can't have an orphan)
        return False
    last = text[rows[-1].start : rows[-1].end]
    return sum(1 for char in last if char not in CLOSING) <= most


def wrap_well(text: str, advance: Advance, width: int, em: int, held: Held = FREE) -> list[Row]:
    """Break text like `wrap`, but where it reads best, and without a last row nearly empty.

    The number of rows stays. Long texts are broken where a row is full: they are read, not seen.
    """
    measured = _Measured(text, advance, em, held)
    rows = measured.rows(width)
    if len(rows) < 2:  # noqa: PLR2004 (one row is broken nowhere)
        return rows
    if len(rows) <= CLAUSED and "\n" not in text:
        cuts = _Weigher(measured, width).best(rows)
        well = measured.rows(width, cuts)
        return well if len(well) == len(rows) else rows
    for most in (FEW, 1):
        for less in range(4):
            narrower = measured.rows(width - less * em)
            if len(narrower) == len(rows) and not orphan(narrower, text, most):
                return narrower
    return rows


class _Weigher:
    """Finds of all ways to break a short text into the least number of rows the one that reads best.

    A row ends best after a clause, then after a word, and is no less than half full; the last holds
    more than a few characters.
    """

    def __init__(self, measured: _Measured, width: int) -> None:
        self._measured, self._width = measured, width
        self._text = measured.text
        pieces = measured.pieces(width)
        self._places = [first for first, _ in pieces if not self._text[first].isspace()]

    def best(self, rows: Sequence[Row]) -> frozenset[int]:
        """Give where rows begin, in as many rows as those that are filled one after another.

        No row can begin later than when all before it are full.
        """
        text, measured = self._text, self._measured
        ahead: dict[int, tuple[float, tuple[int, ...]]] = {len(text): (0.0, ())}
        """For each place a row may begin at: the least cost of all from there, and its breaks."""
        for row in reversed(rows):
            here: dict[int, tuple[float, tuple[int, ...]]] = {}
            for place in reversed(self._places):
                if place > row.start:
                    continue
                left = measured.left(place)
                ways = [
                    (cost + self._row_cost(place, end, left), breaks)
                    for end, (cost, breaks) in ahead.items()
                    if end > place and measured.fits(left, self._inked(place, end), self._width)
                ]
                if not ways:
                    break
                cost, breaks = min(ways)
                here[place] = (cost + self._break_cost(place), (place, *breaks))
            ahead = here
        first = min(ahead, default=None)
        return frozenset(ahead[first][1][1:]) if first is not None else frozenset()

    def _inked(self, start: int, end: int) -> int:
        return start + len(self._text[start:end].rstrip())

    def _row_cost(self, start: int, end: int, left: int) -> float:
        if end < len(self._text):
            last = self._inked(start, end) - 1
            full = (self._measured.xs[last] + self._measured.advance(last) - left) / self._width
            return EMPTY * (1 - full) ** 2 + TOO_EMPTY * max(0.0, LATE - full)
        forgotten = sum(char not in CLOSING for char in self._text[start:].rstrip())
        return FORGOTTEN * (2 if forgotten <= 1 else forgotten <= FEW)

    def _break_cost(self, place: int) -> float:
        before = self._text[:place].rstrip().rstrip("”’")
        if not before or before[-1] in _CLAUSE or self._text[place - 1] == WIDE_BLANK:
            return 0.0
        if before[-1] == ENUMERATES:
            return IN_LIST
        cost = IN_NAME if place in self._measured.held.names else IN_CLAUSE
        lone = before[-2:-1] in _PARTS or self._text[place + 1 : place + 2] in _PARTS
        return cost + LONE * lone
