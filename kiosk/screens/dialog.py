"""A question over the dimmed screen it is about: a card, words in the middle, and its answers."""

from __future__ import annotations

from abc import abstractmethod
from functools import cached_property

from kiosk.screens.kit import KioskScreen
from kiosk.screens.visit_screen import VisitScreen
from kiosk.speech import Heard
from kiosk.ui.composer import Button, Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Veil
from kiosk.ui.screen import Item
from kiosk.ui.theme import Space, Thing
from kiosk.values import dataclass


def dimmed(back: KioskScreen, now: float) -> tuple[Item, ...]:
    """Give what a screen showed at a time, under a veil: the question over it is all that counts."""
    whole = Box(0, 0, *back.kit.size)
    return (*back.view(now, Heard()).items, Veil(whole, back.theme.colours.veil))


@dataclass(frozen=True, eq=False, kw_only=True)
class DialogScreen(VisitScreen):
    """A question over a paused screen; `since_asked` is when it came, in the loop's seconds."""

    back: KioskScreen
    since_asked: float

    @property
    def can_leave(self) -> bool:
        """Leave 退出 out: the answers are the ways on."""
        return False

    @property
    def marks_trial(self) -> bool:
        """Leave the sign of a try to the dimmed screen, which bears it."""
        return False

    @property
    @abstractmethod
    def asked(self) -> tuple[str, str]:
        """Give the question, and what is added below it."""

    @abstractmethod
    def answers(self, composer: Composer) -> tuple[Button, ...]:
        """Give the answers, the main one among them."""

    def cells(self, foot: Box, count: int) -> tuple[Box, ...]:
        """Give the places of the answers, side by side."""
        return foot.columns(count, self.theme.scale.gap)

    def returned(self, now: float) -> KioskScreen:  # noqa: ARG002
        """Give the paused screen, with what was set meanwhile."""
        return self.back.comforted(self.session.comfort)

    @cached_property
    def ground(self) -> tuple[Item, ...]:
        """Give the paused screen as it stood, dimmed."""
        return dimmed(self.returned(self.since_asked), self.since_asked)

    def compose(self, composer: Composer, body: Box) -> None:
        """Set the question and its answers on a card in the middle."""
        scale, colours = composer.theme.scale, composer.theme.colours
        composer.back[:] = self.ground
        wide = min(body.w - 2 * scale.margin, scale.px(Thing.DIALOG))
        question, added = self.asked
        room = wide - scale.px(Thing.DIALOG_SIDES)
        told = [composer.lay(question, round(scale.spoken * TITLE), colours.ink, room, bold=True)]
        if added:
            told.append(composer.lay(added, scale.spoken, colours.ink, room, centred=True))
        answers = self.answers(composer)
        between, pad = scale.px(Space.L), scale.px(Space.M if scale.crowded else Space.HUGE)
        foot = self.cells(Box(0, 0, wide, scale.bar), len(answers))
        rows = len({cell.y for cell in foot})
        high = rows * scale.bar + (rows - 1) * scale.gap
        tall = sum(one.height + between for one in told) + high + 2 * pad
        card = body.centred(wide, min(tall, body.h))
        composer.card(card)
        inner = card.inset(scale.px(Space.HUGE), pad)
        y, start = inner.y, 0
        for paragraph in told:
            x = inner.x + (inner.w - paragraph.width) // 2
            composer.speak("question", x, y, paragraph, start)
            y = composer.text(x, y, paragraph, colours.card) + between
            start += len(paragraph.text)
        composer.buttons(self.cells(inner.low(high), len(answers)), answers)


TITLE = 1.5
"""How much larger than what is heard the question stands."""
