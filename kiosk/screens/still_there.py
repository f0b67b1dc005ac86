"""您还在吗: after a while without touch or speech, with a countdown; then the visit is gone."""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import field
from functools import cached_property

from kiosk.screens.dialog import TITLE, dimmed
from kiosk.screens.kit import KioskScreen
from kiosk.speech import Heard
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Ring, Text
from kiosk.ui.memo import Memo
from kiosk.ui.screen import ANY_KEY, Item, Piece, Screen, Target, View
from kiosk.ui.theme import Space, Stroke, Thing
from kiosk.values import dataclass


@dataclass(frozen=True, eq=False, kw_only=True)
class StillThereScreen(KioskScreen):
    """The question over a paused screen; `asked` is when it came. A touch anywhere goes back."""

    back: KioskScreen
    asked: float
    _view: Memo[View] = field(default_factory=Memo, init=False, repr=False)

    @property
    def identity(self) -> Hashable:
        """Give what makes this a new screen to the visitor."""
        return "still-there", self.back.identity

    @property
    def idle_timeout(self) -> float | None:
        """Never ask over the question itself."""
        return None

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Give the question, what comes of no answer, and how to answer."""
        words = self.kit.words
        seconds = round(self.kit.settings.countdown_seconds)
        return (
            Piece("title", words.spoken("still.title")),
            Piece("note", words.spoken("still.note", seconds=seconds)),
            Piece("answer", words.spoken("still.yes")),
        )

    def tick(self, now: float, heard: Heard) -> Screen:
        """Go home when the countdown has run out."""
        if now - self.asked >= self.kit.settings.countdown_seconds:
            return self.kit.flow.attract(now)
        return super().tick(now, heard)

    def _left(self, now: float) -> int:
        return max(0, math.ceil(self.kit.settings.countdown_seconds - (now - self.asked)))

    def view(self, now: float, heard: Heard) -> View:  # noqa: ARG002
        """Give what is to be seen; the same object for the length of a second."""
        left = self._left(now)
        return self._view.of(left, lambda: self._made(left))

    @cached_property
    def _ground(self) -> tuple[Item, ...]:
        """Give the paused screen as it stood, dimmed."""
        return dimmed(self.back, self.asked)

    def _made(self, left: int) -> View:
        words, theme = self.kit.words, self.theme
        scale, colours = theme.scale, theme.colours
        composer = Composer(self.kit.fonts, theme)
        whole = Box(0, 0, *self.kit.size)
        composer.back += self._ground
        wide = min(whole.w - 2 * scale.margin, scale.px(Thing.DIALOG))
        title = composer.lay(
            words("still.title"), round(scale.spoken * TITLE), colours.ink, wide, bold=True
        )
        note = composer.lay(words("still.note", seconds=left), scale.spoken, colours.ink2, wide)
        ring = scale.px(Thing.COUNTDOWN)
        tall = title.height + note.height + ring + scale.bar + scale.px(Thing.COUNTDOWN_BESIDE)
        card = whole.centred(wide, min(tall, whole.h - scale.px(Space.XXL)))
        composer.card(card)
        inner = card.inset(scale.px(Space.HUGE), scale.px(Space.HUGE))
        y = composer.text(inner.x + (inner.w - title.width) // 2, inner.y, title, colours.card)
        y += scale.px(Space.L)
        share = left / self.kit.settings.countdown_seconds
        box = Box(inner.x + (inner.w - ring) // 2, y, ring, ring)
        composer.front.append(
            Ring(box, min(1.0, share), colours.teal.ink, colours.track, scale.px(Stroke.RIM))
        )
        figure = composer.lay(str(left), scale.figure, colours.ink, ring, bold=True)
        composer.middle(box, figure, colours.card)
        y = box.bottom + scale.px(Space.L)
        composer.front.append(Text(inner.x + (inner.w - note.width) // 2, y, note, colours.card))
        composer.button(
            "main", inner.low(scale.bar), words("still.yes"), self._back, keys=("enter",)
        )
        composer.targets.insert(0, Target("anywhere", whole, self._back, keys=ANY_KEY, bare=True))
        return View((*composer.back, *composer.front), tuple(composer.targets))

    def _back(self, now: float) -> Screen:  # noqa: ARG002
        return self.back
