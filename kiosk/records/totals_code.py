"""A day's totals of one kiosk as a few lines of plain text that a photo, or a typist, takes to the office.

    text = write(totals)            # what the code on staff's page holds, and what stands beside it
    read(text) == totals            # from a photo, or typed: TotalsError says what is wrong

The last line is a check sum over all figures (CRC-32, eight hexadecimal digits); the kiosk's name doesn't
enter it, as names are typed differently. Full-width figures, other colons, blanks and small letters are read
as they are meant. A kiosk has one line-up a day: `once` keeps the fullest.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable
from datetime import date

from kiosk.paths import RefusedError
from kiosk.patterns import pattern
from kiosk.records.kiosk_id import is_kiosk_id
from kiosk.values import dataclass

VERSION = 1
HEAD = "反诈一体机日计"
TRUSTED, UNTRUSTED = "时间可信", "时间不可信"
LONGEST = 2000
"""Characters of a text that is read."""


class TotalsError(RefusedError):
    """A text is no day's totals, or was misread; the message says where, and what to do."""


@dataclass(frozen=True, slots=True)
class DayTotals:
    """What one kiosk counted on one day; staff's own tries are in `trials` alone.

    Of first tries that came to their end: `scams` met and `handled`, `genuine` contacts met and `refused`.
    `spared` is in yuan. Of the answers `before` and `after`, so many were right. `install` counts plays after
    which 安装 App was shown.
    """

    kiosk: str
    day: date
    name: str = ""
    trusted: bool = True
    visits: int = 0
    plays: int = 0
    completed: int = 0
    trials: int = 0
    scams: int = 0
    handled: int = 0
    genuine: int = 0
    refused: int = 0
    spared: int = 0
    install: int = 0
    before: int = 0
    before_right: int = 0
    after: int = 0
    after_right: int = 0


_ROWS = (
    (("到访", "visits", ""), ("游玩", "plays", ""), ("看完", "completed", "")),
    (("试玩", "trials", ""), ("看安装", "install", "")),
    (("骗局识破", "handled", "scams"), ("真事误拒", "refused", "genuine")),
    (("少损失元", "spared", ""),),
    (("先想答对", "before_right", "before"), ("考题答对", "after_right", "after")),
)
"""In each line, of each figure: its word, its name, and that of the figure it is a share of."""
_NUMBERS = tuple(one for row in _ROWS for one in row)
_ID, _NAME, _DAY, _SUM = "编号", "名称", "日期", "校验"


def write(totals: DayTotals) -> str:
    """Give the lines."""
    trust = TRUSTED if totals.trusted else UNTRUSTED
    return "\n".join(
        (
            f"{HEAD} {VERSION}",
            f"{_ID}：{totals.kiosk}",
            f"{_NAME}：{' '.join(totals.name.split())}",
            f"{_DAY}：{totals.day.isoformat()} {trust}",
            *("　".join(_told(totals, *one) for one in row) for row in _ROWS),
            f"{_SUM}：{_sum(totals)}",
        )
    )


def _told(totals: DayTotals, word: str, name: str, whole: str) -> str:
    share = f"/{getattr(totals, whole)}" if whole else ""
    return f"{word}：{getattr(totals, name)}{share}"


def _sum(totals: DayTotals) -> str:
    """Give the check sum of all but the name."""
    told = (_told(totals, *one) for one in _NUMBERS)
    whole = "\n".join((totals.kiosk, totals.day.isoformat(), str(totals.trusted), *told))
    return f"{zlib.crc32(whole.encode()):08X}"


_DATE = pattern(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_FIGURE = pattern(r"\d{1,12}")


def read(text: str) -> DayTotals:
    """Give the totals of a text; TotalsError where a line is missing, or the check sum isn't right."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST])
    head = re.search(rf"{HEAD}\s*(\d+)", plain)
    if head is None:
        raise TotalsError(
            f"这不是日计：没有“{HEAD}”。请拍清楚整个二维码，或者照着屏幕一行一行输入。"
        )
    if int(head[1]) > VERSION:
        raise TotalsError("这份日计是新一些的程序写的。请先更新这台电脑上的程序。")
    lines = plain[head.end() :]
    values: dict[str, int] = {}
    for word, name, whole in _NUMBERS:
        given = _after(lines, word, r"[\d,/ \t]*")
        parts = given.replace(",", "").split("/")
        names = (name, whole) if whole else (name,)
        if len(parts) != len(names) or not all(_FIGURE.fullmatch(part) for part in parts):
            wanted = "两个数，中间一条斜线" if whole else "一个数"
            raise TotalsError(f"“{word}”后面要有{wanted}，现在是“{given}”。请对照屏幕改一改。")
        values |= dict(zip(names, map(int, parts), strict=True))
    kiosk = _after(lines, _ID, r"[^\n]*").upper()
    if not is_kiosk_id(kiosk):
        raise TotalsError(f"“{_ID}”要有八个字母和数字，现在是“{kiosk}”。请对照屏幕改一改。")
    named, dated = (re.search(rf"{word}[ \t]*[:=]([^\n]*)", lines) for word in (_NAME, _DAY))
    totals = DayTotals(
        kiosk=kiosk,
        day=_day(dated[1] if dated else ""),
        name=named[1].strip() if named else "",
        trusted=dated is None or UNTRUSTED not in dated[1],
        **values,
    )
    if _after(lines, _SUM, r"[0-9A-Fa-f \t]*").upper() != _sum(totals):
        raise TotalsError("校验对不上：有一个数看错或者输错了。请对照屏幕一行一行再看一遍。")
    return totals


def _after(lines: str, word: str, value: str) -> str:
    """Give what stands after a word, without its blanks; empty where the word isn't there."""
    match = re.search(rf"{word}[ \t]*[:=]({value})", lines)
    return "".join(match[1].split()) if match else ""


def _day(written: str) -> date:
    match = _DATE.search(written)
    try:
        return date(*map(int, match.groups())) if match else date.fromisoformat(written)
    except ValueError:
        told = f"“{_DAY}”要写成 2026-11-28 这样，现在是“{written.strip()}”。请对照屏幕改一改。"
        raise TotalsError(told) from None


def once(totals: Iterable[DayTotals]) -> tuple[DayTotals, ...]:
    """Give one of each kiosk and day, the one with most plays: a photo of noon gives way to the evening's."""
    kept: dict[tuple[str, date], DayTotals] = {}
    for one in totals:
        key = one.kiosk, one.day
        if key not in kept or (one.plays, one.completed) > (kept[key].plays, kept[key].completed):
            kept[key] = one
    return tuple(kept[key] for key in sorted(kept))
