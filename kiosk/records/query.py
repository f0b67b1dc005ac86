"""A folder of exports asked in SQL by DuckDB, without a server; it needs what the extra `bank` installs.

Each table of the journal is there under its own name, over all exports together, the same play once.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.paths import RefusedError
from kiosk.records.exports import table_columns
from kiosk.records.journal_file import open_read

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

KEYS = {
    "kiosk": "id",
    "story": "hash",
    "story_place": "story, number",
    "story_choice": "story, scene, number",
    "story_cue": "story, number",
    "play": "id",
    "choice": "play, step",
    "answer": "play, number",
    "day_count": "kiosk, day, what",
}
"""What of a row there is one of."""
BEST = {"play": "verb = 'initialized', install DESC NULLS LAST", "day_count": "number DESC"}
"""Which of several states of a row counts: the first in this order."""


def ask(exports: Sequence[Path], question: str) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Give the names of the columns and the rows of an answer; RefusedError where it can't be asked."""
    base = _opened(exports)
    import duckdb  # noqa: PLC0415 (of the extra)

    try:
        found = base.execute(question)
        names = tuple(column[0] for column in found.description or ())
        return names, found.fetchall()
    except duckdb.Error as error:
        raise RefusedError(f"这个问题问不成（{str(error).splitlines()[0]}）。请改一改。") from error
    finally:
        base.close()


def _opened(exports: Sequence[Path]) -> DuckDBPyConnection:
    for path in exports:
        open_read(path).close()
    try:
        import duckdb  # noqa: PLC0415 (of the extra)

        base = duckdb.connect()
        # From its own package: nothing is fetched from a network.
        found = resources.files("duckdb_extension_sqlite_scanner") / "extensions"
        place = found / f"v{duckdb.__version__}" / "sqlite_scanner.duckdb_extension"
        base.execute(f"LOAD '{_quoted(str(place))}'")
    except ImportError as error:
        raise RefusedError(
            "没有装查询用的部分。请运行 pip install 'fanzha-kiosk[bank]'。"
        ) from error
    for number, path in enumerate(exports):
        at = _quoted(str(path.absolute()))
        base.execute(f"ATTACH '{at}' AS e{number} (TYPE sqlite, READ_ONLY)")
    for table in table_columns():
        every = " UNION ALL ".join(f"SELECT * FROM e{n}.{table}" for n in range(len(exports)))  # noqa: S608 (our own names)
        order = f" ORDER BY {BEST[table]}" if table in BEST else ""
        base.execute(
            f"CREATE VIEW {table} AS SELECT * FROM ({every})"  # noqa: S608 (the same)
            f" QUALIFY row_number() OVER (PARTITION BY {KEYS[table]}{order}) = 1"
        )
    return base


def _quoted(path: str) -> str:
    return path.replace("'", "''")
