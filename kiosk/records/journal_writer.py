"""What is done to the journal's file, a transaction a deed; used by the journal's own thread alone."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.records import journal_file
from kiosk.records.journal_rows import Answered, Played, StoryRows, Value
from kiosk.records.tally import Counted, Counts
from kiosk.scenario.serialise import fingerprint
from kiosk.storage import LARGEST_NOTE, read_file

if TYPE_CHECKING:
    from kiosk.scenario.model import Scenario

log = logging.getLogger(__name__)

DAYS_READ = 400
"""Days whose counts are read at the start: what pages of staff's show, and a year."""
STORIES_KEPT = 64
"""Stories whose rows are kept ready."""
OLD_TALLY = "tally.json"
"""Where earlier versions of the program kept five numbers a day."""
OLD_TALLY_TAKEN = "tally-taken.json"

PLAY_COLUMNS = (
    "id, kiosk, visit, day, quarter, utc_offset, clock, story, deck, trial, number, attempt, from_step,"
    " verb, left_by, place, scaled, success, loss, spared, spotted_at, duration,"
    " look, slow, volume, voiced, keyed"
)
"""What is written of a play whenever it has gone on: all but `install`."""
_NAMES = PLAY_COLUMNS.replace(" ", "").split(",")
_PLAY = (
    f"INSERT INTO play ({PLAY_COLUMNS}) VALUES ({', '.join('?' * len(_NAMES))})"  # noqa: S608 (our own names)
    f" ON CONFLICT (id) DO UPDATE SET {', '.join(f'{n} = excluded.{n}' for n in _NAMES[1:])}"
)
_COUNTS = """
SELECT day, 'visitors', count(DISTINCT visit) FROM play WHERE NOT trial AND day >= :since GROUP BY day
UNION ALL SELECT day, 'plays', count(*) FROM play WHERE NOT trial AND day >= :since GROUP BY day
UNION ALL SELECT day, 'trials', count(*) FROM play WHERE trial AND day >= :since GROUP BY day
UNION ALL SELECT day, what, sum(number) FROM day_count WHERE day >= :since GROUP BY day, what
"""


