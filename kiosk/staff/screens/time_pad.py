"""A time of day, on a pad: four digits, or a quarter of an hour more and less."""

from __future__ import annotations

from datetime import time
from typing import ClassVar

from kiosk.staff.screens.value_pad import DIGITS, PadWords, ValuePadScreen
from kiosk.values import dataclass

STEP_MINUTES = 15
DAY_MINUTES = 24 * 60


@dataclass(frozen=True, eq=False, kw_only=True)
class TimePadScreen(ValuePadScreen[time]):
    """A time is asked for."""

    named: ClassVar[PadWords] = PadWords(
        "time_pad.hint", "time_pad.wrong", "time_pad.earlier", "time_pad.later"
    )

    def read(self) -> time | None:
        """Give the time of three or four digits."""
        hour, minute = self.typed[:-2], self.typed[-2:]
        if len(self.typed) < DIGITS - 1 or int(hour) > 24 or int(minute) > 59:  # noqa: PLR2004
            return None
        if int(hour) == 24:  # noqa: PLR2004  the midnight that ends the day
            return time(0) if minute == "00" else None
        return time(int(hour), int(minute))

    def step(self, value: time, by: int) -> time:
        """Give a time so many quarters later; it goes round midnight."""
        quarters = (value.hour * 60 + value.minute) // STEP_MINUTES + by
        hour, minute = divmod(quarters * STEP_MINUTES % DAY_MINUTES, 60)
        return time(hour, minute)

    @property
    def shown(self) -> str:
        """Give the digits as a time, or the time that stands there."""
        typed = self.typed.ljust(DIGITS, "_")
        return f"{typed[:2]}:{typed[2:]}" if self.typed else f"{self.value:%H:%M}"
