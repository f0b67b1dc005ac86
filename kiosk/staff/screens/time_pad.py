"""A time of day, on a pad: four digits, or a quarter of an hour more and less."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from datetime import time
from typing import Self

from kiosk.staff.screens.frame import Action
from kiosk.staff.screens.pad import PadScreen
from kiosk.ui.screen import Screen
from kiosk.values import dataclass

STEP_MINUTES = 15
DAY_MINUTES = 24 * 60
DIGITS = 4


@dataclass(frozen=True, eq=False, kw_only=True)
class TimePadScreen(PadScreen):
    """A time is asked for; `done` takes it, `opener` is the page before."""

    heading: str
    asked: str
    at: time
    """The time that stands there until another is pressed."""
    opener: Callable[[float], Screen]
    done: Callable[[time, float], Screen]

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
        """Tell how a time is pressed."""
        return self.text("time_pad.hint")

    @property
    def most(self) -> int:
        """Give the digits of a time."""
        return DIGITS

    @property
    def complete(self) -> bool:
        """Tell whether the digits are a time; none leave the one that stands there."""
        return not self.typed or self._typed_time() is not None

    @property
    def too_short(self) -> str:
        """Say what a time is."""
        return self.text("time_pad.wrong")

    def _typed_time(self) -> time | None:
        hour, minute = self.typed[:-2], self.typed[-2:]
        if len(self.typed) < DIGITS - 1 or int(hour) > 24 or int(minute) > 59:  # noqa: PLR2004
            return None
        if int(hour) == 24:  # noqa: PLR2004  the midnight that ends the day
            return time(0) if minute == "00" else None
        return time(int(hour), int(minute))

    def entered(self, now: float) -> Screen:
        """Take the time."""
        return self.done(self._typed_time() or self.at, now)

    def back(self, now: float) -> Screen:
        """Give the page before."""
        return self.opener(now)

    @property
    def actions(self) -> Sequence[Action]:
        """Take the time; make it earlier or later."""
        earlier = Action(
            "earlier", self.text("time_pad.earlier"), lambda _: self.moved(-1), key="-"
        )
        later = Action("later", self.text("time_pad.later"), lambda _: self.moved(1), key="+")
        return (*super().actions, earlier, later)

    def moved(self, by: int) -> Self:
        """Give the page with the time moved by so many quarters; it goes round midnight."""
        at = self._typed_time() or self.at
        minutes = (at.hour * 60 + at.minute) // STEP_MINUTES * STEP_MINUTES + by * STEP_MINUTES
        hour, minute = divmod(minutes % DAY_MINUTES, 60)
        return replace(self, at=time(hour, minute), typed="", notice="")

    @property
    def shown(self) -> str:
        """Give the digits as a time, or the time that stands there."""
        typed = self.typed.ljust(DIGITS, "_")
        return f"{typed[:2]}:{typed[2:]}" if self.typed else f"{self.at:%H:%M}"
