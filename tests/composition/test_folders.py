"""Folders with far too much in them: a start has its bound in time, a good story plays, and a sentence says so."""

from __future__ import annotations

import shutil
import time
from datetime import date
from pathlib import Path

from kiosk.composition import Stories, open_stories
from kiosk.paths import shipped
from kiosk.scenario.reading.files import MOST_ENTRIES
from tests.sample import kept

MANY = 3000
READ_SECONDS, AGAIN_SECONDS = 20.0, 6.0
"""Of this process's own time: a machine busy with other things is no slower by that. Four and one are usual."""


def opened(folder: Path, cache: Path) -> tuple[Stories, float]:
    began = time.process_time()
    stories = open_stories([folder], cache, date.today())  # noqa: DTZ011 (as the kiosk does)
    return stories, time.process_time() - began


def test_three_thousand_broken_files_beside_a_story_hold_no_start_up(tmp_path: Path) -> None:
    folder = tmp_path / "剧本"
    folder.mkdir()
    for number in range(MANY):
        (folder / f"故事{number:04}.yaml").write_text("标题: 不完整\n编号: x\n", encoding="utf-8")
    shutil.copy(shipped("scenarios") / "冒充客服.yaml", folder / "0.yaml")
    for most in (READ_SECONDS, AGAIN_SECONDS):
        stories, took = opened(folder, tmp_path / "cache")
        assert took < most
        assert [one.id for one in stories.deck.scenarios] == ["kefu-baiwan"]
        assert len(stories.library.loaded) == MOST_ENTRIES
        (told,) = (one for one in stories.library.all_problems if one.code == "too-many-files")
        assert f"{MOST_ENTRIES}" in told.text()


def test_where_none_of_them_plays_that_is_told_beside_the_shipped_stories(tmp_path: Path) -> None:
    folder = tmp_path / "照片"
    folder.mkdir()
    for number in range(MOST_ENTRIES + 1):
        (folder / f"{number}.jpg").touch()
    cache = tmp_path / "cache"
    shutil.copytree(kept(), cache)
    stories, _ = opened(folder, cache)
    assert stories.deck.scenarios
    codes = [one.code for one in stories.library.problems]
    assert "too-many-files" in codes
    assert len(codes) == len(set(stories.library.problems))
