"""A score that was on the screen is in the journal, though the kiosk is killed that moment: benchmarks/killed_visits.py, once."""

from __future__ import annotations

from pathlib import Path

from benchmarks import killed_visits

from .changing_display import ChangingDisplay


def test_a_score_that_was_shown_survives_a_kill(tmp_path: Path) -> None:
    display = ChangingDisplay(killed_visits.SIZE)
    try:
        told = killed_visits.try_kills(display, tmp_path, [killed_visits.SHOWN], seed=3)
    finally:
        display.close()
    assert told.wrong == []
    assert told.shown.total() >= 1
