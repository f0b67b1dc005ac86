"""What was begun last is known after a restart, and nothing else is: ids in their order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.records.shown import MOST_KEPT, Shown, shown_file


def test_the_story_begun_last_stands_at_the_end_after_a_restart_too(tmp_path: Path) -> None:
    path = shown_file(tmp_path / "data")
    shown = Shown(path)
    for story in ("a", "b", "c", "a"):
        shown.add(story)
    assert shown.order == ("b", "c", "a")
    assert shown.close()
    assert Shown(path).order == ("b", "c", "a")
    assert json.loads(path.read_text("utf-8")) == ["b", "c", "a"]


@pytest.mark.parametrize(
    "text", ["", "nothing", "{}", '{"a": 1}', "7", "[" * 100_000, '["a", 1, null, ["b"], "a"]']
)
def test_a_file_that_isnt_ours_stops_nothing(tmp_path: Path, text: str) -> None:
    path = tmp_path / "shown.json"
    path.write_text(text, "utf-8")
    shown = Shown(path)
    assert set(shown.order) <= {"a"}
    shown.add("b")
    assert shown.close()
    assert Shown(path).order[-1] == "b"


@given(st.lists(st.integers(0, 2 * MOST_KEPT), max_size=30), st.integers(0, 2 * MOST_KEPT))
def test_each_story_is_kept_once_and_no_more_than_so_many(begun: list[int], many: int) -> None:
    shown = Shown(Path("/nowhere/at/all/shown.json"))
    shown._file.write = lambda _data: None  # type: ignore[method-assign]
    for number in (*begun, *range(many)):
        shown.add(f"s{number}")
    assert len(set(shown.order)) == len(shown.order) <= MOST_KEPT
