"""What the kiosk is asked to be when it is started."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from kiosk.clock import now_here
from kiosk.values import dataclass


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line asks for."""

    data: Path
    scenarios: tuple[Path, ...] = ()
    windowed: tuple[int, int] | None = None
    clock: Callable[[], float] = time.monotonic
    """The seconds that pass for screens and visitors."""
    now: Callable[[], datetime] = now_here
    """The time as the clock on the wall shows it."""
