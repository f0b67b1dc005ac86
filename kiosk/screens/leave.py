"""要退出吗: asked once, so that no slip of a finger ends a visit."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property

from kiosk.screens.kit import KioskScreen
from kiosk.screens.visit_screen import VisitScreen
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.screen import Piece, Screen
from kiosk.ui.theme import Space, Thing


@dataclass(frozen=True, eq=False, kw_only=True)
class LeaveScreen(VisitScreen):
    """The question over a paused screen."""

    back: KioskScreen

    @property
    def identity(self) -> Hashable:
        """Give what makes this a new screen to the visitor."""
        return "leave", self.back.identity

    @property
    def can_leave(self) -> bool:
        """Leave 退出 out: it is what is asked."""
        return False

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Give the question and its two answers."""
        words = self.kit.words
        question, answers = words.spoken("say.leave"), words.spoken("say.press_leave")
        return (Piece("question", question), Piece("answers", answers))

    def compose(self, composer: Composer, body: Box) -> None:
        """Set the question and its two answers."""
        scale, colours, words = composer.theme.scale, composer.theme.colours, self.kit.words
        wide = min(body.w - scale.px(Thing.DIALOG_SIDES), scale.px(Thing.DIALOG))
        title = composer.lay(
            words("leave.title"), round(scale.spoken * 1.3), colours.ink, wide, bold=True
        )
        note = composer.lay(
            words("leave.note"),
            scale.spoken,
            colours.ink,
            wide - scale.px(Thing.DIALOG_SIDES),
            centred=True,
        )
        tall = title.height + note.height + scale.bar + scale.px(Thing.DIALOG_BESIDE)
        card = body.centred(wide, min(tall, body.h))
        composer.card(card)
        inner = card.inset(scale.px(Space.HUGE), scale.px(Space.HUGE))
        y = inner.y
        for paragraph, start in ((title, 0), (note, len(title.text))):
            x = inner.x + (inner.w - paragraph.width) // 2
            composer.speak("question", x, y, paragraph, start)
            y = composer.text(x, y, paragraph, colours.card) + scale.px(Space.M)
        left, right = inner.low(scale.bar).columns(2, scale.gap)
        composer.button(
            "leave-yes", left, words("leave.yes"), self._leave, look=composer.plain, keys=("1",)
        )
        composer.button(
            "main", right, words("leave.no"), self._back, keys=("2", "enter", "backspace")
        )

    def _leave(self, now: float) -> Screen:
        return self.kit.flow.attract(now)

    def _back(self, now: float) -> Screen:  # noqa: ARG002
        return self.back.comforted(self.session.comfort)
