"""情况报告: for which days, and onto which stick."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import Enum

from kiosk.packs.sticks import Stick, sticks_here
from kiosk.paths import RefusedError
from kiosk.speech import Heard
from kiosk.staff import reports, told
from kiosk.staff.screens.day_pad import DayPadScreen
from kiosk.staff.screens.frame import Action, StaffScreen
from kiosk.staff.screens.rows import Light, Row
from kiosk.staff.screens.subpage import SubPage
from kiosk.staff.task import Tell
from kiosk.ui.screen import Screen, Then
from kiosk.values import dataclass

LONGEST_NAME = 14
"""Characters of a stick's name that are shown."""
MOST_STICKS = 4
"""Sticks that have a button, as there are keys for."""


class Span(Enum):
    """For which days: this week, this month, all there is, or from a day to a day."""

    WEEK = "week"
    MONTH = "month"
    ALL = "all"
    DAYS = "days"


@dataclass(frozen=True, eq=False, kw_only=True)
class CampaignReportScreen(SubPage):
    """Days are chosen above, a stick below; `result` is what was written last.

    `first` and `last` are the days chosen one by one, None where none was.
    """

    span: Span = Span.MONTH
    first: date | None = None
    last: date | None = None
    sticks: tuple[Stick, ...] = ()
    result: str = ""

    @property
    def title(self) -> str:
        """Give the title in the head line."""
        return self.text("campaign_report.title")

    @property
    def note(self) -> str:
        """Give what it is, or what is still wanted for it."""
        return self.text("campaign_report.note" if self.sticks else "campaign_report.plug_in")

    @property
    def today(self) -> date:
        """Give the day as the kiosk counts it."""
        return self.desk.tally.last_days(1)[0]

    def days_of(self, span: Span) -> tuple[date, date] | None:
        """Give the first day and the last of a span; None for all there is."""
        today = self.today
        if span is Span.WEEK:
            return today - timedelta(days=today.weekday()), today
        if span is Span.MONTH:
            return today.replace(day=1), today
        if span is Span.ALL:
            return None
        first, last = self.first or today.replace(day=1), self.last or today
        return min(first, last), max(first, last)

    def tick(self, now: float, heard: Heard) -> Screen:
        """Look which sticks there are by now."""
        after = super().tick(now, heard)
        if after is not self or self.doing is not None:
            return after
        sticks = tuple(one for one in self.desk.sticks.ask() if not one.is_folder)
        return self if sticks == self.sticks else replace(self, sticks=sticks)

    # What stands there --------------------------------------------------------------------------

    @property
    def rows(self) -> Sequence[Row]:
        """Give what the records lack, what was written, and the days to choose."""
        written = (
            [Row(self.result, Light.GOOD, self.text("campaign_report.written"))]
            if self.result
            else []
        )
        return (
            *self._lacking(),
            *written,
            *(self._span(span) for span in (Span.WEEK, Span.MONTH, Span.ALL)),
            self._day("first"),
            self._day("last"),
        )

    def _lacking(self) -> Iterator[Row]:
        """Give what isn't in the journal's file, and what to do."""
        trouble = self.desk.trouble()
        if trouble is None:
            return
        state = self.text("campaign_report.unsaved")
        if trouble.reason:
            title = self.text("campaign_report.unwritten", waiting=trouble.waiting)
            why = self.text("campaign_report.unwritten_why", why=trouble.reason)
            yield Row(title, Light.NOTE, state, detail=(why,), name="unwritten")
        if trouble.lost:
            title = self.text("campaign_report.lost", lost=trouble.lost)
            yield Row(
                title,
                Light.NOTE,
                state,
                detail=(self.text("campaign_report.lost_why"),),
                name="lost",
            )

    def _span(self, span: Span) -> Row:
        days = self.days_of(span)
        value = self._in_words(*days) if days else self.text("campaign_report.whole")
        return self._chosen(
            span,
            Row(
                self.text(f"campaign_report.{span.value}"),
                value=value,
                then=lambda _: replace(self, span=span, result="", notice=""),
                name=span.value,
            ),
        )

    def _day(self, which: str) -> Row:
        """Give the row of the first day or the last."""
        days = self.days_of(Span.DAYS)
        shown = days[which == "last"] if days and self.span is Span.DAYS else None
        value = self._one_day(shown) if shown else self.text("campaign_report.choose")
        title = self.text(f"campaign_report.{which}")
        return self._chosen(
            Span.DAYS, Row(title, value=value, then=self._asking(which, title), name=which)
        )

    def _chosen(self, span: Span, row: Row) -> Row:
        if span is not self.span:
            return row
        return replace(row, light=Light.GOOD, state=self.text("campaign_report.chosen"))

    @property
    def actions(self) -> Sequence[Action]:
        """Give what writes it, a button for each stick."""
        return tuple(
            Action(
                f"stick-{number}",
                self.text("campaign_report.write", name=told.clipped(stick.name, LONGEST_NAME)),
                self.does(self._writing(stick), self._wrote),
                main=number == 1,
            )
            for number, stick in enumerate(self.sticks[:MOST_STICKS], 1)
        )

    def _in_words(self, first: date, last: date) -> str:
        if (first.year, first.month) == (last.year, last.month):
            return self.text("campaign_report.span_month", first=self._one_day(first), day=last.day)
        return self.text(
            "campaign_report.span", first=self._one_day(first), last=self._one_day(last)
        )

    def _one_day(self, day: date) -> str:
        key = "day" if day.year == self.today.year else "year_day"
        return self.text(f"campaign_report.{key}", year=day.year, month=day.month, day=day.day)

    # What a press brings ------------------------------------------------------------------------

    def _asking(self, which: str, title: str) -> Then:
        """Give what asks for the first day or the last."""
        days = self.days_of(Span.DAYS)
        on = days[which == "last"] if days else self.today

        def done(day: date, _: float) -> Screen:
            asked = replace(self, span=Span.DAYS, result="", notice="", doing=None)
            return replace(asked, first=day) if which == "first" else replace(asked, last=day)

        return lambda _: DayPadScreen(
            self.kit,
            self.session,
            desk=self.desk,
            heading=self.title,
            asked=title,
            value=on,
            latest=self.today,
            opener=lambda _: replace(self),
            done=done,
        )

    def _writing(self, stick: Stick) -> Callable[[Tell], str]:
        days, today = self.days_of(self.span), self.today

        def work(tell: Tell) -> str:
            if all(one.path != stick.path for one in sticks_here()):
                raise RefusedError(self.text("campaign_report.gone"))
            tell(self.text("campaign_report.writing"))
            return reports.write_campaign_report(stick.path, self.desk.data, days, today).name

        return work

    def _wrote(self, name: str, now: float) -> Screen:  # noqa: ARG002 (as a task gives it)
        result = self.text("campaign_report.written_at", name=name)
        return replace(self, result=result, doing=None, page=0)


def open_campaign_report(menu: StaffScreen, now: float) -> Screen:  # noqa: ARG001 (as the menu opens its pages)
    """Give the page."""
    return CampaignReportScreen(menu.kit, menu.session, desk=menu.desk, opener=menu)
