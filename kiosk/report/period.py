"""The days a report is about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from kiosk.values import dataclass


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both of them included; `first` isn't after `last`."""

    first: date
    last: date

    @classmethod
    def week(cls, day: date) -> Period:
        """Give the week up to a day, from its Monday on."""
        return cls(day - timedelta(days=day.weekday()), day)

    @classmethod
    def month(cls, day: date) -> Period:
        """Give the month up to a day."""
        return cls(day.replace(day=1), day)

    @property
    def days(self) -> Iterator[date]:
        """Give every day of it, in order."""
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    @property
    def in_words(self) -> str:
        """Give it as an office writes it, the year and the month not said twice."""
        first, last = self.first, self.last
        words = f"{first.year}年{first.month}月{first.day}日"
        if first == last:
            return words
        year = "" if first.year == last.year else f"{last.year}年"
        month = "" if not year and first.month == last.month else f"{last.month}月"
        return f"{words}至{year}{month}{last.day}日"

    @property
    def in_a_name(self) -> str:
        """Give it as a file's name has it."""
        return f"{self.first:%Y%m%d}-{self.last:%Y%m%d}"
