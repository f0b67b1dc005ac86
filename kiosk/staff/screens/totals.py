"""日计: what was counted on a day, as lines and as a QR code of them, for offices that no stick may enter."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date

from kiosk.staff.screens.code_page import CodePage, Shown
from kiosk.staff.screens.frame import StaffScreen
from kiosk.staff.task import Tell
from kiosk.ui.screen import Screen
from kiosk.values import dataclass


def open_totals(page: StaffScreen, day: date, now: float) -> Screen:
    """Give the page of a day, asking the journal."""
    screen = TotalsScreen(page.kit, page.session, desk=page.desk, opener=page, day=day)

    def ask(_tell: Tell) -> Shown:
        # SQLite, when somebody asks.
        from kiosk.records.day_totals import day_totals  # noqa: PLC0415
        from kiosk.records.journal_file import journal_file, open_read  # noqa: PLC0415
        from kiosk.records.kiosk_id import kiosk_id  # noqa: PLC0415
        from kiosk.records.totals_code import write  # noqa: PLC0415

        data = page.desk.data
        with closing(open_read(journal_file(data))) as base:
            totals = day_totals(base, kiosk_id(data), day)
        return Shown.of(write(totals).splitlines())

    return screen.does(ask, lambda shown, _: replace(screen, shown=shown))(now)


@dataclass(frozen=True, eq=False, kw_only=True)
class TotalsScreen(CodePage):
    """The page of one day."""

    day: date

    @property
    def title(self) -> str:
        """Give the title in the head line."""
        return self.text("totals.title", month=self.day.month, day=self.day.day)

    @property
    def note(self) -> str:
        """Give what to do with it."""
        return self.text("totals.note")
