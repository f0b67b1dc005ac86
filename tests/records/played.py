"""Plays of a shipped story as the journal is handed them, without screens."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kiosk.records.journal_file import journal_file, open_read
from kiosk.records.journal_rows import Begun, Played
from kiosk.records.play_ids import PlayIds
from kiosk.scenario.graph import Graph
from kiosk.visit.play import Play
from kiosk.visit.transcript import played
from tests.sample import FAMILIAR, story_of

STORY = story_of(FAMILIAR[2])
AT = datetime(2026, 12, 5, 10, 50, tzinfo=UTC)
_ids = PlayIds()


def whole_play(*, best: bool = True) -> Play:
    """Give the best play, or the worst."""
    extremes = Graph(STORY).extremes()
    assert extremes is not None
    return played(STORY, extremes.best_choices if best else extremes.worst_choices)


def one(play: Play | None = None, **facts: Any) -> Played:  # noqa: ANN401 (fields of `Begun`)
    """Give a play to be written, finished where none is named."""
    play, id_ = play or whole_play(), _ids()
    begun = Begun(**{"id": id_, "visit": id_, "at": AT, **facts})
    return Played(begun, play, (2.0,) * len(play.steps), 60.0)


def rows(data: Path, question: str) -> list[tuple[Any, ...]]:
    """Ask the journal of a data directory."""
    with closing(open_read(journal_file(data))) as base:
        return base.execute(question).fetchall()


def damage(path: Path) -> None:
    """Fold the write-ahead log into a journal, so that all of it lies in one file."""
    with closing(sqlite3.connect(path)) as base:
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
