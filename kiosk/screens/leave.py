"""要退出吗: asked once, so that no slip of a finger ends a visit."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cached_property

from kiosk.screens.dialog import DialogScreen
from kiosk.ui.composer import Button, Composer
from kiosk.ui.screen import Piece, Screen
from kiosk.values import dataclass


@dataclass(frozen=True, eq=False, kw_only=True)
class LeaveScreen(DialogScreen):
    """The question over a paused screen."""

    @property
    def identity(self) -> Hashable:
        """Give what makes this a new screen to the visitor."""
        return "leave", self.back.identity

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Give the question and its two answers."""
        words = self.kit.words
        question, answers = words.spoken("say.leave"), words.spoken("say.press_leave")
        return (Piece("question", question), Piece("answers", answers, seen=True))

    @property
    def asked(self) -> tuple[str, str]:
        """Give the question, and what becomes of the visit."""
        return self.kit.words("leave.title"), self.kit.words("leave.note")

    def answers(self, composer: Composer) -> tuple[Button, ...]:
        """Give both answers, the one that changes nothing as the main one."""
        words = self.kit.words
        keys = ("2", "enter", "backspace")
        return (
            Button("leave-yes", words("leave.yes"), self._leave, composer.plain, ("1",)),
            Button("main", words("leave.no"), self.returned, keys=keys),
        )

    def _leave(self, now: float) -> Screen:
        return self.kit.flow.attract(now)
