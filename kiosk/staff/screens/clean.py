"""擦屏幕: for a minute touches do nothing, and the whole screen says so."""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import field, replace

from kiosk.screens.kit import KioskScreen
from kiosk.speech import Heard
from kiosk.staff.desk import Desk
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Fill, Ring
from kiosk.ui.memo import Memo
from kiosk.ui.screen import Screen, Target, View
from kiosk.ui.theme import Space, Stroke, Thing
from kiosk.values import dataclass

CLEAN_SECONDS = 60.0
"""How long touches are ignored."""


@dataclass(frozen=True, eq=False, kw_only=True)
class CleanScreen(KioskScreen):
    """The screen that may be wiped; it goes to 待机 by itself, Enter goes back to `opener`."""

    desk: Desk
    opener: KioskScreen
    _view: Memo[View] = field(default_factory=Memo, init=False, repr=False)

    @property
    def identity(self) -> Hashable:
        """Give what makes this a new screen."""
        return "staff", "clean"

    @property
    def read_aloud(self) -> bool:
        """Leave it unsaid."""
        return False

    @property
    def idle_timeout(self) -> float | None:
        """End by its own clock alone."""
        return None

    def tick(self, now: float, heard: Heard) -> Screen:  # noqa: ARG002
        """Go to 待机 once the time is over: the door is closed behind whoever wiped."""
        return self.desk.home(now) if self._left(now) <= 0 else self

    def _left(self, now: float) -> int:
        return max(0, math.ceil(CLEAN_SECONDS - max(0.0, now - self.since)))

    def view(self, now: float, heard: Heard) -> View:  # noqa: ARG002
        """Give what is to be seen; the same object for the length of a second."""
        left = self._left(now)
        return self._view.of(left, lambda: self._made(left))

    def _made(self, left: int) -> View:
        text, theme = self.desk.words, self.theme
        scale, colours = theme.scale, theme.colours
        composer = Composer(self.kit.fonts, theme)
        whole = Box(0, 0, *self.kit.size)
        composer.back.append(Fill(whole, colours.track))
        wide = min(whole.w - scale.px(Thing.DIALOG_SIDES), scale.px(Thing.DIALOG))
        room = wide - 2 * scale.px(Space.HUGE)
        px = round(scale.spoken * 1.3)
        title = composer.lay(text("clean.title"), px, colours.ink, room, bold=True, centred=True)
        note = composer.lay(
            text("clean.note", seconds=left), scale.spoken, colours.ink, room, centred=True
        )
        enter = composer.lay(text("clean.enter"), scale.helper, colours.ink2, room, centred=True)
        ring, gap = scale.px(Thing.COUNTDOWN), scale.px(Space.L)
        tall = ring + title.height + note.height + enter.height + 3 * gap
        card = whole.centred(wide, tall + 2 * scale.px(Space.HUGE))
        composer.card(card)
        box = Box(card.x + (card.w - ring) // 2, card.y + scale.px(Space.HUGE), ring, ring)
        share = min(1.0, left / CLEAN_SECONDS)
        composer.front.append(
            Ring(box, share, colours.teal.ink, colours.track, scale.px(Stroke.RIM))
        )
        composer.icon(box.centred(ring * 2 // 5, ring * 2 // 5), "lock", colours.teal.ink)
        y = box.bottom + gap
        for paragraph in (title, note, enter):
            x = card.x + (card.w - paragraph.width) // 2
            y = composer.text(x, y, paragraph, colours.card) + gap
        composer.targets.append(Target("enter", None, self._back, keys=("enter",)))
        return View((*composer.back, *composer.front), tuple(composer.targets))

    def _back(self, now: float) -> Screen:  # noqa: ARG002
        return replace(self.opener)
