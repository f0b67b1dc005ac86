"""Stories whose screens failed: how often, and which are set aside until staff say otherwise.

The file holds a list of objects with `id`, `print` (the story's fingerprint), `title`, `faults`, `why` and
`day`. A story that was changed has another fingerprint and has not failed yet. Where the file can't be read
no story has.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date
from math import inf
from pathlib import Path

from kiosk.records.writer import FileWriter
from kiosk.storage import LARGEST_NOTE, read_file
from kiosk.values import dataclass

FORGIVEN = 1
"""Faults of a story after which one more sets it aside."""
MOST_KEPT = 200
"""Stories; those that failed longest ago are let go."""
LONGEST = 200
"""Characters kept of why."""


def quarantine_file(data: Path) -> Path:
    """Give the file of a data directory."""
    return data / "quarantine.json"


@dataclass(frozen=True, slots=True)
class Failed:
    """A story that failed: its id and fingerprint, what it is called, how often, why and when last."""

    id: str
    print: str
    title: str
    faults: int
    why: str
    day: str

    @property
    def set_aside(self) -> bool:
        """Tell whether it isn't played."""
        return self.faults > FORGIVEN


class Quarantine:
    """The stories that failed, kept over restarts; `today` gives the day."""

    def __init__(self, path: Path, today: Callable[[], date] = date.today) -> None:
        """Read what is known."""
        self._today = today
        self._failed = read_failed(path)
        self._file = FileWriter(path, "出错的剧本")

    @property
    def set_aside(self) -> tuple[Failed, ...]:
        """Give those that aren't played, the one that failed last at the end."""
        return tuple(one for one in self._failed if one.set_aside)

    def add(self, story: str, fingerprint: str, title: str, why: str) -> Failed:
        """Note a fault of a story, and give what is known of it by now; written by a thread of its own."""
        key = story, fingerprint
        before = next((one for one in self._failed if (one.id, one.print) == key), None)
        faults = before.faults + 1 if before else 1
        now = Failed(*key, title, faults, why[:LONGEST], self._today().isoformat())
        others = (one for one in self._failed if one != before)
        self._failed = (*others, now)[-MOST_KEPT:]
        self._write()
        return now

    def put_back(self) -> None:
        """Forget all that failed: staff say that it is mended, or worth another try."""
        self._failed = ()
        self._write()

    def _write(self) -> None:
        plain = [asdict(one) for one in self._failed]
        self._file.write(json.dumps(plain, ensure_ascii=False).encode())

    def close(self, until: float = inf) -> bool:
        """Let the last be written; False where it isn't by second `until` of `time.monotonic`."""
        return self._file.close(until)


def read_failed(path: Path) -> tuple[Failed, ...]:
    """Give what a file tells; whatever isn't such a story is left out."""
    try:
        found = json.loads(read_file(path, LARGEST_NOTE))
    except (OSError, ValueError, RecursionError):
        return ()
    return (
        tuple(one for each in found if (one := _one(each)))[-MOST_KEPT:]
        if isinstance(found, list)
        else ()
    )


def _one(found: object) -> Failed | None:
    if not isinstance(found, dict):
        return None
    try:
        one = Failed(**found)
    except TypeError:
        return None
    texts = (one.id, one.print, one.title, one.why, one.day)
    if not all(isinstance(text, str) for text in texts) or type(one.faults) is not int:
        return None
    return replace(one, why=one.why[:LONGEST])
