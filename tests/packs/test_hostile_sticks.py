"""Whatever is on a stick, a sentence is said of it: nothing is lost, nothing half live, nothing hangs."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.packs import campaign_pack, pack_sources
from kiosk.packs.imported import Standing
from kiosk.packs.live_sets import LiveSets
from kiosk.packs.pack_sources import MEGABYTE, Budget, Limits
from kiosk.packs.refusal import PackRefusedError
from kiosk.scenario.problems import Problem

from .packs import HOSTILE, Hostile, playing, staged, story, zipped

SMALL = Limits(entries=900, files=50, size=16 * MEGABYTE)
"""Bounds that a test reaches in a moment; the program's own are tried once below."""
LARGE = {"more-stories-than-a-campaign-has", "only-photographs"}


@pytest.fixture
def sets(tmp_path: Path) -> LiveSets:
    """Give sets of which one is live already."""
    sets = LiveSets(tmp_path / "data")
    stick = tmp_path / "before"
    stick.mkdir()
    (stick / "从前.yaml").write_text(story("from-before"), encoding="utf-8")
    sets.make_live(staged(sets, stick))
    return sets


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    stick = tmp_path / "stick"
    stick.mkdir()
    return stick


def everything(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def plain(problem: Problem) -> None:
    """Assert that a problem is a sentence for staff with what to do."""
    for text in (problem.message, problem.advice):
        assert text
        assert any("\u4e00" <= c <= "\u9fff" for c in text)


def test_there_are_forty_hostile_sticks() -> None:
    assert len(HOSTILE) >= 40


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_stick_is_told_and_harms_nothing(
    name: str, sets: LiveSets, stick: Path, tmp_path: Path
) -> None:
    case: Hostile = HOSTILE[name]
    case.build(stick)
    if case.good:
        (stick / "好的.yaml").write_text(story(), encoding="utf-8")
    live, before = sets.current(), everything(sets.home)
    limits = Limits() if name in LARGE else SMALL
    if case.refused:
        with pytest.raises(PackRefusedError) as refusal:
            staged(sets, stick, budget=Budget(limits))
        assert refusal.value.problem.variant == case.refused
        plain(refusal.value.problem)
        assert everything(sets.home) == before
    else:
        imported = staged(sets, stick, budget=Budget(limits))
        assert {problem.variant for problem in imported.told} == case.told
        for problem in imported.told:
            plain(problem)
        good = [one for one in imported.candidates if one.id == "new-story"]
        assert [one.standing for one in good] == [Standing.NEW] * case.good
        inside = everything(imported.staging)
        assert set(inside) >= set(imported.files)
        assert all(path.resolve().is_relative_to(tmp_path) for path in imported.staging.rglob("*"))
        for file in inside:  # by names any system takes
            assert file == "/".join(map(pack_sources.safe_name, file.split("/")))
        folded = [pack_sources.folded(file) for file in inside]
        assert len(set(folded)) == len(folded)
    assert sets.current() == live
    assert live is not None
    assert list(live.faults()) == []


def test_stories_of_hostile_names_are_still_made_live(sets: LiveSets, stick: Path) -> None:
    for name in ("CON.yaml", "a<b>.yaml", "~x.yaml"):
        (stick / name).write_text(story(f"id-{len(name)}"), encoding="utf-8")
    live = sets.make_live(staged(sets, stick))
    assert {one.id for one in live.held} == {"from-before", "id-8", "id-9", "id-7"}
    assert list(live.faults()) == []


# Pulled out ---------------------------------------------------------------------------------------


def a_whole_pack(stick: Path) -> None:
    (stick / "一.yaml").write_text(story("one"), encoding="utf-8")
    (stick / "二").mkdir()
    (stick / "二" / "二.yaml").write_text(story("two"), encoding="utf-8")
    (stick / "录音" / "one").mkdir(parents=True)
    (stick / "录音" / "one" / "a.wav").write_bytes(b"RIFF" * 2000)
    (stick / "标语.txt").write_text("不转账\n", encoding="utf-8")
    zipped(stick / "三.zip", {"三.yaml": story("three").encode()})


def failing_reads(error: Callable[[], OSError], after: int) -> Callable[[int, int], bytes]:
    read, left = os.read, [after]

    def fail(number: int, size: int) -> bytes:
        piece = read(number, min(size, max(1, left[0])))
        left[0] -= len(piece)
        if left[0] <= 0:
            raise error()
        return piece

    return fail


@pytest.mark.parametrize("number", [errno.EIO, errno.ENODEV, errno.ENXIO])
def test_a_stick_pulled_at_any_byte_is_one_sentence(
    number: int, sets: LiveSets, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_whole_pack(stick)
    size = sum(
        path.stat().st_size for path in stick.rglob("*") if path.suffix != ".zip" and path.is_file()
    )
    before = everything(sets.home)
    for after in (1, 2, *range(500, size, max(1, size // 25)), size - 1):
        with monkeypatch.context() as changed:
            changed.setattr(os, "read", failing_reads(lambda: OSError(number, "gone"), after))
            with pytest.raises(PackRefusedError) as refusal:
                staged(sets, stick)
        assert refusal.value.problem.variant == "gone"
        assert everything(sets.home) == before


def test_a_stick_that_vanishes_between_two_files_is_one_sentence(
    sets: LiveSets, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_whole_pack(stick)
    before = everything(sets.home)
    opened = os.open
    for left in range(3):
        counted = [left]

        def vanish(path: str, flags: int, mode: int = 0o777, counted: list[int] = counted) -> int:
            if str(path).startswith(str(stick)):
                counted[0] -= 1
                if counted[0] < 0 and stick.exists():
                    stick.rename(stick.with_name("pocket"))
            return opened(path, flags, mode)

        with monkeypatch.context() as changed:
            changed.setattr(os, "open", vanish)
            with pytest.raises(PackRefusedError) as refusal:
                staged(sets, stick)
        stick.with_name("pocket").rename(stick)
        assert refusal.value.problem.variant == "gone"
        assert everything(sets.home) == before


def test_an_archive_cut_at_any_byte_is_told(sets: LiveSets, stick: Path) -> None:
    whole = zipped(stick / "a.zip", {"故事.yaml": story().encode()}).read_bytes()
    for size in range(0, len(whole), len(whole) // 20):
        (stick / "a.zip").write_bytes(whole[:size])
        with pytest.raises(PackRefusedError) as refusal:
            staged(sets, stick / "a.zip")
        assert refusal.value.problem.variant == "broken-zip"


# The machine's own disk ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "variant"), [(errno.ENOSPC, "full"), (errno.EROFS, "unwritable")]
)
def test_a_disk_that_takes_no_more_at_any_piece_is_one_sentence(
    number: int, variant: str, sets: LiveSets, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_whole_pack(stick)
    before = everything(sets.home)
    write = os.write
    for after in range(5):
        left = [after]

        def full(to: int, data: bytes, left: list[int] = left) -> int:
            left[0] -= 1
            if left[0] < 0:
                raise OSError(number, "no")
            return write(to, data)

        with monkeypatch.context() as changed:
            changed.setattr(campaign_pack.os, "write", full)
            with pytest.raises(PackRefusedError) as refusal:
                staged(sets, stick)
        assert refusal.value.problem.variant == variant
        plain(refusal.value.problem)
        assert everything(sets.home) == before


def test_a_disk_that_is_full_when_it_goes_live_leaves_what_was_live(
    sets: LiveSets, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_whole_pack(stick)
    imported = staged(sets, stick)
    live = sets.current()
    for call in ("fsync", "mkdir", "rename"):
        with monkeypatch.context() as changed:

            def full(*_given: object, **_more: object) -> None:
                raise OSError(errno.ENOSPC, "no")

            target = os if call != "rename" else Path
            changed.setattr(target, call, full)
            with pytest.raises(PackRefusedError) as refusal:
                sets.make_live(imported)
        assert refusal.value.problem.variant == "full"
        assert sets.current() == live
    assert sets.make_live(imported).held  # the import itself wasn't hurt


# Bounds -------------------------------------------------------------------------------------------


def test_a_stick_that_is_read_too_slowly_is_left(sets: LiveSets, stick: Path) -> None:
    a_whole_pack(stick)
    ticks = iter(range(0, 100_000, 30))
    with pytest.raises(PackRefusedError) as refusal:
        staged(sets, stick, budget=Budget(Limits(seconds=60), clock=lambda: next(ticks)))
    assert refusal.value.problem.variant == "slow"


def test_thousands_of_names_are_looked_at_and_no_more(sets: LiveSets, stick: Path) -> None:
    (stick / "x").mkdir()
    for n in range(2_100):
        os.close(os.open(stick / "x" / f"{n}.jpg", os.O_CREAT, 0o644))
    (stick / "好的.yaml").write_text(story(), encoding="utf-8")
    assert len(staged(sets, stick).candidates) == 1
    with pytest.raises(PackRefusedError) as refusal:
        staged(sets, stick, budget=Budget(Limits(entries=2_000)))
    assert refusal.value.problem.variant == "entries"


def test_a_file_named_by_itself_is_found_among_thousands(
    sets: LiveSets, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pack_sources, "MOST_NAMES_BESIDE", 3)
    named = [stick / f"{n}.yaml" for n in range(9)]
    for n, path in enumerate(named):
        path.write_text(story(f"story-{n}"), encoding="utf-8")
    for n, path in enumerate(named):
        assert [one.id for one in staged(sets, path).candidates] == [f"story-{n}"]


def test_what_is_playing_is_known_to_these_tests() -> None:
    assert [story.id for story in playing().scenarios] == ["call-96110"]
