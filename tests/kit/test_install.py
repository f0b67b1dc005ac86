"""What the kit does on the machine: a version that doesn't work there is never switched to."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kit import install
from kit.versions import Versions

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def versions(tmp_path: Path) -> Versions:
    """Give a place with one version that works and one that has just been unpacked."""
    found = Versions(tmp_path / "place")
    for name in ("old", "new"):
        (found.folder(name) / "kiosk").mkdir(parents=True)
    found.finish("old")
    found.switch("old")
    return found


@pytest.fixture
def program(versions: Versions) -> Path:
    """Give a folder in which this very program is installed."""
    folder = versions.folder("new")
    (folder / "kiosk").rmdir()
    for name in ("kiosk", "scenarios", "assets"):
        (folder / name).symlink_to(ROOT / name)
    (folder / ".venv").symlink_to(sys.prefix)
    return folder


def nothing(*_: object) -> None:
    """Do nothing, where a test is of something else."""


def refuse(*_: object) -> None:
    raise install.NotInstalledError("它打不开")


def test_a_version_that_works_is_switched_to_and_the_old_one_kept(
    versions: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(install, "make_environment", nothing)
    monkeypatch.setattr(install, "first_picture", nothing)
    assert install.put(versions, "new", Path()) == "更新好了：new；上一版 old 还留着。"
    assert (versions.current, versions.before) == ("new", "old")
    assert install.put(versions, "new", Path()) == "这一版已经装好了：new。"
    assert (versions.current, versions.before) == ("new", "old")


@pytest.mark.parametrize("step", ["make_environment", "first_picture"])
def test_one_that_doesnt_is_removed_and_the_old_one_stays(
    versions: Versions,
    step: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("make_environment", "first_picture"):
        monkeypatch.setattr(install, name, refuse if name == step else nothing)
    words = ["put", "--place", str(versions.place), "--version", "new", "--wheels", "wheels"]
    assert install.main(words) == 1
    assert "它打不开" in capsys.readouterr().err
    assert versions.current == "old"
    assert not versions.folder("new").exists()


def test_where_there_is_no_version_before_nothing_is_gone_back_to(
    versions: Versions, capsys: pytest.CaptureFixture[str]
) -> None:
    assert install.main(["back", "--place", str(versions.place)]) == 1
    assert "没有上一版" in capsys.readouterr().err
    assert versions.current == "old"


def test_wheels_that_arent_to_be_had_are_told_and_no_network_is_asked(
    versions: Versions, tmp_path: Path
) -> None:
    folder = versions.folder("new")
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    pip = wheels / "pip-0-py3-none-any.whl" / "pip"
    pip.mkdir(parents=True)
    seen = tmp_path / "seen"
    told = f"import os, pathlib, sys\npathlib.Path({str(seen)!r}).write_text(repr((sys.argv, os.environ.get('PIP_INDEX_URL'))))\nsys.exit('no such wheel')\n"
    (pip / "__main__.py").write_text(told, encoding="utf-8")
    with pytest.raises(install.NotInstalledError, match="no such wheel"):
        install.make_environment(folder, wheels)
    text = seen.read_text(encoding="utf-8")
    assert "'--no-index'" in text
    assert "'--require-hashes'" in text
    assert text.endswith(", None)")


def test_the_program_shows_its_first_picture_on_no_screen(program: Path) -> None:
    install.first_picture(program)


def test_a_program_that_doesnt_start_shows_none(program: Path) -> None:
    (program / "kiosk").unlink()
    (program / "kiosk").mkdir()
    (program / "kiosk" / "__main__.py").write_text("raise SystemExit('它坏了')", encoding="utf-8")
    with pytest.raises(install.NotInstalledError, match="它坏了"):
        install.first_picture(program)


def test_a_path_stands_in_the_unit_as_systemd_reads_it() -> None:
    assert install.unit_word('/home/a"b\\c 100%') == '/home/a\\"b\\\\c 100%%'
    unit = (ROOT / "kit" / install.UNIT).read_text(encoding="utf-8")
    assert 'ExecStart="@PLACE@/scripts/run"' in unit
    assert {"Type=notify", "WatchdogSec=10"} <= set(unit.splitlines())
