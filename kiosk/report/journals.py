"""The journals a report is made of: one as it is, several as if they were one."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from kiosk.paths import RefusedError
from kiosk.records.journal_file import TABLES, error_words, open_read, schema

ENDING = ".db"

_FURTHER = """
  SELECT other.id FROM other.play AS other JOIN main.play AS here ON here.id = other.id
  WHERE (here.verb = 'initialized' AND other.verb <> 'initialized')
     OR coalesce(other.install, 0) > coalesce(here.install, 0)
"""
"""Plays of which another export knows more: it was written after they ended, or 安装 App was shown."""


def journals_at(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Give the files of some paths, each a file or a folder of exports; RefusedError where one has none."""
    found: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            found[path] = None
            continue
        inside = sorted(path.rglob(f"*{ENDING}"))
        if not inside:
            raise RefusedError(
                f"{path} 里没有记录文件（*{ENDING}）。请写记录文件，或者放着它们的文件夹。"
            )
        found.update(dict.fromkeys(inside))
    return tuple(found)


@contextmanager
def opened(paths: Sequence[Path]) -> Iterator[sqlite3.Connection]:
    """Open one journal, or several as one, in which a play that is in two of them is once.

    Raises RefusedError where a file is none, or can't be read.
    """
    try:
        if len(paths) == 1:
            with closing(open_read(paths[0])) as journal:
                yield journal
            return
        with tempfile.TemporaryDirectory(prefix="kiosk-report-") as folder:
            file = Path(folder) / "together.db"
            with closing(sqlite3.connect(file, uri=True)) as together:
                together.executescript(f"PRAGMA synchronous = OFF; {schema()}")
                for path in paths:
                    _take_in(together, path)
                yield together
    except sqlite3.Error as error:
        raise RefusedError(
            f"记录读不出来（{error_words(error)}）。请重新导出一次，再做报告。"
        ) from error


def _take_in(together: sqlite3.Connection, path: Path) -> None:
    """Add a journal to those taken in before."""
    open_read(path).close()  # it says what is wrong with a file
    together.execute("ATTACH ? AS other", (f"{path.absolute().as_uri()}?mode=ro",))
    with together:
        together.execute(f"DELETE FROM main.play WHERE id IN ({_FURTHER})")  # noqa: S608 (our own words)
        for table in TABLES:
            columns = ", ".join(
                row[1] for row in together.execute(f"PRAGMA main.table_info({table})")
            )
            together.execute(
                f"INSERT OR IGNORE INTO main.{table} ({columns}) SELECT {columns} FROM other.{table}"  # noqa: S608 (our own words)
            )
    together.execute("DETACH other")
