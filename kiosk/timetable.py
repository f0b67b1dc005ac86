"""Days and hours as people write them: 周一至周五 9:00-12:00; and rules that hold at such times.

    rules("周一至周五 9:00-12:00 老年人；6月 周末 学生")

A rule is a time and what holds then; of several the first whose time it is counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Generic, TypeVar

from kiosk.patterns import pattern
from kiosk.scenario.schema import WrongValueError
from kiosk.values import dataclass

MOST_RULES = 40
"""Rules of one setting: more are no timetable, and a page that shows them would never end."""

RULES_APART = "；"
"""Stands between two rules."""

_NOON = 12
_DAY = timedelta(days=1)
_WEEK = "一二三四五六日"
_WORKDAYS, _WEEKEND = (0, 5), (5, 7)
_LEAP = 2028
"""A year that has the 29th of February, which people may name."""


@dataclass(frozen=True, slots=True)
class OpenHours:
    """Hours of a day; an end before the start is next day's."""

    start: time = time(8)
    end: time = time(20)

    def __contains__(self, now: time) -> bool:
        """Tell whether the hours include a time of day; equal ends mean all day."""
        if self.start < self.end:
            return self.start <= now < self.end
        return now >= self.start or now < self.end

    def __str__(self) -> str:
        """Give the hours as they are written."""
        return f"{self.start:%H:%M}-{self.end:%H:%M}"

    def day_of(self, now: datetime) -> date | None:
        """Give the day on which the hours that hold now began; None where none hold."""
        if now.time() not in self:
            return None
        begun_before = self.start > self.end and now.time() < self.end
        return (now - _DAY if begun_before else now).date()


@dataclass(frozen=True, slots=True)
class Dates:
    """Days of a year from one to another, both with them, as months and days; they may pass New Year."""

    first: tuple[int, int]
    last: tuple[int, int]

    def __contains__(self, day: date) -> bool:
        """Tell whether a day is one of them."""
        now = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= now <= self.last
        return now >= self.first or now <= self.last

    def __str__(self) -> str:
        """Give the days as they are written."""
        (month, day), (last_month, last_day) = self.first, self.last
        if (day, last_day) == (1, _days_of(last_month)):
            return f"{month}月" if month == last_month else f"{month}月至{last_month}月"
        if self.first == self.last:
            return f"{month}月{day}日"
        return f"{month}月{day}日至{last_month}月{last_day}日"


@dataclass(frozen=True, slots=True)
class When:
    """A time that comes again: on some dates, on some days of the week, at some hours; empty is always."""

    dates: tuple[Dates, ...] = ()
    weekdays: tuple[int, ...] = ()
    """From 0 for Monday, in order."""
    hours: tuple[OpenHours, ...] = ()

    def holds(self, now: datetime) -> bool:
        """Tell whether it is that time."""
        days = [now.date()]
        if self.hours:
            days = [day for hours in self.hours if (day := hours.day_of(now)) is not None]
        return any(self._on(day) for day in days)

    def _on(self, day: date) -> bool:
        dated = not self.dates or any(day in dates for dates in self.dates)
        return dated and (not self.weekdays or day.weekday() in self.weekdays)

    def __str__(self) -> str:
        """Give the time as it is written."""
        parts = (
            "、".join(map(str, self.dates)),
            _weekdays_text(self.weekdays),
            "、".join(map(str, self.hours)),
        )
        return " ".join(filter(None, parts))


Held = TypeVar("Held")


@dataclass(frozen=True, slots=True)
class Rule(Generic[Held]):
    """What holds at a time."""

    when: When
    what: Held
    text: str
    """What holds, as it is written."""

    def __str__(self) -> str:
        """Give the rule as it is written."""
        return " ".join(filter(None, (str(self.when), self.text)))


def rule_now(rules: Iterable[Rule[Held]], now: datetime) -> Rule[Held] | None:
    """Give the first rule whose time it is; None where there is none."""
    return next((rule for rule in rules if rule.when.holds(now)), None)


# How it is read ----------------------------------------------------------------------------------

