"""A workbook's sheets as what their cells show, with all that keeps a cell from being taken as shown."""

from __future__ import annotations

import logging
import math
import re
import unicodedata
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import field
from datetime import date
from decimal import Decimal
from enum import Enum
from io import BytesIO
from itertools import islice

from kiosk.authoring.number_format import DIGITS_KEPT, Shown, kept, shown, shown_text
from kiosk.authoring.story_tree import Cell, CellText
from kiosk.authoring.xlsx import (
    MOST_COLUMN,
    MOST_ROWS,
    MOST_UNPACKED,
    Place,
    RawCell,
    RawSheet,
    RawWorkbook,
    WorkbookError,
    part_key,
)
from kiosk.patterns import pattern
from kiosk.scenario.problems import Problem
from kiosk.scenario.reading.text import ENOUGH, WORKBOOK_CAP
from kiosk.values import dataclass

LARGEST_FILE = WORKBOOK_CAP

STRUCK_OUT = "struck-out"

MOST_COVERED = 50_000
"""Cells covered by merged ones that are looked at."""

_OLD = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PACKED = b"PK"
_PICTURE_FORMULA = pattern(r"(?:_xlfn\.)?(?:DISPIMG|IMAGE)\(", re.IGNORECASE)
_WIDE_BREAK = pattern(r"(?<=[^\x00-\xff])\s*\n\s*(?=[^\x00-\xff])")
_BLANKS = " \t\u3000\u00a0"
"""What is no part of a cell's text at its ends; a line break tells how a list is parted."""
_FIRST_DAY = date(1899, 12, 30)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell can't be taken as it is shown: code, variant and values of a problem."""

    code: str
    variant: str = ""
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """What one cell shows.

    `number` is the number beneath, None where there is none; `day` the date as far as it is shown.
    `under` says that a merged cell to the left or above covers this one.
    """

    text: str
    cell: Cell
    number: Decimal | None = None
    day: str = ""
    chinese: bool = False
    fault: Fault | None = None
    under: Cell | None = None

    @property
    def filled(self) -> bool:
        """Whether anything stands in the cell, seen or unseen."""
        return bool(self.text) or self.fault is not None


@dataclass(slots=True)
class Sheet:
    """A sheet by its rows, each a dictionary of filled or covered cells by their columns."""

    name: str
    rows: dict[int, dict[int, Word]] = field(default_factory=dict)
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    commented: tuple[Place, ...] = ()
    drawn: bool = False

    def word(self, row: int, column: int) -> Word:
        """Give what a cell shows; an empty text where there is nothing."""
        found = self.rows.get(row, {}).get(column)
        return found or Word("", Cell(self.name, row, column))

    def filled(self) -> dict[int, list[int]]:
        """Give the rows, in order, in which each column holds something; blank columns aren't there."""
        found: dict[int, list[int]] = {}
        for row, words in self.rows.items():
            for column, word in words.items():
                if word.filled:
                    found.setdefault(column, []).append(row)
        return found


@dataclass(slots=True)
class Sheets:
    """The sheets of a workbook by name; and what was wrong.

    `others` are sheets nobody asked for that hold something. `faulty` are cells of which a problem
    told already explains what else is said of them; `lists` where the lists of the story stand.
    """

    file: str
    sheets: dict[str, Sheet] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    problems: list[tuple[Cell, Problem]] = field(default_factory=list)
    faulty: set[Cell] = field(default_factory=set)
    lists: dict[str, Cell] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    """Sheets whose build is at fault: what is said of their missing parts only follows from it."""
    _struck: set[tuple[str, int]] = field(default_factory=set)

    @property
    def full(self) -> bool:
        """Whether enough is told: what takes long to word, as a name most likely meant, can stay out."""
        return len(self.problems) >= ENOUGH

    def report(self, code: str, cell: Cell, variant: str = "", /, **values: object) -> None:
        """Add a problem at a cell."""
        if not self.full:
            problem = Problem.of(code, variant, **values).placed(self.file).in_cell(str(cell))
            self.problems.append((cell, problem))

    def use(self, word: Word) -> str:
        """Give the text of a cell that the story takes, telling what is wrong with it."""
        fault = word.fault
        if fault is not None and word.cell not in self.faulty:
            self.faulty.add(word.cell)
            row = (word.cell.sheet, word.cell.row)
            if fault.code != STRUCK_OUT or row not in self._struck:
                self.report(fault.code, word.cell, fault.variant, **dict(fault.values))
            if fault.code == STRUCK_OUT:
                self._struck.add(row)  # a line through a whole row is told once
        return word.text


