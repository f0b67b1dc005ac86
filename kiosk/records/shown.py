"""Which stories were begun last: their ids in that order, and nothing of who played them, or when.

The file holds a list of ids, the latest at the end. Where it can't be read all stories count as new.
"""

from __future__ import annotations

import json
from math import inf
from pathlib import Path

from kiosk.records.writer import FileWriter
from kiosk.storage import LARGEST_NOTE, read_file

MOST_KEPT = 500
"""Ids that are kept: more than any machine has stories."""


def shown_file(data: Path) -> Path:
    """Give the file of a data directory."""
    return data / "shown.json"


class Shown:
    """The order in which stories were last begun, kept over restarts."""

    def __init__(self, path: Path) -> None:
        """Read what is known; a file that isn't ours is left as it is until written."""
        self._order = _read(path)
        self._file = FileWriter(path, "演过的剧本")

    @property
    def order(self) -> tuple[str, ...]:
        """Give the ids, the story begun last at the end."""
        return self._order

    def add(self, story: str) -> None:
        """Note that a story has been begun; the file is written by a thread of its own."""
        others = (one for one in self._order if one != story)
        self._order = (*others, story)[-MOST_KEPT:]
        self._file.write(json.dumps(self._order, ensure_ascii=False).encode())

    def close(self, until: float = inf) -> bool:
        """Let the last be written; False where it isn't by second `until` of `time.monotonic`."""
        return self._file.close(until)


def _read(path: Path) -> tuple[str, ...]:
    try:
        found = json.loads(read_file(path, LARGEST_NOTE))
    except (OSError, ValueError, RecursionError):
        return ()
    ids = found if isinstance(found, list) else []
    return tuple(dict.fromkeys(one for one in ids if isinstance(one, str)))[-MOST_KEPT:]