class JournalWriter:
    """The open file, and what is written into it; opened again at the next deed where it had to be closed."""

    def __init__(
        self, data: Path, kiosk: str, name: Callable[[], str], today: Callable[[], date]
    ) -> None:
        self._data, self._kiosk, self._name, self._today = data, kiosk, name, today
        self._base: sqlite3.Connection | None = None
        self._stories: dict[int, tuple[Scenario, StoryRows]] = {}
        self._written: set[str] = set()
        self._named: str | None = None

    def counts(self) -> Counts:
        """Give what was counted on the days before, and today."""
        base = self._opened()
        since = date.fromordinal(max(1, self._today().toordinal() - DAYS_READ)).isoformat()
        found: dict[tuple[str, str], int] = {}
        for day, what, number in base.execute(_COUNTS, {"since": since}):
            found[day, what] = found.get((day, what), 0) + number
        return found

    def do(self, deed: Callable[[JournalWriter], None]) -> None:
        """Do something whole or not at all: from then on it outlives this process."""
        base = self._opened()
        base.execute("BEGIN IMMEDIATE")
        try:
            self._call_it_by_name(base)
            deed(self)
            base.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                base.execute("ROLLBACK")
            self._written.clear()
            raise

    def set_aside_after(self, error: Exception) -> bool:
        """Close the file after an error; tell whether it was damaged and has another name now."""
        self.close()
        if not journal_file.is_damage(error):
            return False
        try:
            kept = journal_file.put_aside(self._data)
        except OSError:
            log.exception("坏了的记录改不了名")
            return False
        log.error("记录坏了，另存为 %s，从头开始记", kept.name)
        return True

    def close(self) -> None:
        """Close the file."""
        base, self._base = self._base, None
        self._written.clear()
        self._named = None
        if base is not None:
            with suppress(sqlite3.Error):
                base.close()

    # Deeds, inside `do` -------------------------------------------------------------------------

    def play(self, played: Played) -> None:
        """Write a play as it stands, its decisions, and its story where that is new."""
        base, rows = self._opened(), self._rows(played.play.scenario)
        self._story(base, rows)
        base.execute(_PLAY, rows.play(self._kiosk, played))
        base.executemany(
            "INSERT OR REPLACE INTO choice VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows.decisions(played),
        )

    def answer(self, answered: Answered) -> None:
        """Write an answer."""
        row = answered.values()
        self._opened().execute(
            "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row
        )

    def install(self, play: int, seconds: float) -> None:
        """Write for how long 安装 App has stood."""
        self._opened().execute(
            "UPDATE play SET install = ? WHERE id = ?", (round(seconds, 1), play)
        )

    def moved(self, since: int, until: int) -> None:
        """Write of plays that the clock has been moved while they, or the program, went on."""
        self._opened().execute(
            "UPDATE play SET clock = 'jumped' WHERE id BETWEEN ? AND ? AND clock = 'trusted'",
            (since, until),
        )

    def count(self, what: Counted, day: date) -> None:
        """Count one more of a day."""
        self._opened().execute(
            "INSERT INTO day_count VALUES (?, ?, ?, 1)"
            " ON CONFLICT (kiosk, day, what) DO UPDATE SET number = number + 1",
            (self._kiosk, day.isoformat(), what.value),
        )

    # The file -----------------------------------------------------------------------------------

    def _opened(self) -> sqlite3.Connection:
        if self._base is None:
            base = journal_file.open_write(journal_file.journal_file(self._data))
            try:
                base.execute(
                    "UPDATE play SET verb = 'abandoned', left_by = 'cut' WHERE verb = 'initialized'"
                )
                self._take_old(base)
            except BaseException:
                base.close()
                raise
            self._base = base
        return self._base

    def _call_it_by_name(self, base: sqlite3.Connection) -> None:
        named = self._name()
        if named != self._named:
            base.execute(
                "INSERT INTO kiosk VALUES (?, ?)"
                " ON CONFLICT (id) DO UPDATE SET name = excluded.name",
                (self._kiosk, named),
            )
            self._named = named

    def _rows(self, story: Scenario) -> StoryRows:
        # By identity: a story is a large value, and to compare it takes as long as to make its rows.
        kept = self._stories.get(id(story))
        if kept is None or kept[0] is not story:
            if len(self._stories) == STORIES_KEPT:
                self._stories.clear()
            kept = self._stories[id(story)] = story, StoryRows(story, fingerprint(story))
        return kept[1]

    def _story(self, base: sqlite3.Connection, rows: StoryRows) -> None:
        if rows.hash in self._written:
            return
        for table, found in (
            ("story", [rows.story()]),
            ("story_place", rows.places()),
            ("story_choice", rows.choices()),
            ("story_cue", rows.cues()),
        ):
            for row in found:
                base.execute(f"INSERT OR IGNORE INTO {table} VALUES ({_marks(row)})", row)  # noqa: S608 (our own names)
        self._written.add(rows.hash)

    def _take_old(self, base: sqlite3.Connection) -> None:
        """Take over the numbers an earlier version kept, once; they stay readable under another name."""
        old = self._data / OLD_TALLY
        try:
            found = read_old(read_file(old, LARGEST_NOTE))
        except OSError:
            return
        rows = [(self._kiosk, day, what, number) for day, what, number in found]
        base.executemany("INSERT OR IGNORE INTO day_count VALUES (?, ?, ?, ?)", rows)
        old.replace(self._data / OLD_TALLY_TAKEN)


def _marks(row: tuple[Value, ...]) -> str:
    return ", ".join("?" * len(row))


def read_old(written: bytes) -> list[tuple[str, str, int]]:
    """Give day, name and number of each count of an old file; whatever isn't one is left out.

    A day that is a plain number counts visitors, as the oldest files have it.
    """
    try:
        days = json.loads(written)
    except (ValueError, RecursionError):
        return []
    found: list[tuple[str, str, int]] = []
    names = {what.value for what in Counted}
    for day, counted in days.items() if isinstance(days, dict) else ():
        try:
            day_ = date.fromisoformat(day).isoformat()
        except ValueError:
            continue
        numbers = counted if isinstance(counted, dict) else {Counted.VISITORS.value: counted}
        found += [
            (day_, name, number)
            for name, number in numbers.items()
            if name in names and type(number) is int and number >= 0
        ]
    return found
