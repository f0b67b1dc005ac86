"""Every page of staff's in every state, for the gallery and the inspection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from kiosk.doctor import Installation
from kiosk.paths import shipped
from kiosk.records.tally import Counted, Tally
from kiosk.review.gallery import NOW, PAUSED
from kiosk.review.gallery import states as visit_states
from kiosk.screens.kit import KioskScreen, Kit, Session
from kiosk.staff.desk import Desk
from kiosk.staff.machine import NoMachine
from kiosk.staff.pause import Pause
from kiosk.staff.screens.clean import CleanScreen
from kiosk.staff.screens.days import DaysScreen
from kiosk.staff.screens.frame import StaffScreen
from kiosk.staff.screens.menu import MenuScreen
from kiosk.staff.screens.today import TodayScreen
from kiosk.ui.theme import Look
from kiosk.words import Words

DAY = date(2026, 11, 21)
"""The day on which they are looked at."""
NOWHERE = Path("data")
"""A data directory nothing is read from: each state is given what it shows."""


def desk_to_look_at(kit: Kit) -> Desk:
    """Give a desk whose pages can be looked at; nothing is behind it."""
    words = Words.of_language(shipped("assets") / "words" / "staff", kit.settings.language)
    return Desk(
        words=words,
        data=NOWHERE,
        home=kit.flow.attract,
        machine=NoMachine(),
        pause=Pause(NOWHERE),
        tally=TallyToLookAt(NOWHERE / "tally.json", lambda: DAY),
        installation=lambda: Installation.here(NOWHERE, DAY),
    )


def all_states(kit: Kit, look: Look = Look.NORMAL) -> Iterator[tuple[str, KioskScreen]]:
    """Give every screen of a visit, then every page of staff's."""
    yield from visit_states(kit, look)
    yield from states(kit, look)


def states(kit: Kit, look: Look = Look.NORMAL) -> Iterator[tuple[str, KioskScreen]]:
    """Give every page in every state with a name; they have one look."""
    if look is not Look.NORMAL:
        return
    session = Session(seed=7)
    for name, screen in _states(kit, session, desk_to_look_at(kit)):
        yield f"工作人员-{name}", screen


def _states(kit: Kit, session: Session, desk: Desk) -> Iterator[tuple[str, KioskScreen]]:
    menu = MenuScreen(kit, session, desk=desk)
    yield "菜单", menu
    yield from _today_states(menu, desk)


def _today_states(menu: MenuScreen, desk: Desk) -> Iterator[tuple[str, KioskScreen]]:
    """Give the pages of a day's running as they are on a usual day, and muted and paused."""
    kit, session = menu.kit, menu.session
    today = TodayScreen(kit, session, desk=desk, opener=menu)
    yield from _paged("今天", today)
    unusual = replace(desk, machine=NoMachine(muted=True), pause=PauseToLookAt(NOWHERE))
    yield "菜单-静音和暂停", replace(menu, desk=unusual)
    yield from _paged("今天-静音和暂停", replace(today, desk=unusual))
    yield from _paged("每天", DaysScreen(kit, session, desk=desk, opener=today))
    yield "问-重新启动", today.restarting(0.0)
    yield "问-退出程序", today.leaving(0.0)
    yield "擦屏幕", CleanScreen(kit, session, desk=desk, opener=today, since=NOW - 18)


def _paged(name: str, screen: StaffScreen) -> Iterator[tuple[str, StaffScreen]]:
    """Give every page of a list, the first under the list's own name."""
    for number in range(screen.page_count):
        yield f"{name}-第{number + 1}页" if number else name, replace(screen, page=number)


class TallyToLookAt(Tally):
    """Counts of a usual week, without a file."""

    def count(self, what: Counted = Counted.VISITORS, day: date | None = None) -> int:
        """Give a number that is another every day."""
        visitors = 31 + 7 * ((day or DAY).day % 5)
        usual = {Counted.VISITORS: visitors, Counted.PLAYS: visitors * 5 // 4, Counted.TRIALS: 2}
        return usual.get(what, 0)


class PauseToLookAt(Pause):
    """A pause that has begun, without a file."""

    def since(self) -> datetime:
        """Give when it began."""
        return PAUSED
