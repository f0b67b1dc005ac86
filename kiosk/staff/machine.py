"""What staff's pages can do with the running program: a port that the runtime fills."""

from __future__ import annotations

from typing import Protocol

from kiosk.values import dataclass


class Machine(Protocol):
    """The running program, as pages of staff's need it; all of it may be called from another thread."""

    @property
    def muted(self) -> bool:
        """Tell whether all sound is off."""
        ...

    def mute(self, *, on: bool) -> None:
        """Turn all sound off until the day ends, or on again."""

    def end(self) -> None:
        """End the program; it isn't started again."""

    def restart(self) -> None:
        """End the program and have it started anew."""


@dataclass
class NoMachine:
    """A machine to look at: it remembers what it was told, and nothing happens."""

    muted: bool = False
    told: str = ""

    def mute(self, *, on: bool) -> None:
        """Remember it."""
        self.muted = on

    def end(self) -> None:
        """Remember it."""
        self.told = "end"

    def restart(self) -> None:
        """Remember it."""
        self.told = "restart"
