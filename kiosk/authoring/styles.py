"""How a workbook looks: fonts, colours, widths; a cell's text is always taken as text."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter

from kiosk.authoring.columns import Column
from kiosk.patterns import pattern
from kiosk.scenario.model import Verdict

FORM_WIDTHS = (14, 46, 60)
EXAMPLE_COLUMNS, EXAMPLE_WIDTH = 17, 24

Cell = Any
Sheet = Any
"""A cell and a worksheet; openpyxl has no types."""

_FACE = "微软雅黑"
_INK, _SOFT, _RED = "1B2B3A", "5A6772", "971C15"
_TEAL, _TEAL_TINT, _PAPER = "0E5366", "E1EEF0", "FAF6EE"
_VERDICTS = {
    Verdict.SAFE: ("12553A", "E0F1E8"),
    Verdict.RISKY: ("7A4200", "FCEFD8"),
    Verdict.FALL: ("971C15", "FBE6E2"),
}
_LINE = Border(*(Side(style="thin", color="D8D0C0"),) * 4)
_ROW = 17
"""Points of one row of text."""
_SLACK = 1.15
"""A font wider than the one the widths are counted in, and punctuation that can't begin a line."""
_TEXT = "@"
"""The number format of text: nothing typed into such a cell becomes a date or a formula."""

_ESCAPE = pattern(r"_x(?=[0-9A-Fa-f]{4}_)")

_TOP = Alignment(wrap_text=True, vertical="top")
_MIDDLE = Alignment(wrap_text=True, vertical="center", horizontal="center")
_STYLES: dict[str, dict[str, Any]] = {
    "文字": {"font": Font(name=_FACE, size=11, color=_INK), "alignment": _TOP},
    "填写": {"font": Font(name=_FACE, size=11, color=_INK), "alignment": _TOP, "border": _LINE},
    "数字": {
        "font": Font(name=_FACE, size=11, color=_INK),
        "alignment": Alignment(vertical="top", horizontal="left"),
        "border": _LINE,
        "number_format": "0",
    },
    "表头": {
        "font": Font(name=_FACE, size=11, bold=True, color="FFFFFF"),
        "fill": PatternFill("solid", fgColor=_TEAL),
        "alignment": _MIDDLE,
        "border": _LINE,
    },
    "表头二": {
        "font": Font(name=_FACE, size=11, bold=True, color="FFFFFF"),
        "fill": PatternFill("solid", fgColor=_SOFT),
        "alignment": _MIDDLE,
        "border": _LINE,
    },
    "项目": {
        "font": Font(name=_FACE, size=11, bold=True, color=_TEAL),
        "fill": PatternFill("solid", fgColor=_TEAL_TINT),
        "alignment": _TOP,
        "border": _LINE,
    },
    "说明": {"font": Font(name=_FACE, size=10, color=_SOFT), "alignment": _TOP},
    "大标题": {
        "font": Font(name=_FACE, size=14, bold=True, color=_TEAL),
        "alignment": Alignment(vertical="center"),
    },
    "小标题": {
        "font": Font(name=_FACE, size=12, bold=True, color=_TEAL),
        "fill": PatternFill("solid", fgColor=_PAPER),
        "alignment": Alignment(vertical="center"),
    },
}
"""The styles by their names, which people find in WPS; text where nothing else is said."""


