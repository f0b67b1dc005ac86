"""What the doctor is told: where this kiosk keeps its things and what day the clock says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kiosk.paths import shipped


@dataclass(frozen=True, slots=True)
class Patient:
    """One kiosk: its data directory, its folders of stories, what is shipped, its clock's day.

    `catalogue` is the folder whose `catalogue` subfolder is read.
    """

    data: Path
    scenarios: tuple[Path, ...]
    catalogue: Path
    assets: Path
    today: date

    @classmethod
    def here(cls, data: Path, today: date, scenarios: tuple[Path, ...] = ()) -> Patient:
        """Give this installation, with the shipped stories unless others are named."""
        own = shipped("scenarios")
        return cls(data, scenarios or (own,), own, shipped("assets"), today)
