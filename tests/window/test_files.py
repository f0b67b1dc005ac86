"""Faulty files among the stories: the kiosk plays what is good, staff are told where the fault is."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.scenario import corpus

from .displays import Display, environment
from .harness import running
from .visits import by_touch, offered, stories


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder that holds every faulty file and no other."""
    folder = tmp_path_factory.mktemp("faulty")
    corpus.put(folder)
    return folder


def cards(display: Display, data: Path, *folders: Path) -> int:
    """Give how many stories a kiosk offers with those folders, after a look into the first of them."""
    given = [word for folder in folders for word in ("--scenarios", folder)]
    with running(display, data, *given) as kiosk:
        by_touch(kiosk, "start")
        kiosk.see("ChooseScreen")
        found = offered(kiosk)
        by_touch(kiosk, "story-1")
        kiosk.see("SceneScreen")
        assert kiosk.end() == 0
        assert "Traceback" not in kiosk.log() + kiosk.errors()
    return found


def test_where_no_file_is_good_the_shipped_stories_play(
    faulty: Path, shared_display: Display, tmp_path: Path
) -> None:
    assert cards(shared_display, tmp_path, faulty) == len(stories())


def test_a_good_file_among_them_plays_and_no_other(
    faulty: Path, shared_display: Display, tmp_path: Path
) -> None:
    folder = tmp_path / "stories"
    shutil.copytree(faulty, folder, symlinks=True)
    (folder / "好的.yaml").write_text(corpus.example(), encoding="utf-8")
    assert cards(shared_display, tmp_path / "data", folder) == 1


def test_a_folder_that_is_not_there_is_no_reason_to_stop(
    shared_display: Display, tmp_path: Path
) -> None:
    assert cards(shared_display, tmp_path / "data", tmp_path / "没有") == len(stories())


@pytest.mark.once
def test_each_faulty_file_is_named_with_line_and_column(faulty: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-P", "-m", "kiosk", "check", str(faulty)],
        env=environment(),
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert told.returncode == 1
    lines = told.stdout.decode().splitlines()
    for case in corpus.ALL:
        name = f"{case.name}.yaml"
        place = f"{name}:{case.line}:{case.column}" if case.line else name
        assert any(place in line for line in lines), f"{place} is not named"


@pytest.mark.once
def test_programs_are_told_the_same(faulty: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-P", "-m", "kiosk", "check", str(faulty), "--json"],
        env=environment(),
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert told.returncode == 1
    problems = json.loads(told.stdout)["problems"]
    found = {(Path(p["file"]).name, p["code"], p["line"], p["column"]) for p in problems}
    wanted = {(f"{c.name}.yaml", c.code, c.line, c.column) for c in corpus.ALL}
    assert wanted <= found