_CLOCK = pattern(
    r"(?P<half>凌晨|早上|早晨|早|上午|中午|午|下午|傍晚|晚上|晚|夜里|夜|am|pm)?\s*"
    r"(?P<hour>[0-9]{1,2})\s*"
    r"(?:[:.点时hH]\s*(?:(?P<minute>[0-5]?[0-9])\s*分?|(?P<part>半|一刻|三刻|整|钟)?)\s*)?"
    r"\s*(?P<after>am|pm)?",
    re.IGNORECASE,
)
_PARTS = {"半": 30, "一刻": 15, "三刻": 45}
_SECOND_HALF = ("中午", "午", "下午", "傍晚", "晚上", "晚", "夜里", "夜", "pm")
_ALL_DAY = ("全天", "全日", "24小时", "24 小时", "一直", "整天", "7x24", "7×24", "24h")
_TO = r"\s*(?:[-－–—−~～〜∼至到]+)\s*"
_PARTS_OF_DAY = {
    "上午": OpenHours(time(6), time(12)),
    "下午": OpenHours(time(12), time(18)),
    "晚上": OpenHours(time(18), time(0)),
}
_ONE_CLOCK = (
    r"(?:凌晨|早上|早|上午|中午|下午|傍晚|晚上|晚|夜里)?\s*[0-9]{1,2}\s*"
    r"(?:[:.点时]\s*(?:[0-5]?[0-9]\s*分?|半|一刻|三刻|整)?)?"
)


def clock(text: str) -> time:
    """Read a time of day, as 9:00, 9点半, 下午5点 or 0900; 24:00 is the midnight that ends the day."""
    text = re.sub(r"^([0-2][0-9])([0-5][0-9])$", r"\1:\2", text.strip())
    match = _CLOCK.fullmatch(text)
    if match is None:
        raise WrongValueError("wrong-form", "hours")
    hour = int(match["hour"])
    minute = int(match["minute"] or 0) + _PARTS.get(match["part"] or "", 0)
    half = (match["half"] or match["after"] or "").casefold()
    if half in _SECOND_HALF and hour < _NOON and not (half in ("中午", "午") and hour > _NOON - 3):
        hour += _NOON
    if (hour, minute) == (24, 0):
        return time(0)
    try:
        return time(hour, minute)
    except ValueError:
        raise WrongValueError("wrong-form", "hours") from None


def open_hours(text: str) -> OpenHours:
    """Read the hours of a day: 9:00-17:30, 早上9点到下午5点半, 全天."""
    word = plain(text)
    if word.casefold() in _ALL_DAY:
        return OpenHours(time(0), time(0))
    ends = re.split(_TO, word.removeprefix("从"))
    if len(ends) != 2:  # noqa: PLR2004  a range has two ends
        raise WrongValueError("wrong-form", "hours")
    return OpenHours(clock(ends[0]), clock(ends[1]))


