"""给单位看: how this kiosk is, as words and as a QR code of the same words; a photo of it is the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from kiosk.staff.screens.code_page import CodePage, Shown
from kiosk.staff.screens.frame import Action, StaffScreen
from kiosk.staff.status import Status, status_of
from kiosk.staff.task import Tell
from kiosk.ui.screen import Screen
from kiosk.values import dataclass
from kiosk.words import Words


def shown_of(words: Words, status: Status) -> Shown:
    """Give the lines of a status and their code."""
    return Shown.of(status.lines(words))


def open_status(page: StaffScreen, now: float) -> Screen:
    """Give the page, looking how things are."""
    screen = StatusScreen(page.kit, page.session, desk=page.desk, opener=page)

    def look(_tell: Tell) -> Shown:
        at = datetime.now()  # noqa: DTZ005 (as people in front of the kiosk count)
        return shown_of(page.desk.words, status_of(page.desk, page.kit, at))

    return screen.does(look, lambda shown, _: replace(screen, shown=shown))(now)


@dataclass(frozen=True, eq=False, kw_only=True)
class StatusScreen(CodePage):
    """The page."""

    @property
    def title(self) -> str:
        """Give the title in the head line."""
        return self.text("status.title")

    @property
    def note(self) -> str:
        """Give what to do with it."""
        return self.text("status.note")

    @property
    def actions(self) -> Sequence[Action]:
        """Give what brings back the stories that are set aside, where there are any."""
        if not self.desk.quarantined.set_aside:
            return ()
        back = self.does(self._put_back, lambda _, now: open_status(self.opener, now))
        return (Action("put-back", self.text("status.put_back"), back),)

    def _put_back(self, _tell: Tell) -> None:
        self.desk.quarantined.put_back()
