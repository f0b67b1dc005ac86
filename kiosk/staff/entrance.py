"""What stands behind the door: which page staff meet first, made when they knock."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kiosk.paths import shipped
from kiosk.screens.kit import Kit, Session
from kiosk.staff.desk import Desk
from kiosk.staff.screens.frame import StaffScreen
from kiosk.staff.screens.menu import MenuScreen
from kiosk.ui.screen import Screen
from kiosk.words import Words


def enter(
    screen: Screen, kit: Kit, data: Path, home: Callable[[float], Screen], now: float
) -> Screen:
    """Give staff's first page over the screen they knocked at; a page of theirs stays as it is."""
    if isinstance(screen, StaffScreen):
        return screen
    words = Words.of_language(shipped("assets") / "words" / "staff", kit.settings.language)
    desk = Desk(words=words, data=data, home=home)
    return MenuScreen(kit, Session(seed=int(now * 1000)), desk=desk)
