"""Pads on which a number, hours, days or a telephone number are typed, for whoever asks."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace

from kiosk.staff.screens.frame import Action
from kiosk.staff.screens.pad import STILL, OpenedPadScreen
from kiosk.ui.screen import Screen
from kiosk.values import dataclass

TWO_TIMES = 8
"""Digits of two times of day, or of two days of a year."""
LONGEST_PHONE = 12
"""Digits of a landline with its area code."""


@dataclass(frozen=True, eq=False, kw_only=True)
class AskedPad(OpenedPadScreen):
    """A pad that somebody asks with: `done` takes the text, `wrong` says what is wrong with one."""

    done: Callable[[str, float], Screen]
    wrong: Callable[[str], str] = lambda _: ""
    more: tuple[Action, ...] = ()
    """Buttons beside: the default, all day."""

    @property
    def identity(self) -> Hashable:
        """Give what makes this a new screen."""
        return super().identity, self.heading

    @property
    def written(self) -> str:
        """Give the text that is typed."""
        return self.typed

    @property
    def actions(self) -> Sequence[Action]:
        """Enter what was typed; and what stands beside."""
        return (*super().actions, *self.more)

    def entered(self, now: float) -> Screen:
        """Hand on what was typed, or say what is wrong with it."""
        wrong = self.wrong(self.written)
        return replace(self, notice=wrong) if wrong else self.done(self.written, now)


@dataclass(frozen=True, eq=False, kw_only=True)
class NumberPad(AskedPad):
    """A whole number of a unit, `digits` long at the most."""

    unit: str
    digits: int = 3

    @property
    def most(self) -> int:
        """Give how many digits there may be."""
        return self.digits

    @property
    def written(self) -> str:
        """Give the number with its unit."""
        return f"{self.typed}{self.unit}"

    @property
    def shown(self) -> str:
        """Give the number with its unit."""
        return f"{self.typed or STILL} {self.unit}"


@dataclass(frozen=True, eq=False, kw_only=True)
class PhonePad(AskedPad):
    """A number that can be called."""

    @property
    def most(self) -> int:
        """Give how many digits there may be."""
        return LONGEST_PHONE

    @property
    def hint(self) -> str:
        """Give how it is typed."""
        return self.text("settings.phone_hint")


@dataclass(frozen=True, eq=False, kw_only=True)
class TwoPad(AskedPad):
    """Eight digits that are two things."""

    @property
    def most(self) -> int:
        """Give how many digits there are."""
        return TWO_TIMES

    @property
    def complete(self) -> bool:
        """Tell whether both stand there."""
        return len(self.typed) == TWO_TIMES

    @property
    def too_short(self) -> str:
        """Give what is missing."""
        return self.text("settings.two_short")

    @property
    def _pairs(self) -> tuple[str, str, str, str]:
        every = self.typed.ljust(TWO_TIMES, STILL)
        return every[:2], every[2:4], every[4:6], every[6:]


@dataclass(frozen=True, eq=False, kw_only=True)
class HoursPad(TwoPad):
    """From a time of day to another one."""

    @property
    def hint(self) -> str:
        """Give how times are typed."""
        return self.text("settings.hours_hint")

    @property
    def written(self) -> str:
        """Give both times."""
        return "{}:{}-{}:{}".format(*self._pairs)

    @property
    def shown(self) -> str:
        """Give both times."""
        return self.written


@dataclass(frozen=True, eq=False, kw_only=True)
class DatesPad(TwoPad):
    """From a day of the year to another one."""

    @property
    def hint(self) -> str:
        """Give how days are typed."""
        return self.text("settings.dates_hint")

    @property
    def written(self) -> str:
        """Give both days."""
        return "{}月{}日至{}月{}日".format(*(pair.lstrip("0") or "0" for pair in self._pairs))

    @property
    def shown(self) -> str:
        """Give both days."""
        return "{}月{}日–{}月{}日".format(*self._pairs)
