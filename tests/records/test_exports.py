"""Journals travel: exported, merged, pushed and asked, each play counts once, whatever is cut off or given twice."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy

from kiosk.cli import main
from kiosk.paths import RefusedError
from kiosk.records import push as pushing
from kiosk.records.exports import export, merge
from kiosk.records.journal import Journal
from kiosk.records.journal_file import TABLES, faults_of, journal_file, open_read
from kiosk.records.journal_rows import Answered
from kiosk.records.push import push
from kiosk.records.tally import Counted

from .database import PROGRAMS, postgres
from .played import one, rows, whole_play

DAY = date(2026, 12, 6)


def kiosk(folder: Path, plays: int, name: str = "城东支行") -> Path:
    """Give the data directory of a kiosk that so many plays were played at, every other one to its end."""
    journal = Journal(folder, name=lambda: name)
    journal.start()
    for number in range(plays):
        play = one(None if number % 2 else whole_play(best=False))
        journal.played(play)
        told = "after", "a", "b", "scam", "scam"
        journal.answered(Answered(play.begun.id, 1, *told, success=True, seconds=2.0))
    journal.counted(Counted.FAULTS, DAY)
    assert journal.close()
    return folder


def counts(path: Path) -> dict[str, int]:
    with closing(open_read(path)) as base:
        return {t: base.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in TABLES}  # noqa: S608


@pytest.fixture(scope="module")
def kiosks(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Give the exports of three kiosks."""
    folder = tmp_path_factory.mktemp("kiosks")
    return [export(kiosk(folder / str(n), 4 + n), folder / "stick", DAY) for n in range(3)]


def test_an_export_is_a_whole_journal_and_takes_nobody_elses_place(tmp_path: Path) -> None:
    data, stick = kiosk(tmp_path / "data", 3), tmp_path / "stick"
    first = export(data, stick, DAY)
    assert faults_of(first) == ""
    assert counts(first) == counts(journal_file(data))
    assert export(data, stick, DAY) == first
    first.write_text("别人的", encoding="utf-8")
    second = export(data, stick, DAY)
    assert second.name == f"{first.stem}-2.db"
    assert first.read_text("utf-8") == "别人的"
    assert sorted(p.name for p in stick.iterdir()) == sorted([first.name, second.name])
    (tmp_path / "file").write_text("")
    for folder, wrong in ((tmp_path / "file" / "x", data), (stick, tmp_path / "none")):
        with pytest.raises(RefusedError, match="请"):
            export(wrong, folder, DAY)


def test_the_same_export_twice_counts_once_and_a_second_merge_adds_to_the_first(
    kiosks: list[Path], tmp_path: Path
) -> None:
    out = tmp_path / "all.db"
    told: list[tuple[int, int, str]] = []
    merged = merge([*kiosks[:2], *kiosks[:2]], out, lambda *one: told.append(one))
    assert (merged.plays, merged.refused) == (9, ())
    assert told[0] == (0, 4, kiosks[0].name)
    assert told[-1] == (4, 4, "")
    assert merge([kiosks[2], kiosks[0]], out).plays == 15
    each = [counts(path) for path in kiosks]
    found = counts(out)
    for table in ("kiosk", "play", "choice", "answer", "day_count"):
        assert found[table] == sum(one[table] for one in each), table
    for table in ("story", "story_place", "story_choice", "story_cue"):
        assert found[table] == each[0][table]
    assert faults_of(out) == ""
    assert not list(tmp_path.glob(".*"))


