"""When a source was published, as people write it: 2025-06-18, 2025年6月, 2021-2023, 二〇二五年六月."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date

from kiosk.patterns import pattern

_FIGURES = str.maketrans("〇零一二三四五六七八九", "00123456789")
_TEN = pattern(r"([1-9]?)十([1-9]?)")
_DATE = pattern(
    r"(?<!\d)(\d{4})(?:(?:\s*[-/.年]\s*(\d{1,2})(?!\d))(?:\s*[-/.月]\s*(\d{1,2})(?!\d))?|(\d\d)(\d\d)?)?(?!\d)"
)
_EARLIEST = 1900


class NoSuchDateError(ValueError):
    """A month or a day that no calendar has, or a year nobody published in."""


class NoYearError(ValueError):
    """Figures among which no year is."""


def first_days(text: str) -> tuple[date, ...]:
    """Give the first day of each date, month or year a text names; none where it has no figures.

    NoSuchDateError where one of them can't be, NoYearError where figures name none.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_FIGURES)
    plain = _TEN.sub(lambda met: f"{met[1] or 1}{met[2] or 0}", plain)
    found = tuple(_first_days(plain))
    if not found and any(char.isdigit() for char in plain):
        raise NoYearError
    return found


def _first_days(plain: str) -> Iterator[date]:
    for met in _DATE.finditer(plain):
        year, month, day = (
            int(part) for part in (met[1], met[2] or met[4] or 1, met[3] or met[5] or 1)
        )
        if year < _EARLIEST:
            raise NoSuchDateError
        try:
            yield date(year, month, day)
        except ValueError as wrong:
            raise NoSuchDateError from wrong
