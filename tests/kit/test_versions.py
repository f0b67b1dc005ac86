"""Versions lie side by side; one step leads to another and back, and nothing half installed is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.versions import CURRENT, NoVersionError, Versions


@pytest.fixture(params=[True, False], ids=["links", "files"])
def versions(tmp_path: Path, request: pytest.FixtureRequest) -> Versions:
    """Give a place with links, as on Linux, and one with files that hold names, as on Windows."""
    return Versions(tmp_path, links=request.param)


def put(versions: Versions, *names: str) -> None:
    for name in names:
        versions.folder(name).mkdir(parents=True)
        (versions.folder(name) / "program").write_text(name, encoding="utf-8")
        versions.finish(name)
        versions.switch(name)


def test_at_first_there_is_none(versions: Versions) -> None:
    assert (versions.current, versions.before, versions.whole()) == ("", "", [])
    with pytest.raises(NoVersionError, match="没有上一版"):
        versions.back()


def test_an_update_keeps_the_one_before_and_goes_back_and_forth(versions: Versions) -> None:
    put(versions, "0.1.0-aa", "0.1.1-bb")
    assert (versions.current, versions.before) == ("0.1.1-bb", "0.1.0-aa")
    assert versions.back() == "0.1.0-aa"
    assert (versions.current, versions.before) == ("0.1.0-aa", "0.1.1-bb")
    assert versions.back() == "0.1.1-bb"


def test_only_a_whole_version_is_switched_to(versions: Versions) -> None:
    put(versions, "one")
    versions.folder("half").mkdir()
    with pytest.raises(NoVersionError, match="half"):
        versions.switch("half")
    assert versions.current == "one"


def test_putting_the_same_again_doesnt_forget_the_one_before(versions: Versions) -> None:
    put(versions, "one", "two")
    versions.switch("two")
    assert (versions.current, versions.before) == ("two", "one")


def test_tidying_leaves_the_current_one_and_the_one_before(versions: Versions) -> None:
    put(versions, "one", "two", "three")
    versions.folder("half").mkdir()
    assert versions.tidy() == ["half", "one"]
    assert versions.whole() == ["three", "two"]
    assert versions.back() == "two"


def test_a_version_whose_files_are_gone_is_not_gone_back_to(versions: Versions) -> None:
    put(versions, "one", "two")
    (versions.folder("one") / "installed").unlink()
    with pytest.raises(NoVersionError):
        versions.back()
    assert versions.current == "two"


def test_no_moment_of_a_switch_is_without_a_version(
    versions: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(versions, "one", "two")
    seen = []
    replace = Path.replace

    def watched(source: Path, target: Path) -> Path:
        seen.append(versions.current)
        done = replace(source, target)
        seen.append(versions.current)
        return done

    monkeypatch.setattr(Path, "replace", watched)
    versions.back()
    assert seen == ["two", "two", "two", "one"]


def test_what_an_interrupted_switch_left_is_in_nobodys_way(versions: Versions) -> None:
    put(versions, "one")
    (versions.place / f".{CURRENT}").write_text("half", encoding="utf-8")
    put(versions, "two")
    assert versions.current == "two"


def test_a_link_leads_to_the_program(tmp_path: Path) -> None:
    versions = Versions(tmp_path, links=True)
    put(versions, "one", "two")
    assert (tmp_path / CURRENT / "program").read_text(encoding="utf-8") == "two"
    moved = tmp_path.with_name("moved")
    tmp_path.rename(moved)
    assert (moved / CURRENT / "program").read_text(encoding="utf-8") == "two"
    moved.rename(tmp_path)
