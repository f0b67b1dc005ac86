"""每天的人数: visitors, plays and staff's own tries, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kiosk.packs.sticks import sticks_here
from kiosk.paths import RefusedError
from kiosk.records.tally import Counted
from kiosk.staff.screens.frame import Action
from kiosk.staff.screens.rows import Light, Row
from kiosk.staff.screens.subpage import SubPage
from kiosk.staff.screens.totals import open_totals
from kiosk.staff.task import Tell
from kiosk.ui.screen import Screen, Then
from kiosk.values import dataclass

WEEK, SHOWN = 7, 28
"""Days that are summed up, and days that are listed."""


@dataclass(frozen=True, eq=False, kw_only=True)
class DaysScreen(SubPage):
    """The days, the newest first, under the sum of a week; `written` is the export that lies on a stick by now."""

    written: str = ""

    @property
    def title(self) -> str:
        """Give the title in the head line."""
        return self.text("days.title")

    @property
    def note(self) -> str:
        """Give what a press on a day is for."""
        return self.text("days.note")

    @property
    def rows(self) -> Sequence[Row]:
        """Give the week and its days; of days longer past those on which there was anybody."""
        days = self.desk.tally.last_days(SHOWN)
        listed = [
            day
            for number, day in enumerate(days)
            if number < WEEK or any(self.desk.tally.count(what, day) for what in Counted)
        ]
        week = self._row(self.text("days.week"), days[:WEEK])
        told = (
            Row(self.text("days.written", path=self.written), Light.GOOD, self.text("days.done")),
        )
        return (
            *(told if self.written else ()),
            week,
            *(self._row(self._day(day), (day,), self._opening(day)) for day in listed),
        )

    @property
    def actions(self) -> tuple[Action, ...]:
        """Give the button that writes the journal to a stick."""
        return (Action("export", self.text("days.export"), self.does(self._export, self._wrote)),)

    def _export(self, _tell: Tell) -> str:
        # SQLite, when somebody asks.
        from kiosk.records.exports import export  # noqa: PLC0415

        sticks = sticks_here()
        if not sticks:
            raise RefusedError(self.text("days.no_stick"))
        return export(self.desk.data, sticks[0].path, self.desk.tally.last_days(1)[0]).name

    def _wrote(self, path: str, now: float) -> Screen:  # noqa: ARG002 (as a task gives it)
        return replace(self, written=path, doing=None, page=0)

    def _opening(self, day: date) -> Then | None:
        """Give what opens a day's totals; nothing where nobody played."""
        tally = self.desk.tally
        if not any(tally.count(what, day) for what in (Counted.PLAYS, Counted.TRIALS)):
            return None
        return lambda now: open_totals(self, day, now)

    def _row(self, title: str, days: Sequence[date], then: Then | None = None) -> Row:
        def count(what: Counted) -> int:
            return sum(self.desk.tally.count(what, day) for day in days)

        trials = count(Counted.TRIALS)
        counted = self.text(
            "days.counted", visitors=count(Counted.VISITORS), plays=count(Counted.PLAYS)
        )
        note = self.text("days.trials", trials=trials) if trials else ""
        return Row(title, note=note, value=counted, then=then)

    def _day(self, day: date) -> str:
        weekday = self.text("days.weekdays")[day.weekday()]
        return self.text("days.day", month=day.month, day=day.day, weekday=weekday)
