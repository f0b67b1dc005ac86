"""`kiosk check` reviews stories too, says once what it can't, and remembers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.voice.speaking_process import SpeakingProcess

ROOT = Path(__file__).parents[2]
EXAMPLE = (ROOT / "docs" / "example-story.yaml").read_text(encoding="utf-8")
NO_PYGAME = """
import sys
from kiosk.cli import main
code = main(sys.argv[1:])
sys.exit(9 if {"pygame", "kiosk.voice.speaking_process"} & set(sys.modules) else code)
"""


def lay(folder: Path, *changes: tuple[str, str]) -> Path:
    text = EXAMPLE
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    path = folder / "故事.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def told(path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, object]:
    code = main(["check", str(path), "--json", "--data", str(path.parent / "data"), *options])
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return {**found, "exit": code}


def codes(found: dict[str, object]) -> set[str]:
    problems = found["problems"]
    assert isinstance(problems, list)
    return {problem["code"] for problem in problems}


def test_what_a_review_finds_is_told_and_told_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = lay(tmp_path, ("怎么还要转钱？", "怎么还要转钱？😀"))
    first = told(path, capsys)
    assert codes(first) == {"no-symbol", "approval-void"}
    assert first["exit"] == 0
    assert told(path, capsys) == first


def test_a_story_with_lost_words_is_not_fit_to_be_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = lay(tmp_path, ("称呼: 女儿", "称呼: 女儿𠀀"))
    found = told(path, capsys)
    assert (found["exit"], codes(found)) == (1, {"no-glyph", "approval-void"})
    (story,) = found["stories"]  # type: ignore[misc]  # one story
    assert story["playable"] is False
    assert "no-glyph" not in codes(told(path, capsys, "--fast"))


def test_errors_of_typing_and_of_fonts_are_told_in_one_go(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = lay(tmp_path, ("去: 又要钱\n      - 文字: 只填", "去: 没有\n      - 文字: 只填"))
    path.write_text(path.read_text(encoding="utf-8").replace("称呼: 女儿", "称呼: 𠀀"), "utf-8")
    assert {"dead-link", "no-glyph"} <= codes(told(path, capsys))


def test_without_a_voice_it_is_said_once_and_asked_again_next_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = lay(tmp_path, ("怎么还要转钱？", "卖川芎的？"))
    with monkeypatch.context() as changed:
        changed.setattr(SpeakingProcess, "ready", lambda _: False)
        found = told(path, capsys)
    (note,) = found["notes"]  # type: ignore[misc]  # one note
    assert "读音没有检查" in note
    assert "misread" not in codes(found)
    again = told(path, capsys)
    if not again["notes"]:
        assert "misread" in codes(again)


def test_whoever_only_remembers_opens_no_font_and_no_voice(tmp_path: Path) -> None:
    path = lay(tmp_path)
    call = [sys.executable, "-P", "-c", NO_PYGAME, "check", str(path), "--data", str(tmp_path)]
    first, second = (
        subprocess.run(
            call,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        for _ in range(2)
    )
    assert (first.returncode, second.returncode) == (9, 0), second.stderr
    assert first.stdout == second.stdout
