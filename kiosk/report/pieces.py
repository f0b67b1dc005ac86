"""What a report is made of before it is a document: tables, and sentences whose figures name their cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import Enum

from kiosk.values import dataclass

Cell = str | int | float | date | None
"""What a table holds; None where there is nothing to tell, which is not 0."""


class Shape(Enum):
    """How a column's cells are shown; the value is the number format of a workbook."""

    TEXT = "@"
    DAY = "yyyy-mm-dd"
    COUNT = "#,##0"
    MONEY = '#,##0"元"'
    SHARE = "0.0%"
    SECONDS = '0.0"秒"'
    NUMBER = "0.00"

    def shown(self, cell: Cell) -> str:
        """Give a cell as sentences and pages show it; nothing of None."""
        if cell is None:
            return ""
        if isinstance(cell, date):
            return cell.isoformat()
        if isinstance(cell, str):
            return cell
        return {
            Shape.MONEY: "{:,}元",
            Shape.SHARE: "{:.1%}",
            Shape.SECONDS: "{:.1f}秒",
            Shape.NUMBER: "{:.2f}",
        }.get(self, "{:,}").format(cell)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, and how its cells are shown."""

    head: str
    shape: Shape = Shape.COUNT


class Drawn(Enum):
    """How a table's chart is drawn."""

    COLUMNS = "columns"
    BARS = "bars"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart beside a table: the heads of the column that names and of those that are drawn."""

    title: str
    names: str
    values: tuple[str, ...]
    drawn: Drawn = Drawn.COLUMNS
    most: int = 20
    """Rows that are drawn, from the first on; 0 for all."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name is the workbook's sheet, `note` says what a figure in it means."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    chart: Chart | None = None

    def column(self, head: str) -> int:
        """Give a column's number, counted from 0; ValueError where there is none of that head."""
        return [column.head for column in self.columns].index(head)


TITLE_ROW, NOTE_ROW, HEAD_ROW = 1, 2, 3
"""Rows of a sheet, counted from 1; the table's own follow."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A figure in a sentence, and the cell it comes from: a row and a column counted from 0."""

    table: Table
    row: int
    column: int
    unit: str = ""

    @property
    def text(self) -> str:
        """Give the figure as the sentence shows it."""
        return self.table.columns[self.column].shape.shown(self.value) + self.unit

    @property
    def value(self) -> Cell:
        """Give what stands in the cell."""
        return self.table.rows[self.row][self.column]

    @property
    def address(self) -> str:
        """Give the cell as a workbook names it, with the name of its sheet."""
        return f"{self.table.name}!{chr(ord('A') + self.column)}{HEAD_ROW + 1 + self.row}"

    @property
    def called(self) -> str:
        """Give what the figure is: the row's own name and the column's head."""
        return f"{self.table.rows[self.row][0]}：{self.table.columns[self.column].head}"


def cited(table: Table, row: int, head: str, unit: str = "") -> Cited:
    """Give a figure of a table by its row, counted from 0, and its column's head."""
    return Cited(table, row, table.column(head), unit)


@dataclass(frozen=True, slots=True)
class ToFill:
    """What only people know: `what` stands in the sentence, `ask` says whom to ask, for what."""

    what: str
    ask: str

    @property
    def text(self) -> str:
        """Give it as it stands in the sentence."""
        return f"【待填：{self.what}】"


Piece = str | Cited | ToFill
Sentence = tuple[Piece, ...]
"""Pieces of a sentence, the last of them with its full stop."""


class Level(Enum):
    """What a paragraph is; numbers are put before headings when the document is made."""

    FIRST = "一、"
    SECOND = "（一）"
    BODY = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the letter: a heading of some level, or sentences."""

    level: Level
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """Give the words alone."""
        return "".join(words(sentence) for sentence in self.sentences)


def words(sentence: Sentence) -> str:
    """Give the words of a sentence."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in sentence)


def figures_in(sentence: Sentence) -> tuple[Cited, ...]:
    """Give the figures of a sentence, each once."""
    return tuple(dict.fromkeys(piece for piece in sentence if isinstance(piece, Cited)))


@dataclass(frozen=True, slots=True)
class Letter:
    """A 情况报告 in words: `to` is who gets it, `attached` tables that stand behind it."""

    title: str
    to: Piece
    paragraphs: tuple[Paragraph, ...]
    signed: Piece
    on: date
    attached: tuple[Table, ...] = ()

    @property
    def sourced(self) -> tuple[tuple[Sentence, str], ...]:
        """Give the sentences that have figures, each with where in the letter it stands."""
        found: list[tuple[Sentence, str]] = []
        above: list[str] = []
        count = 0
        for paragraph, number in numbered(self.paragraphs):
            if paragraph.level is not Level.BODY:
                above = [*above[: list(Level).index(paragraph.level)], number]
                count = 0
                continue
            for sentence in paragraph.sentences:
                count += 1
                if figures_in(sentence):
                    found.append((sentence, f"{''.join(above)}第{count}句"))
        return tuple(found)

    @property
    def to_fill(self) -> tuple[ToFill, ...]:
        """Give what people have to fill in, each once, in the order it comes."""
        return tuple(dict.fromkeys(piece for piece in self._pieces() if isinstance(piece, ToFill)))

    def _pieces(self) -> Iterator[Piece]:
        yield self.to
        for paragraph in self.paragraphs:
            for sentence in paragraph.sentences:
                yield from sentence
        yield self.signed


_DIGITS = "零一二三四五六七八九十"


def in_chinese(number: int) -> str:
    """Give a number from 1 to 99 as headings are numbered."""
    tens, ones = divmod(number, 10)
    before = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return before + (_DIGITS[ones] if ones or not tens else "")


def numbered(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, str]]:
    """Give paragraphs, each with its number as GB/T 9704 writes it: 一、 or （一）, else nothing."""
    first = second = 0
    for paragraph in paragraphs:
        number = ""
        if paragraph.level is Level.FIRST:
            first, second = first + 1, 0
            number = f"{in_chinese(first)}、"
        elif paragraph.level is Level.SECOND:
            second += 1
            number = f"（{in_chinese(second)}）"
        yield paragraph, number
