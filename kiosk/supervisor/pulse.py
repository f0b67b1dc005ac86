"""What the running kiosk tells its supervisor: that its first picture is there, that it goes on, and what it draws.

A line each, over a pipe that ends with either of them. Told is a round of the loop that is over: whatever
was due has been presented by then, and a page that rightly stands still has its rounds all the same. What is
drawn is told before it is, so that the supervisor knows in what a process has died; as it outlives that process and
not the machine, a power cut is nobody's fault.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, MutableMapping

VARIABLE = "KIOSK_PULSE"
"""Set in the environment of the inner process: the pipe's number, on Windows its handle."""
PICTURE, BEAT, DRAWS = b"p", b"b", b"d"
"""What a line begins with; after the last comes a text, which is empty for nothing worth naming."""
LONGEST = 400
"""Bytes of a line: a pipe takes one of this length whole or not at all."""
EVERY_SECONDS = 2.0
"""Pause between two beats: the supervisor is woken by each."""


class Pulse:
    """The kiosk's end of the pipe; without one it tells nobody."""

    def __init__(self, descriptor: int = -1, clock: Callable[[], float] = time.monotonic) -> None:
        self._descriptor, self._clock = descriptor, clock
        self._next = 0.0
        self._drawn = ""
        self.alone = False
        """Whether there was a supervisor that is gone: then nobody would start this program again."""

    @classmethod
    def from_environment(cls, environment: MutableMapping[str, str] = os.environ) -> Pulse:
        """Give the one that the supervisor has named, which what this process starts isn't told of."""
        number = environment.pop(VARIABLE, "")
        if not number.isdecimal():
            return cls()
        descriptor = int(number)
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 (Windows only)

            descriptor = msvcrt.open_osfhandle(descriptor, os.O_WRONLY)
        else:
            os.set_inheritable(descriptor, False)  # noqa: FBT003 (its only way)
            os.set_blocking(descriptor, False)
        return cls(descriptor)

    def picture(self) -> None:
        """Tell that the first picture is there."""
        self._tell(PICTURE)

    def beat(self) -> None:
        """Tell, now and then, that another round is over."""
        now = self._clock()
        if now >= self._next:
            self._next = now + EVERY_SECONDS
            self._tell(BEAT)

    def draws(self, what: str) -> None:
        """Tell, where it is another than before, what is going to be laid out and drawn now; empty for nothing."""
        if what != self._drawn:
            self._drawn = what
            self._tell(DRAWS + what.encode(errors="replace").replace(b"\n", b" ")[:LONGEST])

    def _tell(self, line: bytes) -> None:
        if self._descriptor < 0:
            return
        try:
            os.write(self._descriptor, line + b"\n")
        except BlockingIOError:
            return  # the supervisor stands still and has enough to read
        except OSError:
            self._descriptor, self.alone = -1, True
