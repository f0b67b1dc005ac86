"""What a review found is remembered until anything it depends on changes, and nothing else is touched."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from kiosk.review import review_cache
from kiosk.review.review_cache import CachedReviewer
from kiosk.scenario.catalogue import Catalogue
from kiosk.scenario.problems import Problem
from kiosk.scenario.reading.library import Library, Loaded

from .reviewed import EXAMPLE, changed, loaded
from .sounds import tone

PICTURED = changed("图片: 短信", "图片: 家.png")


class Office:
    """A reviewer that notes whom it looked at."""

    def __init__(self, folder: Path, recordings: Path | None = None) -> None:
        self.looked_at: list[str] = []
        self.begun = 0
        self.folder = folder / "cache" / review_cache.FOLDER
        self._recordings = recordings

    def reviews(self, one: Loaded, ground: str = "ground", *, whole: bool = True) -> list[str]:
        """Give the words told of a story; a fresh cache each time, as each command has."""
        cached = CachedReviewer(self._begin, ground, self.folder, self._recordings, whole=whole)
        library = Library((one,), Catalogue())
        (after,) = cached.reviewed_library(library, lambda _: None).loaded
        return [str(dict(p.values)["words"]) for p in after.problems if p.code == "misread"]

    def _begin(self) -> object:
        self.begun += 1
        return self._review

    def _review(self, one: Loaded, data: bytes) -> tuple[Problem, ...]:
        self.looked_at.append(one.name)
        message = f"{len(data)} 个字节，第 {len(self.looked_at)} 次"
        return (Problem.of("misread", words=message).placed(one.name, 3, 1, "甲"),)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_a_story_unchanged_is_not_looked_at_again(tmp_path: Path, office: Office) -> None:
    one = loaded(tmp_path)
    assert office.reviews(one) == office.reviews(one)
    assert office.begun == len(office.looked_at) == 1


def test_a_changed_word_is_looked_at(tmp_path: Path, office: Office) -> None:
    office.reviews(loaded(tmp_path))
    office.reviews(loaded(tmp_path, changed("三点", "四点")))
    assert len(office.looked_at) == 2


def test_another_program_looks_again(tmp_path: Path, office: Office) -> None:
    one = loaded(tmp_path)
    office.reviews(one)
    office.reviews(one, "another ground")
    assert len(office.looked_at) == 2


def test_a_story_that_became_playable_is_looked_at(tmp_path: Path, office: Office) -> None:
    one = loaded(tmp_path)
    office.reviews(replace(one, scenario=None))
    office.reviews(one)
    assert len(office.looked_at) == 2


def test_a_changed_picture_is_looked_at(tmp_path: Path, office: Office) -> None:
    for side in (300, 400):
        Image.new("RGB", (side, 200)).save(tmp_path / "家.png")
        office.reviews(loaded(tmp_path, PICTURED))
    assert len(office.looked_at) == 2


def test_a_new_recording_is_looked_at(tmp_path: Path) -> None:
    recordings = tmp_path / "录音"
    office = Office(tmp_path, recordings)
    one = loaded(tmp_path)
    office.reviews(one)
    (recordings / "kuaidi-duanxin").mkdir(parents=True)
    tone(recordings / "kuaidi-duanxin" / "记住.wav")
    office.reviews(one)
    office.reviews(one)
    assert len(office.looked_at) == 2


def test_what_could_not_be_asked_whole_is_not_kept(tmp_path: Path, office: Office) -> None:
    one = loaded(tmp_path)
    office.reviews(one, whole=False)
    office.reviews(one)
    assert len(office.looked_at) == 2


@pytest.mark.parametrize("torn", [b"", b"[", b'[["tried"]]', b"null", b"\xff\xfe"])
def test_a_torn_file_is_as_good_as_none(tmp_path: Path, office: Office, torn: bytes) -> None:
    one = loaded(tmp_path)
    office.reviews(one)
    (file,) = office.folder.glob("*.json")
    file.write_bytes(torn)
    assert office.reviews(one) == [f"{len(EXAMPLE.encode())} 个字节，第 2 次"]


def test_a_bounded_number_of_files_is_kept_and_the_ones_used_stay(
    tmp_path: Path, office: Office
) -> None:
    one = loaded(tmp_path)
    office.reviews(one)
    (mine,) = office.folder.glob("*.json")
    for n in range(review_cache.KEPT + 5):
        other = office.folder / f"{n}.json"
        other.write_text("[]", encoding="utf-8")
        os.utime(other, (n, n))
    office.reviews(one, "another ground")
    assert len(list(office.folder.glob("*.json"))) == review_cache.KEPT
    assert mine.exists()


def test_the_libraries_the_kiosk_keeps_stay(tmp_path: Path, office: Office) -> None:
    library = tmp_path / "cache" / "library-0.json"
    library.parent.mkdir()
    library.write_text("kept", encoding="utf-8")
    office.reviews(loaded(tmp_path))
    assert library.read_text(encoding="utf-8") == "kept"
    assert office.folder.parent == library.parent


def test_a_folder_that_cannot_be_written_is_no_loss(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.folder.parent.write_text("a file", encoding="utf-8")
    one = loaded(tmp_path)
    assert office.reviews(one)
    assert office.reviews(one)
    assert len(office.looked_at) == 2


def test_the_ground_is_another_where_a_file_or_a_choice_is(tmp_path: Path) -> None:
    program, fonts = tmp_path / "kiosk", tmp_path / "fonts"
    for folder in (program, fonts):
        folder.mkdir()
    (program / "a.py").write_text("1", encoding="utf-8")
    grounds = [
        review_cache.ground(program, [fonts], ["espeak"]),
        review_cache.ground(program, [fonts], ["sherpa"]),
    ]
    (fonts / "a.otf").write_bytes(b"font")
    grounds.append(review_cache.ground(program, [fonts], ["espeak"]))
    (program / "a.py").write_text("12", encoding="utf-8")
    grounds.append(review_cache.ground(program, [fonts], ["espeak"]))
    assert len(set(grounds)) == len(grounds)
    assert review_cache.ground(program, [fonts], ["espeak"]) == grounds[-1]
