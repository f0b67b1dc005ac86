"""This process: the encoding of its file names, what pygame reads, its memory, its threads."""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
from functools import cache
from math import inf
from pathlib import Path
from typing import Protocol

from kiosk.storage import read_text

LARGE = 128 * 1024
"""Bytes from which a piece of memory is given back to the system as soon as it is let go."""
_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8
"""glibc's numbers, of malloc.h."""


def in_utf8() -> None:
    """Start the program over in Python's UTF-8 mode where the session's locale is another.

    The shipped files have Chinese names in UTF-8. In a session in GB18030 or plain C none of them
    would be found by its name, and there would be no story to play.
    """
    if sys.platform == "win32" or sys.getfilesystemencoding().lower() == "utf-8":
        return
    console = sys.stdout.encoding.lower() if sys.stdout else "ascii"
    if console not in {"ascii", "us-ascii"}:
        # The console still speaks what the session does.
        os.environ.setdefault("PYTHONIOENCODING", console)
    os.environ["PYTHONUTF8"] = "1"  # for the processes this one starts
    again = [sys.executable, "-X", "utf8", *sys.orig_argv[1:]]
    os.execv(sys.executable, again)  # noqa: S606  this very program, as it was called


def prepare_pygame() -> None:
    """Set what pygame reads from the environment; called before it is imported.

    Without a GPU SDL would draw through a software OpenGL: 30 ms a frame instead of 2.
    """
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")


class _Glibc(Protocol):
    def mallopt(self, what: int, value: int) -> int: ...

    def malloc_trim(self, pad: int) -> int: ...


@cache
def _glibc() -> _Glibc | None:
    """Give the C library, where it is GNU's."""
    if sys.platform != "linux":
        return None
    import ctypes  # noqa: PLC0415 (Linux only)

    try:
        library = ctypes.CDLL(None)
    except OSError:
        return None
    return library if hasattr(library, "mallopt") and hasattr(library, "malloc_trim") else None


def share_one_arena() -> None:
    """Have all threads take memory from one place; called before there are any.

    Each has one of its own else, with its own holes: 3 MB after two plays.
    """
    library = _glibc()
    if library is not None:
        library.mallopt(_M_ARENA_MAX, 1)


def give_back_large_pieces() -> None:
    """Have glibc return large pieces for good; elsewhere nothing is done.

    It would put off more and more of them, up to 32 MB each: pictures of a moment, one being made
    from the other, left 25 MB of holes behind. Called after the start, which is quicker with holes.
    """
    library = _glibc()
    if library is not None:
        library.mallopt(_M_MMAP_THRESHOLD, LARGE)
        library.malloc_trim(0)


def give_back_memory() -> None:
    """Give back what is free between pieces in use: 10 MB after a visit, in 2 ms."""
    library = _glibc()
    if library is not None:
        library.malloc_trim(0)


def collect_nothing() -> None:
    """Make the start quicker: nearly all that is made then stays."""
    gc.disable()


def collect_what_comes() -> None:
    """Collect again, and never again look through what is there by now.

    Looking through all of the program took 20 ms, in the middle of some frame.
    """
    gc.collect()
    gc.freeze()
    gc.enable()


def thread_ended(thread: threading.Thread | None, until: float = inf) -> bool:
    """Wait for the end of a thread, if there is one; False where it runs at second `until` still.

    `until` is of `time.monotonic`, so that several threads share one bound.
    """
    if thread is None:
        return True
    thread.join(None if until == inf else max(0.0, until - time.monotonic()))
    return not thread.is_alive()


PACKAGE = "fanzha-kiosk"
"""What this program is called among installed packages."""


def program_version() -> str:
    """Give the version of this program, installed or run from its folder; empty where none can be told."""
    import tomllib  # noqa: PLC0415 - the kiosk itself starts without

    installed = version_of(PACKAGE)
    if installed:
        return installed
    project = Path(__file__).resolve().parent.parent / "pyproject.toml"
    try:
        return str(tomllib.loads(read_text(project))["project"]["version"])
    except (OSError, ValueError, LookupError):
        return ""


def version_of(package: str) -> str:
    """Give the version of an installed package; empty where it isn't."""
    import importlib.metadata  # noqa: PLC0415 - the kiosk itself starts without

    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""
