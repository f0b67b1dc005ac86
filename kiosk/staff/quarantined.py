"""The stories that failed and are set aside, as staff's pages need them: a port that the runtime fills."""

from __future__ import annotations

from typing import Protocol

from kiosk.records.quarantine import Failed
from kiosk.values import dataclass


class Quarantined(Protocol):
    """What failed; all of it may be called from another thread."""

    @property
    def set_aside(self) -> tuple[Failed, ...]:
        """Give the stories that aren't played as they failed twice."""
        ...

    def put_back(self) -> None:
        """Have them played again."""


@dataclass
class QuarantinedToLookAt:
    """Stories to look at; nothing is behind them."""

    set_aside: tuple[Failed, ...] = ()

    def put_back(self) -> None:
        """Have none set aside any more."""
        self.set_aside = ()
