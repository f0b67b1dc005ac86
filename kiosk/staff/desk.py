"""What staff's pages are made from, beside a visit's kit: words of their own, and what they work on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.staff.live_sets import LiveSets
from kiosk.staff.sticks import Sticks

if TYPE_CHECKING:
    from kiosk.ui.screen import Screen
    from kiosk.words import Words


@dataclass(frozen=True)
class Desk:
    """What staff work on. Each page takes from here what it changes; nothing else is passed around."""

    words: Words
    """The words of staff's pages, `assets/words/staff`."""
    data: Path
    """The data directory."""
    home: Callable[[float], Screen]
    """Gives 待机 at a second of the loop, with all that was changed meanwhile."""

    @property
    def sets(self) -> LiveSets:
        """Give the sets of stories staff have brought."""
        return LiveSets(self.data)

    @cached_property
    def sticks(self) -> Sticks:
        """Give what knows which sticks are plugged in."""
        return Sticks(self.data)
