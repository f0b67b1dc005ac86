"""What goes onto a stick: of each system its own wheels, of the program all it needs, the same each time."""

from __future__ import annotations

import io
import re
import tarfile
from pathlib import Path

import pytest

from kit import build
from kit.systems import INSTALLER_SHA256, PYTHON, SYSTEMS
from kit.wheels import chosen, only

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="ascii")


def names(text: str) -> set[str]:
    return set(re.findall(r"^([\w.-]+)==", text, re.MULTILINE))


def test_each_system_gets_what_the_lock_means_for_it() -> None:
    linux = names(chosen(LOCK, SYSTEMS["linux-x86_64"], PYTHON))
    windows = names(chosen(LOCK, SYSTEMS["windows-x86_64"], PYTHON))
    assert {"pygame", "espeakng-loader", "pyyaml"} <= linux
    assert linux == names(chosen(LOCK, SYSTEMS["linux-aarch64"], PYTHON))
    assert {"pygame", "comtypes", "pywin32", "colorama"} <= windows
    assert not {"comtypes", "pyobjc-core", "pygame-ce"} & linux
    assert not {"espeakng-loader", "pyobjc-core", "pygame-ce"} & windows


def test_another_python_gets_another_pygame() -> None:
    assert {"pygame-ce"} == names(chosen(LOCK, SYSTEMS["linux-x86_64"], "3.14.0")) & {
        "pygame",
        "pygame-ce",
    }


def test_what_is_chosen_has_its_hashes_and_no_marker() -> None:
    text = chosen(LOCK, SYSTEMS["linux-x86_64"], PYTHON)
    assert ";" not in text
    for entry in re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]:
        assert "--hash=sha256:" in entry
        assert LOCK.count(entry.partition("\n")[2]) == 1


def test_pip_comes_from_the_makers_lock() -> None:
    text = only((ROOT / "requirements-kit.lock").read_text(encoding="ascii"), "pip")
    assert names(text) == {"pip"}
    assert "--hash=sha256:" in text


def test_packing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    packs = []
    for copy in ("one", "two"):
        root = tmp_path / copy
        (root / "kiosk" / "__pycache__").mkdir(parents=True)
        (root / "kiosk" / "__pycache__" / "a.pyc").touch()
        (root / "kiosk" / "剧本.py").write_text("one", encoding="utf-8")
        (root / "run").write_text("#!/bin/sh", encoding="utf-8")
        (root / "run").chmod(0o700)
        (root / "kiosk" / "link").symlink_to("剧本.py")
        packs.append(build.packed(root, ("kiosk", "run")))
    assert packs[0] == packs[1]
    with tarfile.open(fileobj=io.BytesIO(packs[0])) as archive:
        assert archive.getnames() == ["kiosk", "kiosk/link", "kiosk/剧本.py", "run"]
        assert archive.getmember("run").mode == 0o755
        assert archive.getmember("kiosk/link").linkname == "剧本.py"


def test_another_word_of_the_program_is_another_version(tmp_path: Path) -> None:
    project = '[project]\nname = "x"\nversion = "0.1.0"\n'
    (tmp_path / "pyproject.toml").write_text(project, encoding="utf-8")
    one, two = (build.version_name(tmp_path, data) for data in (b"one", b"two"))
    assert one != two
    assert re.fullmatch(r"0\.1\.0-[0-9a-f]{8}", one)


def test_all_that_is_packed_is_there() -> None:
    assert [name for name in build.PROGRAM if not (ROOT / name).exists()] == []


def test_another_file_than_pythons_installer_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "python.exe"
    wrong.write_bytes(b"MZ")
    with pytest.raises(build.NoInstallerError, match=re.escape("python.org")):
        build.build(tmp_path / "out", [SYSTEMS["windows-x86_64"]], "", wrong)
    assert not (tmp_path / "out").exists()
    assert re.fullmatch("[0-9a-f]{64}", INSTALLER_SHA256)
