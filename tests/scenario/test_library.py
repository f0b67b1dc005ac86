"""A library survives whatever lies on a stick, and comes from its cache without parsing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from kiosk.scenario.catalogue import Catalogue
from kiosk.scenario.picture_files import PictureFiles
from kiosk.scenario.problems import Severity
from kiosk.scenario.reading import library_cache
from kiosk.scenario.reading.library import Library, Loaded, load_library
from kiosk.scenario.reading.library_cache import KEPT, open_library

from .corpus import example, put

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "scenarios" / "catalogue"
TODAY = date(2026, 11, 21)
PNG = (  # three pixels wide and two high
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x03\0\0\0\x02\x08\x02\0\0\0\x12\x16\xf1M"
    b"\0\0\0\0IEND\xaeB`\x82"
)


OPEN = """
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path
from kiosk.scenario.reading.library_cache import open_library
a, b, c = map(Path, sys.argv[1:])
assert open_library([a], b, date(2026, 11, 21), c).scenarios
print(*(name in sys.modules for name in ('yaml', 'kiosk.scenario.checks', 'pygame')))
"""
"""A program that opens the stories of a folder with a catalogue and a folder for caches."""


def put_story(path: Path, name: str = "kuaidi-duanxin") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(example().replace("kuaidi-duanxin", name), encoding="utf-8")


def load(*paths: Path) -> Library:
    return load_library(paths, Catalogue(), TODAY)


def only(library: Library) -> Loaded:
    (one,) = library.loaded
    return one


def codes(library: Library) -> list[str]:
    return [p.code for p in library.all_problems if p.severity is Severity.ERROR]


def test_a_path_may_be_a_file_a_folder_of_stories_or_a_storys_own_folder(tmp_path: Path) -> None:
    put_story(tmp_path / "甲.yaml", "a")
    put_story(tmp_path / "乙" / "故事.yml", "b")
    put_story(tmp_path / "丙" / "STORY.YAML", "c")
    assert [s.id for s in load(tmp_path / "甲.yaml").scenarios] == ["a"]
    assert [s.id for s in load(tmp_path / "乙").scenarios] == ["b"]
    assert sorted(s.id for s in load(tmp_path).scenarios) == ["a", "b", "c"]
    assert sorted(one.name for one in load(tmp_path).loaded) == [
        "丙/STORY.YAML",
        "乙/故事.yml",
        "甲.yaml",
    ]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    put_story(tmp_path / "a.yaml")
    assert len(load(tmp_path, tmp_path / "a.yaml").loaded) == 1


def test_a_file_named_twice_is_called_as_it_was_first(tmp_path: Path) -> None:
    put_story(tmp_path / "甲" / "a.yaml")
    assert only(load(tmp_path, tmp_path / "甲" / "a.yaml")).name == "甲/a.yaml"
    assert only(load(tmp_path / "甲" / "a.yaml", tmp_path)).name == "a.yaml"


def test_a_file_that_is_too_big_is_told_by_its_own_size(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"#" * 5 * 1024)
    told = only(load_library([tmp_path], Catalogue(), TODAY, cap=2 * 1024)).problems
    assert [p.code for p in told] == ["too-big"]
    assert "5 KB" in told[0].message
    assert "2 KB" in told[0].message


GROWS = Path("/proc/self/status")
"""A file whose size is told as nothing, and which has something in it when it is read."""


@pytest.mark.skipif(not GROWS.exists(), reason="needs Linux")
def test_a_file_that_is_longer_than_it_said_is_read_no_further(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to(GROWS)
    assert codes(load_library([tmp_path], Catalogue(), TODAY, cap=20)) == ["too-big"]


def test_of_two_stories_of_one_id_the_newest_is_played_and_the_other_names_it(
    tmp_path: Path,
) -> None:
    for name, seconds in (("X.yaml", 200), ("X - 副本.yaml", 100), ("Y.yaml", 150)):
        put_story(tmp_path / name)
        os.utime(tmp_path / name, (seconds, seconds))
    library = load(tmp_path)
    playable = [one.name for one in library.loaded if one.scenario is not None]
    assert playable == ["X.yaml"]
    for one in library.loaded:
        if one.scenario is None:
            (problem,) = (p for p in one.problems if p.code == "duplicate-story")
            assert "“X.yaml”里也有，那个文件更新" in problem.message


def test_of_two_equally_old_stories_of_one_id_the_first_is_played(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        put_story(tmp_path / name)
        os.utime(tmp_path / name, (100, 100))
    library = load(tmp_path)
    assert [one.scenario is not None for one in library.loaded] == [True, False]
    (problem,) = (p for p in library.loaded[1].problems if p.code == "duplicate-story")
    assert "a.yaml" in problem.message
    assert (problem.line, problem.column) == (3, 5)


def test_a_hidden_ending_is_named_and_what_to_do_about_it(tmp_path: Path) -> None:
    put_story(tmp_path / "story.yaml.txt")
    problem = only(load(tmp_path)).problems[0]
    assert problem.code == "double-ending"
    assert "文件扩展名" in problem.advice


def test_a_story_folder_with_two_stories_is_refused(tmp_path: Path) -> None:
    put_story(tmp_path / "一" / "a.yaml", "a")
    put_story(tmp_path / "一" / "b.yaml", "b")
    library = load(tmp_path)
    assert library.scenarios == ()
    assert codes(library) == ["many-stories"]


def test_a_storys_own_picture_counts_in_its_fingerprint(tmp_path: Path) -> None:
    file, picture = tmp_path / "故事" / "a.yaml", tmp_path / "故事" / "我家.png"
    put_story(file)
    file.write_text(file.read_text("utf-8").replace("图片: 短信", "图片: 我家.png"), "utf-8")
    assert codes(load(tmp_path)) == ["no-picture"]
    picture.write_bytes(PNG)
    one = only(load(tmp_path))
    assert one.scenario is not None
    assert one.pictures == (picture,)
    picture.write_bytes(PNG + b"x")
    assert only(load(tmp_path)).fingerprint != one.fingerprint


def test_what_editors_and_systems_leave_behind_is_not_looked_at(tmp_path: Path) -> None:
    put_story(tmp_path / "a.yaml")
    for name in ("._a.yaml", ".b.yaml", "~$a.yaml"):
        (tmp_path / name).write_bytes(b"\0")
    (tmp_path / "System Volume Information").mkdir()
    put_story(tmp_path / "catalogue" / "types.yaml", "c")
    assert [one.name for one in load(tmp_path).loaded] == ["a.yaml"]


def test_an_empty_folder_and_a_missing_path_say_so(tmp_path: Path) -> None:
    assert codes(load(tmp_path)) == ["no-stories"]
    assert codes(load(tmp_path / "nowhere")) == ["not-found"]


def test_what_has_a_pictures_name_and_is_no_file_is_no_picture(tmp_path: Path) -> None:
    file = tmp_path / "故事" / "a.yaml"
    put_story(file)
    file.write_text(file.read_text("utf-8").replace("图片: 短信", "图片: 我家.png"), "utf-8")
    (file.parent / "我家.png").mkdir()
    assert codes(load(tmp_path)) == ["no-picture"]


def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("mkfifo")
    os.mkfifo(tmp_path / "a.yaml")
    assert codes(load(tmp_path)) == ["not-a-file"]


def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    put_story(tmp_path / "a.yaml")
    put_story(tmp_path / "b.yaml", "b")
    original = os.open

    def refuse(path: str, flags: int, *args: int, **more: int | None) -> int:
        if Path(path).name == "a.yaml":
            raise PermissionError(13, "Permission denied")
        return original(path, flags, *args, **more)

    with pytest.MonkeyPatch.context() as patch:  # root may read everything: the system is asked
        patch.setattr(os, "open", refuse)
        library = load(tmp_path)
    assert codes(library) == ["no-permission"]
    assert [s.id for s in library.scenarios] == ["b"]


def test_a_name_that_is_no_text_can_still_be_printed(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"\xff\xfe.yaml")).write_bytes(b"a")
    except OSError:
        pytest.skip("file names are text on this system")
    problem = only(load(tmp_path)).problems[0]
    assert problem.text().encode("utf-8")


def test_a_review_date_is_looked_at_by_the_day_handed_in(tmp_path: Path) -> None:
    put_story(tmp_path / "a.yaml")

    def told(day: date) -> list[str]:
        library = load_library([tmp_path], Catalogue(), day)
        assert library.scenarios  # never an error: a dead clock can't empty the kiosk
        return [p.code for p in library.all_problems if p.code == "review-due"]

    assert told(date(2027, 6, 30)) == []
    assert told(date(2027, 7, 1)) == ["review-due"]
    assert told(date(1970, 1, 1)) == []


def test_the_library_from_the_cache_is_the_one_that_was_checked(tmp_path: Path) -> None:
    stories, cache = tmp_path / "stories", tmp_path / "cache"
    stories.mkdir()
    put(stories)
    put_story(stories / "好.yaml")
    plain = open_library([stories], CATALOGUE, TODAY, None)
    first = open_library([stories], CATALOGUE, TODAY, cache)
    again = open_library([stories], CATALOGUE, TODAY, cache)
    assert len(list(cache.iterdir())) == 1
    assert first == plain
    assert again == first
    marks = [[scene.mark for scene in lib.scenarios[0].scenes] for lib in (first, again)]
    assert marks[0] == marks[1]
    assert again.catalogue.technique("冒充身份") is not None


@dataclass
class Counted:
    """Finds words of a kind, and counts how often it had to."""

    stamp: bytes = b"1"
    asked: int = 0

    def segmented(self, texts: Iterable[str], names: Iterable[str]) -> tuple[str, ...]:
        self.asked += 1
        return (*sorted(set(texts))[:3], *names)


def test_the_words_of_stories_are_found_when_they_are_checked_and_kept_with_them(
    tmp_path: Path,
) -> None:
    stories, cache, words = tmp_path / "stories", tmp_path / "cache", Counted()
    put_story(stories / "a.yaml")

    def opened() -> Library:
        return open_library([stories], CATALOGUE, TODAY, cache, words=words)

    first = opened()
    assert len(first.words) > 3
    assert opened() == first
    assert words.asked == 1
    put_story(stories / "b.yaml", "ling-yi-ge")
    opened()
    assert words.asked == 2
    words.stamp = b"2"
    opened()
    assert words.asked == 3


def test_a_cached_library_knows_which_of_two_files_was_the_newest(tmp_path: Path) -> None:
    stories, cache = tmp_path / "stories", tmp_path / "cache"
    for newest, other in (("a.yaml", "b.yaml"), ("b.yaml", "a.yaml")):
        for name, seconds in ((newest, 200), (other, 100)):
            put_story(stories / name)
            os.utime(stories / name, (seconds, seconds))
        library = open_library([stories], CATALOGUE, TODAY, cache)
        assert [one.name for one in library.loaded if one.scenario is not None] == [newest]


@pytest.mark.parametrize("damage", [b"", b"{}", None, b"0" * 64 + b"\n{}", b"\xff\xfe"])
def test_a_torn_or_foreign_cache_is_ignored_and_replaced(
    tmp_path: Path, damage: bytes | None
) -> None:
    stories, cache = tmp_path / "stories", tmp_path / "cache"
    put_story(stories / "a.yaml")
    first = open_library([stories], CATALOGUE, TODAY, cache)
    (file,) = cache.iterdir()
    good = file.read_bytes()
    file.write_bytes(good[:-10] if damage is None else damage)
    assert open_library([stories], CATALOGUE, TODAY, cache) == first
    assert file.read_bytes() == good


def test_a_cache_that_was_altered_is_not_believed(tmp_path: Path) -> None:
    stories, cache = tmp_path / "stories", tmp_path / "cache"
    put_story(stories / "a.yaml")
    first = open_library([stories], CATALOGUE, TODAY, cache)
    (file,) = cache.iterdir()
    good = file.read_bytes()
    title = first.scenarios[0].title.encode()
    assert title in good
    file.write_bytes(good.replace(title, "别的标题".encode()))
    assert open_library([stories], CATALOGUE, TODAY, cache) == first
    assert file.read_bytes() == good


def test_a_cache_that_could_not_be_put_in_its_place_leaves_nothing_behind(tmp_path: Path) -> None:
    stories, cache = tmp_path / "stories", tmp_path / "cache"
    put_story(stories / "a.yaml")
    open_library([stories], CATALOGUE, TODAY, cache)
    (file,) = cache.iterdir()
    file.unlink()
    (file / "in the way").mkdir(parents=True)
    assert open_library([stories], CATALOGUE, TODAY, cache).scenarios
    assert list(cache.iterdir()) == [file]


def test_a_story_in_the_cache_is_checked_again_when_what_lies_around_it_changes(
    tmp_path: Path,
) -> None:
    stories, cache = tmp_path / "stories", tmp_path / "cache"
    put_story(stories / "甲" / "a.yaml")
    catalogue = tmp_path / "catalogue"
    shutil.copytree(CATALOGUE, catalogue)
    covers = PictureFiles(frozenset({"没有这张"}), frozenset())
    (own,) = (one.picture for one in load(stories).scenarios)

    def told(pictures: PictureFiles | None = None) -> set[str]:
        """Give what is told, the same from the cache as without it."""
        plain = open_library([stories], catalogue, TODAY, None, pictures=pictures)
        for _ in range(2):
            assert open_library([stories], catalogue, TODAY, cache, pictures=pictures) == plain
        return {p.text() for p in plain.all_problems}

    seen = [told(), told(covers)]
    put_story(stories / "乙" / "b.yaml", "b")
    put_story(stories / "乙" / "c.yaml", "c")  # two in one folder: neither is read
    seen.append(told(covers))
    text = (stories / "甲" / "a.yaml").read_text(encoding="utf-8")
    (stories / "甲" / "a.yaml").write_text(
        text.replace(f"图片: {own}", "图片: own.png"), encoding="utf-8"
    )
    seen.append(told(covers))
    (stories / "甲" / "own.png").write_bytes(PNG)
    seen.append(told(covers))
    (stories / "甲" / "own.png").write_bytes(PNG[:-8])
    seen.append(told(covers))
    (catalogue / "techniques.yaml").unlink()
    seen.append(told(covers))
    assert all(one != other for one, other in pairwise(seen)), seen


@pytest.mark.parametrize(
    "part", ["graph.py", "reading/reader.py", "checks/*.py", "problem_codes/*.toml"]
)
def test_another_program_takes_no_library_from_the_cache(tmp_path: Path, part: str) -> None:
    shutil.copytree(ROOT / "kiosk", tmp_path / "program" / "kiosk")
    put_story(tmp_path / "s" / "a.yaml")
    call = [sys.executable, "-P", "-c", OPEN, tmp_path / "s", CATALOGUE, tmp_path / "c"]
    changed = max((tmp_path / "program" / "kiosk" / "scenario").glob(part))
    for caches in (1, 1, 2):
        if caches == 2:
            changed.write_bytes(changed.read_bytes() + b"\n")
        subprocess.run(
            call, env={**os.environ, "PYTHONPATH": str(tmp_path / "program")}, check=True
        )
        assert len(list((tmp_path / "c").iterdir())) == caches


def test_a_changed_story_is_checked_again_and_old_caches_go(tmp_path: Path) -> None:
    stories, cache = tmp_path / "stories", tmp_path / "cache"
    put_story(stories / "a.yaml")
    for n in range(KEPT + 3):
        put_story(stories / "a.yaml", f"a{n}")
        assert open_library([stories], CATALOGUE, TODAY, cache).scenarios[0].id == f"a{n}"
    assert len(list(cache.iterdir())) == KEPT


@pytest.mark.parametrize(
    "changed", ["model.py", "checks/names.py", "reading/reader.py", "problem_codes/tab.toml"]
)
def test_a_changed_program_checks_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    stories, cache, program = tmp_path / "stories", tmp_path / "cache", tmp_path / "scenario"
    stories.mkdir()
    put_story(stories / "甲.yaml")
    shutil.copytree(library_cache._PROGRAM, program)
    monkeypatch.setattr(library_cache, "_PROGRAM", program)
    open_library([stories], CATALOGUE, TODAY, cache)
    with (program / changed).open("a", encoding="utf-8") as file:
        file.write("\n")
    open_library([stories], CATALOGUE, TODAY, cache)
    assert len(list(cache.iterdir())) == 2


def test_a_cache_that_cannot_be_written_is_no_loss(tmp_path: Path) -> None:
    stories = tmp_path / "stories"
    put_story(stories / "a.yaml")
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert open_library([stories], CATALOGUE, TODAY, tmp_path / "cache").scenarios


def test_the_day_is_asked_of_a_cached_library_too(tmp_path: Path) -> None:
    put_story(tmp_path / "s" / "a.yaml")
    open_library([tmp_path / "s"], CATALOGUE, TODAY, tmp_path / "c")
    later = open_library([tmp_path / "s"], CATALOGUE, date(2030, 1, 1), tmp_path / "c")
    assert "review-due" in [p.code for p in later.all_problems]


def test_a_start_from_the_cache_imports_no_yaml_and_no_checks(tmp_path: Path) -> None:
    put_story(tmp_path / "s" / "a.yaml")
    call = [sys.executable, "-c", OPEN, tmp_path / "s", CATALOGUE, tmp_path / "c"]
    said = [
        subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
        for _ in range(2)
    ]
    assert said == [["True", "True", "False"], ["False", "False", "False"]]


def test_two_stories_whose_ids_differ_in_case_alone_are_played_and_told(tmp_path: Path) -> None:
    (tmp_path / "甲.yaml").write_text(example(), encoding="utf-8")
    changed = example().replace("编号: kuaidi-duanxin", "编号: KuaiDi-duanxin")
    (tmp_path / "乙.yaml").write_text(changed, encoding="utf-8")
    library = load(tmp_path)
    assert len(library.scenarios) == 2
    (problem,) = (p for p in library.all_problems if p.code == "alike-ids")
    assert problem.variant == "story"
    assert problem.line
    assert "编号" in problem.message


def twinned(folder: Path, **twins: str) -> dict[str, list[str]]:
    """Give what is told of the 对照 of stories, each written with the 对照 it names."""
    for name, twin in twins.items():
        put_story(folder / f"{name}.yaml", name)
        if twin:
            with (folder / f"{name}.yaml").open("a", encoding="utf-8") as file:
                file.write(f"对照: {twin}\n")
    told = {}
    for one in load(folder).loaded:
        assert one.scenario is not None
        told[one.scenario.id] = [p.variant for p in one.problems if p.code == "twin"]
    return told


@pytest.mark.parametrize(
    ("twins", "told"),
    [
        ({"a": "b", "b": "a"}, {"a": [], "b": []}),
        ({"a": "b", "b": ""}, {"a": ["one-way"], "b": []}),
        ({"a": "b", "b": "c", "c": "b"}, {"a": ["one-way"], "b": [], "c": []}),
        ({"a": "x", "b": ""}, {"a": [""], "b": []}),
        ({"a": "a", "b": ""}, {"a": ["self"], "b": []}),
        ({"a": "b"}, {"a": []}),
        ({"a": "a"}, {"a": ["self"]}),
    ],
)
def test_a_twin_that_isnt_there_or_names_another_is_told(
    twins: dict[str, str], told: dict[str, list[str]], tmp_path: Path
) -> None:
    assert twinned(tmp_path, **twins) == told


def test_a_twin_is_told_where_it_is_written(tmp_path: Path) -> None:
    twinned(tmp_path, a="b", b="")
    (problem,) = (p for p in load(tmp_path).all_problems if p.code == "twin")
    written = (tmp_path / "a.yaml").read_text(encoding="utf-8").splitlines()
    assert written[problem.line - 1][problem.column - 1 :] == "b"
    assert "b.yaml" in problem.message
