"""PIN 和找回文件, from the menu: another PIN, and a recovery file for the drawer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kiosk.staff.screens.frame import StaffScreen
from kiosk.staff.screens.pin import KeepRecoveryScreen, NewPinScreen
from kiosk.staff.screens.rows import Light, Row
from kiosk.ui.screen import Screen, Then
from kiosk.values import dataclass


def recovery_row(page: StaffScreen, day: str, then: Then) -> Row:
    """Give the row of the recovery file, which was made on a day, empty for none."""
    light, word = (Light.GOOD, "access.kept") if day else (Light.NOTE, "access.none")
    return Row(
        page.text("access.recovery"),
        light,
        page.text(word),
        value=day,
        detail=(page.text("access.recovery_note"),),
        then=then,
        name="recovery",
    )


@dataclass(frozen=True, eq=False, kw_only=True)
class AccessScreen(StaffScreen):
    """What lets staff in; `day` is when the recovery file that counts was made, empty for none."""

    opener: Screen
    day: str = ""
    changed: bool = False
    """Whether the PIN was set anew from here."""

    @property
    def title(self) -> str:
        """Give the title in the head line."""
        return self.text("menu.access")

    def back(self, now: float) -> Screen:  # noqa: ARG002
        """Give the menu."""
        return self.opener

    @property
    def rows(self) -> Sequence[Row]:
        """Give the PIN, and the recovery file with its day."""
        state = self.text("access.changed" if self.changed else "access.set")
        pin = Row(self.text("access.pin"), Light.GOOD, state, then=self._new_pin, name="pin")
        return pin, recovery_row(self, self.day, self._recovery)

    def looked(self) -> Screen:
        """Give this page once it knows of the recovery file."""
        day = self.desk.pin.recovery_day
        return self.does(lambda _: day(), lambda came, _: replace(self, day=came, doing=None))(0.0)

    def _new_pin(self, now: float) -> Screen:  # noqa: ARG002
        return NewPinScreen(
            self.kit,
            self.session,
            desk=self.desk,
            opener=lambda _: self,
            after=lambda _: replace(self, changed=True, notice=""),
            keep=self.desk.pin.set,
        )

    def _recovery(self, now: float) -> Screen:  # noqa: ARG002
        return KeepRecoveryScreen(
            self.kit, self.session, desk=self.desk, after=lambda _: self.looked()
        )


def open_access(menu: StaffScreen, now: float) -> Screen:  # noqa: ARG001
    """Give the page, opened from the menu."""
    return AccessScreen(menu.kit, menu.session, desk=menu.desk, opener=menu).looked()
