"""The kiosk with another clock, shorter patience and faults that come when a signal does.

soak.py, restarts.py and killed_visits.py run it, and so do tests of windows that need not wait (tests/window/quick.py):

    python benchmarks/stressed_kiosk.py --data DIR [--rate 40] [--silent 10]

SIGUSR1 is an endless loop, SIGUSR2 a read at address 0, SIGHUP moves the clock on the wall: a day on, a year
back, ten years on, and back to the time there is.
"""

from __future__ import annotations

import argparse
import ctypes
import signal
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path

from kiosk import process
from kiosk.clock import now_here
from kiosk.paths import shipped
from kiosk.supervisor.curtain import Curtain
from kiosk.supervisor.inner import Limits
from kiosk.supervisor.policy import supervised

MOVES = (timedelta(days=1), timedelta(days=-365), timedelta(days=3650), timedelta())


class WallClock:
    """The clock on the wall, which somebody sets."""

    def __init__(self) -> None:
        self._moves, self._off = cycle(MOVES), timedelta()

    def move(self, *_: object) -> None:
        """Set it elsewhere; a signal handler."""
        self._off = next(self._moves)

    def __call__(self) -> datetime:
        """Give the time it shows."""
        return now_here() + self._off


def quick(rate: float) -> Callable[[], float]:
    """Give a clock that runs so much faster than the world; one that starts later goes on where it is."""
    return lambda: time.monotonic() * rate


def _spin(*_: object) -> None:
    while True:
        pass


def main() -> int:
    """Run it, supervised as ever."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rate", type=float, default=1.0)
    parser.add_argument("--silent", type=float, default=Limits().silent)
    asked = parser.parse_args()
    process.prepare_pygame()

    def inner() -> int:
        process.collect_nothing()
        from kiosk.opening import run  # noqa: PLC0415 (as `kiosk run` does)
        from kiosk.wishes import Wishes  # noqa: PLC0415 (as above)

        wall = WallClock()
        signal.signal(signal.SIGUSR1, _spin)
        signal.signal(signal.SIGUSR2, lambda *_: ctypes.string_at(0))
        signal.signal(signal.SIGHUP, wall.move)
        return run(Wishes(asked.data, clock=quick(asked.rate), now=wall))

    curtain = Curtain(shipped("assets") / "curtain")
    return supervised(inner, [], curtain, Limits(silent=asked.silent))


if __name__ == "__main__":
    sys.exit(main())
