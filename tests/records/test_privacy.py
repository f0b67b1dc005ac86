"""The page of what is recorded names every column there is, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from kiosk.records.exports import table_columns

PAGE = Path(__file__).resolve().parents[2] / "docs" / "privacy.md"


def test_every_column_is_on_the_page_and_no_other() -> None:
    page = PAGE.read_text("utf-8")
    columns = table_columns()
    for table in ("kiosk", "play", "choice", "answer"):
        part = page.split(f"`{table}`\n", 1)[1].split("\n### ", 1)[0]
        named = [
            name
            for row in part.splitlines()
            if row.startswith("| `")
            for name in re.findall(r"`(\w+)`", row.split("|")[1])
        ]
        assert sorted(named) == sorted(columns[table]), table
    for table in ("story", "story_place", "story_choice", "story_cue"):
        (told,) = re.findall(rf"^`{table}`：(.*)[；。]$", page, re.MULTILINE)
        assert tuple(re.findall(r"`(\w+)`", told)) == columns[table]
    (told,) = re.findall(r"^((?:`\w+` ?)+)：这台机器这一天", page, re.MULTILINE)
    assert tuple(re.findall(r"`(\w+)`", told)) == columns["day_count"]
