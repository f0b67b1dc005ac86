"""What is counted a day: visitors, plays, staff's own tries, faults, restarts; written off the frame.

The file holds days and counts and nothing else: `{"2026-11-21": {"visitors": 37, "plays": 52}}`; a
day that is a plain number counts visitors, as files from before had it. Where it can't be read or
written the counts start at zero and live in memory.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from enum import Enum
from math import inf
from pathlib import Path

from kiosk.records.writer import FileWriter
from kiosk.storage import LARGEST_NOTE, read_file

DAYS_KEPT = 400
"""Days after which a count is let go: a year's report can still be made."""


def tally_file(data: Path) -> Path:
    """Give the file of a data directory."""
    return data / "tally.json"


Counts = dict[str, dict[str, int]]
"""Days as ISO writes them, and what was counted on each."""


class Counted(Enum):
    """What is counted; the value is its name in the file."""

    VISITORS = "visitors"
    PLAYS = "plays"
    TRIALS = "trials"
    """Stories that staff began themselves: in none of the above."""
    FAULTS = "faults"
    """Screens that failed; the visit went back to 待机."""
    RESTARTS = "restarts"
    """Times the program ended by itself and was started again."""


class Tally:
    """Counts by day; `today` gives the day, so that a test can turn the page."""

    def __init__(self, path: Path, today: Callable[[], date] = date.today) -> None:
        """Read what was counted before; a file that isn't ours is left as it is until written."""
        self._today = today
        self._counts = read_counts(path)
        self._file = FileWriter(path, "今天的次数")

    def count(self, what: Counted = Counted.VISITORS, day: date | None = None) -> int:
        """Give how many there were on a day, today where none is named."""
        counted = self._counts.get((day or self._today()).isoformat(), {})
        return counted.get(what.value, 0)

    def last_days(self, number: int) -> tuple[date, ...]:
        """Give today and the days before it, the newest first."""
        today = self._today()
        return tuple(today - timedelta(days=n) for n in range(number))

    def add(self, what: Counted = Counted.VISITORS) -> None:
        """Count one more; the number is written by a thread of its own."""
        counted = self._counts.setdefault(self._today().isoformat(), {})
        counted[what.value] = counted.get(what.value, 0) + 1
        for old in sorted(self._counts)[:-DAYS_KEPT]:
            del self._counts[old]
        self._file.write(json.dumps(self._counts).encode())

    def close(self, until: float = inf) -> bool:
        """Let the last number be written; False where it isn't by second `until`."""
        return self._file.close(until)


def read_counts(path: Path) -> Counts:
    """Give the counts of a file; whatever isn't a day and numbers is left out."""
    try:
        found = json.loads(read_file(path, LARGEST_NOTE))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    days = {day: _day_counts(counted) for day, counted in found.items() if _is_day(day)}
    return {day: counted for day, counted in days.items() if counted}


def _day_counts(counted: object) -> dict[str, int]:
    named = counted if isinstance(counted, dict) else {Counted.VISITORS.value: counted}
    known = {what.value for what in Counted}
    return {name: n for name, n in named.items() if name in known and type(n) is int and n >= 0}


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
