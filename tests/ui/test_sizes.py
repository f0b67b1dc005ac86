"""The first that fits is taken, the largest first; sizes come down by their steps to their least."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kiosk.ui.sizes import down, growing, largest, largest_by_halves, shrinking

EMS = st.integers(1, 400)


def test_the_first_that_fits_is_given_else_the_last() -> None:
    assert largest((9, 7, 5, 3), lambda size: size <= 6) == 5
    assert largest((9, 7), lambda size: size <= 6) == 7


def test_nothing_smaller_is_tried_than_what_fits() -> None:
    tried: list[int] = []
    assert largest((tried.append(size) or size for size in (9, 7, 5)), (7).__ge__) == 7  # type: ignore[func-returns-value]  # to note it
    assert tried == [9, 7]


@given(st.integers(1, 500), st.integers(0, 500), st.integers(0, 600))
def test_halving_finds_what_trying_all_finds(least: int, more: int, room: int) -> None:
    sizes = range(least, least + more + 1)
    asked: list[int] = []

    def fits(size: int) -> bool:
        asked.append(size)
        return size <= room

    assert largest_by_halves(sizes, fits) == largest(reversed(sizes), lambda one: one <= room)
    assert len(asked) <= len(sizes).bit_length()


@given(EMS, EMS, st.integers(1, 9))
def test_steps_come_down_to_the_least_and_never_under_it(most: int, least: int, step: int) -> None:
    sizes = list(down(most, least, step))
    assert sizes == sorted(sizes, reverse=True)
    assert (sizes[0], sizes[-1]) == (most, min(most, least))
    assert all(a - b <= step for a, b in pairwise(sizes))


@given(EMS, EMS)
def test_shrinking_ends_at_the_least_and_growing_at_the_em_asked_for(em: int, least: int) -> None:
    smaller, larger = list(shrinking(em, least)), list(growing(em))
    assert (smaller[0], smaller[-1]) == (em, min(em, least))
    assert smaller == sorted(set(smaller), reverse=True)
    assert (larger[0], larger[-1]) == (round(em * 1.4), em)
    assert larger == sorted(larger, reverse=True)