def read_cells(data: bytes, file: str, wanted: Iterable[str], known: Iterable[str]) -> Sheets:
    """Give the wanted sheets of a workbook; `known` are others that hold no story. Never raises."""
    sheets = Sheets(file)
    try:
        with _opened(data) as archive:
            _read(RawWorkbook(archive), sheets, tuple(wanted), frozenset(known))
    except WorkbookError as error:
        _refuse(sheets, error, len(data))
    except Exception:  # noqa: BLE001 - whatever a file does, it is no more than refused
        _log.info("reading %s", file, exc_info=True)
        _refuse(sheets, WorkbookError("broken-workbook"), len(data))
    return sheets


def _refuse(sheets: Sheets, error: WorkbookError, size: int) -> None:
    sheets.sheets.clear()
    sheets.problems.clear()
    counted, most = (f"{count // 1024:,}" for count in (size, LARGEST_FILE))
    values = {"size": counted, "most": most} if error.variant == "workbook" else {}
    sheets.report(error.code, Cell(), error.variant, **values)


def _opened(data: bytes) -> zipfile.ZipFile:
    """Open a workbook; WorkbookError where the bytes are none of the only kind that is read."""
    if len(data) > LARGEST_FILE:
        raise WorkbookError("too-big", "workbook")
    if data.startswith(_OLD):
        raise WorkbookError("old-workbook", "locked" if _ENCRYPTED in data else "")
    if not data.startswith(_PACKED):
        raise WorkbookError("not-a-workbook", _kind_of_text(data))
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise WorkbookError("not-a-workbook", "damaged") from None
    names = [part_key(name) for name in archive.namelist()]
    if "xl/workbook.bin" in names:
        raise WorkbookError("not-a-workbook", "binary")
    if not any(name.startswith("xl/") for name in names):
        is_ods = "content.xml" in names and "mimetype" in names
        raise WorkbookError("not-a-workbook", "ods" if is_ods else "")
    if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
        raise WorkbookError("too-big", "unpacked")
    return archive


def _kind_of_text(data: bytes) -> str:
    """Give the variant for bytes that aren't packed: a table of text, or what nobody knows."""
    begin = data[:2_000]
    if begin.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return "page"
    if not data or b"\0" in begin:
        return "damaged"
    for encoding in ("utf-8", "gb18030"):
        try:
            begin[:-4].decode(encoding)
        except UnicodeDecodeError:
            continue
        return "text"
    return "damaged"


def _read(
    book: RawWorkbook, sheets: Sheets, wanted: tuple[str, ...], known: frozenset[str]
) -> None:
    others: list[str] = []
    for name in book.names:
        plain = plain_name(name)
        if plain in known:
            continue
        raw = book.sheet(name)
        if plain in wanted and plain not in sheets.sheets:
            sheets.sheets[plain] = _sheet(raw, plain, since_1904=book.since_1904)
            if raw.cut_at:
                cell = Cell(plain, MOST_ROWS + 1)
                sheets.report("too-many-rows", cell, most=f"{MOST_ROWS:,}")
        elif raw.cells or raw.cut_at:
            others.append(name)
    sheets.others = tuple(others)


def plain_name(name: str) -> str:
    """Give a sheet's name or a title without what nobody sees in it."""
    return "".join(unicodedata.normalize("NFKC", name).split())


# Cells -------------------------------------------------------------------------------------------


def _sheet(raw: RawSheet, name: str, *, since_1904: bool) -> Sheet:
    sheet = Sheet(
        name,
        hidden=raw.hidden,
        hidden_rows=frozenset(raw.hidden_rows),
        hidden_columns=_spanned(raw.hidden_columns),
        commented=tuple(sorted(set(raw.commented))),
        drawn=raw.drawn,
    )
    for (row, column), cell in sorted(raw.cells.items()):
        place = Cell(name, row, column)
        sheet.rows.setdefault(row, {})[column] = _word(cell, place, since_1904=since_1904)
    for row, column, first in islice(_covered(sheet, raw.merged), MOST_COVERED):
        own = sheet.word(row, column)
        fault = None
        if own.text and own.text != first.text:
            fault = Fault("merged-cells", "beneath", (("text", _short(own.text)),))
        sheet.rows[row][column] = Word("", own.cell, fault=fault, under=first.cell)
    return sheet


def _spanned(spans: list[tuple[int, int]]) -> frozenset[int]:
    """Give the columns of spans, each taken once however many spans lie over it."""
    found: set[int] = set()
    upto = 0
    for first, last in sorted(spans):
        found.update(range(max(first, upto + 1), min(last, MOST_COLUMN) + 1))
        upto = max(upto, last)
    return frozenset(found)


def _covered(
    sheet: Sheet, merged: list[tuple[int, int, int, int]]
) -> Iterator[tuple[int, int, Word]]:
    """Give the cells that merged ones cover, and what is seen there; of rows that hold something."""
    rows = sorted(sheet.rows)
    for top, bottom, left, right in merged:
        first = sheet.word(top, left)
        for row in rows[bisect_left(rows, top) : bisect_right(rows, bottom)]:
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    yield row, column, first