def plain(text: str) -> str:
    """Give a word as it is meant: full-width digits, letters and signs are typed by mistake."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).rstrip(",;。、").rstrip()


def rules(
    text: str, read: Callable[[str], tuple[Held, str]], most: int = MOST_RULES
) -> tuple[Rule[Held], ...]:
    """Read rules one behind the other, apart by semicolons; `read` reads what holds, and says how it is written."""
    found = []
    for part in re.split(r"[;；\n]", unicodedata.normalize("NFKC", text)):
        written = plain(part)
        if not written:
            continue
        when, rest = _when(written)
        if not rest:
            raise WrongValueError("wrong-rule", "", rule=written)
        try:
            what, said = read(rest)
        except WrongValueError:
            raise WrongValueError("wrong-rule", "what", rule=written, rest=rest) from None
        found.append(Rule(when, what, said))
    if not found:
        raise WrongValueError("wrong-rule", "", rule=plain(text))
    if len(found) > most:
        raise WrongValueError("wrong-rule", "many", most=most)
    return tuple(found)


def _when(text: str) -> tuple[When, str]:
    """Give the time a rule begins with, and the rest of it."""
    dates: list[Dates] = []
    weekdays: set[int] = set()
    hours: list[OpenHours] = []
    rest = text
    while True:
        for take in (_take_dates(dates), _take_weekdays(weekdays), _take_hours(hours)):
            after = take(rest)
            if after is not None:
                rest = after.lstrip(" ,、:")
                break
        else:
            return When(tuple(dates), tuple(sorted(weekdays)), tuple(hours)), rest


_Take = Callable[[str], str | None]
"""Takes a part of a time from the beginning of a text and gives the rest; None where it begins otherwise."""

_MONTH = r"(?P<month>[0-9]{1,2}) ?月(?:份)? ?(?:(?P<day>[0-9]{1,2}) ?[日号])?"
_DATES = (
    rf"{_MONTH}(?:{_TO}(?:(?P<last_month>[0-9]{{1,2}}) ?月(?:份)? ?)?"
    r"(?:(?P<last_day>[0-9]{1,2}) ?[日号])?)?"
)
"""Compiled, and kept by re, where a rule is read first: most sites have none."""


def _take_dates(found: list[Dates]) -> _Take:
    def take(text: str) -> str | None:
        met = re.match(_DATES, text)
        if met is None:
            return None
        month, last_month = int(met["month"]), int(met["last_month"] or met["month"])
        if not (1 <= month <= _NOON and 1 <= last_month <= _NOON):
            raise WrongValueError("wrong-rule", "date", rule=met[0].strip())
        day = int(met["day"] or 1)
        ends = met["last_month"] or met["last_day"]
        last_day = int(met["last_day"] or 0) or _days_of(last_month)
        if met["day"] and not ends:
            last_day = day
        if not (1 <= day <= _days_of(month) and 1 <= last_day <= _days_of(last_month)):
            raise WrongValueError("wrong-rule", "date", rule=met[0].strip())
        found.append(Dates((month, day), (last_month, last_day)))
        return text[met.end() :]

    return take


_SEVERAL = r"(?:周|星期|礼拜) ?(?P<days>[一二三四五六日天](?:[、,]?[一二三四五六日天])*)"
_RANGE = (
    r"(?:周|星期|礼拜) ?(?P<first>[一二三四五六日天])"
    + _TO
    + r"(?:周|星期|礼拜)? ?(?P<last>[一二三四五六日天])"
)
_NAMED = {
    "每天": (0, 7),
    "天天": (0, 7),
    "每日": (0, 7),
    "工作日": _WORKDAYS,
    "平日": _WORKDAYS,
    "平时": _WORKDAYS,
    "双休日": _WEEKEND,
    "周末": _WEEKEND,
}


def _take_weekdays(found: set[int]) -> _Take:
    def take(text: str) -> str | None:
        name = next((name for name in _NAMED if text.startswith(name)), "")
        if name:
            found.update(range(*_NAMED[name]))
            return text[len(name) :]
        met = re.match(_RANGE, text)
        if met is not None:
            first, last = _weekday(met["first"]), _weekday(met["last"])
            found.update(day % 7 for day in range(first, (last if last >= first else last + 7) + 1))
            return text[met.end() :]
        met = re.match(_SEVERAL, text)
        if met is None:
            return None
        found.update(_weekday(day) for day in met["days"] if day not in "、,")
        return text[met.end() :]

    return take


_HOURS = rf"(?:从)?{_ONE_CLOCK}{_TO}{_ONE_CLOCK}(?![0-9A-Za-z%-])"


def _take_hours(found: list[OpenHours]) -> _Take:
    def take(text: str) -> str | None:
        met = re.match(_HOURS, text)
        if met is not None:
            found.append(open_hours(met[0]))
            return text[met.end() :]
        for name, hours in _PARTS_OF_DAY.items():
            if text.startswith(name):
                found.append(hours)
                return text[len(name) :]
        name = next((name for name in ("全天", "全日", "整天") if text.startswith(name)), "")
        return text[len(name) :] if name else None

    return take


def _weekday(name: str) -> int:
    return _WEEK.index(name.replace("天", "日"))


def _weekdays_text(days: tuple[int, ...]) -> str:
    if days in ((), tuple(range(7))):
        return "每天" if days else ""
    if days == tuple(range(*_WEEKEND)):
        return "周末"
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return "、".join(
        f"周{_WEEK[run[0]]}至周{_WEEK[run[-1]]}"
        if len(run) > 2  # noqa: PLR2004  two are named both
        else "、".join(f"周{_WEEK[day]}" for day in run)
        for run in runs
    )


def _days_of(month: int) -> int:
    following = date(_LEAP + month // _NOON, month % _NOON + 1, 1)
    return (following - _DAY).day
