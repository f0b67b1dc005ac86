"""What a cell shows of a date or a time: the days since 1900 written by a date format."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from kiosk.authoring.format_tokens import Token, digits_in_chinese, in_chinese
from kiosk.values import dataclass

SECONDS_A_DAY = 86_400
LAST_DAY = 2_958_466
"""The day after 9999-12-31, where counting ends."""
_FALSE_LEAP_DAY = 60
"""29 February 1900 never was; workbooks count it, after the habit of an older program."""
_SINCE_1900, _SINCE_1904 = date(1899, 12, 30), date(1904, 1, 1)
_BETWEEN = 1_462
"""Days between the two beginnings of counting."""
_NOON = 12
_MONTHS = "January February March April May June July August September October November December"
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_ZH_MONTHS = "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月"
_ZH_WEEKDAYS = "一二三四五六日"

_PARTS = ("date", "time", "elapsed", "half_day")


@dataclass(frozen=True, slots=True)
class ShownDate:
    """What is shown, and the date as far as it is shown: 2025-06-18, 2025-06, 2025 or nothing."""

    text: str
    day: str


@dataclass(frozen=True, slots=True)
class _Moment:
    day: date
    seconds: Decimal
    """Seconds of the day, rounded to what is shown."""
    whole: Decimal
    """All seconds since the count began, for hours that go on after midnight."""

    @property
    def hour(self) -> int:
        return int(self.seconds) // 3600

    @property
    def minute(self) -> int:
        return int(self.seconds) // 60 % 60

    @property
    def second(self) -> int:
        return int(self.seconds) % 60


def is_date(tokens: tuple[Token, ...]) -> bool:
    """Tell whether a section shows a date or a time."""
    return any(token.kind in _PARTS for token in tokens)


def show_date(
    value: float, tokens: tuple[Token, ...], *, numerals: int, since_1904: bool
) -> ShownDate | None:
    """Give what is shown of a number as a date; None where that is nothing."""
    moment = _moment(value, tokens, since_1904=since_1904)
    if moment is None:
        return None
    in_halves = any(token.kind == "half_day" for token in tokens)
    chinese = any(token.kind == "chinese" for token in tokens)
    text = ""
    shown: set[str] = set()
    for n, token in enumerate(tokens):
        if token.kind == "text":
            return None
        if token.kind in _PARTS:
            part = _part(token, tokens, n)
            shown.add(part[0])
            text += _written(part, moment, in_halves=in_halves, chinese=chinese, numerals=numerals)
        elif token.kind != "chinese":
            text += token.text
    return ShownDate(text, _day(moment.day, shown))


def _moment(value: float, tokens: tuple[Token, ...], *, since_1904: bool) -> _Moment | None:
    if not 0 <= value < LAST_DAY:
        return None
    fine = max((len(t.text.partition(".")[2]) for t in tokens if t.kind == "time"), default=0)
    whole = (Decimal(repr(value)) * SECONDS_A_DAY).quantize(Decimal(1).scaleb(-fine), ROUND_HALF_UP)
    days, seconds = divmod(whole, SECONDS_A_DAY)
    if days >= LAST_DAY - (_BETWEEN if since_1904 else 0):
        return None
    count = int(days)
    if since_1904:
        day = _SINCE_1904 + timedelta(count)
    else:
        if count == _FALSE_LEAP_DAY:
            return None
        day = _SINCE_1900 + timedelta(count + (count < _FALSE_LEAP_DAY))
    return _Moment(day, seconds, whole)


def _part(token: Token, tokens: tuple[Token, ...], at: int) -> tuple[str, int, str]:
    """Give which part of a moment a token shows, and in how many letters."""
    letter, count = token.text[0], len(token.text)
    if token.kind == "elapsed":
        return f"all {letter}", count, token.text
    if token.kind == "half_day":
        return "half", count, token.text
    if letter == "m" and _is_minute(tokens, at):
        return "minute", count, token.text
    return letter, count, token.text


def _is_minute(tokens: tuple[Token, ...], at: int) -> bool:
    """Tell whether an m means minutes: behind hours or before seconds."""

    def letter(places: range) -> str:
        for n in places:
            if tokens[n].kind in ("date", "time", "elapsed"):
                return tokens[n].text[0]
        return ""

    return letter(range(at - 1, -1, -1)) == "h" or letter(range(at + 1, len(tokens))) == "s"


def _written(
    part: tuple[str, int, str], moment: _Moment, *, in_halves: bool, chinese: bool, numerals: int
) -> str:
    name, count, written = part
    if name == "half":
        first, second = written.split("/")
        return first if moment.hour < _NOON else second
    words = _in_words(name, count, moment.day, chinese=chinese)
    if words:
        return words
    number = _figures(name, count, written, moment, in_halves=in_halves)
    if not numerals:
        return number
    if name in "ye" or (number.startswith("0") and len(number) > 1) or numerals == 3:  # noqa: PLR2004
        return digits_in_chinese(number, numerals)
    tens = in_chinese(number, numerals)
    return tens[1:] if numerals == 1 and tens.startswith("一十") else tens


def _in_words(name: str, count: int, day: date, *, chinese: bool) -> str:
    """Give a month or a day of the week in words; empty where figures are asked for."""
    if name == "a":
        return ("星期" if count > 3 else "") + _ZH_WEEKDAYS[day.weekday()]  # noqa: PLR2004 - aaaa
    if count <= 2 or name not in "md":  # noqa: PLR2004 - mm and dd are figures
        return ""
    short = count == 3  # noqa: PLR2004 - mmm and ddd are short
    if name == "m":
        if chinese:
            return f"{day.month}月" if short else _ZH_MONTHS.split()[day.month - 1]
        word = _MONTHS.split()[day.month - 1]
        return word[0] if count > 4 else word[:3] if short else word  # noqa: PLR2004 - mmmmm
    if chinese:
        return ("周" if short else "星期") + _ZH_WEEKDAYS[day.weekday()]
    word = _WEEKDAYS.split()[day.weekday()]
    return word[:3] if short else word


def _figures(name: str, count: int, written: str, moment: _Moment, *, in_halves: bool) -> str:
    if name == "y":
        return f"{moment.day.year:04}" if count > 2 else f"{moment.day.year % 100:02}"  # noqa: PLR2004
    if name == "e":
        return f"{moment.day.year}"
    if name == "s":
        width, _, fine = written.partition(".")
        after = f"{moment.seconds % 1:.{len(fine)}f}"[1:] if fine else ""
        return f"{moment.second:0{len(width)}}{after}"
    hour = (moment.hour % _NOON or _NOON) if in_halves else moment.hour
    number = {
        "m": moment.day.month,
        "d": moment.day.day,
        "h": hour,
        "minute": moment.minute,
        "all h": int(moment.whole) // 3600,
        "all m": int(moment.whole) // 60,
        "all s": int(moment.whole),
    }[name]
    return f"{number:0{min(count, 2)}}"


def _day(day: date, shown: set[str]) -> str:
    """Give a date as far as it is shown."""
    if not shown & {"y", "e"}:
        return ""
    parts = [f"{day.year:04}"]
    if "m" in shown:
        parts.append(f"{day.month:02}")
        if "d" in shown:
            parts.append(f"{day.day:02}")
    return "-".join(parts)
