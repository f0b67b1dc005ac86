"""The page about settings names every setting, and its example is right."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.doctor.examine import LOOKS
from kiosk.scenario.schema import keys_of
from kiosk.settings import Settings
from kiosk.settings_file import load

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


def rows(page: str) -> list[list[str]]:
    lines = (DOCS / page).read_text(encoding="utf-8").splitlines()
    return [[c.strip() for c in line.strip("|").split("|")] for line in lines if line[:1] == "|"][
        2:
    ]


def test_the_table_is_that_of_the_settings() -> None:
    call = [sys.executable, ROOT / "scripts" / "settings_docs.py", "--check"]
    assert subprocess.run(call, capture_output=True, text=True, check=False).returncode == 0
    assert [row[1].strip("`") for row in rows("settings.md")] == [
        key.name for key in keys_of(Settings)
    ]


def test_the_defaults_of_the_table_are_read_as_the_defaults(tmp_path: Path) -> None:
    given = {row[0]: row[3].strip("`") for row in rows("settings.md") if row[3] != "空"}
    path = tmp_path / "settings.yaml"
    path.write_text("\n".join(f"{key}: {value}" for key, value in given.items()), "utf-8")
    assert load(path) == (Settings(), ())
    assert len(given) > len(keys_of(Settings)) / 3


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
    name = getattr(look, "__name__", "").replace("_", "-")
    assert name in [row[0].strip("`") for row in rows("doctor.md")]
