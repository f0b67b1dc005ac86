"""Workbooks lie among the stories like any story; one beside its text is no second one."""

from __future__ import annotations

import os
import zipfile
from datetime import date
from pathlib import Path

import pytest

from kiosk.authoring.story_workbooks import read_workbook
from kiosk.scenario.reading import library as library_module
from kiosk.scenario.reading.library import Library, load_library
from kiosk.scenario.reading.library_cache import open_library
from kiosk.scenario.reading.text import STICK_CAP

from .books import FIRST, NAMES, Book, converted

TODAY = date(2026, 11, 21)
CATALOGUE = Path(__file__).parents[2] / "scenarios" / "catalogue"


def load(folder: Path) -> Library:
    return load_library(
        [folder], NAMES.catalogue, TODAY, pictures=NAMES.pictures, workbooks=read_workbook
    )


def titles(library: Library) -> list[str]:
    return [one.title for one in library.scenarios]


def test_a_workbook_in_a_folder_of_stories_is_a_story(tmp_path: Path) -> None:
    (tmp_path / "本子.xlsx").write_bytes(Book().data())
    library = load(tmp_path)
    assert library.scenarios == (FIRST,)
    assert library.loaded[0].name == "本子.xlsx"


@pytest.mark.parametrize("folder", ["", "我的剧本"])
def test_a_workbook_and_the_text_made_from_it_are_one_story(tmp_path: Path, folder: str) -> None:
    home = tmp_path / folder
    home.mkdir(exist_ok=True)
    data = Book().data()
    (home / "本子.xlsx").write_bytes(data)
    (home / "本子.yaml").write_text(converted(data).text, encoding="utf-8")
    library = load(tmp_path)
    assert [one.name.rpartition("/")[2] for one in library.loaded] == ["本子.yaml"]
    assert not [p for p in library.all_problems if p.code == "workbook-differs"]


def test_a_workbook_that_says_otherwise_than_its_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "本子.yaml").write_text(converted(Book().data()).text, encoding="utf-8")
    newer = Book().put("剧本", f"B{Book().row('标题')}", "另一个标题").data()
    (tmp_path / "本子.xlsx").write_bytes(newer)
    os.utime(tmp_path / "本子.yaml", (1, 1))
    library = load(tmp_path)
    assert titles(library) == [FIRST.title]
    (problem,) = library.problems
    assert (problem.code, problem.file) == ("workbook-differs", "本子.xlsx")
    assert "kiosk new 本子 --from 本子.xlsx" in problem.advice


def test_two_workbooks_of_one_story_are_told_at_the_id(tmp_path: Path) -> None:
    for name in ("甲.xlsx", "乙.xlsx"):
        (tmp_path / name).write_bytes(Book().data())
    library = load(tmp_path)
    assert len(library.scenarios) == 1
    (problem,) = [p for p in library.all_problems if p.code == "duplicate-story"]
    assert problem.cell == f"【剧本】B{Book().row('编号')}"


def test_what_is_wrong_in_a_workbook_is_told_in_the_order_of_its_sheets(tmp_path: Path) -> None:
    book = Book().put("选择", "C3", "安全").put("台词", "B3", "旁边").put("场景", "B3", "打电话")
    (tmp_path / "本子.xlsx").write_bytes(book.data())
    library = load(tmp_path)
    assert library.scenarios == ()
    told = [p.where for p in library.all_problems if p.severity.en == "error"]
    assert told == ["本子.xlsx【场景】B3", "本子.xlsx【台词】B3", "本子.xlsx【选择】C3"]


def test_a_table_nobody_can_read_is_told_where_the_stories_lie(tmp_path: Path) -> None:
    (tmp_path / "故事.et").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    (tmp_path / "~$本子.xlsx").write_bytes(b"lock")
    (tmp_path / "名单.csv").write_text("姓名\n", encoding="utf-8")
    library = load(tmp_path)
    assert [p.code for p in library.all_problems] == ["old-workbook"]


def test_a_workbook_larger_than_a_text_may_be_is_read(tmp_path: Path) -> None:
    (tmp_path / "本子.xlsx").write_bytes(Book().data())
    with zipfile.ZipFile(tmp_path / "本子.xlsx", "a") as archive:
        archive.writestr("xl/media/photo.jpeg", bytes(600_000))
    assert (tmp_path / "本子.xlsx").stat().st_size > STICK_CAP
    assert load(tmp_path).scenarios == (FIRST,)


def test_stories_in_workbooks_come_from_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stories, cache = tmp_path / "stories", tmp_path / "cache"
    stories.mkdir()
    (stories / "本子.xlsx").write_bytes(Book().data())
    (stories / "乙.yaml").write_text(converted(Book().data()).text, encoding="utf-8")
    newer = Book().put("剧本", f"B{Book().row('标题')}", "另一个标题").data()
    (stories / "改过.xlsx").write_bytes(newer)
    (stories / "坏的.xlsx").write_bytes(b"PK")

    def opened() -> Library:
        return open_library([stories], CATALOGUE, TODAY, cache, workbooks=read_workbook)

    first = opened()
    with monkeypatch.context() as changed:
        changed.setattr(library_module, "_examine", None)
        assert opened() == first
    (stories / "坏的.xlsx").write_bytes(Book(None).data())
    assert opened() != first
