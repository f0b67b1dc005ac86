"""A damaged kit is told from a whole one, by sha256sum as by the kit's own program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kit import hashes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    kit = tmp_path / "安 装"
    (kit / "parts").mkdir(parents=True)
    (kit / "安装.sh").write_text("echo", encoding="utf-8")
    (kit / "parts" / "wheel one.whl").write_bytes(bytes(range(256)))
    hashes.write(kit)
    return kit


def told(folder: Path) -> tuple[int, str]:
    """Give what the file the kit carries by itself says, without anything of the program."""
    alone = folder.parent / "alone.py"
    alone.write_bytes(Path(hashes.__file__).read_bytes())
    command = [sys.executable, "-I", str(alone), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def test_a_whole_kit_has_no_faults(folder: Path) -> None:
    assert hashes.faults(folder) == []
    assert told(folder) == (0, "")
    subprocess.run(["sha256sum", "--check", "--quiet", hashes.LIST], cwd=folder, check=True)


def test_what_a_stick_gathers_beside_it_is_no_fault(folder: Path) -> None:
    (folder / "System Volume Information").mkdir()
    (folder / ".Trash-1000").touch()
    assert hashes.faults(folder) == []


@pytest.mark.parametrize("damage", ["byte", "short", "gone", "folder", "list gone", "list empty"])
def test_whatever_is_damaged_is_named(folder: Path, damage: str) -> None:
    wheel = folder / "parts" / "wheel one.whl"
    match damage:
        case "byte":
            wheel.write_bytes(wheel.read_bytes()[:-1] + b"\0")
        case "short":
            wheel.write_bytes(wheel.read_bytes()[:-1])
        case "gone":
            wheel.unlink()
        case "folder":
            wheel.unlink()
            wheel.mkdir()
        case "list gone":
            (folder / hashes.LIST).unlink()
        case "list empty":
            (folder / hashes.LIST).write_bytes(b"")
    (fault,) = hashes.faults(folder)
    assert ("wheel one.whl" in fault) != damage.startswith("list")
    assert told(folder) == (1, f"{fault}\n")
