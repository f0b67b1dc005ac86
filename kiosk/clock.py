"""Whether the clock on the wall can be believed, and whether somebody has moved it meanwhile.

    watch = ClockWatch()
    begun = watch.moment()
    …
    watch.trusted, watch.before_build, watch.jumped(begun)

The machines of halls have empty batteries and nobody's network to ask. How long something took is counted
by a clock that only runs (`running_seconds`); the day and the hour come from the one on the wall, with a
word on whether they can be right. The summer time and another zone move no clock here: seconds are compared
that know neither.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from kiosk.values import dataclass

BUILT = datetime(2026, 11, 28, tzinfo=UTC)
"""A day on which this program was being written: no clock that shows an earlier one is right.

Renewed with every release; a test holds it to the newest of the packages it is made with.
"""

LIFETIME = timedelta(days=20 * 365)
"""After this nobody runs the program any more: a clock that shows so late a day is wrong, too."""

NOTICED_SECONDS = 120.0
"""A move of less is one that a clock is put right by, and matters to nobody's count."""


def now_here() -> datetime:
    """Give the time as the clock on the wall shows it."""
    return datetime.now().astimezone()


def running_seconds() -> float:
    """Give the seconds since some moment, by a clock nobody can set and that sleeps with nobody.

    On Linux `time.monotonic` stands still while the machine is suspended; this one doesn't. Elsewhere the
    two are the same.
    """
    number = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if number is None else time.clock_gettime(number)


class SleepWatch:
    """Tells how long the machine was suspended."""

    def __init__(
        self,
        awake: Callable[[], float] = time.monotonic,
        running: Callable[[], float] = running_seconds,
    ) -> None:
        """Begin to watch; `awake` gives seconds that don't pass while it is suspended, `running` all."""
        self._awake, self._running = awake, running
        self._asleep = running() - awake()

    def slept(self) -> float:
        """Give for how many seconds it was since this was asked last; 0.0 where no system tells."""
        before, self._asleep = self._asleep, self._running() - self._awake()
        return max(0.0, self._asleep - before)


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment by both clocks: seconds since 1970 as the wall has it, and seconds that ran."""

    wall: float
    running: float


class ClockWatch:
    """Tells what the clock on the wall is worth; may be asked from any thread."""

    def __init__(
        self,
        wall: Callable[[], float] = time.time,
        running: Callable[[], float] = running_seconds,
        built: datetime = BUILT,
    ) -> None:
        """Begin to watch; `wall` gives seconds since 1970, `running` seconds that nobody can set."""
        self._wall, self._running, self._built = wall, running, built
        self._began = self.moment()

    def moment(self) -> Moment:
        """Give this moment, to be asked about later."""
        return Moment(self._wall(), self._running())

    def now(self) -> datetime:
        """Give the time as the clock on the wall shows it, right or wrong, with its zone.

        A clock that shows a year no calendar has is given as 1970.
        """
        return _local(self._wall())

    @property
    def before_build(self) -> bool:
        """Tell whether it shows a day before this program was written."""
        return self._wall() < self._built.timestamp()

    @property
    def trusted(self) -> bool:
        """Tell whether it shows a day on which this program may be running."""
        return 0 <= self._wall() - self._built.timestamp() < LIFETIME.total_seconds()

    def jumped(self, since: Moment | None = None) -> float:
        """Give by how many seconds it was moved since a moment, else since the watch began; mostly 0.0.

        Above zero it was put forward, below zero back.
        """
        then, now = since or self._began, self.moment()
        moved = (now.wall - then.wall) - (now.running - then.running)
        return moved if abs(moved) >= NOTICED_SECONDS else 0.0


def _local(seconds: float) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC).astimezone()
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)
