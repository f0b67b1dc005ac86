"""Writes a small file whole, off the frame: what is newest counts, and a disk that refuses stops nothing."""

from __future__ import annotations

import logging
import queue
import threading
from math import inf
from pathlib import Path

from kiosk.os_errors import reason_of
from kiosk.process import thread_ended
from kiosk.storage import write_whole

log = logging.getLogger(__name__)


class FileWriter:
    """Writes one file in a thread of its own, which begins with the first wish."""

    def __init__(self, path: Path, what: str) -> None:
        """Hold the file's path; `what` says in the log what couldn't be written."""
        self._path, self._what = path, what
        self._wishes: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def write(self, data: bytes) -> None:
        """Have the file hold this from now on."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._write, name=self._path.stem, daemon=True)
            self._thread.start()
        self._wishes.put(data)

    def close(self, until: float = inf) -> bool:
        """Let the last be written; False where it isn't by second `until` of `time.monotonic`."""
        self._wishes.put(None)
        return thread_ended(self._thread, until)

    def _write(self) -> None:
        while (written := self._wishes.get()) is not None:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                write_whole(self._path, written, durable=True)
            except OSError as error:
                log.warning("%s写不进 %s（%s）", self._what, self._path, reason_of(error))
