"""Counts by day live in memory, and have what was known before on top."""

from __future__ import annotations

import threading
from datetime import date, timedelta

from kiosk.records.tally import KEPT_BY_DAY, Counted, Tally

DAY = date(2026, 11, 21)


def test_what_was_known_before_comes_on_top_of_what_was_counted_since() -> None:
    tally = Tally(lambda: DAY)
    tally.add()
    tally.known({(DAY.isoformat(), "visitors"): 4, (DAY.isoformat(), "plays"): 9})
    tally.add()
    assert (tally.count(), tally.count(Counted.PLAYS), tally.count(Counted.TRIALS)) == (6, 9, 0)


def test_a_new_day_begins_at_zero_and_keeps_the_days_before() -> None:
    days = [DAY]
    tally = Tally(lambda: days[0])
    tally.add()
    days[0] += timedelta(days=1)
    assert (tally.count(), tally.count(day=DAY)) == (0, 1)
    assert tally.last_days(2) == (DAY + timedelta(days=1), DAY)


def test_what_no_play_tells_is_kept_by_day() -> None:
    kept: list[tuple[Counted, date]] = []
    tally = Tally(lambda: DAY, lambda what, day: kept.append((what, day)))
    for what in Counted:
        tally.add(what)
    assert kept == [(what, DAY) for what in KEPT_BY_DAY]


def test_two_threads_lose_no_count() -> None:
    tally = Tally(lambda: DAY)

    def add() -> None:
        for _ in range(5000):
            tally.add()
            tally.known({(DAY.isoformat(), "plays"): 1})

    threads = [threading.Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (tally.count(), tally.count(Counted.PLAYS)) == (10_000, 10_000)
