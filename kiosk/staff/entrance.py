"""What stands behind the door: which page staff meet first, found out while it opens."""

from __future__ import annotations

from kiosk.screens.kit import Kit, Session
from kiosk.staff.desk import Desk
from kiosk.staff.pin import Standing
from kiosk.staff.screens.clean import CleanScreen
from kiosk.staff.screens.frame import StaffScreen
from kiosk.staff.screens.menu import MenuScreen
from kiosk.staff.screens.pin import DamagedScreen, NewPinScreen, Outside, PinScreen
from kiosk.staff.screens.setup import WelcomeScreen
from kiosk.staff.task import Tell
from kiosk.ui.screen import Screen
from kiosk.values import dataclass


def enter(screen: Screen, kit: Kit, desk: Desk, now: float) -> Screen:
    """Give staff's first page over the screen they knocked at; a page of theirs stays as it is.

    So does the one that may be wiped: a cloth over the corner knocks, too.
    """
    if isinstance(screen, StaffScreen | CleanScreen):
        return screen
    session = Session(seed=int(now * 1000))
    menu = MenuScreen(kit, session, desk=desk)
    page = EntranceScreen(kit, session, desk=desk, behind=screen, inside=lambda _: menu)
    return page.looking()


def first_start(screen: Screen, kit: Kit, desk: Desk, now: float) -> Screen:
    """Give what is asked at the first start; where there is a PIN by then, that comes first."""
    session = Session(seed=int(now * 1000))
    setup = WelcomeScreen(kit, session, desk=desk, leave=desk.home)
    if desk.pin.standing() is Standing.NONE:
        return setup
    page = EntranceScreen(kit, session, desk=desk, behind=screen, inside=lambda _: setup)
    return page.looking()


@dataclass(frozen=True, eq=False, kw_only=True)
class EntranceScreen(Outside):
    """Stands there while it is found out whether there is a PIN: a disk may take its time."""

    @property
    def title(self) -> str:
        """Give the title in the head line."""
        return self.text("pin.title")

    def looking(self) -> StaffScreen:
        """Give the page that waits for the answer."""
        return self.does(self._look, self._found)(0.0)

    def _look(self, _: Tell) -> tuple[Standing, float]:
        return self.desk.pin.standing(), self.desk.pin.locked_for()

    def _found(self, came: tuple[Standing, float], now: float) -> Screen:
        standing, wait = came
        if standing is Standing.NONE:
            return NewPinScreen(
                self.kit,
                self.session,
                desk=self.desk,
                opener=self.back,
                after=self.recovery_offered,
                keep=self.desk.pin.set,
            )
        if standing is Standing.DAMAGED:
            return self.beside(DamagedScreen)
        if wait > 0:
            return self.locked(wait, now)
        return self.beside(PinScreen)
