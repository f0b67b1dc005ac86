"""What was counted a day: visitors, plays, staff's own tries, faults, restarts; read from the journal.

The counts live in memory, so that no frame asks the disk. They begin at zero and have all that the
journal knows once its thread has read it; where it can't be read they go on from zero.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import Enum

Counts = Mapping[tuple[str, str], int]
"""How many there were, by the day as ISO writes it and the name of what is counted."""


class Counted(Enum):
    """What is counted; the value is its name in the journal."""

    VISITORS = "visitors"
    PLAYS = "plays"
    TRIALS = "trials"
    """Stories that staff began themselves: in none of the above."""
    FAULTS = "faults"
    """Screens that failed; the visit went back to 待机."""
    RESTARTS = "restarts"
    """Times the program ended by itself and was started again."""


KEPT_BY_DAY = (Counted.FAULTS, Counted.RESTARTS)
"""What the journal keeps as a number a day; all else it counts from the plays."""


class Tally:
    """Counts by day; `today` gives the day, so that a test can turn the page."""

    def __init__(
        self,
        today: Callable[[], date] = date.today,
        keep: Callable[[Counted, date], None] = lambda _what, _day: None,
    ) -> None:
        """Begin at zero; `keep` has one more of what isn't told by plays written down."""
        self._today, self._keep = today, keep
        self._lock = threading.Lock()
        self._counts: Counter[tuple[str, str]] = Counter()

    def count(self, what: Counted = Counted.VISITORS, day: date | None = None) -> int:
        """Give how many there were on a day, today where none is named."""
        return self._counts[(day or self._today()).isoformat(), what.value]

    def last_days(self, number: int) -> tuple[date, ...]:
        """Give today and the days before it, the newest first."""
        today = self._today()
        return tuple(today - timedelta(days=n) for n in range(number))

    def add(self, what: Counted = Counted.VISITORS) -> None:
        """Count one more."""
        day = self._today()
        with self._lock:
            self._counts[day.isoformat(), what.value] += 1
        if what in KEPT_BY_DAY:
            self._keep(what, day)

    def known(self, before: Counts) -> None:
        """Take what was counted before this start; what was counted since comes on top."""
        with self._lock:
            self._counts.update(before)
