"""The journal's file: opened, checked, set aside where it is damaged. Imported by whoever needs SQLite.

Raised here: `NotAJournalError`, a RefusedError, for a file that is something else or of a newer program.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing, suppress
from datetime import date
from functools import cache
from pathlib import Path

from kiosk.paths import RefusedError
from kiosk.storage import read_text, sync_folder

APPLICATION_ID = 0x66616E7A
"""What SQLite's header says the file is of: "fanz"."""
VERSION = 1
"""Of the tables; raised where a column comes, goes or means something else."""
TABLES = (
    "kiosk",
    "story",
    "story_place",
    "story_choice",
    "story_cue",
    "play",
    "choice",
    "answer",
    "day_count",
)
"""In the order in which they are filled: what others name comes first."""
LOCK_SECONDS = 5.0
"""How long it is waited for somebody else who writes or copies the file."""
PAGE_BYTES = 4096
MOST_BYTES = 2 * 1024**3
"""Ten years of a busy hall; then nothing more is written, and staff are told."""
MOST_ASIDE = 5
"""Damaged files that are kept; a later one takes the place of the last."""
DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT})
"""SQLite's codes for a file whose contents are wrong."""
_CODE = 0xFF


class NotAJournalError(RefusedError):
    """A file is no journal this program can read; the message says what to do."""


def journal_file(data: Path) -> Path:
    """Give the file of a data directory."""
    return data / "journal.db"


def aside_file(data: Path, number: int) -> Path:
    """Give the name under which a damaged journal is kept, counted from 1."""
    return data / f"journal-damaged-{number}.db"


def set_aside(data: Path) -> tuple[Path, ...]:
    """Give the damaged journals that are kept in a data directory."""
    return tuple(path for n in range(1, MOST_ASIDE + 1) if (path := aside_file(data, n)).exists())


@cache
def schema() -> str:
    """Give the statements that make the tables."""
    return read_text(Path(__file__).with_name("journal_schema.sql"))


def open_write(path: Path) -> sqlite3.Connection:
    """Open a journal to write, making the file and its folder where there is none.

    What is committed outlives this process at once, and a power cut once `on_disk` has returned. OSError or sqlite3.Error where it can't be opened; `is_damage` tells whether the file is at fault.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        if not stat.S_ISREG(path.lstat().st_mode):
            # A pipe would wait for a writer for ever.
            raise NotAJournalError(f"{path} 不是一个普通的文件。")
    base = sqlite3.connect(path, timeout=LOCK_SECONDS, isolation_level=None)
    try:
        # The tables first: until they are there, whole, the file is empty for whoever looks.
        _made(base, path)
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = NORMAL")
        base.execute(f"PRAGMA max_page_count = {MOST_BYTES // PAGE_BYTES}")
    except BaseException:
        base.close()
        raise
    return base


def _made(base: sqlite3.Connection, path: Path) -> None:
    """Make the tables of an empty file, and refuse another program's."""
    empty = not base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if not empty:
        check(base, path)
        return
    base.executescript(
        f"BEGIN;{schema()};PRAGMA application_id = {APPLICATION_ID};"
        f"PRAGMA user_version = {VERSION};COMMIT;"
    )


def check(base: sqlite3.Connection, path: Path) -> None:
    """Raise NotAJournalError where an open file isn't a journal this program reads."""
    if not base.execute("PRAGMA page_count").fetchone()[0]:
        raise NotAJournalError(f"{path} 是空的，还没有记录。")
    owner, version = (base.execute(f"PRAGMA {name}").fetchone()[0] for name in _HEADER)
    if owner != APPLICATION_ID:
        raise NotAJournalError(f"{path} 不是反诈一体机的记录。请选由“记录”导出的文件。")
    if version > VERSION:
        raise NotAJournalError(f"{path} 是新一些的程序写的。请先更新程序。")


def on_disk(path: Path) -> None:
    """Have all that was committed outlive a power cut; OSError where the disk refuses.

    The write-ahead log alone is waited for: SQLite holds no lock on it, so that who writes the journal goes on
    meanwhile. A file system that can have no such log has each transaction on the disk as it is committed.
    """
    with suppress(FileNotFoundError):
        number = os.open(path.with_name(path.name + "-wal"), os.O_RDWR)
        try:
            os.fsync(number)
        finally:
            os.close(number)
    sync_folder(path.parent)


_HEADER = ("application_id", "user_version")


