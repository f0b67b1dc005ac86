"""`kiosk about` says what speaks, that a computer made it, and whose it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.paths import settings_file


def test_it_says_that_the_speech_is_a_computers_and_made_by_what(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["about", "--data", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "由计算机合成" in said
    assert "Kokoro-82M v1.0（Apache-2.0）" in said
    assert "没有请人用耳朵评过" in said
    assert "不是公安机关的程序" in said


def test_where_an_engine_is_chosen_it_says_that_it_speaks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings_file(tmp_path).write_text("语音引擎: espeak\n", encoding="utf-8")
    assert main(["about", "--data", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "Kokoro" not in said
    assert "由计算机合成" in said
