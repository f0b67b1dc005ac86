"""The journals a report is made of: one as it is, several as if they were one."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from kiosk.paths import RefusedError
from kiosk.records.exports import merge
from kiosk.records.journal_file import error_words, open_read

ENDING = ".db"


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
            merged = merge(paths, file)
            if merged.refused:
                raise RefusedError(merged.refused[0])
            with closing(open_read(file)) as together:
                yield together
    except sqlite3.Error as error:
        raise RefusedError(
            f"记录读不出来（{error_words(error)}）。请重新导出一次，再做报告。"
        ) from error
