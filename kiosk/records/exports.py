"""Journals that travel: one kiosk's as a file for a stick, many of them as one; the same one twice counts once.

An export is a journal like the kiosk's own, whole and by itself. Merging goes by the plays' ids: what came
before stays, of a play that went on meanwhile the later state is kept.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

from kiosk.os_errors import reason_of
from kiosk.paths import RefusedError
from kiosk.records import journal_file
from kiosk.records.journal_file import NotAJournalError, error_words, open_read
from kiosk.records.kiosk_id import kiosk_id
from kiosk.storage import sync_folder
from kiosk.values import dataclass

Progress = Callable[[int, int, str], None]
"""Is told how many of how many are done, and which comes."""

NAME = "反诈记录"
MOST_NAMES = 50
CACHE_KIB = 200_000
"""Memory for the merged file: what is looked up in it stays there."""


def export_name(kiosk: str, day: date) -> str:
    """Give what an export of a kiosk is called, without its ending."""
    return f"{NAME}-{kiosk}-{day.isoformat()}"


def export(data: Path, folder: Path, day: date) -> Path:
    """Write the journal of a data directory into a folder and give the file; a kiosk may go on writing it.

    Its own export of the same day is written over, any other file of that name is left alone.
    RefusedError where there is no journal, or it can't be written.
    """
    with closing(open_read(journal_file.journal_file(data))) as base:
        path = _free(folder, export_name(kiosk_id(data), day))
        draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            base.execute("VACUUM INTO ?", (str(draft),))
            _to_disk(draft)
            draft.replace(path)
            sync_folder(folder)
        except OSError as error:
            raise RefusedError(
                f"{path} 写不进去（{reason_of(error)}）。请换一个文件夹。"
            ) from error
        except sqlite3.Error as error:
            told = error_words(error)
            raise RefusedError(f"{path} 写不进去（{told}）。请换一个文件夹。") from error
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
    return path


def _free(folder: Path, name: str) -> Path:
    """Give a path that is free, or holds a journal."""
    for number in range(1, MOST_NAMES + 1):
        path = folder / (f"{name}-{number}.db" if number > 1 else f"{name}.db")
        if not os.path.lexists(path):
            return path
        with suppress(NotAJournalError):
            open_read(path).close()
            return path
    raise RefusedError(f"{folder} 里叫“{name}”的文件太多了。请换一个文件夹。")


def _to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


# Merging -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Merged:
    """What came together: plays in all, and of each export that couldn't be read, why."""

    plays: int
    refused: tuple[str, ...]


def merge(exports: Sequence[Path], out: Path, progress: Progress = lambda *_: None) -> Merged:
    """Write all plays of some exports into one file; what the file holds already stays in it.

    RefusedError where the file is something else, or can't be written; then it is left as it was.
    """
    before = [out] if os.path.lexists(out) else []
    for path in before:
        open_read(path).close()
    draft = out.with_name(f".{out.name}.{os.getpid()}.tmp")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
        merged = _merged([*before, *exports], draft, progress)
        _to_disk(draft)
        draft.replace(out)
        sync_folder(out.parent)
    except OSError as error:
        raise RefusedError(f"{out} 写不进去（{reason_of(error)}）。请换一个文件夹。") from error
    except sqlite3.Error as error:
        raise RefusedError(f"{out} 写不进去（{error_words(error)}）。请换一个文件夹。") from error
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                draft.with_name(draft.name + ending).unlink(missing_ok=True)
    return merged


def _merged(exports: Sequence[Path], draft: Path, progress: Progress) -> Merged:
    refused = []
    with closing(_bulk(draft)) as base:
        for number, path in enumerate(exports):
            progress(number, len(exports), path.name)
            try:
                add(base, path)
            except NotAJournalError as error:
                refused.append(str(error))
        progress(len(exports), len(exports), "")
        base.execute("CREATE INDEX play_day ON play (day)")
        (plays,) = base.execute("SELECT count(*) FROM play").fetchone()
    return Merged(plays, tuple(refused))


