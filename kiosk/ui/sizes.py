"""The largest size that fits: one search, and the steps by which the sizes it tries come down."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

GROW, GROW_STEP = 1.4, 0.1
"""How much larger than asked for a text may get where there is room, and by what steps."""
SHRINK = 0.92
"""Step by which a text that must fit is made smaller."""

Tried = TypeVar("Tried")
Number = TypeVar("Number", int, float)


def largest(tried: Iterable[Tried], fits: Callable[[Tried], bool]) -> Tried:
    """Give the first that fits of what is tried, the largest first, else the last.

    What is tried may be sizes, or what is laid out in them; there is at least one.
    """
    for one in tried:
        if fits(one):
            break
    return one


def largest_by_halves(sizes: Sequence[int], fits: Callable[[int], bool]) -> int:
    """Give the last that fits of sizes that grow, else the first, asking for few of them.

    Where one fits, all smaller ones have to as well.
    """
    return sizes[max(0, bisect_left(sizes, True, key=lambda size: not fits(size)) - 1)]


def down(most: Number, least: Number, step: Number) -> Iterator[Number]:
    """Give sizes or shares by equal steps, `least` as the last; `most` at any rate."""
    size = most
    yield size
    while size > least:
        size = max(least, size - step)
        yield size


def growing(px: int, most: float = GROW, step: float = GROW_STEP) -> Iterator[int]:
    """Give sizes from `most` times an em down to the em itself."""
    return (round(px * share) for share in down(most, 1.0, step))


def shrinking(px: int, least: int) -> Iterator[int]:
    """Give an em, and smaller ones down to `least`, each a little smaller than the one before."""
    size = px
    yield size
    while size > least:
        size = max(least, int(size * SHRINK))
        yield size
