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

from kiosk.authoring.written import Cell, Word
from kiosk.scenario.problems import Problem, Severity

LARGEST_FILE = 8 * 1024 * 1024
LARGEST_UNPACKED = 64 * 1024 * 1024
MOST_ROWS = 5_000
MOST_COLUMNS = 200

_OLD = b"\xd0\xcf\x11\xe0"
_SAVE_AS = "用 WPS 打开，点“另存为”，文件类型选“Excel 文件（*.xlsx）”"
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
    rows: dict[str, list[list[Word]]] = field(default_factory=dict)
    problems: list[tuple[Cell, Problem]] = field(default_factory=list)

    def report(
        self,
        code: str,
        cell: Cell,
        message: str,
        advice: str,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Add a problem at a cell."""
        problem = Problem(code, severity, message, advice, f"{self.file}{cell}")
        self.problems.append((cell, problem))


def read_cells(data: bytes, file: str, wanted: tuple[str, ...]) -> Sheets:
    """Give the wanted sheets of a workbook; never raises."""
    sheets = Sheets(file)
    whole = Cell()
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
        sheets.report("broken-workbook", whole, "这个工作簿打不开，可能已经损坏", _SAVE_AS)
    return sheets


def _is_workbook(data: bytes, sheets: Sheets) -> bool:
    whole = Cell()
    if len(data) > LARGEST_FILE:
        message = f"文件有 {len(data) // 1024:,} KB，最多 {LARGEST_FILE // 1024:,} KB"
        sheets.report("too-big", whole, message, "删掉工作簿里的图片和用不着的表")
    elif data.startswith(_OLD):
        sheets.report(
            "old-workbook", whole, "这是旧格式的表格，或者加了密码", f"{_SAVE_AS}，不加密码"
        )
    else:
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                unpacked = sum(entry.file_size for entry in archive.infolist())
                if not any(name.startswith("xl/") for name in archive.namelist()):
                    sheets.report("not-a-workbook", whole, "这不是 Excel 工作簿", _SAVE_AS)
                elif unpacked > LARGEST_UNPACKED:
                    sheets.report(
                        "too-big", whole, "工作簿里的内容太多", "删掉用不着的表，或者重新填一份"
                    )
                else:
                    return True
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            sheets.report("not-a-workbook", whole, "这不是 Excel 工作簿，或者已经损坏", _SAVE_AS)
    return False


def _rows(sheet: Any, name: str, sheets: Sheets) -> Iterator[list[Word]]:  # noqa: ANN401 - openpyxl has no types
    """Give the rows of a sheet, each with its trailing blanks gone."""
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        if number > MOST_ROWS:
            sheets.report(
                "too-many-rows",
                Cell(name, number),
                f"只看了前 {MOST_ROWS:,} 行",
                "删掉后面的空行；故事太长就拆成几个",
                Severity.NOTICE,
            )
            return
        words = [_word(c, Cell(name, number, n), sheets) for n, c in enumerate(row, start=1)]
        while words and not words[-1].text:
            words.pop()
        yield words


def _word(cell: Any, place: Cell, sheets: Sheets) -> Word:  # noqa: ANN401 - the same
    if cell.data_type == "e":
        sheets.report(
            "formula-error",
            place,
            f"这一格是出错的公式（{cell.value}）",
            "选中这一格，按 Delete，把字重新打一遍；不要以 = 开头",
        )
    return Word(_text(cell.value, str(getattr(cell, "number_format", "") or "")), place)


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


def several(word: Word) -> list[Word]:
    """Give the texts of a cell that holds several: one a line, else parted by 、，；."""
    parts = word.text.split("\n") if "\n" in word.text else _PARTING.split(word.text)
    return [Word(part.strip(), word.cell) for part in parts if part.strip()]


def together(texts: list[str]) -> str:
    """Give texts as one cell holds them, so that `several` parts them again."""
    if any(_PARTING.search(text) for text in texts):
        return "".join(f"{text}\n" for text in texts)  # a break after the only one, too: it tells
    return "、".join(texts)
