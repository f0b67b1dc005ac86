"""The journal is written whatever happens to its file, and the visit never waits for it."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest

from kiosk.records import journal_file as files
from kiosk.records.journal import Journal
from kiosk.records.journal_file import (
    aside_file,
    faults_of,
    journal_file,
    last_day,
    open_read,
    open_write,
)
from kiosk.records.journal_rows import Answered
from kiosk.records.kiosk_id import kiosk_id, kiosk_id_file
from kiosk.records.play_ids import CHANCE_BITS, PLAYS_A_CHANCE, PlayIds
from kiosk.records.tally import Counted, Counts
from tests.programs import program

from .played import damage, one, rows, whole_play

COUNT = "SELECT count(*) FROM play"
PATIENCE = 20.0
KILLS = 12
"""In the suite; scripts/journal_killed.py tries two hundred."""


@contextmanager
def writing(data: Path) -> Iterator[Journal]:
    """Give a journal that is written, and all written at the end."""
    journal = Journal(data, name=lambda: "城东支行", again=0.02)
    journal.start()
    yield journal
    assert journal.close(time.monotonic() + PATIENCE)


def until(true: Callable[[], bool], what: str) -> None:
    """Wait for what another thread does; it tells nobody."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, what
        os.sched_yield()


def test_a_play_is_one_row_however_often_it_is_written(tmp_path: Path) -> None:
    play = one()
    with writing(tmp_path) as journal:
        for _ in range(3):
            journal.played(play)
        journal.answered(Answered(play.begun.id, 1, "after", "a", "b", "scam", "scam", True, 2.0))
        journal.install(play.begun.id, 31.26)
        journal.played(play)  # which leaves alone what came later
    assert rows(tmp_path, "SELECT verb, install FROM play") == [("completed", 31.3)]
    assert rows(tmp_path, "SELECT count(*) FROM choice") == [(len(play.play.steps),)]
    assert faults_of(journal_file(tmp_path)) == ""


def test_what_a_power_cut_left_open_is_ended_at_the_next_start(tmp_path: Path) -> None:
    with writing(tmp_path) as journal:
        journal.played(one(whole_play().rewound(1)))
    assert rows(tmp_path, "SELECT verb FROM play") == [("initialized",)]
    with writing(tmp_path):
        pass
    assert rows(tmp_path, "SELECT verb, left_by FROM play") == [("abandoned", "cut")]


def test_numbers_of_earlier_versions_are_taken_over_once_and_stay_readable(tmp_path: Path) -> None:
    old = {"2026-11-20": 3, "2026-11-21": {"plays": 5, "trials": 1, "name": 4}, "heute": 7}
    (tmp_path / "tally.json").write_text(json.dumps(old), encoding="utf-8")
    known: list[Counts] = []
    for _ in range(2):
        journal = Journal(tmp_path, today=lambda: date(2026, 12, 5))
        journal.start(known.append)
        assert journal.close(time.monotonic() + PATIENCE)
    wanted = {
        ("2026-11-20", "visitors"): 3,
        ("2026-11-21", "plays"): 5,
        ("2026-11-21", "trials"): 1,
    }
    assert known == [wanted, wanted]
    assert json.loads((tmp_path / "tally-taken.json").read_text("utf-8")) == old
    assert not (tmp_path / "tally.json").exists()
    assert last_day(tmp_path) == date(2026, 11, 21)


@pytest.mark.parametrize("text", ["", "{", "[1]", '"x"', '{"2026-11-21": "many"}', "\0"])
def test_a_damaged_old_file_counts_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "tally.json").write_text(text, "utf-8")
    with writing(tmp_path) as journal:
        journal.counted(Counted.FAULTS, date(2026, 11, 21))
    assert rows(tmp_path, "SELECT day, what, number FROM day_count") == [
        ("2026-11-21", "faults", 1)
    ]


# Damage -------------------------------------------------------------------------------------------


def _zeros(path: Path) -> None:
    path.write_bytes(b"\0" * 4096)


def _words(path: Path) -> None:
    path.write_text("这不是记录" * 500, encoding="utf-8")


