"""A page of staff's that was opened from another one and goes back to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from kiosk.staff.screens.frame import Action, StaffScreen
from kiosk.staff.task import Tell
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.screen import Screen
from kiosk.ui.theme import Space
from kiosk.values import dataclass


@dataclass(frozen=True, eq=False, kw_only=True)
class SubPage(StaffScreen):
    """A page with the page it was opened from."""

    opener: StaffScreen

    def back(self, now: float) -> Screen:  # noqa: ARG002
        """Give the page this one was opened from, as things are now."""
        return replace(self.opener)


@dataclass(frozen=True, eq=False, kw_only=True)
class AskPage(SubPage):
    """A question before something that can't be taken back: what will be, and the one button that does it."""

    name: str
    question: str
    told: str
    """What will be."""
    yes: str
    """What stands on the button that does it."""
    work: Callable[[Tell], Any]
    """What it does; then comes 待机, should the program's end take a moment."""

    @property
    def title(self) -> str:
        """Give the question."""
        return self.question

    @property
    def actions(self) -> tuple[Action, ...]:
        """Give the button that does it."""
        return (Action("yes", self.yes, self.does(self.work, self._home), main=True),)

    def _home(self, _done: object, now: float) -> Screen:
        return self.desk.home(now)

    @property
    def identity(self) -> tuple[object, ...]:
        """Give what makes this a new screen."""
        return "staff", type(self).__name__, self.name, self.doing is not None

    def compose(self, composer: Composer, body: Box) -> None:
        """Set what will be."""
        scale, colours = composer.theme.scale, composer.theme.colours
        room = body.w - 2 * scale.px(Space.HUGE)
        note = composer.lay(self.told, scale.spoken, colours.ink, room, centred=True)
        card = body.centred(body.w, min(body.h, note.height + 2 * scale.px(Space.VAST)))
        composer.card(card)
        composer.middle(card, note, colours.card)


def asked_to_restart(page: StaffScreen) -> AskPage:
    """Give the page that asks whether to restart."""
    return AskPage(
        page.kit,
        page.session,
        desk=page.desk,
        opener=page,
        name="restart",
        question=page.text("restart.title"),
        told=page.text("restart.note"),
        yes=page.text("restart.yes"),
        work=lambda _: page.desk.machine.restart(),
    )
