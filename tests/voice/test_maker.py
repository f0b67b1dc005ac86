"""The maker of ready-made speech is asked where it is installed, and missed nowhere else."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from kiosk import cli
from kiosk.voice import maker
from kiosk.voice.maker import maker_command, run_maker


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """Give a root with a maker that writes down what it was asked."""
    parts = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    python = tmp_path / maker.ENVIRONMENT / Path(*parts)
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    (tmp_path / "speech").mkdir()
    (tmp_path / "speech" / "__main__.py").write_text(
        "import pathlib, sys\n"
        "pathlib.Path(__file__).with_name('asked').write_text('\\n'.join(sys.argv[1:]))\n"
        "sys.exit(len(sys.argv) == 2)\n"
    )
    return tmp_path


def test_without_a_maker_there_is_no_command(tmp_path: Path) -> None:
    assert maker_command("make", root=tmp_path) is None


def test_the_maker_is_run_with_what_is_asked_and_its_end_is_told(installed: Path) -> None:
    command = maker_command("make", "--packs", "x", root=installed)
    assert command is not None
    assert run_maker(command, installed) == 0
    assert (installed / "speech" / "asked").read_text() == "make\n--packs\nx"
    again = maker_command("make", root=installed)
    assert again is not None
    assert run_maker(again, installed) == 1


def test_readings_are_asked_of_the_maker_or_told_where_they_are_made(
    installed: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(maker_command, "__kwdefaults__", {"root": installed})
    monkeypatch.setattr(run_maker, "__defaults__", (installed,))
    assert cli.main(["voice", "readings", "-o", str(tmp_path), "--scenarios", "一个"]) == 0
    asked = (installed / "speech" / "asked").read_text().split("\n")
    assert asked == ["readings", "-o", str(tmp_path), "--scenarios", "一个"]
    monkeypatch.setattr(maker_command, "__kwdefaults__", {"root": tmp_path / "none"})
    assert cli.main(["voice", "readings", "-o", str(tmp_path)]) == 1
    assert "scripts/speech readings" in capsys.readouterr().err
