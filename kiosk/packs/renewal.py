"""Puts another set's stories in at 待机, once they are live, whoever has made them so.

待机 asks at every frame; what lies on the disk is asked now and then, and read in a thread.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from kiosk.packs.live_sets import LiveSet, LiveSets

EVERY_SECONDS = 1.0
"""Between two looks at which set is live."""

Opened = TypeVar("Opened")

log = logging.getLogger(__name__)


class Renewal(Generic[Opened]):
    """Opens the live set anew when it is another; `taken` is told in the thread that asks."""

    def __init__(
        self,
        sets: LiveSets,
        opened: Callable[[LiveSet | None], Opened],
        taken: Callable[[Opened], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take what opens a set, and who takes what was opened; the set of now is opened already."""
        self._sets, self._opened, self._taken, self._clock = sets, opened, taken, clock
        self._stamp = sets.stamp()
        self._asked = clock()
        self._thread: threading.Thread | None = None
        self._ready: list[Opened] = []

    def ask(self) -> None:
        """Take what has been opened, and begin to open what is another by now; never waits."""
        if self._ready:
            self._taken(self._ready.pop())
        now = self._clock()
        if now - self._asked < EVERY_SECONDS or self.opening:
            return
        self._asked = now
        stamp = self._sets.stamp()
        if stamp != self._stamp:
            self._stamp = stamp
            self._thread = threading.Thread(target=self._open, name="live set", daemon=True)
            self._thread.start()

    @property
    def opening(self) -> bool:
        """Tell whether a set is being opened."""
        return self._thread is not None and self._thread.is_alive()

    def finished(self, until: float) -> bool:
        """Wait for a set that is being opened; False where it isn't by a second of the clock."""
        if self._thread is not None:
            self._thread.join(max(0.0, until - self._clock()))
        return not self.opening

    def _open(self) -> None:
        try:
            self._ready.append(self._opened(self._sets.current()))
        except Exception:
            log.exception("新换上的剧本打不开，先不换")
