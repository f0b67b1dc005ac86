"""What failed is kept over restarts, within bounds, whatever lies in the file's place."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from kiosk.records.quarantine import FORGIVEN, MOST_KEPT, Quarantine, quarantine_file, read_failed

DAY = date(2026, 11, 21)


def failing(data: Path, *stories: str) -> Quarantine:
    kept = Quarantine(quarantine_file(data), lambda: DAY)
    for story in stories:
        kept.add(story, "1", f"《{story}》", "KeyError：x")
    kept.close()
    return kept


def test_the_second_fault_sets_aside_and_the_first_does_not(tmp_path: Path) -> None:
    assert failing(tmp_path, *["a"] * FORGIVEN).set_aside == ()
    (one,) = failing(tmp_path, "a", "b").set_aside
    assert (one.id, one.faults, one.day, one.why) == ("a", 2, "2026-11-21", "KeyError：x")
    assert Quarantine(quarantine_file(tmp_path)).set_aside == (one,)


def test_no_more_are_kept_than_a_machine_has_stories(tmp_path: Path) -> None:
    failing(tmp_path, *map(str, range(MOST_KEPT + 5)))
    kept = read_failed(quarantine_file(tmp_path))
    assert [one.id for one in kept] == [str(n) for n in range(5, MOST_KEPT + 5)]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[1, null, {}]",
        '{"a": 1}',
        '[{"id": 1}]',
        json.dumps([{"id": "a", "print": "", "title": "", "faults": "2", "why": "", "day": ""}]),
        "[" * 5000,
    ],
    ids=range(7),
)
def test_what_is_not_ours_is_no_fault_of_any_story(tmp_path: Path, content: str) -> None:
    quarantine_file(tmp_path).write_text(content, encoding="utf-8")
    assert read_failed(quarantine_file(tmp_path)) == ()
