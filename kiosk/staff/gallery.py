"""Every page of staff's in every state, for the gallery and the inspection."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kiosk.paths import shipped
from kiosk.review.gallery import states as visit_states
from kiosk.screens.kit import KioskScreen, Kit, Session
from kiosk.staff.desk import Desk
from kiosk.staff.load_states import load_states
from kiosk.staff.screens.menu import MenuScreen
from kiosk.ui.theme import Look
from kiosk.words import Words

NOWHERE = Path("data")
"""A data directory nothing is read from: each state is given what it shows."""


def desk_to_look_at(kit: Kit) -> Desk:
    """Give a desk whose pages can be looked at; nothing is behind it."""
    words = Words.of_language(shipped("assets") / "words" / "staff", kit.settings.language)
    return Desk(words=words, data=NOWHERE, home=kit.flow.attract)


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
    yield from load_states(menu)
