"""What staff's pages are made from, beside a visit's kit: words of their own, and what they work on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.doctor import Installation
    from kiosk.records.tally import Tally
    from kiosk.staff.machine import Machine
    from kiosk.staff.pause import Pause
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
    machine: Machine
    """The running program: 静音, restart, end."""
    pause: Pause
    """暂停服务."""
    tally: Tally
    """What is counted by day."""
    installation: Callable[[], Installation]
    """Gives this kiosk as it is now, for what looks whether all is well."""
