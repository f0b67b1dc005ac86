"""The page about workbooks names every sheet, every column and every problem of a workbook."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk.authoring import cells, xlsx
from kiosk.authoring.columns import FORM, MARKED, STORY, TABLES, marked_columns
from kiosk.scenario.problems import code, code_names

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "excel.md").read_text(encoding="utf-8")
ROWS = {
    cells_[0]: cells_[2]
    for cells_ in re.findall(r"^\| (.+?) \| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE)
}

ROWS_OF_CODES = re.findall(r"^\| (`.+?) \| .+ \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_sheets_columns_stand_on_the_page_in_their_order(table: object) -> None:
    name, columns = table.name, table.columns  # type: ignore[attr-defined]  # a Table
    shown = re.split("[、；]", ROWS[name].replace("后果画面：", "").replace("画面：", ""))
    later = {c.title for m in MARKED for n in range(1, m.offered) for c in marked_columns(m, n + 1)}
    assert [s for s in shown if "同样" not in s] == [
        c.title for c in columns if c.title not in later
    ]


def test_the_rows_of_the_storys_own_sheet_stand_on_the_page() -> None:
    assert ROWS[STORY].split("、") == [column.title for column in FORM]


def test_the_page_lists_the_problems_a_workbook_alone_has() -> None:
    listed = {name for row in ROWS_OF_CODES for name in re.findall(r"`([a-z-]+)`", row)}
    assert listed == {name for name in code_names() if code(name).workbook_alone}


def test_the_limits_on_the_page_are_the_codes() -> None:
    assert f"{cells.MOST_ROWS:,} 行" in PAGE
    assert f"最大 {cells.LARGEST_FILE >> 20} MB，解开最大 {xlsx.MOST_UNPACKED >> 20} MB" in PAGE
