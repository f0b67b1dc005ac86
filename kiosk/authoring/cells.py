"""A workbook's bytes as texts in cells, whatever program wrote it; every fault is a problem."""

from __future__ import annotations

import logging
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from kiosk.authoring.story_tree import Cell, CellText
from kiosk.scenario.problems import Problem

LARGEST_FILE = 8 * 1024 * 1024
LARGEST_UNPACKED = 64 * 1024 * 1024
MOST_ROWS = 5_000
MOST_COLUMNS = 200

_OLD = b"\xd0\xcf\x11\xe0"
_WIDE_BREAK = re.compile(r"(?<=[^\x00-\xff])\s*\n\s*(?=[^\x00-\xff])")
_PARTING = re.compile("[、，,；;]")
_BLANKS = " \t\u3000\u00a0"
"""What is no part of a cell's text at its ends; a line break tells how a list is parted."""
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Sheets:
    """The sheets of a workbook by name, each as its rows of words; and what was wrong."""

    file: str
    rows: dict[str, list[list[CellText]]] = field(default_factory=dict)
    problems: list[tuple[Cell, Problem]] = field(default_factory=list)

    def report(self, code: str, cell: Cell, variant: str = "", /, **values: object) -> None:
        """Add a problem at a cell."""
        problem = Problem.of(code, variant, **values).placed(self.file).in_cell(str(cell))
        self.problems.append((cell, problem))


def read_cells(data: bytes, file: str, wanted: tuple[str, ...]) -> Sheets:
    """Give the wanted sheets of a workbook; never raises."""
    sheets = Sheets(file)
    if not _is_workbook(data, sheets):
        return sheets
    try:
        from openpyxl import load_workbook  # noqa: PLC0415 - wanted for workbooks alone

        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            name = str(sheet.title).strip()
            if name in wanted and name not in sheets.rows:
                sheet.reset_dimensions()  # what a program wrote about its size may be wrong
                sheets.rows[name] = list(_rows(sheet, name, sheets))
    except Exception:  # noqa: BLE001 - whatever a file does, it is no more than refused
        _log.info("reading %s", file, exc_info=True)
        sheets.rows.clear()
        sheets.report("broken-workbook", Cell())
    return sheets


def _is_workbook(data: bytes, sheets: Sheets) -> bool:
    whole = Cell()
    if len(data) > LARGEST_FILE:
        size, most = (f"{count // 1024:,}" for count in (len(data), LARGEST_FILE))
        sheets.report("too-big", whole, "workbook", size=size, most=most)
    elif data.startswith(_OLD):
        sheets.report("old-workbook", whole)
    else:
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                unpacked = sum(entry.file_size for entry in archive.infolist())
                if not any(name.startswith("xl/") for name in archive.namelist()):
                    sheets.report("not-a-workbook", whole)
                elif unpacked > LARGEST_UNPACKED:
                    sheets.report("too-big", whole, "unpacked")
                else:
                    return True
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            sheets.report("not-a-workbook", whole, "damaged")
    return False


def _rows(sheet: Any, name: str, sheets: Sheets) -> Iterator[list[CellText]]:  # noqa: ANN401 - openpyxl has no types
    """Give the rows of a sheet, each with its trailing blanks gone."""
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        if number > MOST_ROWS:
            sheets.report("too-many-rows", Cell(name, number), most=f"{MOST_ROWS:,}")
            return
        words = [_word(c, Cell(name, number, n), sheets) for n, c in enumerate(row, start=1)]
        while words and not words[-1].text:
            words.pop()
        yield words


def _word(cell: Any, place: Cell, sheets: Sheets) -> CellText:  # noqa: ANN401 - the same
    if cell.data_type == "e":
        sheets.report("formula-error", place, shown=cell.value)
    return CellText(_text(cell.value, str(getattr(cell, "number_format", "") or "")), place)


def _text(value: Any, look: str) -> str:  # noqa: ANN401 - whatever a cell holds
    """Give a cell's value as the text somebody meant; a date as the year and month it shows."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        return day.isoformat() if "d" in look.lower() else f"{day.year:04}-{day.month:02}"
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), str(value))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip(_BLANKS) if text.strip() else ""


def one_line(text: str) -> str:
    """Give a text whose line breaks are gone; between Chinese characters no gap remains."""
    return _WIDE_BREAK.sub("", text.strip()).replace("\n", " ")


def split_items(word: CellText) -> list[CellText]:
    """Give the texts of a cell that holds several: one a line, else parted by 、，；."""
    parts = word.text.split("\n") if "\n" in word.text else _PARTING.split(word.text)
    return [CellText(part.strip(), word.cell) for part in parts if part.strip()]


def join_items(texts: list[str]) -> str:
    """Give texts as one cell holds them, so that `split_items` parts them again."""
    if any(_PARTING.search(text) for text in texts):
        return "".join(f"{text}\n" for text in texts)  # a break after the only one, too: it tells
    return "、".join(texts)