def _half(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    chance = random.Random(5)  # noqa: S311 (which bytes)
    for _ in range(len(data) // 8):
        data[chance.randrange(100, len(data))] ^= 0xFF
    path.write_bytes(data)


def _foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as base:
        base.execute("CREATE TABLE play (id INTEGER PRIMARY KEY)")
        base.commit()


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as base:
        base.execute("PRAGMA user_version = 99")


def _folder(path: Path) -> None:
    path.unlink()
    (path / "inner").mkdir(parents=True)


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


WRONGS = (_zeros, _words, _half, _flipped, _foreign, _newer, _folder, _pipe)


def test_what_cant_be_read_is_set_aside_and_writing_goes_on(
    tmp_path: Path, subtests: pytest.Subtests, caplog: pytest.LogCaptureFixture
) -> None:
    for spoil in WRONGS:
        data = tmp_path / spoil.__name__
        with writing(data) as journal:
            for _ in range(20):
                journal.played(one())
        damage(journal_file(data))
        spoil(journal_file(data))
        caplog.clear()
        with writing(data) as journal:
            journal.played(one())
        with subtests.test(spoil.__name__):
            assert journal.trouble is None
            assert rows(data, COUNT) == [(1,)]
            assert faults_of(journal_file(data)) == ""
            assert files.set_aside(data) == (aside_file(data, 1),)
            assert "另存为" in caplog.text


def test_damage_met_while_it_is_written_loses_nothing_that_comes_after(tmp_path: Path) -> None:
    with writing(tmp_path) as journal:
        journal.played(one())
        until(lambda: rows(tmp_path, COUNT) == [(1,)], "the first play") if journal_file(
            tmp_path
        ).exists() else None
    damage(journal_file(tmp_path))
    with writing(tmp_path) as journal:
        _words(journal_file(tmp_path))
        for _ in range(5):
            journal.played(one())
    assert rows(tmp_path, COUNT) == [(5,)]


def test_many_damaged_files_take_bounded_room(tmp_path: Path) -> None:
    tmp_path.mkdir(exist_ok=True)
    for number in range(files.MOST_ASIDE + 3):
        journal_file(tmp_path).write_text(f"{number}" * 5000)
        with writing(tmp_path):
            pass
    assert len(files.set_aside(tmp_path)) == files.MOST_ASIDE
    assert len(list(tmp_path.glob("journal*.db"))) == files.MOST_ASIDE + 1


# What passes --------------------------------------------------------------------------------------


def test_a_locked_file_is_waited_for_and_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LOCK_SECONDS", 0.02)
    with writing(tmp_path):
        pass
    with closing(sqlite3.connect(journal_file(tmp_path), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with writing(tmp_path) as journal:
            for _ in range(3):
                journal.played(one())
            until(lambda: journal.trouble is not None, "the trouble being told")
            trouble = journal.trouble
            assert trouble is not None
            assert "占用" in trouble.reason
            other.execute("ROLLBACK")
            until(lambda: journal.trouble is None, "its end")
    assert rows(tmp_path, COUNT) == [(3,)]
    assert files.set_aside(tmp_path) == ()


@pytest.mark.skipif(sys.platform == "win32", reason="there no process has such a bound")
def test_a_full_disk_stops_nothing_and_what_waits_is_written_later(tmp_path: Path) -> None:
    with writing(tmp_path) as journal:
        journal.played(one())
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with writing(tmp_path) as journal:
        resource.setrlimit(resource.RLIMIT_FSIZE, (16_384, hard))
        try:
            for _ in range(30):
                journal.played(one())
            until(lambda: journal.trouble is not None, "the trouble being told")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        until(lambda: journal.trouble is None, "its end")
    assert rows(tmp_path, COUNT) == [(31,)]
    assert files.set_aside(tmp_path) == ()


def test_a_folder_nobody_may_write_keeps_all_in_memory_up_to_a_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.records.journal.MOST_WAITING", 4)
    (tmp_path / "file").write_text("")
    journal = Journal(tmp_path / "file" / "data", again=0.02)
    journal.start()
    for _ in range(10):
        journal.counted(Counted.FAULTS, date(2026, 11, 21))
    until(lambda: journal.trouble is not None and journal.trouble.lost == 7, "the bound")
    assert journal.close(time.monotonic() + PATIENCE)


def test_a_row_that_cant_be_made_keeps_no_other_from_being_written(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with writing(tmp_path) as journal:
        journal.install(None, None)  # type: ignore[arg-type]
        journal.played(one())
    assert rows(tmp_path, COUNT) == [(1,)]
    assert "跳过" in caplog.text


def test_finished_plays_survive_a_kill_at_any_moment(tmp_path: Path) -> None:
    told = program("journal_killed").try_kills(tmp_path, KILLS, seed=7)
    assert told.kills == KILLS
    assert told.shown > 0


# Ids ----------------------------------------------------------------------------------------------


def test_a_reader_takes_back_what_a_killed_program_left_half_made(tmp_path: Path) -> None:
    path = journal_file(tmp_path)
    with closing(open_write(path)) as base:
        base.execute("PRAGMA journal_mode = DELETE")
        base.execute("INSERT INTO kiosk VALUES ('abcdefgh', '城东支行')")
    child = os.fork()
    if child == 0:
        base = sqlite3.connect(path, isolation_level=None)
        base.execute("PRAGMA cache_size = 1")
        base.execute("BEGIN")
        base.execute("UPDATE kiosk SET name = ?", ("城西" * 100_000,))
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert path.with_name("journal.db-journal").stat().st_size > 0
    with closing(open_read(path)) as base:
        assert base.execute("SELECT name FROM kiosk").fetchall() == [("城东支行",)]


def test_a_kiosk_keeps_its_letters_and_draws_others_where_they_are_gone(tmp_path: Path) -> None:
    first = kiosk_id(tmp_path / "data")
    assert kiosk_id(tmp_path / "data") == first
    assert len(first) == 8
    kiosk_id_file(tmp_path / "data").write_bytes(b"\xff" * 3000)
    other = kiosk_id(tmp_path / "data")
    assert other != first
    assert kiosk_id(tmp_path / "data") == other
    (tmp_path / "file").write_text("")
    assert len(kiosk_id(tmp_path / "file" / "data")) == 8


def test_plays_are_numbered_on_and_a_chance_that_is_used_up_is_drawn_anew() -> None:
    chances = iter([1, 2**CHANCE_BITS - 1])
    ids = PlayIds(lambda _bits: next(chances))
    found = [ids() for _ in range(PLAYS_A_CHANCE)]
    assert found[:2] == [PLAYS_A_CHANCE + 1, PLAYS_A_CHANCE + 2]
    assert len(set(found)) == PLAYS_A_CHANCE
    assert found[-1] == ids.last == ids.since + 1
    assert max(found) + PLAYS_A_CHANCE - 2 == 2**63 - 1


# The file -----------------------------------------------------------------------------------------


def test_each_column_is_said_in_the_file_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    open_write(path).close()
    with closing(sqlite3.connect(path)) as base:
        for table in files.TABLES:
            (made,) = base.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,))
            lines = [line for line in made[0].splitlines()[1:-1] if "PRIMARY KEY (" not in line]
            assert len(lines) == len(base.execute(f"PRAGMA table_info({table})").fetchall())
            assert all("-- " in line for line in lines), table