def test_of_a_play_that_went_on_the_later_state_is_kept_whatever_comes_first(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    journal = Journal(data)
    journal.start()
    play = one()
    half = play.play.rewound(len(play.play.steps))
    journal.played(type(play)(play.begun, half))
    journal.counted(Counted.FAULTS, DAY)
    assert journal.close()
    noon = export(data, tmp_path / "noon", DAY)
    journal = Journal(data)
    journal.start()
    journal.played(play)
    journal.install(play.begun.id, 12.0)
    journal.counted(Counted.FAULTS, DAY)
    assert journal.close()
    evening = export(data, tmp_path / "evening", DAY)
    for number, order in enumerate(((noon, evening), (evening, noon))):
        out = tmp_path / f"{number}.db"
        merge(order, out)
        with closing(open_read(out)) as base:
            assert base.execute("SELECT verb, install FROM play").fetchall() == [
                ("completed", 12.0)
            ]
            assert base.execute("SELECT count(*) FROM choice").fetchone() == (len(play.play.steps),)
            assert base.execute("SELECT number FROM day_count").fetchall() == [(2,)]


def _half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:6000])


def _other_tables(path: Path) -> None:
    with closing(sqlite3.connect(path)) as base:
        base.execute("ALTER TABLE play ADD COLUMN extra TEXT")


def _empty_column(path: Path) -> None:
    with closing(sqlite3.connect(path)) as base:
        base.execute("ALTER TABLE choice RENAME TO old")
        base.execute("CREATE TABLE choice AS SELECT * FROM old")
        base.execute("UPDATE choice SET seconds = NULL")
        base.commit()


def test_an_export_that_cant_be_read_is_told_and_the_others_are_merged(
    kiosks: list[Path], tmp_path: Path, subtests: pytest.Subtests
) -> None:
    for spoil in (_half, _other_tables, _empty_column, lambda path: path.write_text("x" * 5000)):
        wrong = tmp_path / "wrong.db"
        wrong.write_bytes(kiosks[1].read_bytes())
        spoil(wrong)
        with subtests.test(getattr(spoil, "__name__", "")):
            out = tmp_path / f"{len(list(tmp_path.iterdir()))}.db"
            merged = merge([kiosks[0], wrong, kiosks[2]], out)
            assert merged.plays == 10
            (told,) = merged.refused
            assert "wrong.db" in told
            assert "请" in told


def test_a_file_that_is_something_else_is_never_merged_into(
    kiosks: list[Path], tmp_path: Path
) -> None:
    out = tmp_path / "letter.db"
    out.write_text("一封信", encoding="utf-8")
    with pytest.raises(RefusedError):
        merge(kiosks, out)
    assert out.read_text("utf-8") == "一封信"


# PostgreSQL ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    if not PROGRAMS:
        pytest.skip("needs Debian's package postgresql")
    with postgres() as url:
        yield url


def there(url: str, question: str) -> list[Any]:
    engine = sqlalchemy.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    try:
        with engine.connect() as base:
            return [tuple(row) for row in base.execute(sqlalchemy.text(question))]
    finally:
        engine.dispose()


def test_what_is_pushed_twice_and_cut_off_between_is_there_once_and_whole(
    server: str, kiosks: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pushing, "BATCH", 2)

    def cut(batch: int) -> None:
        if batch == 1:
            # The server ends the connection that is used, as a power cut would.
            there(
                server,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'",
            )
            raise ConnectionError

    with pytest.raises(ConnectionError):
        push(kiosks, server, before_batch=cut)
    assert there(server, "SELECT count(*) FROM play") == [(2,)]
    whole = "SELECT count(*) FROM play WHERE id NOT IN (SELECT play FROM choice)"
    assert there(server, whole) == [(0,)]
    assert push(kiosks, server) == 13
    assert push([*kiosks, kiosks[0]], server) == 0
    each = [counts(path) for path in kiosks]
    for table in ("kiosk", "play", "choice", "answer", "day_count"):
        assert there(server, f"SELECT count(*) FROM {table}") == [(sum(o[table] for o in each),)]  # noqa: S608
    assert there(server, "SELECT count(*) FROM story_cue") == [(each[0]["story_cue"],)]
    columns = "id, kiosk, visit, day, scaled, success, loss, spared, duration, story, install"
    wanted: list[Any] = []
    for path in kiosks:
        with closing(open_read(path)) as base:
            wanted += base.execute(f"SELECT {columns} FROM play").fetchall()  # noqa: S608
    assert there(server, f"SELECT {columns} FROM play ORDER BY id") == sorted(wanted)  # noqa: S608


