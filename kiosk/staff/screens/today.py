"""今天: how many have played, a try for staff, and what a day asks for: mute, pause, clean, restart, leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kiosk.records.tally import Counted
from kiosk.screens.kit import Session
from kiosk.staff.screens.clean import CLEAN_SECONDS, CleanScreen
from kiosk.staff.screens.days import DaysScreen
from kiosk.staff.screens.rows import Light, Row
from kiosk.staff.screens.subpage import AskPage, SubPage, asked_to_restart
from kiosk.staff.task import Tell
from kiosk.ui.screen import Screen
from kiosk.values import dataclass


@dataclass(frozen=True, eq=False, kw_only=True)
class TodayScreen(SubPage):
    """What staff do while the doors are open."""

    @property
    def title(self) -> str:
        """Give the title in the head line."""
        return self.text("today.title")

    @property
    def note(self) -> str:
        """Give the site's name."""
        return self.kit.settings.site_name

    @property
    def rows(self) -> Sequence[Row]:
        """Give the count, and a row for each thing to do."""
        tally = self.desk.tally
        counted = self.text(
            "today.counted", visitors=tally.count(), plays=tally.count(Counted.PLAYS)
        )
        return (
            Row(
                self.text("today.count"),
                note=self.text("today.count_note"),
                value=counted,
                then=self._days,
                name="days",
            ),
            Row(
                self.text("today.trial"),
                note=self.text("today.trial_note"),
                value=self.text("today.trials", trials=tally.count(Counted.TRIALS)),
                then=self.trial,
                name="trial",
            ),
            self._mute_row(),
            self._pause_row(),
            Row(
                self.text("today.clean"),
                note=self.text("today.clean_note", seconds=round(CLEAN_SECONDS)),
                then=self._clean,
                name="clean",
            ),
            Row(
                self.text("today.restart"),
                note=self.text("today.restart_note"),
                then=self.restarting,
                name="restart",
            ),
            Row(
                self.text("today.leave"),
                note=self.text("today.leave_note"),
                then=self.leaving,
                name="leave",
            ),
        )

    def _mute_row(self) -> Row:
        muted = self.desk.machine.muted
        return Row(
            self.text("today.unmute" if muted else "today.mute"),
            Light.NOTE if muted else Light.NONE,
            self.text("today.muted") if muted else "",
            self.text("today.mute_note"),
            then=self.does(lambda _: self.desk.machine.mute(on=not muted), self._as_it_is),
            name="mute",
        )

    def _pause_row(self) -> Row:
        since = self.desk.pause.since()
        if since is None:
            return Row(
                self.text("today.pause"),
                note=self.text("today.pause_note"),
                then=self.does(self._pausing, lambda _, now: self.desk.home(now)),
                name="pause",
            )
        note = self.text(
            "today.resume_note",
            month=since.month,
            day=since.day,
            hour=f"{since.hour:02}",
            minute=f"{since.minute:02}",
        )
        return Row(
            self.text("today.resume"),
            Light.NOTE,
            self.text("today.paused"),
            note,
            then=self.does(lambda _: self.desk.pause.end(), self._as_it_is),
            name="pause",
        )

    # What a press brings ------------------------------------------------------------------------

    def _as_it_is(self, _done: object, _now: float) -> Screen:
        """Give this page as things are now."""
        return replace(self, doing=None)

    def _pausing(self, _tell: Tell) -> None:
        self.desk.pause.begin()

    def _days(self, now: float) -> Screen:  # noqa: ARG002
        return DaysScreen(self.kit, self.session, desk=self.desk, opener=self)

    def trial(self, now: float) -> Screen:
        """Give the first screen of a visit that counts for nobody."""
        session = Session(seed=int(now * 1000), comfort=self.session.comfort, trial=True)
        return self.kit.flow.choose(session, now)

    def _clean(self, now: float) -> Screen:  # noqa: ARG002
        return CleanScreen(self.kit, self.session, desk=self.desk, opener=self)

    def restarting(self, now: float) -> AskPage:  # noqa: ARG002
        """Ask whether to restart."""
        return asked_to_restart(self)

    def leaving(self, now: float) -> AskPage:  # noqa: ARG002
        """Ask whether to end the program."""
        return AskPage(
            self.kit,
            self.session,
            desk=self.desk,
            opener=self,
            name="leave",
            question=self.text("leave.title"),
            told=self.text("leave.note"),
            yes=self.text("leave.yes"),
            work=lambda _: self.desk.machine.end(),
        )
