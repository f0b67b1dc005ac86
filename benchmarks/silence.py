"""Tells how long speech is still heard after a tap, from what SDL's disk driver wrote."""

from __future__ import annotations

import array
import math
import threading
import time
from collections.abc import Callable
from pathlib import Path

from stand import Finger, Kiosk, Line, Visitor

RATE = 24_000
BYTES = 2
WRITTEN = 512 * BYTES
"""Bytes the driver hands on at once, twenty-three milliseconds."""
LOUD = 150
"""RMS of a hundredth of a second that is heard: 0.0045 of full."""
WINDOW = RATE // 100
GAP = 0.2
"""Seconds of silence within speech."""
TAPS = 5
INTO_THE_QUESTION = 0.4
"""Seconds of the question, whether one really wants to leave, that are heard before the tap."""


class Tape:
    """The file the driver writes, and when each part of it was written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._marks: list[tuple[float, int]] = []
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def _watch(self) -> None:
        size = 0
        while not self._stopped.wait(0.002):
            now = self.path.stat().st_size if self.path.exists() else 0
            if now != size:
                # The C library passes on a full buffer when the next part comes.
                size = now
                self._marks.append((time.monotonic(), now + WRITTEN))

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()
        self._thread.join()

    def second(self, state: float) -> float:
        """Give the second of the tape that was written at a moment."""
        before = max((m for m in self._marks if m[0] <= state), default=self._marks[0])
        after = min((m for m in self._marks if m[0] > state), default=self._marks[-1])
        share = 0.0
        if after[0] > before[0]:
            share = (state - before[0]) / (after[0] - before[0])
        return (before[1] + share * (after[1] - before[1])) / BYTES / RATE

    def stretches(self) -> list[tuple[float, float]]:
        """Give from when to when something is heard, in seconds of the tape."""
        values = array.array("h", self.path.read_bytes())
        found: list[tuple[float, float]] = []
        for start in range(0, len(values) - WINDOW, WINDOW):
            part = values[start : start + WINDOW]
            if math.sqrt(sum(v * v for v in part) / WINDOW) <= LOUD:
                continue
            begin, end = start / RATE, (start + WINDOW) / RATE
            if found and begin - found[-1][1] < GAP:
                found[-1] = (found[-1][0], end)
            else:
                found.append((begin, end))
        return found


def asking(piece: str) -> Callable[[Line], bool]:
    """Give what tells a line by which a piece has begun to be heard."""
    return lambda line: line["ev"] == "voice" and line["id"] == piece and line["begun"]


def measured(screen: str, data: Path) -> list[float]:
    """Give the seconds speech went on after each of some taps that cut it short.

    A tap before which nothing was heard tells nothing and is left out.
    """
    path = data / "speech.raw"
    path.unlink(missing_ok=True)
    tape = Tape(path)
    lifted: list[float] = []
    kiosk = Kiosk(screen, data, SDL_AUDIODRIVER="disk", SDL_DISKAUDIOFILE=str(path))
    try:
        visitor = Visitor(kiosk, Finger(screen))
        for _ in range(TAPS):
            visitor.tap("start")
            visitor.tap("leave")
            asked = visitor.frame["said"]
            kiosk.until(asking(asked), since=visitor.lifted)
            kiosk.watch(INTO_THE_QUESTION)
            visitor.look()
            # At attract nobody speaks: all that is heard after this is too late.
            visitor.tap("leave-yes")
            lifted.append(visitor.lifted)
            kiosk.watch(2 * GAP)
            visitor.look()
    finally:
        kiosk.stop()
        tape.stop()
    heard = tape.stretches()
    times = []
    for state in map(tape.second, lifted):
        speaking = [end for start, end in heard if start < state < end + GAP]
        # What has been handed on is heard until its end: one part more.
        times += [max(0.0, speaking[0] - state) + WRITTEN / BYTES / RATE] if speaking else []
    return times