def _word(cell: RawCell, place: Cell, *, since_1904: bool) -> Word:
    fault = _fault(cell)
    if fault is not None:
        return Word("", place, fault=fault)
    word = _number(cell, place, since_1904=since_1904) or _text(cell, place)
    if cell.struck and word.text:
        fault = Fault(STRUCK_OUT, "", (("text", _short(word.text)),))
        return Word("", place, fault=fault)
    return word


def _fault(cell: RawCell) -> Fault | None:
    if cell.kind == "e":
        return Fault("formula-error", "", (("shown", cell.value),))
    if cell.formula is not None and _PICTURE_FORMULA.match(cell.formula.lstrip("=")):
        return Fault("formula-error", "picture")
    if cell.formula is not None and not cell.has_value:
        return Fault("formula-error", "no-value")
    return None


def _number(cell: RawCell, place: Cell, *, since_1904: bool) -> Word | None:
    """Give what a number shows; None for what is no number."""
    if cell.kind not in ("n", "d") or not cell.value.strip():
        return None
    try:
        value = float(cell.value) if cell.kind == "n" else _days(cell.value)
    except ValueError:
        return None
    if not math.isfinite(value):
        return None
    seen = shown(value, cell.number_format, since_1904=since_1904)
    number = kept(value)
    fault = _number_fault(seen, number, cell.number_format)
    if fault is not None or seen is None:
        return Word("", place, number, fault=fault)
    return Word(seen.text, place, number, seen.day, chinese=seen.chinese)


def _number_fault(seen: Shown | None, number: Decimal, number_format: str) -> Fault | None:
    if seen is None:
        return Fault("unclear-number", "format", (("format", _short(number_format)),))
    if not seen.text and number:
        return Fault("unclear-number", "unseen", (("number", f"{number:f}"),))
    if seen.cut:
        return Fault("unclear-number", "cut", (("shown", seen.text),))
    if not seen.day and number.adjusted() >= DIGITS_KEPT and number == int(number):
        digits = str(number.adjusted() + 1)
        values = (("digits", digits), ("kept", str(DIGITS_KEPT)))
        return Fault("unclear-number", "long", values)
    return None


def _days(written: str) -> float:
    """Give the days since counting began of a date written out, as newer programs may do."""
    day, _, time = written.strip().rstrip("Z").partition("T")
    days = (date.fromisoformat(day) - _FIRST_DAY).days
    if not time:
        return float(days)
    hours, minutes, seconds = (float(part) for part in (f"{time}:0:0").split(":")[:3])
    return days + (hours * 3600 + minutes * 60 + seconds) / 86_400


def _text(cell: RawCell, place: Cell) -> Word:
    if cell.kind == "b":
        return Word("TRUE" if cell.value.strip() in ("1", "true") else "FALSE", place)
    seen = shown_text(cell.value, cell.number_format)
    if seen is None:
        fault = Fault("unclear-number", "format", (("format", _short(cell.number_format)),))
        return Word("", place, fault=fault)
    text = seen.replace("\r\n", "\n").replace("\r", "\n")
    text = text.strip(_BLANKS) if text.strip() else ""
    if not text and cell.value.strip():
        values = (("number", _short(cell.value)),)
        return Word("", place, fault=Fault("unclear-number", "unseen", values))
    return Word(text, place)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 20 else f"{text[:20]}…"  # noqa: PLR2004 - as much as a line bears


def one_line(text: str) -> str:
    """Give a text whose line breaks are gone; between Chinese characters no gap remains."""
    return _WIDE_BREAK.sub("", text.strip()).replace("\n", " ")


# Lists -------------------------------------------------------------------------------------------

_COMMA = r"(?<!\d)[，,]|[，,](?!\d)"
"""A comma between two digits is part of a number: 20,000."""
_WIDE = r"[^\x00-\xff]"


class Parting(Enum):
    """What parts the texts in one cell, where they don't stand one a line."""

    LINES = re.compile("[、；;]")
    WORDS = re.compile(f"[、；;]|{_COMMA}")
    GROUPS = re.compile(f"[、；;/／|｜]|{_COMMA}|(?<={_WIDE})[ \t\u3000\u00a0]+(?={_WIDE})")
    IDS = re.compile(r"[、；;/／|｜，,\s]+")


def split_items(word: CellText, parting: Parting = Parting.LINES) -> list[CellText]:
    """Give the texts of a cell that holds several: one a line, else parted by marks."""
    parts = word.text.split("\n") if "\n" in word.text else parting.value.split(word.text)
    return [CellText(part.strip(), word.cell) for part in parts if part.strip()]


def join_items(texts: list[str], parting: Parting = Parting.LINES) -> str:
    """Give texts as one cell holds them, so that `split_items` parts them again."""
    if any(parting.value.search(text) for text in texts):
        return "".join(f"{text}\n" for text in texts)  # a break after the only one, too: it tells
    return "、".join(texts)
