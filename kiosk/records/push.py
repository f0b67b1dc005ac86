"""Exports into PostgreSQL, the same tables and the same ids: again and again, and on where it was cut off.

It needs what the extra `bank` installs. A batch is some hundred plays with all their decisions and answers,
in one transaction: however it ends, no play is there by half. What is there already, in the same state, isn't
sent again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.paths import RefusedError
from kiosk.records.exports import LATER, Progress, table_columns
from kiosk.records.journal_file import TABLES, open_read, schema

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, MetaData, Table

BATCH = 500
"""Plays that are sent together."""
OF_A_PLAY = ("choice", "answer")
OTHERS = tuple(table for table in TABLES if table not in {"play", *OF_A_PLAY, "day_count"})
Row = dict[str, Any]


def push(
    exports: Sequence[Path],
    url: str,
    progress: Progress = lambda *_: None,
    *,
    before_batch: Callable[[int], None] = lambda _: None,
) -> int:
    """Send exports to the database at a URL and give how many plays were new or had gone on.

    RefusedError where the database can't be reached or written, or an export can't be read.
    `before_batch` is told the number of each batch before it is sent.
    """
    from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415 (of the extra)

    engine = _engine(url)
    sent = 0
    try:
        tables = _tables(engine)
        for number, path in enumerate(exports):
            progress(number, len(exports), path.name)
            with closing(open_read(path)) as base:
                base.row_factory = sqlite3.Row
                sent += _one(base, engine, tables, before_batch)
        progress(len(exports), len(exports), "")
    except SQLAlchemyError as error:
        told = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise RefusedError(
            f"数据库没有全收下（{told}）。请检查地址和网络，再运行一次：会接着传，不会重复。"
        ) from error
    finally:
        engine.dispose()
    return sent


def _engine(url: str) -> Engine:
    try:
        from sqlalchemy import create_engine, make_url  # noqa: PLC0415 (of the extra)
        from sqlalchemy.exc import ArgumentError  # noqa: PLC0415 (the same)
    except ImportError as error:
        raise RefusedError(
            "没有装数据库用的部分。请运行 pip install 'fanzha-kiosk[bank]'。"
        ) from error
    try:
        made = make_url(url)
        if made.get_backend_name() != "postgresql":
            raise RefusedError("地址要以 postgresql:// 开头。请改一改。")
        return create_engine(made.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    except ArgumentError as error:
        raise RefusedError(
            "数据库的地址要写成 postgresql://用户:密码@主机/数据库 这样。请改一改。"
        ) from error
    except ImportError as error:
        raise RefusedError(
            "没有装数据库用的部分。请运行 pip install 'fanzha-kiosk[bank]'。"
        ) from error


def _tables(engine: Engine) -> MetaData:
    """Give the tables, making them where they aren't there; their columns are the journal's."""
    import sqlalchemy as sa  # noqa: PLC0415 (of the extra)

    kinds = {"TEXT": sa.Text, "INTEGER": sa.BigInteger, "REAL": sa.Double}
    found = sa.MetaData()
    with closing(sqlite3.connect(":memory:")) as base:
        base.executescript(schema())
        for table in TABLES:
            columns = [
                sa.Column(
                    name, kinds[kind], nullable=not (needed or key), primary_key=bool(key),
                    autoincrement=False,
                )
                for _, name, kind, needed, _, key in base.execute(f"PRAGMA table_info({table})")
            ]  # fmt: skip
            sa.Table(table, found, *columns)
    sa.Index("play_day", found.tables["play"].c.day)
    found.create_all(engine)
    return found


def _one(
    base: sqlite3.Connection,
    engine: Engine,
    tables: MetaData,
    before_batch: Callable[[int], None],
) -> int:
    """Send one export."""
    with engine.begin() as there:
        for table in OTHERS:
            _upsert(there, tables.tables[table], _rows(base, f"SELECT * FROM {table}"), ("name",))  # noqa: S608
    sent = 0
    plays = iter(_rows(base, "SELECT * FROM play ORDER BY id"))
    number = 0
    while batch := list(islice(plays, BATCH)):
        before_batch(number)
        number += 1
        with engine.begin() as there:
            sent += _batch(base, there, tables, batch)
    with engine.begin() as there:
        rows = _rows(base, "SELECT * FROM day_count")
        _upsert(there, tables.tables["day_count"], rows, ("number",))
    return sent


def _batch(base: sqlite3.Connection, there: Connection, tables: MetaData, batch: list[Row]) -> int:
    """Send plays with all that belongs to them, as far as they aren't there in this state."""
    import sqlalchemy as sa  # noqa: PLC0415 (of the extra)

    play = tables.tables["play"]
    first, last = batch[0]["id"], batch[-1]["id"]
    known = {
        row.id: row for row in there.execute(sa.select(play).where(play.c.id.between(first, last)))
    }
    counts = {table: _counts(there, tables.tables[table], first, last) for table in OF_A_PLAY}
    own = {table: _by_play(base, table, first, last) for table in OF_A_PLAY}
    wanted = [
        row
        for row in batch
        if row["id"] not in known
        or any(
            row[name] != getattr(known[row["id"]], name) for name in ("verb", "install", "clock")
        )
        or any(len(own[t].get(row["id"], ())) > counts[t].get(row["id"], 0) for t in OF_A_PLAY)
    ]
    _upsert(there, play, wanted, tuple(table_columns()["play"][1:]), later=True)
    for table in OF_A_PLAY:
        rows = [one for row in wanted for one in own[table].get(row["id"], ())]
        _upsert(there, tables.tables[table], rows, ())
    return len(wanted)


def _counts(there: Connection, table: Table, first: int, last: int) -> dict[int, int]:
    import sqlalchemy as sa  # noqa: PLC0415 (of the extra)

    question = sa.select(table.c.play, sa.func.count()).where(table.c.play.between(first, last))
    return {row[0]: row[1] for row in there.execute(question.group_by(table.c.play))}


def _by_play(base: sqlite3.Connection, table: str, first: int, last: int) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    question = f"SELECT * FROM {table} WHERE play BETWEEN ? AND ?"  # noqa: S608 (our own names)
    for row in base.execute(question, (first, last)):
        found.setdefault(row["play"], []).append(dict(row))
    return found


def _rows(base: sqlite3.Connection, question: str) -> Iterator[Row]:
    return (dict(row) for row in base.execute(question))


def _upsert(
    there: Connection,
    table: Table,
    rows: Iterator[Row] | list[Row],
    changing: tuple[str, ...],
    *,
    later: bool = False,
) -> None:
    """Insert rows; of those that are there already, the columns named take the new value."""
    import sqlalchemy as sa  # noqa: PLC0415 (of the extra)
    from sqlalchemy.dialects.postgresql import insert  # noqa: PLC0415 (the same)

    found = list(rows)
    if not found:
        return
    statement = insert(table)
    new = statement.excluded
    columns = {name: new[name] for name in changing if name in table.c}
    if not columns:
        there.execute(statement.on_conflict_do_nothing(), found)
        return
    if later:
        where: Any = sa.text(LATER.format(new="excluded", old="play"))
    else:
        where = new.number > table.c.number if "number" in columns else new.name != ""
    there.execute(
        statement.on_conflict_do_update(
            index_elements=list(table.primary_key), set_=columns, where=where
        ),
        found,
    )