def test_what_went_on_since_is_brought_up_to_date(server: str, tmp_path: Path) -> None:
    data = tmp_path / "data"
    play = one()
    for install in (0, 25.0):
        journal = Journal(data)
        journal.start()
        journal.played(play)
        if install:
            journal.install(play.begun.id, install)
            told = "after", "a", "b", "scam", "scam"
            journal.answered(Answered(play.begun.id, 1, *told, success=True, seconds=2.0))
        assert journal.close()
        assert push([journal_file(data)], server) == 1
    found = there(server, f"SELECT install FROM play WHERE id = {play.begun.id}")  # noqa: S608
    assert found == [(25.0,)]
    assert there(server, f"SELECT count(*) FROM answer WHERE play = {play.begun.id}") == [(1,)]  # noqa: S608


@pytest.mark.parametrize("url", ["mysql://a/b", "nonsense", "postgresql://127.0.0.1:1/none"])
def test_a_database_that_cant_be_reached_is_told(kiosks: list[Path], url: str) -> None:
    with pytest.raises(RefusedError, match="请"):
        push(kiosks, url)


# The command --------------------------------------------------------------------------------------


def test_the_command_exports_merges_and_asks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for n in range(2):
        data = kiosk(tmp_path / str(n), 3 + n)
        assert (
            main(["records", "export", str(tmp_path / "U盘"), "--xapi", "--data", str(data)]) == 0
        )
    stick, out = str(tmp_path / "U盘"), str(tmp_path / "all.db")
    assert main(["records", "merge", stick, "-o", out]) == 0
    assert "一共 7 场" in capsys.readouterr().out
    question = "SELECT count(*) AS n, sum(loss) AS lost FROM play WHERE verb = 'completed'"
    assert main(["records", "query", question, stick, out, "--json"]) == 0
    (lost,) = sqlite3.connect(out).execute("SELECT sum(loss) FROM play").fetchone()
    told = json.loads(capsys.readouterr().out)
    assert [list(map(int, row)) for row in told["rows"]] == [[7, lost]]
    assert main(["records", "query", "SELECT nothing", stick]) == 1
    assert main(["records", "merge", str(tmp_path / "0"), "-o", str(tmp_path / "b.db")]) == 0
    (tmp_path / "empty").mkdir()
    assert main(["records", "merge", str(tmp_path / "empty"), "-o", out]) == 1


def test_statements_are_what_learning_platforms_read(tmp_path: Path) -> None:
    data = kiosk(tmp_path / "data", 2)
    told = ["records", "export", str(tmp_path), "--xapi", "--data", str(data)]
    assert main(told) == 0
    (path,) = tmp_path.glob("*.xapi.json")
    found = json.loads(path.read_text("utf-8"))
    plays = [s for s in found if "registration" in s["context"] and "score" in s["result"]]
    scaled = [row[0] for row in rows(data, "SELECT scaled FROM play ORDER BY id")]
    assert [s["result"]["score"]["scaled"] for s in plays] == scaled
    assert {s["verb"]["id"].rpartition("/")[2] for s in found} == {"completed", "answered"}
    assert (
        len({s["id"] for s in found}) == len(found) == 2 + len(rows(data, "SELECT * FROM choice"))
    )
    for one_ in found:
        assert one_["timestamp"].startswith("2026-12-05T10:45:00")
        assert one_["result"]["duration"].startswith("PT")
        assert "mbox" not in one_["actor"]
    assert main(told) == 0
    assert json.loads(path.read_text("utf-8")) == found
    path.write_text("[1]", encoding="utf-8")
    assert main(told) == 1
    assert path.read_text("utf-8") == "[1]"
    assert not list(tmp_path.glob(".*"))
