"""`kiosk check` explains its codes and writes out what an approval needs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.commands import check
from kiosk.scenario.problems import code_names

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "example-story.yaml"


def exit_of(*arguments: str) -> object:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    return end.value.code


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    day = date(2026, 11, 21)
    monkeypatch.setattr(check, "today", lambda: day)
    return day


def test_every_code_can_be_explained(
    capsys: pytest.CaptureFixture[str], subtests: pytest.Subtests
) -> None:
    for name in code_names():
        with subtests.test(name):
            assert exit_of("check", "--explain", name) == 0
            assert f"[{name}]" in capsys.readouterr().out


def test_a_misspelt_code_is_met_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_of("check", "--explain", "wide-colom") == 1
    assert "wide-colon" in capsys.readouterr().err


@pytest.mark.usefixtures("today")
def test_the_lines_of_an_approval_make_the_story_approved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story = tmp_path / "a.yaml"
    text = EXAMPLE.read_text(encoding="utf-8")
    story.write_text(text[: text.index("审核:\n")], encoding="utf-8")
    assert main(["check", str(story), "--approval", "--fast"]) == 0
    said = capsys.readouterr().out
    lines = said[said.rindex("审核:\n") :]
    assert "日期: 2026-11-21" in lines
    story.write_text(story.read_text(encoding="utf-8") + lines, encoding="utf-8")
    assert main(["check", str(story), "--approval", "--fast"]) == 0
    assert capsys.readouterr().out.endswith("1 个剧本，0 个错误，0 个提醒。\n")


@pytest.mark.usefixtures("today")
def test_a_void_approval_is_to_be_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story = tmp_path / "a.yaml"
    text = EXAMPLE.read_text(encoding="utf-8")
    story.write_text(text.replace("三点", "四点"), encoding="utf-8")
    main(["check", str(story), "--approval", "--fast"])
    assert "换掉　a.yaml" in capsys.readouterr().out


def test_no_name_of_a_file_moves_the_terminals_cursor(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ("a\x1b[31m.yaml", "b\u202e.yaml", "c\x9b2J.yaml")
    for name, text in zip(names, (EXAMPLE.read_bytes(), b"\x1b[2J: a\n", b""), strict=True):
        (tmp_path / name).write_bytes(text)
    main(["check", str(tmp_path), "--fast"])
    main(["check", str(tmp_path), "--fast", "--json"])
    told = capsys.readouterr()
    for character in "\x1b\u202e\x9b":
        assert character not in told.out.partition("\n{")[0] + told.err
        assert f"〈U+{ord(character):04X}〉" in told.out


@pytest.mark.parametrize(
    "command", [["check", str(EXAMPLE), "--data"], ["voice", "script", "--out"]]
)
def test_rules_of_reading_that_are_gone_are_told_and_what_to_do(
    command: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    gone = tmp_path / "wording.toml"
    monkeypatch.setattr("kiosk.voice.text_normaliser.shipped_wording", lambda: gone)
    assert main([*command, str(tmp_path / "folder")]) == 1
    assert "换回来" in capsys.readouterr().err
