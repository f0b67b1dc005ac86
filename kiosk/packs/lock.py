"""One at a time: a file locked by this process, let go by the system should the process die."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class BusyError(Exception):
    """Another process, or another thread of this one, is at it."""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock while something is done; BusyError where it is held, OSError where there can be none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    number = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            _lock(number)
        except OSError as error:
            raise BusyError(path) from error
        yield
    finally:
        os.close(number)  # which lets the lock go, on either system


def _lock(number: int) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 (Windows only)

        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 (not on Windows)

        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
