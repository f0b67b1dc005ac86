"""The program works from its wheel as from the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.ce  # a wheel is built, installed and tried: a third of a minute


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with the backend that lies in the test environment; no network."""
    folder = tmp_path_factory.mktemp("wheel")
    program = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install it into a folder of its own."""
    site = tmp_path_factory.mktemp("site")
    program = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    done = subprocess.run(
        [*program, "--target", str(site), str(wheel)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return site


def run(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python outside of the checkout, with the installed program and nothing of the checkout."""
    return subprocess.run(
        [sys.executable, "-P", *arguments],
        env=dict(os.environ, PYTHONPATH=str(installed), XDG_DATA_HOME=str(folder / "data")),
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def shipped(folder: str) -> set[str]:
    """Give the committed files of a folder as they must lie in the wheel."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", folder], cwd=ROOT, capture_output=True, text=True, check=False
    )
    names = listed.stdout.split("\0") if listed.returncode == 0 else []
    if not any(names):  # no checkout but its files
        names = [str(p.relative_to(ROOT)) for p in (ROOT / folder).rglob("*") if p.is_file()]
    return {f"kiosk/_shipped/{name}" for name in names if name and (ROOT / name).is_file()}


def test_the_wheel_has_every_story_font_and_picture_and_no_test(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for folder in ("scenarios", "assets"):
        wanted = shipped(folder)
        assert wanted
        assert wanted <= names
    assert "kiosk/py.typed" in names
    assert not [name for name in names if name.startswith(("tests/", "scripts/", "benchmarks/"))]
    licences = {Path(name).name for name in names if ".dist-info/licenses/" in name}
    assert {"LICENSE", "NOTICE"} <= licences


def test_the_installed_program_finds_what_came_with_it(installed: Path, tmp_path: Path) -> None:
    program = (
        "from kiosk.paths import shipped; print(shipped('scenarios')); print(shipped('assets'))"
    )
    done = run(installed, tmp_path, "-c", program)
    own = installed / "kiosk" / "_shipped"
    assert done.stdout.splitlines() == [str(own / "scenarios"), str(own / "assets")], done.stderr


def test_the_installed_program_reads_its_stories_and_finds_its_fonts_whole(
    installed: Path, tmp_path: Path
) -> None:
    program = """
from datetime import date
from pathlib import Path
from kiosk.doctor import Health, Installation
from kiosk.doctor import machine, site
here = Installation.here(Path("data").absolute(), date(2026, 12, 1))
found = [*machine.fonts(here), *site.stories(here), *site.voice(here)]
bad = [f.text() for f in found if f.health is Health.ERROR]
assert not bad, bad
assert [f.check for f in found if f.health is Health.OK] == ["fonts", "stories", "voice"], found
"""
    done = run(installed, tmp_path, "-c", program)
    assert done.returncode == 0, done.stderr


def test_the_installed_program_checks_a_story_of_its_own(installed: Path, tmp_path: Path) -> None:
    """That all of them came and are read whole is asked above."""
    story = min((installed / "kiosk" / "_shipped" / "scenarios").glob("*.yaml"))
    done = run(installed, tmp_path, "-m", "kiosk", "check", str(story), "--data", "data")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_installed_program_examines_its_machine(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "-m", "kiosk", "doctor", "--json")
    told = json.loads(done.stdout)
    assert told["exit"] == done.returncode
    assert str(tmp_path / "data") in str([f for f in told["findings"] if f["check"] == "data"])
