"""Every page of staff's in every state, for the gallery and the inspection."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from kiosk.paths import RefusedError
from kiosk.review.gallery import states as visit_states
from kiosk.screens.kit import KioskScreen, Kit, Session
from kiosk.settings import SITE_NAME_BUDGET
from kiosk.staff.desk import Desk, staff_words
from kiosk.staff.pin import PinStore
from kiosk.staff.recovery import file_name
from kiosk.staff.recovery_sticks import RecoverySticks
from kiosk.staff.screens.access import AccessScreen
from kiosk.staff.screens.frame import Doing, StaffScreen
from kiosk.staff.screens.menu import MenuScreen
from kiosk.staff.screens.pin import (
    DamagedScreen,
    KeepRecoveryScreen,
    LockedScreen,
    NewPinScreen,
    PinScreen,
    RecoverScreen,
)
from kiosk.staff.screens.text_entry import MARKS, SHOWN, Mode, TextEntryScreen
from kiosk.staff.task import Task
from kiosk.ui.theme import Look

NOWHERE = Path("data")
"""A data directory nothing is read from: each state is given what it shows."""


NEVER = Doing(Task(lambda _: None), lambda _, __: _never())
"""Work that isn't begun while a page is looked at."""


def _never() -> NoReturn:
    raise AssertionError("nobody waits for this")


def desk_to_look_at(kit: Kit) -> Desk:
    """Give a desk whose pages can be looked at; nothing is behind it."""
    pin = PinStore(NOWHERE)
    return Desk(
        words=staff_words(kit.settings.language),
        data=NOWHERE,
        home=kit.flow.attract,
        pin=pin,
        recovery=RecoverySticks(pin, tuple),
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


def _states(kit: Kit, session: Session, desk: Desk) -> Iterator[tuple[str, StaffScreen]]:
    yield from _door(kit, session, desk)
    yield from _typing(kit, session, desk)
    yield "菜单", MenuScreen(kit, session, desk=desk)


def _door(kit: Kit, session: Session, desk: Desk) -> Iterator[tuple[str, StaffScreen]]:
    """Give the pages of the door: the PIN, the pause, a new PIN, the recovery file."""
    behind = kit.flow.attract(0.0)
    outside: dict[str, Any] = {"desk": desk, "behind": behind, "inside": desk.home}
    asked = PinScreen(kit, session, **outside)
    yield "PIN", asked
    yield "PIN-按了几位", replace(asked, typed="123456")
    yield "PIN-正在核对", replace(asked, typed="2580", doing=NEVER)
    yield "PIN-不对", replace(asked, notice=desk.words("pin.wrong", tries=4))
    yield (
        "PIN-锁定",
        LockedScreen(kit, session, **outside, until=900.0, whole=900.0, left=754),
    )
    yield "PIN-坏了", DamagedScreen(kit, session, **outside)
    new = NewPinScreen(kit, session, desk=desk, opener=desk.home, after=desk.home, keep=str)
    yield "设PIN", new
    yield "设PIN-好猜", replace(new, typed="1234", notice=desk.words("new_pin.easy"))
    yield "设PIN-再输一次", replace(new, first="2846", typed="28")
    yield "设PIN-不一样", replace(new, notice=desk.words("new_pin.differs"))
    recover = RecoverScreen(kit, session, **outside)
    yield "忘了PIN", recover
    yield "忘了PIN-没有U盘", replace(recover, notice=_refusal(desk.recovery.find))
    keep = KeepRecoveryScreen(kit, session, desk=desk, after=desk.home)
    yield "找回文件", keep
    yield "找回文件-已写", replace(keep, written=file_name("示范银行城南支行", "2026-11-28"))
    menu = MenuScreen(kit, session, desk=desk)
    access = AccessScreen(kit, session, desk=desk, opener=menu)
    yield "PIN和找回文件", access
    yield "PIN和找回文件-有", replace(access, changed=True, day="2026-11-28")


def _typing(kit: Kit, session: Session, desk: Desk) -> Iterator[tuple[str, StaffScreen]]:
    """Give the page on which text is typed."""
    text = TextEntryScreen(
        kit,
        session,
        desk=desk,
        heading=desk.words("setup.site"),
        asked=desk.words("setup.site_note"),
        most=SITE_NAME_BUDGET,
        opener=desk.home,
        done=lambda _, now: desk.home(now),
        typed="示范银行",
    )
    yield "写字", text
    yield "写字-空", replace(text, typed="")
    yield "写字-拼音", replace(text, keys="426")
    yield "写字-选字", replace(text, keys="94664", choosing=True)
    yield "写字-读音", replace(text, keys="426", reading="gan", first=SHOWN)
    yield "写字-标点", replace(text, keys=MARKS)
    yield "写字-字母", replace(text, mode=Mode.LATIN, keys="7")
    yield "写字-数字", replace(text, mode=Mode.DIGITS)
    long = "示范农村商业银行股份有限公司城南新区人民路第二支行营业厅"
    yield "写字-写满", replace(text, typed=long, notice=desk.words("text_entry.full", most=30))


def _refusal(work: Callable[[], object]) -> str:
    """Give the sentence by which something is refused."""
    try:
        work()
    except RefusedError as error:
        return str(error)
    raise AssertionError("it was not refused")
