"""`kiosk new` gives a story that is whole at once, and never writes over one."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.scenario.first_story import first_story, story_id
from kiosk.scenario.model import Choice, Cue, Line, Scenario
from kiosk.scenario.problems import Severity
from kiosk.scenario.reading.catalogue_files import load_catalogue
from kiosk.scenario.reading.library import load_library, shipped_pictures
from kiosk.scenario.schema import key_of, keys_of

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "name", ["医保卡停用", "medical card", "it's", "长" * 40, "a: b #c", "[甲]"]
)
def test_a_first_story_is_played_at_once_with_notices_only(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.yaml").write_text(first_story(name), encoding="utf-8")
    catalogue, _ = load_catalogue(ROOT / "scenarios" / "catalogue")
    pictures = shipped_pictures(ROOT / "assets")
    library = load_library([tmp_path], catalogue, date(2026, 11, 21), pictures=pictures)
    told = library.all_problems
    assert {p.severity for p in told} <= {Severity.NOTICE}, [p.text() for p in told]
    assert {p.code for p in told} == {"not-approved", "source-to-fill"}
    assert library.scenarios[0].title == name[: key_of(Scenario, "title").budget]


def test_each_key_a_writer_must_know_stands_in_the_first_story() -> None:
    text = first_story("医保")
    for model in (Scenario, Line, Choice, Cue):
        for key in keys_of(model):
            assert not key.required or f"{key.zh}:" in text, key.zh


def test_the_lengths_said_in_the_first_story_are_the_budgets() -> None:
    said = re.findall(r"# 不超过 (\d+) 个字.*\n(\S+):", first_story("医保"))
    assert {zh: int(length) for length, zh in said} == {
        key.zh: key.budget for key in keys_of(Scenario) if key.budget and key.required
    }


def test_stories_of_other_names_have_other_ids() -> None:
    assert story_id("Medical card 2") == "medical-card-2"
    assert story_id("医保") != story_id("社保")
    assert story_id("医保") == story_id("医保")


def test_the_command_writes_story_and_schema_and_writes_over_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = tmp_path / "新" / "医保卡停用"
    assert main(["new", str(wanted)]) == 0
    written = wanted.with_suffix(".yaml").read_text(encoding="utf-8")
    assert written.startswith("# yaml-language-server: $schema=scenario.schema.json\n")
    shipped = json.loads((ROOT / "docs" / "scenario.schema.json").read_bytes())
    beside = json.loads(wanted.with_name("scenario.schema.json").read_bytes())
    assert beside.pop("made-by")
    assert beside == shipped
    assert main(["new", str(wanted.with_suffix(".yaml"))]) == 1
    assert "已经有了" in capsys.readouterr().err
    assert wanted.with_suffix(".yaml").read_text(encoding="utf-8") == written


@pytest.mark.parametrize("name", ["a:b", "甲?", " "])
def test_a_name_no_file_can_have_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", name]) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert main(["new", str(tmp_path / "file" / "医保")]) == 1
    assert "不是文件夹" in capsys.readouterr().err
