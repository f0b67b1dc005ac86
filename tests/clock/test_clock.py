"""What the clock on the wall is worth, with clocks that are set as those of halls are."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.clock import (
    BUILT,
    LIFETIME,
    NOTICED_SECONDS,
    ClockWatch,
    SleepWatch,
    running_seconds,
)

NOON = datetime(2027, 6, 1, 12, tzinfo=UTC)
YEAR = timedelta(days=365)


@dataclass
class Machine:
    """A machine whose clock can be set, which can sleep, and which time passes on."""

    wall: float = NOON.timestamp()
    ran: float = 500.0

    def pass_by(self, seconds: float) -> None:
        self.wall += seconds
        self.ran += seconds

    def watch(self) -> ClockWatch:
        return ClockWatch(lambda: self.wall, lambda: self.ran)


def test_a_clock_that_only_runs_can_be_trusted_and_has_not_jumped() -> None:
    machine = Machine()
    watch = machine.watch()
    machine.pass_by(3 * YEAR.total_seconds())
    assert watch.trusted
    assert not watch.before_build
    assert watch.jumped() == 0


@pytest.mark.parametrize(
    ("shown", "worth"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), (False, True)),
        (datetime(2009, 1, 1, tzinfo=UTC), (False, True)),
        (BUILT - timedelta(seconds=1), (False, True)),
        (BUILT, (True, False)),
        (BUILT + LIFETIME - timedelta(days=1), (True, False)),
        (BUILT + LIFETIME, (False, False)),
        (datetime(9999, 1, 1, tzinfo=UTC), (False, False)),
    ],
)
def test_what_day_it_shows_tells_whether_it_can_be_right(
    shown: datetime, worth: tuple[bool, bool]
) -> None:
    watch = Machine(wall=shown.timestamp()).watch()
    assert (watch.trusted, watch.before_build) == worth


@pytest.mark.parametrize("moved", [3600.0, -3600.0, YEAR.total_seconds(), -YEAR.total_seconds()])
def test_by_how_much_it_was_moved_is_told_to_whoever_began_before(moved: float) -> None:
    machine = Machine()
    watch = machine.watch()
    before = watch.moment()
    machine.pass_by(60)
    machine.wall += moved
    after = watch.moment()
    machine.pass_by(60)
    assert watch.jumped(before) == watch.jumped() == pytest.approx(moved)
    assert watch.jumped(after) == 0


def test_a_clock_put_right_by_a_moment_has_not_jumped() -> None:
    machine = Machine()
    watch = machine.watch()
    machine.wall += NOTICED_SECONDS - 1
    assert watch.jumped() == 0


def test_a_year_no_calendar_has_is_not_trusted_and_breaks_nothing() -> None:
    for wall in (1e18, -1e18):
        watch = Machine(wall=wall).watch()
        assert not watch.trusted
        assert watch.now() == datetime.fromtimestamp(0, UTC)


@pytest.fixture
def in_berlin() -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Europe/Berlin"
    time.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.usefixtures("in_berlin")
def test_summer_time_moves_what_it_shows_and_is_no_jump() -> None:
    machine = Machine(wall=datetime(2027, 3, 28, 0, 30, tzinfo=UTC).timestamp())
    watch = machine.watch()
    assert watch.now().hour == 1
    machine.pass_by(3600)
    assert watch.now().hour == 3
    assert watch.jumped() == 0


def test_the_clocks_of_this_machine_run_alike() -> None:
    watch = ClockWatch()
    began = running_seconds()
    assert abs(watch.moment().wall - time.time()) < 5
    assert watch.jumped() == 0
    assert running_seconds() >= began


def test_the_program_was_not_written_before_what_it_is_made_with() -> None:
    lock = (Path(__file__).resolve().parents[2] / "uv.lock").read_text(encoding="utf-8")
    published = re.findall(r'upload-time = "(\d{4}-\d\d-\d\d)', lock)
    assert max(published) <= BUILT.date().isoformat() <= date.today().isoformat()  # noqa: DTZ011


def test_how_long_a_machine_was_suspended_is_told_once() -> None:
    awake, running = 100.0, 500.0
    watch = SleepWatch(lambda: awake, lambda: running)
    awake, running = awake + 60, running + 60
    assert watch.slept() == 0
    awake, running = awake + 1, running + 3601
    assert watch.slept() == pytest.approx(3600)
    assert watch.slept() == 0


def test_this_machine_is_awake() -> None:
    assert SleepWatch().slept() < 1
