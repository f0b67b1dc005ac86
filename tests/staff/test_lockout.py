"""Pauses after wrong tries grow, and neither a restart nor any clock shortens or prolongs them."""

from __future__ import annotations

import pytest

from kiosk.staff.lockout import FREE, SECONDS, Lockout


def after(wrong: int, uptime: float = 1000.0) -> Lockout:
    lockout = Lockout()
    for _ in range(wrong):
        lockout = lockout.after_wrong(uptime)
    return lockout


def test_the_first_tries_are_free_and_then_each_pause_is_longer() -> None:
    waits = [after(n).left(1000.0) for n in range(FREE + len(SECONDS) + 2)]
    assert waits == [*(0.0,) * FREE, *SECONDS, SECONDS[-1], SECONDS[-1]]
    assert tuple(sorted(SECONDS)) == SECONDS


def test_it_is_told_how_many_tries_are_left() -> None:
    assert [after(n).tries for n in range(FREE + 2)] == [5, 4, 3, 2, 1, 1, 1]


def test_a_pause_is_over_after_its_seconds_and_not_before() -> None:
    lockout = after(FREE, uptime=1000.0)
    assert lockout.left(1000.0 + SECONDS[0] - 0.5) == 0.5
    assert lockout.left(1000.0 + SECONDS[0]) == 0.0


@pytest.mark.parametrize("off", [0.0, 10.0, 900.0])
def test_after_the_machine_was_started_anew_only_what_it_has_run_since_counts(off: float) -> None:
    lockout = after(FREE + 4, uptime=5000.0)
    assert lockout.left(off) == SECONDS[-1] - off


@pytest.mark.parametrize("uptime", [0.0, 1.0, 4999.0, 5000.0, 5001.0, 1e9])
def test_nobody_waits_for_longer_than_the_pause(uptime: float) -> None:
    assert 0.0 <= after(FREE + 9, uptime=5000.0).left(uptime) <= SECONDS[-1]
