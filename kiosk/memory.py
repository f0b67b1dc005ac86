"""How this process takes memory and gives it back: C's allocator and Python's collector."""

from __future__ import annotations

import gc
import sys
from functools import cache
from typing import Protocol

LARGE = 128 * 1024
"""Bytes from which a piece of memory is given back to the system as soon as it is let go."""
_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8
"""glibc's numbers, of malloc.h."""


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


def tidy() -> None:
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
