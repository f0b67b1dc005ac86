"""How this process takes memory and gives it back: C's allocator and Python's collector."""

from __future__ import annotations

import gc
import sys

LARGE = 128 * 1024
"""Bytes from which a piece of memory is given back to the system as soon as it is let go."""
_M_MMAP_THRESHOLD = -3
"""glibc's number for it, of malloc.h."""


def give_back_large_pieces() -> None:
    """Have glibc return large pieces for good, and what is free by now; elsewhere do nothing.

    It would put off more and more of them, up to 32 MB each: pictures of a moment, one being made
    from the other, left 25 MB of holes behind. Called after the start, which is quicker with holes.
    """
    if sys.platform != "linux":
        return
    import ctypes  # noqa: PLC0415 (Linux only)

    try:
        glibc = ctypes.CDLL(None)
        glibc.mallopt(_M_MMAP_THRESHOLD, LARGE)
        glibc.malloc_trim(0)
    except (AttributeError, OSError):
        # Another C library: it has its own ways.
        return


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
