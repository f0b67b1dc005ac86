"""The log: one file of bounded size in the data directory; nothing about a visitor goes into it."""

from __future__ import annotations

import logging
import sys
from contextlib import suppress
from pathlib import Path

SIZE_LIMIT = 1_000_000
"""Bytes of one file; there are two, so a fault repeated for a year takes 2 MB."""

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class BoundedFile(logging.FileHandler):
    """Writes to a file, keeps one file before it, and never lets a full disk stop the program."""

    def __init__(self, path: Path, limit: int = SIZE_LIMIT) -> None:
        super().__init__(path, encoding="utf-8", errors="backslashreplace", delay=True)
        self._path = path
        self._limit = limit

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record; where it can't be written it is lost."""
        with suppress(OSError, ValueError):
            if self.stream is None:
                self._path.parent.mkdir(parents=True, exist_ok=True)
            super().emit(record)
            if self.stream is not None and self.stream.tell() > self._limit:
                self.close()
                self._path.replace(self._path.with_suffix(".1.log"))

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  logging's own name
        """Lose the record: a log that can't be written is no reason to stop."""


def start_log(data: Path) -> Path:
    """Send all records to `logs/kiosk.log` in the data directory, warnings to the console too.

    Gives the file's path. Called again it replaces what it set up before.
    """
    path = data / "logs" / "kiosk.log"
    file = BoundedFile(path)
    file.setFormatter(logging.Formatter(FORMAT))
    console = logging.StreamHandler(sys.stderr)
    console.setLevel(logging.WARNING)
    logging.raiseExceptions = False
    logging.basicConfig(level=logging.INFO, handlers=[file, console], force=True)
    return path
