"""Where Chinese text may break, and how far apart its characters stand.

避头尾: no line starts with a closing mark or ends with an opening one. Latin words, numbers and
addresses stay whole. Two full-width marks that meet share an em, an opening mark at a line's
start loses its empty half, the dots of a masked number stand half an em apart, and Chinese beside
Latin or figures gets a thin space.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

CLOSING = frozenset("，。、；：？！）》」』】〕〉’”…—～·％‰℃,.;:?!)]}%>»／＞｝］ー々〞﹏")
OPENING = frozenset("（《「『【〔〈‘“([{<«＜｛［￥¥$＄￡#＃№")
_WIDE_CLOSING = frozenset("，。、；：？！）》」』】〕〉’”")
_WIDE_OPENING = frozenset("（《「『【〔〈‘“")
_DOT = "·"
"""Hides a figure of a number: a row of them stands as close as figures do."""
_UNIT = re.compile(
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
_CLAUSE = frozenset("，。；：？！")

Advance = Callable[[int], int]
"""Gives the width in pixels of the character at an index."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of broken text: characters `start` to `end`, each with its left edge.

    `width` is the right edge of the last one; a mark that hangs may reach past the line.
    """

    start: int
    end: int
    xs: tuple[int, ...]
    width: int


def units(text: str) -> list[tuple[int, int]]:
    """Give the pieces a line may not break, as (start, end), in order; newlines stand alone."""
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
        if pieces and not after_newline and first != "\n" and (glue or sticks):
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
        # What follows an opening mark stays with it, across a blank too.
        glue = (glue and blank and first != "\n") or text[end - 1] in OPENING
    return pieces


def _is_blank(text: str, piece: tuple[int, int]) -> bool:
    return text[piece[0] : piece[1]].isspace() and text[piece[0]] != "\n"


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char >= "\U00020000"


def _between(left: str, right: str, em: int) -> int:
    """Give the pixels added (or taken) between two neighbours of a line."""
    if left in _WIDE_CLOSING and (right in _WIDE_CLOSING or right in _WIDE_OPENING):
        return -(em // 2)
    if left in _WIDE_OPENING and right in _WIDE_OPENING:
        return -(em // 2)
    if left == right == _DOT:
        return -(em // 2)
    if (_is_han(left) and _is_latin(right)) or (_is_latin(left) and _is_han(right)):
        return round(em * _THIN)
    if (_is_han(left) and right in "¥+−") or (left == "%" and _is_han(right)):
        return round(em * _THIN)
    return 0


def _place(
    text: str, span: tuple[int, int], advance: Advance, em: int, last: str = "", x: int = 0
) -> tuple[list[int], int]:
    """Give the left edges of the characters of `span` set after `last` at `x`, and the new end."""
    xs: list[int] = []
    for index in range(*span):
        char = text[index]
        if last:
            x += _between(last, char, em)
        elif char in _WIDE_OPENING and advance(index) > em * _FULL:
            x -= em // 2
        xs.append(x)
        x += advance(index)
        last = char
    return xs, x


def _hang(text: str, index: int, advance: Advance, em: int) -> int:
    """Give what a closing mark may stand past the right edge: its empty half."""
    char = text[index]
    wide = char in _WIDE_CLOSING and char not in "？！" and advance(index) > em * _FULL
    return em // 2 if wide else 0


def _pieces(text: str, advance: Advance, width: int, em: int) -> list[tuple[int, int]]:
    """Give the units, with those wider than a whole row taken apart."""
    pieces: list[tuple[int, int]] = []
    for start, end in units(text):
        _, total = _place(text, (start, end), advance, em)
        if total - _hang(text, end - 1, advance, em) > width:
            pieces.extend((n, n + 1) for n in range(start, end))
        else:
            pieces.append((start, end))
    return pieces


def _unblank(text: str, first: int, past: int) -> int:
    """Give the first index of a range that holds no blank, its end where all are."""
    while first < past and text[first].isspace():
        first += 1
    return first


def wrap(
    text: str, advance: Advance, width: int, em: int, cuts: frozenset[int] = frozenset()
) -> list[Row]:
    """Break text into rows no wider than `width` pixels.

    `advance(i)` is the width of character i, `em` the width of a Chinese one. A unit wider than
    a whole row (an address) is broken hard. An empty text gives one empty row. A unit that begins
    at one of `cuts` begins a row.
    """
    rows: list[Row] = []
    start = end = x = 0
    xs: list[int] = []

    def close(next_start: int) -> None:
        nonlocal start, end, x, xs
        end = start + len(text[start:end].rstrip())
        total = xs[end - start - 1] + advance(end - 1) if end > start else 0
        rows.append(Row(start, end, tuple(xs[: end - start]), total))
        start = end = next_start
        x, xs = 0, []

    for first, past in _pieces(text, advance, width, em):
        if text[first] == "\n":
            close(past)
            continue
        if first in cuts and end > start:
            close(first)
        last = text[end - 1] if end > start else ""
        if not last:
            # Blanks at a row's start go; a closing mark that stuck to them stays.
            first = _unblank(text, first, past)  # noqa: PLW2901
            start = end = first
            if first == past:
                continue
        more, reach = _place(text, (first, past), advance, em, last, x)
        if last and reach - _hang(text, past - 1, advance, em) > width:
            first = _unblank(text, first, past)  # noqa: PLW2901 (the same at a break)
            close(first)
            if first == past:
                continue
            more, reach = _place(text, (first, past), advance, em)
        xs.extend(more)
        x, end = reach, past
    if end > start or not rows or text.endswith("\n"):
        close(len(text))
    return rows


def orphan(rows: Sequence[Row], text: str, most: int = 1) -> bool:
    """Tell whether the last of several rows holds but `most` characters and their marks."""
    if len(rows) < 2:  # noqa: PLR2004 (one row can't have an orphan)
        return False
    last = text[rows[-1].start : rows[-1].end]
    return sum(1 for char in last if char not in CLOSING) <= most


def wrap_well(text: str, advance: Advance, width: int, em: int) -> list[Row]:
    """Break text like `wrap`, but where a clause ends, and without a last row nearly empty.

    The number of rows stays. Long texts are broken where a row is full: they are read, not seen.
    """
    rows = wrap(text, advance, width, em)
    if len(rows) < 2:  # noqa: PLR2004 (one row is broken nowhere)
        return rows
    tried = [_by_clauses(rows, text, advance, width, em)]
    for most in (FEW, 1):
        for less in range(4):
            if less == len(tried):
                narrower = wrap(text, advance, width - less * em, em)
                tried.append(_by_clauses(narrower, text, advance, width - less * em, em))
            if len(tried[less]) == len(rows) and not orphan(tried[less], text, most):
                return tried[less]
    return rows


def _by_clauses(rows: list[Row], text: str, advance: Advance, width: int, em: int) -> list[Row]:
    """Give rows broken after a clause where one ends late enough and no row more is needed."""
    if len(rows) > CLAUSED or "\n" in text:
        return rows
    cuts: frozenset[int] = frozenset()
    for number in range(len(rows) - 1):
        row = rows[number]
        ends = [
            index
            for index in range(row.start + 1, row.end)
            if text[row.start : index].rstrip("”’")[-1:] in _CLAUSE
            and text[index] not in CLOSING
            and row.xs[index - row.start] >= width * LATE
        ]
        if not ends or text[row.end - 1] in _CLAUSE:
            continue
        cut = wrap(text, advance, width, em, cuts | {ends[-1]})
        if len(cut) == len(rows) and not orphan(cut, text, FEW):
            rows, cuts = cut, cuts | {ends[-1]}
    return rows