def _bulk(path: Path) -> sqlite3.Connection:
    """Open a new journal for writing much at once: it is a draft, and its disk may fail."""
    journal_file.open_write(path).close()
    base = sqlite3.connect(path, isolation_level=None, uri=True)
    for setting in (
        "journal_mode = DELETE",
        "synchronous = OFF",
        f"cache_size = -{CACHE_KIB}",
        "main.locking_mode = EXCLUSIVE",
        "trusted_schema = OFF",
    ):
        base.execute(f"PRAGMA {setting}")
    base.execute("DROP INDEX play_day")
    return base


def add(base: sqlite3.Connection, path: Path) -> None:
    """Add an export to an open journal, whole or not at all; NotAJournalError where it can't be read."""
    with closing(open_read(path)) as one:
        _same_tables(one, path)
    base.execute("ATTACH ? AS one", (f"{path.absolute().as_uri()}?mode=ro",))
    try:
        base.execute("BEGIN")
        try:
            for statement in statements():
                base.execute(statement)
            base.execute("COMMIT")
        except sqlite3.Error as error:
            if base.in_transaction:
                base.execute("ROLLBACK")
            if journal_file.is_damage(error) or isinstance(error, sqlite3.IntegrityError):
                told = f"{path} 坏了（{error_words(error)}）。请重新导出一次。"
                raise NotAJournalError(told) from error
            raise
    finally:
        base.execute("DETACH one")


def _same_tables(one: sqlite3.Connection, path: Path) -> None:
    """Raise NotAJournalError where an export's tables aren't those of this program."""
    columns = table_columns()
    for table, wanted in columns.items():
        found = one.execute(
            "SELECT name FROM pragma_table_info(?) WHERE EXISTS"
            " (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?)",
            (table, table),
        )
        if tuple(row[0] for row in found) != wanted:
            raise NotAJournalError(f"{path} 里的“{table}”和这个程序的不一样。请重新导出一次。")


def table_columns() -> dict[str, tuple[str, ...]]:
    """Give each table's columns, in their order."""
    with closing(sqlite3.connect(":memory:")) as base:
        base.executescript(journal_file.schema())
        return {
            table: tuple(row[1] for row in base.execute(f"PRAGMA table_info({table})"))
            for table in journal_file.TABLES
        }


LATER = (
    "({new}.verb <> 'initialized' AND ({old}.verb = 'initialized' OR {old}.left_by = 'cut'))"
    " OR coalesce({new}.install, -1) > coalesce({old}.install, -1) OR ({new}.clock <> {old}.clock)"
)
"""Whether a play is a later state of one of the same id."""


def statements() -> Iterable[str]:
    """Give what adds the tables of the journal attached as `one`, in their order."""
    play = table_columns()["play"]
    settings = ", ".join(f"{name} = excluded.{name}" for name in play[1:])
    later = LATER.format(new="excluded", old="play")
    yield (
        "INSERT INTO kiosk SELECT * FROM one.kiosk WHERE true"
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE excluded.name <> ''"
    )
    for table in ("story", "story_place", "story_choice", "story_cue"):
        yield f"INSERT INTO {table} SELECT * FROM one.{table} WHERE true ON CONFLICT DO NOTHING"  # noqa: S608 (our own names)
    yield (
        "INSERT INTO play SELECT * FROM one.play WHERE true"  # noqa: S608 (the same)
        f" ON CONFLICT (id) DO UPDATE SET {settings} WHERE {later}"
    )
    for table in ("choice", "answer"):
        yield f"INSERT INTO {table} SELECT * FROM one.{table} WHERE true ON CONFLICT DO NOTHING"  # noqa: S608 (the same)
    yield (
        "INSERT INTO day_count SELECT * FROM one.day_count WHERE true"
        " ON CONFLICT (kiosk, day, what) DO UPDATE SET number = excluded.number"
        " WHERE excluded.number > day_count.number"
    )