def open_read(path: Path) -> sqlite3.Connection:
    """Open a journal or an export to read alone, beside a kiosk that writes it.

    NotAJournalError where there is none, or it is something else.
    """
    if not path.is_file():
        raise NotAJournalError(f"没有 {path} 这个文件。请写出记录文件的路径。")
    try:
        return _opened(path)
    except sqlite3.Error as error:
        if is_damage(error):
            raise NotAJournalError(f"{path} 坏了，或者不是记录文件。请重新导出一次。") from error
        if _half_made(error) and _taken_back(path):
            return _opened(path)
        raise NotAJournalError(f"{path} 读不出来（{error_words(error)}）。") from error


def _opened(path: Path) -> sqlite3.Connection:
    base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=LOCK_SECONDS)
    try:
        check(base, path)
    except BaseException:
        base.close()
        raise
    return base


def _half_made(error: sqlite3.Error) -> bool:
    """Tell whether a change stands half made in it, left by a program that was killed: a reader can't undo it."""
    return (getattr(error, "sqlite_errorcode", None) or 0) & _CODE == sqlite3.SQLITE_READONLY


def _taken_back(path: Path) -> bool:
    """Have SQLite undo what stands half made, as the next start would; False where nothing may be written."""
    try:
        with closing(sqlite3.connect(path, timeout=LOCK_SECONDS)) as base:
            base.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        return False
    return True


def is_damage(error: Exception) -> bool:
    """Tell whether a file's contents are at fault: waiting, or more room, won't mend them."""
    if isinstance(error, NotAJournalError):
        return True
    code = getattr(error, "sqlite_errorcode", None)
    # A table that isn't there is an error of the statement.
    missing = code == sqlite3.SQLITE_ERROR and "no such" in str(error)
    return missing or (code is not None and code & _CODE in DAMAGED)


_WORDS = {
    sqlite3.SQLITE_FULL: "磁盘或记录满了",
    sqlite3.SQLITE_BUSY: "正被别的程序占用",
    sqlite3.SQLITE_LOCKED: "正被别的程序占用",
    sqlite3.SQLITE_READONLY: "只能读，不能写",
    sqlite3.SQLITE_CANTOPEN: "打不开",
    sqlite3.SQLITE_IOERR: "磁盘读写出错",
    sqlite3.SQLITE_CORRUPT: "内容坏了",
    sqlite3.SQLITE_NOTADB: "内容坏了",
    sqlite3.SQLITE_PERM: "没有权限",
}


def error_words(error: sqlite3.Error) -> str:
    """Give why SQLite refused, as a short clause without its full stop."""
    code = getattr(error, "sqlite_errorcode", None)
    return _WORDS.get((code or 0) & _CODE, str(error))


def put_aside(data: Path) -> Path:
    """Give a damaged journal another name, with what SQLite keeps beside it; OSError where that fails."""
    path = journal_file(data)
    free = next(
        (n for n in range(1, MOST_ASIDE + 1) if not aside_file(data, n).exists()), MOST_ASIDE
    )
    kept = aside_file(data, free)
    for ending in ("-wal", "-shm", ""):
        beside = path.with_name(path.name + ending)
        with suppress(FileNotFoundError):
            beside.replace(kept.with_name(kept.name + ending))
    sync_folder(data)
    return kept


def faults_of(path: Path) -> str:
    """Look through a whole journal and give what is wrong with it; empty where nothing is.

    It reads every page: 0.2 s for 100,000 plays from a warm disk.
    """
    try:
        with closing(open_read(path)) as base:
            found: str = base.execute("PRAGMA quick_check(1)").fetchone()[0]
    except NotAJournalError as error:
        return str(error)
    except sqlite3.Error as error:
        return error_words(error)
    return "" if found == "ok" else found


def last_day(data: Path) -> date | None:
    """Give the last day of which a journal has anything that a trusted clock dated; None where none is."""
    path = journal_file(data)
    if not path.is_file():
        return None
    try:
        with closing(open_read(path)) as base:
            days = [row[0] for query in _LAST for row in base.execute(query) if row[0]]
    except (NotAJournalError, sqlite3.Error):
        return None
    return date.fromisoformat(max(days)) if days else None


_LAST = (
    "SELECT day FROM play WHERE clock = 'trusted' ORDER BY day DESC LIMIT 1",
    "SELECT max(day) FROM day_count",
)
