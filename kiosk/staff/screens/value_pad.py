"""A pad for something that already has a value: four digits make another, or it is moved a step."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import ClassVar, Generic, Self, TypeVar

from kiosk.staff.screens.frame import Action
from kiosk.staff.screens.pad import OpenedPadScreen
from kiosk.ui.screen import Screen
from kiosk.values import dataclass

DIGITS = 4

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PadWords:
    """The names, in staff's words, of what is said about a kind of value."""

    hint: str
    wrong: str
    earlier: str
    later: str


@dataclass(frozen=True, eq=False, kw_only=True)
class ValuePadScreen(OpenedPadScreen, Generic[T]):
    """A value is asked for; `done` takes it."""

    named: ClassVar[PadWords]

    value: T
    """What stands there until another is pressed."""
    done: Callable[[T, float], Screen]

    @abstractmethod
    def read(self) -> T | None:
        """Give what the digits say; None where they say nothing there may be."""

    @abstractmethod
    def step(self, value: T, by: int) -> T:
        """Give a value moved by so many steps, as far as there are any."""

    @property
    def identity(self) -> Hashable:
        """Give what makes this a new screen."""
        return super().identity, self.asked

    @property
    def hint(self) -> str:
        """Tell how a value is pressed."""
        return self.text(self.named.hint)

    @property
    def most(self) -> int:
        """Give how many digits there may be."""
        return DIGITS

    @property
    def complete(self) -> bool:
        """Tell whether the digits are a value; none leave the one that stands there."""
        return not self.typed or self.read() is not None

    @property
    def too_short(self) -> str:
        """Say what a value is."""
        return self.text(self.named.wrong)

    def _now(self) -> T:
        typed = self.read()
        return self.value if typed is None else typed

    def entered(self, now: float) -> Screen:
        """Take the value."""
        return self.done(self._now(), now)

    @property
    def actions(self) -> Sequence[Action]:
        """Take the value; make it earlier or later."""
        earlier, later = self.text(self.named.earlier), self.text(self.named.later)
        return (
            *super().actions,
            Action("earlier", earlier, lambda _: self.moved(-1), key="-"),
            Action("later", later, lambda _: self.moved(1), key="+"),
        )

    def moved(self, by: int) -> Self:
        """Give the page with the value moved by so many steps."""
        return replace(self, value=self.step(self._now(), by), typed="", notice="")
