"""A day, on a pad: month and day as four digits, or a day more and less."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from kiosk.staff.screens.value_pad import DIGITS, PadWords, ValuePadScreen
from kiosk.values import dataclass

MONTH_DIGITS = 2
LEAP = 8
"""Years within which every day of the calendar comes round, the 29th of February too."""


@dataclass(frozen=True, eq=False, kw_only=True)
class DayPadScreen(ValuePadScreen[date]):
    """A day up to `latest` is asked for."""

    named: ClassVar[PadWords] = PadWords(
        "day_pad.hint", "day_pad.wrong", "day_pad.earlier", "day_pad.later"
    )
    latest: date

    def read(self) -> date | None:
        """Give the last such day up to the latest there may be."""
        if len(self.typed) < DIGITS:
            return None
        month, day = int(self.typed[:MONTH_DIGITS]), int(self.typed[MONTH_DIGITS:])
        for year in range(self.latest.year, self.latest.year - LEAP, -1):
            try:
                found = date(year, month, day)
            except ValueError:
                continue
            if found <= self.latest:
                return found
        return None

    def step(self, value: date, by: int) -> date:
        """Give a day so many days later, up to the latest."""
        return min(value + timedelta(days=by), self.latest)

    @property
    def shown(self) -> str:
        """Give the digits as a day, or the day that stands there."""
        typed = self.typed.ljust(DIGITS, "_")
        if self.typed:
            return self.text("day_pad.day", month=typed[:MONTH_DIGITS], day=typed[MONTH_DIGITS:])
        return self.text("day_pad.day", month=self.value.month, day=self.value.day)
