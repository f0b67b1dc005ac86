"""The count of today's visitors survives restarts, bad files and full disks, and knows no names."""

from __future__ import annotations

import json
import logging
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.records import writer as room
from kiosk.records.tally import DAYS_KEPT, Counted, Tally

DAY = date(2026, 11, 21)


def test_the_count_goes_on_after_a_restart(tmp_path: Path) -> None:
    first = Tally(tmp_path / "tally.json", lambda: DAY)
    first.add()
    first.add()
    assert first.close()
    assert Tally(tmp_path / "tally.json", lambda: DAY).count() == 2


def test_a_new_day_begins_at_zero_and_keeps_the_days_before(tmp_path: Path) -> None:
    days = iter([DAY, DAY + timedelta(days=1)])
    tally = Tally(tmp_path / "tally.json", lambda: next(days))
    tally.add()
    assert tally.count() == 0
    assert tally.close()
    assert json.loads((tmp_path / "tally.json").read_text("utf-8")) == {
        "2026-11-21": {"visitors": 1}
    }


@pytest.mark.parametrize(
    "text", ["", "{", "[1]", '"x"', '{"name": 3}', '{"2026-11-21": "many"}', "\0"]
)
def test_a_damaged_file_counts_from_zero(tmp_path: Path, text: str) -> None:
    path = tmp_path / "tally.json"
    path.write_text(text, "utf-8")
    assert Tally(path, lambda: DAY).count() == 0


def test_a_file_that_cannot_be_written_leaves_the_count_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _data: bytes, *, durable: bool) -> None:
        raise OSError(28, f"No space left on device for what is {durable=}")

    monkeypatch.setattr(room, "write_whole", full)
    tally = Tally(tmp_path / "tally.json", lambda: DAY)
    tally.add()
    assert tally.close()
    assert tally.count() == 1
    assert not (tmp_path / "tally.json").exists()


def test_days_long_past_are_let_go(tmp_path: Path) -> None:
    path = tmp_path / "tally.json"
    old = {(DAY - timedelta(days=n)).isoformat(): 1 for n in range(1, DAYS_KEPT + 50)}
    path.write_text(json.dumps(old), "utf-8")
    tally = Tally(path, lambda: DAY)
    tally.add()
    assert tally.close()
    kept = json.loads(path.read_text("utf-8"))
    assert len(kept) == DAYS_KEPT
    assert kept["2026-11-21"] == {"visitors": 1}


def test_nothing_but_days_and_numbers_is_written(tmp_path: Path) -> None:
    path = tmp_path / "tally.json"
    path.write_text('{"2026-11-20": 3, "张三": 1, "2026-11-19": {"张三": 1, "plays": 2}}', "utf-8")
    tally = Tally(path, lambda: DAY)
    tally.add()
    assert tally.close()
    assert json.loads(path.read_text("utf-8")) == {
        "2026-11-19": {"plays": 2},
        "2026-11-20": {"visitors": 3},
        "2026-11-21": {"visitors": 1},
    }


def test_each_thing_is_counted_apart(tmp_path: Path) -> None:
    tally = Tally(tmp_path / "tally.json", lambda: DAY)
    for what, times in zip(Counted, range(1, 9), strict=False):
        for _ in range(times):
            tally.add(what)
    assert tally.close()
    after = Tally(tmp_path / "tally.json", lambda: DAY)
    assert [after.count(what) for what in Counted] == [1, 2, 3, 4, 5]
    assert after.last_days(2) == (DAY, DAY - timedelta(days=1))
    assert after.count(Counted.PLAYS, DAY - timedelta(days=1)) == 0


def test_a_count_below_nothing_is_none(tmp_path: Path) -> None:
    path = tmp_path / "tally.json"
    path.write_text('{"2026-11-21": -3, "2026-11-20": true}', "utf-8")
    assert Tally(path, lambda: DAY).count() == 0
    assert Tally(path, lambda: DAY - timedelta(days=1)).count() == 0


def test_its_folder_is_made(tmp_path: Path) -> None:
    path = tmp_path / "data" / "tally.json"
    tally = Tally(path, lambda: DAY)
    tally.add()
    tally.close()
    assert json.loads(path.read_text("utf-8")) == {"2026-11-21": {"visitors": 1}}


def test_once_there_is_room_again_the_count_is_written(tmp_path: Path) -> None:
    in_the_way = tmp_path / "data"
    in_the_way.write_text("", "utf-8")
    told = threading.Event()

    class Listener(logging.Handler):
        def emit(self, _record: logging.LogRecord) -> None:
            told.set()

    listener = Listener()
    room.log.addHandler(listener)
    try:
        tally = Tally(in_the_way / "tally.json", lambda: DAY)
        tally.add()
        assert told.wait(30), "nobody is told"
    finally:
        room.log.removeHandler(listener)
    in_the_way.unlink()
    tally.add()
    tally.close()
    assert json.loads((in_the_way / "tally.json").read_text("utf-8")) == {
        "2026-11-21": {"visitors": 2}
    }
