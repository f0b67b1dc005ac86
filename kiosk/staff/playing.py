"""What plays, as staff's pages need it: a port that the runtime fills."""

from __future__ import annotations

from typing import Protocol

from kiosk.scenario.problems import Problem
from kiosk.screens.kit import AppCode
from kiosk.settings import Settings
from kiosk.visit.programme import Pool, Programme


class Playing(Protocol):
    """What the next visit is made from; all of it may be called from another thread."""

    @property
    def pool(self) -> Pool:
        """Give the stories there are, playing or not."""
        ...

    @property
    def code(self) -> AppCode | None:
        """Give the QR code that is shown, with whether it was confirmed."""
        ...

    @property
    def approved_only(self) -> bool:
        """Tell whether only approved stories play where the settings don't say: once there is a PIN."""
        ...

    def look_at(self, settings: Settings) -> Programme:
        """Give what would play now with other settings."""
        ...

    def set_settings(self, own: Settings) -> tuple[Problem, ...]:
        """Take changed settings, for the next 待机; give what they ask for and can't have."""
        ...
