"""The page about workbooks names every sheet, every column and every problem of a workbook."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk.authoring import cells
from kiosk.authoring.columns import CUES_OFFERED, FORM, STORY, TABLES, cue_columns

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "excel.md").read_text(encoding="utf-8")
ROWS = {
    cells_[0]: cells_[2]
    for cells_ in re.findall(r"^\| (.+?) \| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE)
}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_sheets_columns_stand_on_the_page_in_their_order(table: object) -> None:
    name, columns = table.name, table.columns  # type: ignore[attr-defined]  # a Table
    shown = re.split("[、；]", ROWS[name].replace("画面：", ""))
    later = {c.title for n in range(1, CUES_OFFERED) for c in cue_columns(n + 1)}
    assert [s for s in shown if "同样" not in s] == [
        c.title for c in columns if c.title not in later
    ]


def test_the_rows_of_the_storys_own_sheet_stand_on_the_page() -> None:
    assert ROWS[STORY].split("、") == [column.title for column in FORM]


def test_every_problem_a_workbook_alone_has_is_explained() -> None:
    source = "".join(
        (ROOT / "kiosk" / "authoring" / name).read_text(encoding="utf-8")
        for name in ("cells.py", "workbook_reader.py")
    )
    codes = set(re.findall(r'report\(\s*"([a-z-]+)"', source))
    known = {path.stem for path in (ROOT / "kiosk" / "scenario" / "problem_codes").glob("*.toml")}
    assert len(codes) > 8
    assert codes - known <= set(re.findall(r"`([a-z-]+)`", PAGE))


def test_the_limits_on_the_page_are_the_codes() -> None:
    assert f"{cells.MOST_ROWS:,} 行" in PAGE
    assert f"最大 {cells.LARGEST_FILE >> 20} MB，解开最大 {cells.LARGEST_UNPACKED >> 20} MB" in PAGE
