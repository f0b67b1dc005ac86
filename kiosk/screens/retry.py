"""从哪里再试: back to the decision that went astray, or from the start."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cached_property

from kiosk.screens.dialog import DialogScreen
from kiosk.ui.composer import Button, Composer
from kiosk.ui.geometry import Box
from kiosk.ui.screen import Piece, Screen
from kiosk.values import dataclass
from kiosk.visit.debrief import Row
from kiosk.visit.play import Play


@dataclass(frozen=True, eq=False, kw_only=True)
class RetryScreen(DialogScreen):
    """The question over a debrief; `row` is the first decision of `play` that wasn't careful."""

    play: Play
    row: Row

    @property
    def identity(self) -> Hashable:
        """Give what makes this a new screen to the visitor."""
        return "retry", self.back.identity

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Give the question and its answers."""
        words = self.kit.words
        question, answers = words.spoken("retry.title"), words.spoken("say.press_retry")
        return (Piece("question", question), Piece("answers", answers, seen=True))

    @property
    def asked(self) -> tuple[str, str]:
        """Give the question, and nothing below it."""
        return self.kit.words("retry.title"), ""

    def answers(self, composer: Composer) -> tuple[Button, ...]:
        """Give the way back to that decision first, then the start, then the debrief."""
        words = self.kit.words
        return (
            Button("main", words("retry.step"), self._step, keys=("1", "enter")),
            Button("retry-start", words("retry.start"), self._start, composer.plain, ("2",)),
            Button(
                "retry-back", words("retry.back"), self.returned, composer.plain, ("3", "backspace")
            ),
        )

    def _step(self, now: float) -> Screen:
        return self.kit.flow.rewound(self.session, self.play, self.row.number, now)

    def _start(self, now: float) -> Screen:
        return self.kit.flow.story(self.session, self.play.scenario, now)

    def cells(self, foot: Box, count: int) -> tuple[Box, ...]:
        """Give the places of the answers: the first has a row of its own."""
        scale = self.theme.scale
        others = Box(foot.x, foot.y + scale.bar + scale.gap, foot.w, scale.bar)
        return (foot.top(scale.bar), *others.columns(count - 1, scale.gap))
