"""Whether the curtain is seen."""

from __future__ import annotations

from kiosk.supervisor.curtain_window import GROUND

from .displays import Display


def covers(display: Display) -> bool:
    """Tell whether the curtain is all that is to be seen: its ground at every edge."""
    picture = display.screenshot()
    edges = (picture[0], picture[-1], picture[:, 0], picture[:, -1])
    return all((edge == GROUND).all() for edge in edges)
