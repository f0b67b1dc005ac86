"""What a running kiosk plays, as SDL's disk driver writes it, against the clock of its trace.

The driver writes into a named pipe, in step with real time: when a piece comes out of the pipe
tells when it would have been heard. A pipe brings four buffers at once (93 ms); inside of a piece
samples follow each other at the mixer's rate. A machine that stalls makes sounds seem later and
longer, never shorter.
"""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kiosk.voice.output import RATE

WINDOW = RATE // 100
LOUD = 150
"""RMS of a hundredth of a second that is heard: 0.0045 of full."""
BUFFER = 0.024
"""Seconds of a mixer's buffer: what was mixed before is still written."""


class Listener:
    """Takes what is played from a pipe at `path`; made before the kiosk that plays."""

    def __init__(self, path: Path) -> None:
        self.path = path
        os.mkfifo(path)
        self._pieces: list[tuple[float, bytes]] = []
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    @property
    def environment(self) -> dict[str, str]:
        """Give what makes a kiosk play into the pipe."""
        return {"SDL_AUDIODRIVER": "disk", "SDL_DISKAUDIOFILE": str(self.path)}

    def _listen(self) -> None:
        with self.path.open("rb", buffering=0) as pipe:
            while piece := pipe.read(1 << 16):
                self._pieces.append((time.monotonic(), piece))

    def close(self) -> None:
        """Wait until whoever played has gone."""
        self._thread.join(30)
        assert not self._thread.is_alive(), "somebody still plays"

    def loud(self) -> npt.NDArray[np.float64]:
        """Give the moments, a hundredth of a second each, in which something was heard."""
        raw = b"".join(piece for _, piece in self._pieces)
        ends = np.cumsum([len(piece) // 2 for _, piece in self._pieces])
        came = np.array([when for when, _ in self._pieces])
        samples = np.frombuffer(raw[: len(raw) // 2 * 2], "<i2").astype(float)
        windows = len(samples) // WINDOW
        level = np.sqrt((samples[: windows * WINDOW].reshape(windows, WINDOW) ** 2).mean(axis=1))
        heard = np.flatnonzero(level > LOUD)
        last = (heard + 1) * WINDOW
        piece = np.searchsorted(ends, last)
        moments: npt.NDArray[np.float64] = came[piece] - (ends[piece] - last) / RATE
        return moments
