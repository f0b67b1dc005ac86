"""How many people have played today: one number a day, written off the frame.

The file holds days and counts and nothing else: `{"2026-11-21": 37}`. Where it can't be read or
written the count starts at zero and lives in memory.
"""

from __future__ import annotations

import json
import logging
import queue
import threading
from collections.abc import Callable
from datetime import date
from math import inf
from pathlib import Path

from kiosk.os_errors import reason_of
from kiosk.process import thread_ended
from kiosk.storage import write_whole

log = logging.getLogger(__name__)

DAYS_KEPT = 400
"""Days after which a count is let go: a year's report can still be made."""


class Tally:
    """Counts visitors by day; `today` gives the day, so that a test can turn the page."""

    def __init__(self, path: Path, today: Callable[[], date] = date.today) -> None:
        """Read what was counted before; a file that isn't ours is left as it is until written."""
        self._path, self._today = path, today
        self._counts = _read(path)
        self._wishes: queue.SimpleQueue[dict[str, int] | None] = queue.SimpleQueue()
        self._writer: threading.Thread | None = None

    def count(self) -> int:
        """Give how many have played today."""
        return self._counts.get(self._today().isoformat(), 0)

    def add(self) -> None:
        """Count one more; the number is written by a thread of its own."""
        day = self._today().isoformat()
        self._counts[day] = self._counts.get(day, 0) + 1
        for old in sorted(self._counts)[:-DAYS_KEPT]:
            del self._counts[old]
        if self._writer is None:
            self._writer = threading.Thread(target=self._write, name="tally", daemon=True)
            self._writer.start()
        self._wishes.put(dict(self._counts))

    def close(self, until: float = inf) -> bool:
        """Let the last number be written; False where it isn't by second `until`."""
        self._wishes.put(None)
        return thread_ended(self._writer, until)

    def _write(self) -> None:
        while (counts := self._wishes.get()) is not None:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                write_whole(self._path, json.dumps(counts).encode(), durable=True)
            except OSError as error:
                log.warning("今天的人数写不进 %s（%s）", self._path, reason_of(error))


def _read(path: Path) -> dict[str, int]:
    """Give the counts of a file; whatever isn't a day and a number is left out."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {day: n for day, n in found.items() if _is_day(day) and type(n) is int and n >= 0}


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
