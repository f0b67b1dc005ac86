"""What is told to be typed can be typed here."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.called import CALLED, as_typed, called, quoted
from kiosk.cli import COMMANDS

ROOT = Path(__file__).parents[2]


def test_commands_are_told_as_the_program_was_called(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CALLED, raising=False)
    assert as_typed("改完检查：kiosk check 甲.yaml") == "改完检查：kiosk check 甲.yaml"
    monkeypatch.setenv(CALLED, "scripts/run")
    assert as_typed("改完检查：kiosk check 甲.yaml") == "改完检查：scripts/run check 甲.yaml"
    assert as_typed("请运行 kiosk doctor。") == "请运行 scripts/run doctor。"
    monkeypatch.setenv(CALLED, "/opt/反诈 一体机/scripts/run")
    assert as_typed("kiosk new 甲") == "'/opt/反诈 一体机/scripts/run' new 甲"


def test_every_command_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CALLED, "scripts/run")
    for name in COMMANDS:
        assert as_typed(f"请运行 kiosk {name}。") == f"请运行 scripts/run {name}。"


@pytest.mark.parametrize(
    "text", ["fanzha-kiosk new", "/opt/kiosk check", "kiosk 一体机", "mykiosk doctor", "kiosk.log"]
)
def test_what_is_no_command_is_left(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv(CALLED, "scripts/run")
    assert as_typed(text) == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_a_quoted_word_is_one_word_to_a_shell(word: str) -> None:
    assert shlex.split(quoted(word)) == [word]


def test_plain_paths_need_no_quotes() -> None:
    for plain in ("剧本/医保卡停用.yaml", "/mnt/usb/a-b_c.yaml", Path("甲.yaml")):
        assert quoted(plain) == str(plain)


def test_whoever_came_by_python_goes_on_by_it(tmp_path: Path) -> None:
    asked = [sys.executable, "-P", "-m", "kiosk", "new", "甲"]
    done = subprocess.run(
        asked, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True, check=True
    )
    told = next(line for line in done.stdout.decode().splitlines() if "改完检查" in line)
    words = shlex.split(told.partition("：")[2])
    assert words == [sys.executable, "-P", "-m", "kiosk", "check", "甲.yaml"]
    again = subprocess.run(
        [*words, "--fast"], cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, check=False
    )
    assert again.returncode == 0


def test_the_scripts_say_how_they_were_called() -> None:
    for script in ("run", "run.bat"):
        assert f"{CALLED}=" in (ROOT / "scripts" / script).read_text(encoding="utf-8")


def test_the_name_in_tests_is_the_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CALLED, raising=False)
    monkeypatch.setattr(sys, "argv", ["/usr/bin/kiosk"])
    assert called() == "kiosk"