def prepare(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
    """Give a workbook our styles; setting one by its name is ten times as quick as part by part."""
    for name, parts in _STYLES.items():
        book.add_named_style(NamedStyle(name, **{"number_format": _TEXT, **parts}))


def letter(column: int) -> str:
    """Give a column's letters."""
    return str(get_column_letter(column))


def text(cell: Cell, value: str, style: str = "文字") -> None:
    """Put a text into a cell, never a formula or a number."""
    cell.style = style
    cell.value = _ESCAPE.sub("_x005F_x", value)
    if value:
        cell.data_type = "s"


def entry(cell: Cell, column: Column, value: str) -> None:
    """Set a cell to be filled in, with what it holds already."""
    if column.number and value:
        cell.style = "数字"
        cell.value = int(value)
    else:
        text(cell, value, "数字" if column.number else "填写")


def blank_column(dimension: Any, column: Column) -> None:  # noqa: ANN401 - openpyxl has no types
    """Let what is typed into the blank cells of a column be taken and look as what stands there."""
    dimension.width = column.width
    parts = _STYLES["数字" if column.number else "填写"]
    dimension.number_format = parts.get("number_format", _TEXT)
    dimension.font, dimension.alignment = parts["font"], parts["alignment"]


def head(cell: Cell, title: str) -> None:
    """Set the head of a column."""
    text(cell, title, "表头")


def column_head(cell: Cell, column: Column) -> None:
    """Set the head of a column of a table, with a note that says what belongs there."""
    text(cell, column.title, "表头二" if column.group else "表头")
    must = "一定要填。" if column.must and not column.group else "可以不填。"
    note = Comment(f"{must}{column.doc}", "说明")
    note.width, note.height = 260, 90
    cell.comment = note


def label(cell: Cell, column: Column, *, must: bool = True) -> None:
    """Set the name of a row of the story's own sheet."""
    star = "*" if must and column.must and not column.group else ""
    text(cell, f"{column.title}{star}", "项目")


def doc(cell: Cell, value: str) -> None:
    """Set an explanation."""
    text(cell, value, "说明")


def heading(cell: Cell, value: str) -> None:
    """Set a heading."""
    text(cell, value, "大标题")


def title_row(sheet: Sheet, value: str, columns: int) -> None:
    """Set what a sheet is for into its first row."""
    for n in range(1, columns + 1):
        text(sheet.cell(1, n), "" if n > 1 else value, "小标题")
    sheet.row_dimensions[1].height = 26
    sheet.row_dimensions[2].height = 24


def warn_of_length(sheet: Sheet, column: Column, area: str) -> None:
    """Let a cell turn amber where its text is longer than a screen has room for."""
    if column.budget:
        first = area.split(":", maxsplit=1)[0]
        fill = PatternFill("solid", bgColor=_VERDICTS[Verdict.RISKY][1])
        rule = FormulaRule(
            formula=[f"LEN({first})>{column.budget}"], fill=fill, font=Font(color=_RED)
        )
        sheet.conditional_formatting.add(area, rule)


def colour_verdicts(sheet: Sheet, column: Column, area: str) -> None:
    """Colour the verdicts as the kiosk does."""
    if column.path == ("verdict",):
        for verdict, (ink, tint) in _VERDICTS.items():
            rule = CellIsRule(
                operator="equal",
                formula=[f'"{verdict.zh}"'],
                fill=PatternFill("solid", bgColor=tint),
                font=Font(color=ink, bold=True),
            )
            sheet.conditional_formatting.add(area, rule)


def fit_height(sheet: Sheet, row: int, texts: Iterable[tuple[str, float]]) -> None:
    """Make a row as tall as its texts need, each broken at the width of its column.

    Not every program does this by itself when it opens a file.
    """
    rows = max((_rows(written, width) for written, width in texts), default=1)
    if rows > 1:
        sheet.row_dimensions[row].height = _ROW * rows + 4


def _rows(written: str, width: float) -> int:
    """Give the rows a text takes; a Chinese character is as wide as two digits, by which widths count."""
    wide = (sum(1 + (c > "\xff") for c in line) for line in written.rstrip("\n").split("\n"))
    return sum(max(1, math.ceil(_SLACK * w / width)) for w in wide)


def form(sheet: Sheet, head_row: int) -> None:
    """Give the story's own sheet its widths."""
    for column, width in zip("ABC", FORM_WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = f"A{head_row + 1}"
    page_setup(sheet)


def page_setup(sheet: Sheet) -> None:
    """Let a sheet be printed: as wide as the paper, its head on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:2"
    sheet.sheet_properties.tabColor = _TEAL


def example(sheet: Sheet) -> None:
    """Give the example its widths and a colour that says it isn't filled in."""
    for n in range(1, EXAMPLE_COLUMNS + 1):
        sheet.column_dimensions[letter(n)].width = EXAMPLE_WIDTH
    page_setup(sheet)
    sheet.print_title_rows = None
    grey_tab(sheet)


def grey_tab(sheet: Sheet) -> None:
    """Mark a sheet that needn't be filled in."""
    sheet.sheet_properties.tabColor = "9AA3AB"
