"""日计 that came without a stick: photographed from the kiosk's page, or typed from it, several to a file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kiosk.paths import RefusedError
from kiosk.records.totals_code import HEAD, DayTotals, TotalsError, once, read
from kiosk.storage import read_beginning

TEXTS = (".txt", ".md", "")
PICTURES = (".jpg", ".jpeg", ".png")
MOST_BYTES = 4 * 1024 * 1024


def day_sheets(paths: Sequence[Path]) -> tuple[DayTotals, ...]:
    """Give the 日计 of files and folders, one of each kiosk and day; RefusedError names a file at fault."""
    return once(one for path in _files(paths) for one in _of(path))


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            wanted = {*TEXTS, *PICTURES} - {""}
            yield from sorted(one for one in path.iterdir() if one.suffix.lower() in wanted)
        else:
            yield path


def _of(path: Path) -> Iterator[DayTotals]:
    try:
        if path.suffix.lower() in PICTURES:
            yield read(_photographed(path))
            return
        text = read_beginning(path, MOST_BYTES).decode("utf-8-sig", "replace")
        begins = [n for n in range(len(text)) if text.startswith(HEAD, n)] or [0]
        for begin, end in zip(begins, [*begins[1:], len(text)], strict=True):
            yield read(text[begin:end])
    except TotalsError as error:
        raise RefusedError(f"{path}：{error}") from error


def _photographed(path: Path) -> str:
    # pictures are opened by pygame: where there are none it isn't needed
    from kiosk.app_link import LinkRefusedError, decode  # noqa: PLC0415
    from kiosk.site_picture import PictureRefusedError, pixels_of  # noqa: PLC0415

    try:
        return decode(pixels_of(path, "日计照片"))
    except LinkRefusedError as error:
        raise RefusedError(f"{path}：{error}。请拍清楚整个二维码，或者照着屏幕输入。") from error
    except PictureRefusedError as error:
        raise RefusedError(f"{path}：{error}") from error


def not_in(journal: sqlite3.Connection, sheets: Iterable[DayTotals]) -> tuple[DayTotals, ...]:
    """Give the 日计 of kiosks and days of which a journal knows nothing: the others are counted already."""
    known = set(journal.execute("SELECT DISTINCT kiosk, day FROM play"))
    return tuple(one for one in sheets if (one.kiosk, one.day.isoformat()) not in known)
