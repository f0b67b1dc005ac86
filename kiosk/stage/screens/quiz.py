"""再考考您: a short contact to be told apart, each answered with feedback."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from functools import cached_property

from kiosk.scenario.model import Channel, Kind, Verdict
from kiosk.scenario.spoken import Speaker, Utterance
from kiosk.stage.box import Box
from kiosk.stage.screens.screen import Screen
from kiosk.stage.screens.visit_screen import VisitScreen
from kiosk.stage.shapes import Panel
from kiosk.stage.sheet import Sheet
from kiosk.stage.theme import Corner, Space, Thing
from kiosk.stage.view import Target
from kiosk.visit.quiz import Question

CHANNEL_ICONS = {
    Channel.PHONE: "phone",
    Channel.SMS: "sms",
    Channel.CHAT: "chat",
    Channel.WEB: "globe",
    Channel.BANK_APP: "bank",
    Channel.FACE_TO_FACE: "people",
}
ANSWERS = ((Kind.SCAM, "quiz.scam"), (Kind.GENUINE, "quiz.genuine"))


@dataclass(frozen=True, eq=False, kw_only=True)
class QuizScreen(VisitScreen):
    """A question, and once answered its feedback."""

    questions: tuple[Question, ...]
    number: int = 0
    said_kind: Kind | None = None

    @property
    def place(self) -> Hashable:
        """Give what makes this a new screen to the visitor."""
        return "quiz", self.number, self.said_kind

    @property
    def question(self) -> Question:
        """Give the question asked."""
        return self.questions[self.number]

    @cached_property
    def script(self) -> tuple[Utterance, ...]:
        """Give the contact and the question, or the feedback."""
        words, item = self.kit.words, self.question.item
        speaker = Speaker(self.question.scenario)
        if self.said_kind is None:
            choices = tuple(words.spoken(f"say.quiz_{kind.en}") for kind, _ in ANSWERS)
            return (words.spoken("say.quiz"), speaker.quiz(item), *choices)
        verdict = "right" if self.question.answer(self.said_kind) else "wrong"
        truth = "say.is_scam" if item.kind is Kind.SCAM else "say.is_genuine"
        how = "say.press_result" if self._last else "say.press_next"
        return (
            words.spoken(f"say.quiz_{verdict}"),
            words.spoken(truth),
            speaker.quiz_why(item),
            words.spoken(how),
        )

    @property
    def _last(self) -> bool:
        """Tell whether this is the last question."""
        return self.number + 1 >= len(self.questions)

    @property
    def head(self) -> str:
        """Give the title in the head line."""
        words = self.kit.words
        here = words("quiz.number", number=self.number + 1, total=len(self.questions))
        return f"{words('quiz.title')}　{here}"

    def compose(self, sheet: Sheet, body: Box) -> None:
        """Set the contact and what to answer, or the feedback."""
        scale = sheet.theme.scale
        inner = body.inset(scale.side, scale.px(Space.M))
        foot = inner.low(scale.bar)
        upper = inner.above(scale.bar + scale.gap)
        if self.said_kind is None:
            self._ask(sheet, upper, foot)
        else:
            self._tell(sheet, upper, foot)

    def _ask(self, sheet: Sheet, upper: Box, foot: Box) -> None:
        scale, colours, words = sheet.theme.scale, sheet.theme.colours, self.kit.words
        label = sheet.lay(
            words("quiz.question"), scale.spoken, colours.teal.ink, upper.w, bold=True
        )
        card = upper.above(label.height + scale.px(Space.L))
        tall = min(
            card.h,
            max(round(scale.spoken * 1.36 * 4) + scale.px(Thing.QUIZ_BESIDE), card.h * 8 // 10),
        )
        card = Box(card.x, card.y + (card.h - tall) // 2, card.w, tall)
        self._contact(sheet, card, 1)
        sheet.text(upper.x, upper.bottom - label.height, label, colours.paper)
        for n, (cell, (kind, key)) in enumerate(
            zip(foot.columns(2, scale.gap), ANSWERS, strict=True)
        ):
            sheet.card(cell)
            side = min(scale.px(Thing.DISC), cell.h * 6 // 10)
            text = sheet.lay(words(key), scale.choice, colours.ink, cell.w, bold=True)
            left = cell.x + (cell.w - side - scale.px(Space.L) - text.width) // 2
            sheet.number(Box(left, cell.y + (cell.h - side) // 2, side, side), n + 1)
            sheet.beside(
                Box(left + side + scale.px(Space.L), cell.y, text.width, cell.h), text, colours.card
            )
            sheet.speak_box(2 + n, cell)
            sheet.targets.append(
                Target(f"answer-{kind.en}", cell, self._answering(kind), words(key), (str(n + 1),))
            )

    def answered(self, kind: Kind) -> QuizScreen:
        """Give the screen with the feedback to an answer."""
        visit = self.session.visit.with_answer(self.question, kind)
        session = replace(self.session, visit=visit)
        return replace(self, session=session, said_kind=kind, at=0)

    def _answering(self, kind: Kind) -> Callable[[float], Screen]:
        return lambda _: self.answered(kind)

    def _contact(self, sheet: Sheet, box: Box, index: int | None) -> None:
        scale, colours = sheet.theme.scale, sheet.theme.colours
        item = self.question.item
        sheet.card(box)
        inner = box.inset(scale.px(Space.HUGE), scale.px(Space.XXL))
        side = max(scale.px(Thing.DISC), round(scale.helper * 1.7))
        disc = Box(inner.x, inner.y, side, side)
        sheet.back.append(Panel(disc, colours.teal.tint, scale.px(Corner.BUBBLE)))
        small = disc.centred(side * 6 // 10, side * 6 // 10)
        sheet.icon(small, CHANNEL_ICONS[item.channel], colours.teal.ink)
        room = (inner.w - side - scale.px(Space.L), side)
        sender = sheet.fit(item.sender, scale.title, colours.ink, room, bold=True)
        sheet.beside(
            Box(disc.right + scale.px(Space.L), inner.y, room[0], side), sender, colours.card
        )
        top = inner.y + side + scale.px(Space.L)
        prose = sheet.largest(item.text, scale.spoken, colours.ink, (inner.w, inner.bottom - top))
        y = top + max(0, inner.bottom - top - prose.height) // 3
        sheet.text(inner.x, y, prose, colours.card)
        if index is not None:
            sheet.speak(index, inner.x, y, prose)

    def _tell(self, sheet: Sheet, upper: Box, foot: Box) -> None:
        scale, colours, words = sheet.theme.scale, sheet.theme.colours, self.kit.words
        item = self.question.item
        gap = scale.px(Space.XL)
        if scale.portrait:
            top, low = upper.top(upper.h * 42 // 100), upper.below(upper.h * 42 // 100 + gap)
        else:
            top, low = upper.left(upper.w * 46 // 100), upper.after(upper.w * 46 // 100 + gap)
        self._contact(sheet, top, None)
        sheet.card(low)
        inner = low.inset(scale.px(Space.HUGE), scale.px(Space.XXL))
        right = self.said_kind is not None and self.question.answer(self.said_kind)
        tone = colours.green if right else colours.amber
        side = scale.spoken
        disc = Box(inner.x, inner.y + side // 5, side, side)
        sheet.verdict(disc, Verdict.SAFE if right else Verdict.RISKY)
        verdict = sheet.lay(
            words("quiz.right" if right else "quiz.wrong"),
            scale.spoken,
            tone.ink,
            inner.w,
            bold=True,
        )
        y = sheet.text(disc.right + scale.px(Space.L), inner.y, verdict, colours.card)
        truth = words("quiz.is_scam" if item.kind is Kind.SCAM else "quiz.is_genuine")
        if item.technique:
            truth = f"{truth}：{item.technique}"
        room = inner.bottom - y
        told = sheet.largest(truth, scale.spoken, colours.ink, (inner.w, room // 3), bold=True)
        why = sheet.largest(item.why, scale.choice, colours.ink, (inner.w, room * 2 // 3))
        spare = max(0, room - told.height - why.height) // 4
        y = sheet.text(inner.x, y + spare, told, colours.card) + spare
        sheet.spoken_text(2, inner.x, y, why, colours.card)
        sheet.button(
            "main",
            foot,
            words("quiz.done" if self._last else "quiz.next"),
            lambda _: self.kit.flow.next_question(self.session, self.questions, self.number + 1),
            keys=("enter",),
        )
