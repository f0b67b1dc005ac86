"""The log: two files of bounded size in the data directory; nothing about a visitor goes into them."""

from __future__ import annotations

import logging
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.storage import clear_the_way
from kiosk.terminal import bearable

if TYPE_CHECKING:
    from logging.handlers import RotatingFileHandler

SIZE_LIMIT = 1_000_000
"""Bytes of one file; there are two, so a fault repeated for a year takes 2 MB."""

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


MOST = 4 * SIZE_LIMIT
"""Bytes from which a log is none that was written here, and goes."""


class _Bearable(logging.Formatter):
    """Writes a record so that a terminal can bear it, whatever a file is called that it tells of."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the record as it is written, what controls told by its number."""
        return bearable(super().format(record))


class _LogFile(logging.Handler):
    """Writes to a rotating file that is made, with its folder, when the first record comes."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path, self._older = path, path.with_suffix(".1.log")
        self._file: RotatingFileHandler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record; where it can't be written it is lost."""
        file = self._file = self._file or self._made()
        if file.stream is None:
            with suppress(OSError):
                self._path.parent.mkdir(parents=True, exist_ok=True)
        file.handle(record)

    def close(self) -> None:
        """Close the file, though a disk is full and what it still holds can't be written."""
        super().close()
        if self._file is not None:
            with suppress(OSError):
                self._file.close()

    def _made(self) -> RotatingFileHandler:
        # A pipe would be waited for; one of gigabytes would be kept as the older of the two.
        for path in (self._path, self._older):
            with suppress(OSError):
                clear_the_way(path, MOST)
        # It brings pickle and sockets: 7 ms of a start that has nothing to tell.
        from logging.handlers import RotatingFileHandler  # noqa: PLC0415

        file = RotatingFileHandler(
            self._path,
            maxBytes=SIZE_LIMIT,
            backupCount=1,
            encoding="utf-8",
            errors="backslashreplace",
            delay=True,
        )
        file.namer = lambda _name: str(self._older)
        file.setFormatter(_Bearable(FORMAT))
        return file


def start_log(data: Path) -> Path:
    """Send all records to `logs/kiosk.log` in the data directory, warnings to the console too.

    Gives the file's path. Called again it replaces what it set up before.
    """
    path = data / "logs" / "kiosk.log"
    console = logging.StreamHandler(sys.stderr)
    console.setLevel(logging.WARNING)
    console.setFormatter(_Bearable())
    logging.raiseExceptions = False  # a record that can't be written is no reason to stop
    logging.basicConfig(level=logging.INFO, handlers=[_LogFile(path), console], force=True)
    return path
