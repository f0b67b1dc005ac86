"""The page about settings names every setting, and its example is right."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from kiosk.doctor.examine import LOOKS
from kiosk.settings import Settings, load, read_value

DOCS = Path(__file__).resolve().parents[2] / "docs"


def rows(page: str) -> list[list[str]]:
    lines = (DOCS / page).read_text(encoding="utf-8").splitlines()
    return [[c.strip() for c in line.strip("|").split("|")] for line in lines if line[:1] == "|"][
        2:
    ]


def test_the_table_has_every_setting_in_order_with_its_default() -> None:
    table = rows("settings.md")
    assert [row[1].strip("`") for row in table] == [f.name for f in fields(Settings)]
    assert [row[0] for row in table] == [f.metadata["zh"] for f in fields(Settings)]
    for row, field in zip(table, fields(Settings), strict=True):
        default = "" if row[3] == "空" else row[3].strip("`")
        assert read_value(field.name, default) == field.default, field.name


def test_the_example_is_read_without_a_problem(tmp_path: Path) -> None:
    page = (DOCS / "settings.md").read_text(encoding="utf-8")
    match = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert match is not None
    path = tmp_path / "settings.yaml"
    path.write_text(match[1], encoding="utf-8")
    settings, problems = load(path)
    assert problems == ()
    assert settings != Settings()


@pytest.mark.parametrize("look", LOOKS)
def test_the_page_about_the_doctor_names_every_check(look: object) -> None:
    name = getattr(look, "__name__", "")
    assert name in [row[0].strip("`") for row in rows("doctor.md")]
