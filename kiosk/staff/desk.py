"""What staff's pages are made from, beside a visit's kit: words of their own, and what they work on."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.packs.live_sets import LiveSets
from kiosk.packs.sticks import Sticks
from kiosk.paths import shipped
from kiosk.values import dataclass
from kiosk.words import Words

if TYPE_CHECKING:
    from kiosk.doctor import Installation
    from kiosk.records.journal import Trouble
    from kiosk.records.tally import Tally
    from kiosk.staff.machine import Machine
    from kiosk.staff.pause import Pause
    from kiosk.staff.pin import PinStore
    from kiosk.staff.playing import Playing
    from kiosk.staff.quarantined import Quarantined
    from kiosk.staff.recovery_sticks import RecoverySticks
    from kiosk.staff.settings_store import SettingsStore
    from kiosk.staff.setup import SetupProgress
    from kiosk.ui.screen import Screen


def staff_words(language: str) -> Words:
    """Give the words of staff's pages in a language."""
    return Words.of_language(shipped("assets") / "words" / "staff", language)


@dataclass(frozen=True)
class Desk:
    """What staff work on. Each page takes from here what it changes; nothing else is passed around."""

    words: Words
    """The words of staff's pages, `assets/words/staff`."""
    data: Path
    """The data directory."""
    home: Callable[[float], Screen]
    """Gives 待机 at a second of the loop, with all that was changed meanwhile."""
    pin: PinStore
    """The PIN."""
    recovery: RecoverySticks
    """Recovery files on sticks."""
    machine: Machine
    """The running program: 静音, restart, end."""
    pause: Pause
    """暂停服务."""
    tally: Tally
    """What is counted by day."""
    trouble: Callable[[], Trouble | None]
    """Tells what keeps the journal from being written."""
    installation: Callable[[], Installation]
    """Gives this kiosk as it is now, for what looks whether all is well."""
    settings: SettingsStore
    """The settings file."""
    playing: Playing
    """What plays, and what changed settings make of it."""
    setup: SetupProgress
    """How far the first start has come."""
    quarantined: Quarantined
    """The stories that failed."""

    @property
    def sets(self) -> LiveSets:
        """Give the sets of stories staff have brought."""
        return LiveSets(self.data)

    @cached_property
    def sticks(self) -> Sticks:
        """Give what knows which sticks are plugged in."""
        return Sticks(self.data)
