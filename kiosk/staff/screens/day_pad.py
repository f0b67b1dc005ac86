"""A day, on a pad: month and day as four digits, or a day more and less."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Self

from kiosk.staff.screens.frame import Action
from kiosk.staff.screens.pad import PadScreen
from kiosk.ui.screen import Screen
from kiosk.values import dataclass

DIGITS = 4
MONTH_DIGITS = 2
LEAP = 8
"""Years within which every day of the calendar comes round, the 29th of February too."""


@dataclass(frozen=True, eq=False, kw_only=True)
class DayPadScreen(PadScreen):
    """A day up to `latest` is asked for; `done` takes it, `opener` is the page before."""

    heading: str
    asked: str
    on: date
    """The day that stands there until another is pressed."""
    latest: date
    opener: Callable[[float], Screen]
    done: Callable[[date, float], Screen]

    @property
    def title(self) -> str:
        """Give the title in the head line."""
        return self.heading

    @property
    def identity(self) -> Hashable:
        """Give what makes this a new screen."""
        return super().identity, self.asked

    @property
    def prompt(self) -> str:
        """Give what is asked."""
        return self.asked

    @property
    def hint(self) -> str:
        """Tell how a day is pressed."""
        return self.text("day_pad.hint")

    @property
    def most(self) -> int:
        """Give the digits of a day."""
        return DIGITS

    @property
    def complete(self) -> bool:
        """Tell whether the digits are a day; none leave the one that stands there."""
        return not self.typed or self._typed_day() is not None

    @property
    def too_short(self) -> str:
        """Say what a day is."""
        return self.text("day_pad.wrong")

    def _typed_day(self) -> date | None:
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

    def entered(self, now: float) -> Screen:
        """Take the day."""
        return self.done(self._typed_day() or self.on, now)

    def back(self, now: float) -> Screen:
        """Give the page before."""
        return self.opener(now)

    @property
    def actions(self) -> Sequence[Action]:
        """Take the day; make it earlier or later."""
        earlier = Action("earlier", self.text("day_pad.earlier"), lambda _: self.moved(-1), key="-")
        later = Action("later", self.text("day_pad.later"), lambda _: self.moved(1), key="+")
        return (*super().actions, earlier, later)

    def moved(self, by: int) -> Self:
        """Give the page with the day moved by so many."""
        day = (self._typed_day() or self.on) + timedelta(days=by)
        return replace(self, on=min(day, self.latest), typed="", notice="")

    @property
    def shown(self) -> str:
        """Give the digits as a day, or the day that stands there."""
        typed = self.typed.ljust(DIGITS, "_")
        if self.typed:
            return self.text("day_pad.day", month=typed[:MONTH_DIGITS], day=typed[MONTH_DIGITS:])
        return self.text("day_pad.day", month=self.on.month, day=self.on.day)
