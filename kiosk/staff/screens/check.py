"""全部检查: the list with a light for each thing, filled in as it is found, and what to do where one is bad."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kiosk.doctor import Diagnosis, Health
from kiosk.speech import Heard
from kiosk.staff.checkup import Checkup, Subject, subjects
from kiosk.staff.screens.frame import Action
from kiosk.staff.screens.rows import Light, Row
from kiosk.staff.screens.subpage import SubPage
from kiosk.ui.screen import Screen
from kiosk.values import dataclass

LIGHTS = {Health.OK: Light.GOOD, Health.NOTICE: Light.NOTE, Health.ERROR: Light.BAD}


@dataclass(frozen=True, eq=False, kw_only=True)
class CheckScreen(SubPage):
    """The list; `answers` is what somebody has tried and told, `seen` how much of the rest it shows."""

    checkup: Checkup
    answers: tuple[Diagnosis, ...] = ()
    seen: int = 0
    complete: bool = False

    @property
    def title(self) -> str:
        """Give the title in the head line."""
        return self.text("check.title")

    @property
    def note(self) -> str:
        """Give how it stands: still looking, all well, or how much is to be done."""
        if not self.complete:
            return self.text("check.looking")
        found = [subject.health for subject in self._subjects]
        bad, notes = found.count(Health.ERROR), found.count(Health.NOTICE)
        if bad:
            return self.text("check.bad", bad=bad, notes=notes)
        return self.text("check.notes", notes=notes) if notes else self.text("check.good")

    @property
    def _subjects(self) -> tuple[Subject, ...]:
        return subjects((*self.answers, *self.checkup.found[: self.seen]))

    @property
    def rows(self) -> Sequence[Row]:
        """Give a row for each thing; once all is looked at, what is to be done comes first."""
        found = self._subjects
        if self.complete:
            order = (Health.ERROR, Health.NOTICE, Health.OK)
            found = tuple(sorted(found, key=lambda one: order.index(one.health)))
        listed = [self._row(one) for one in found]
        if not self.complete:
            listed.append(Row(self.text("check.more")))
        return listed

    def _row(self, subject: Subject) -> Row:
        words = {
            Health.OK: self.text("check.ok"),
            Health.NOTICE: self.text("check.notice"),
            Health.ERROR: self.text("check.error"),
        }
        worst = subject.found[0]
        told = [one for one in subject.found if one.health is not Health.OK]
        detail = [self._told(one) for one in told]
        return Row(
            subject.name,
            LIGHTS[worst.health],
            words[worst.health],
            note="" if detail else worst.message,
            detail=tuple(detail),
        )

    def _told(self, one: Diagnosis) -> str:
        end = "" if one.message.endswith(("。", "？", "！")) else "。"
        return f"{one.message}{end}{one.advice}"

    @property
    def actions(self) -> Sequence[Action]:
        """Give the way on once all has been looked at, and another look."""
        if not self.complete:
            return ()
        return (
            Action("good", self.text("check.close"), self.back, main=True),
            Action("again", self.text("check.again"), self._again),
        )

    def _again(self, now: float) -> Screen:  # noqa: ARG002
        return replace(self, checkup=self.checkup.again(), seen=0, complete=False, page=0)

    @property
    def idle_timeout(self) -> float | None:
        """Wait as long as it is looking."""
        return super().idle_timeout if self.complete else None

    def tick(self, now: float, heard: Heard) -> Screen:
        """Show what has been found meanwhile."""
        self.checkup.start()
        complete, found = self.checkup.done, len(self.checkup.found)
        if (found, complete) != (self.seen, self.complete):
            return replace(self, seen=found, complete=complete)
        return super().tick(now, heard)
