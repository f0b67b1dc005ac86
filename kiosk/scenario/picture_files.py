"""Which pictures come with the program: a value of its own, for a start that needs no check."""

from __future__ import annotations

from kiosk.values import dataclass


@dataclass(frozen=True, slots=True)
class PictureFiles:
    """Names of the pictures there are: shipped covers and portraits, without their endings."""

    covers: frozenset[str]
    portraits: frozenset[str]
