"""The interface's words are segmented ahead, and the file is what the script writes."""

from __future__ import annotations

from kiosk.paths import shipped
from kiosk.segmenter import APART, JOINED, RUN, SEGMENTED
from tests.programs import program

FILE = shipped("assets") / "words" / SEGMENTED


def test_the_file_is_as_the_script_writes_it() -> None:
    right = FILE.read_text(encoding="utf-8") == program("segmented_words").segmented()
    assert right, "run python scripts/segmented_words.py"


def test_it_holds_runs_alone() -> None:
    for run in FILE.read_text(encoding="utf-8").splitlines():
        assert RUN.fullmatch(run.replace(APART, "").replace(JOINED, "")), run
