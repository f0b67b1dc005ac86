"""再考考您: a short contact to be told apart, each answered with feedback."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from functools import cached_property

from kiosk.devices import registry
from kiosk.devices.device_state import DeviceState
from kiosk.scenario.model import Kind, Verdict
from kiosk.scenario.spoken import Speaker
from kiosk.screens import descriptions, quiz_contact, scene_layout, verdicts
from kiosk.screens.visit_screen import VisitScreen
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.screen import Piece, Screen, Target, numbered
from kiosk.ui.theme import Space
from kiosk.visit.quiz import Question

ANSWERS = ((Kind.SCAM, "quiz.scam"), (Kind.GENUINE, "quiz.genuine"))


@dataclass(frozen=True, eq=False, kw_only=True)
class QuizScreen(VisitScreen):
    """A question, and once answered its feedback."""

    questions: tuple[Question, ...]
    number: int = 0
    said_kind: Kind | None = None

    @property
    def identity(self) -> Hashable:
        """Give what makes this a new screen to the visitor."""
        return "quiz", self.number, self.said_kind

    @property
    def question(self) -> Question:
        """Give the question asked."""
        return self.questions[self.number]

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Give the contact and the question, or the feedback."""
        words, item = self.kit.words, self.question.item
        speaker = Speaker(self.question.scenario)
        if self.said_kind is None:
            answers = (words.spoken(f"say.quiz_{kind.en}") for kind, _ in ANSWERS)
            here = words.spoken("say.quiz", number=self.number + 1, total=len(self.questions))
            also = descriptions.of_device(self.kit, self._moment, self.question.scenario)
            return (
                Piece("title", here),
                Piece("sender", speaker.quiz_sender(item)),
                Piece("contact", speaker.quiz(item)),
                *numbered("answer", answers),
                *numbered("also", also),
            )
        verdict = "right" if self.question.answer(self.said_kind) else "wrong"
        truth = words.spoken("say.is_scam" if item.kind is Kind.SCAM else "say.is_genuine")
        if item.technique:
            truth = words.spoken("say.is_scam_by", technique=item.technique)
        how = "say.press_result" if self._last else "say.press_next"
        return (
            Piece("verdict", words.spoken(f"say.quiz_{verdict}")),
            Piece("truth", truth),
            Piece("why", speaker.quiz_why(item)),
            Piece("go on", words.spoken(how)),
        )

    @cached_property
    def _moment(self) -> DeviceState:
        """Give what the device shows."""
        return quiz_contact.state(self.kit.words, self.question)

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

    def compose(self, composer: Composer, body: Box) -> None:
        """Set the device the contact comes by, and what to answer or the feedback."""
        scale = composer.theme.scale
        state = self._moment
        least = (round(body.w * 0.5), round(body.h * 0.5))
        zones = scene_layout.zones(scale, body, state.scene.channel, least)
        # What is heard is lit beside the device, in letters that can be read from further away.
        registry.draw(composer, zones.device, state)
        foot = zones.words.low(scale.bar)
        upper = zones.words.above(scale.bar + scale.gap)
        if self.said_kind is None:
            self._ask(composer, upper, foot)
        else:
            self._tell(composer, upper, foot)

    def _ask(self, composer: Composer, upper: Box, foot: Box) -> None:
        scale, colours, words = composer.theme.scale, composer.theme.colours, self.kit.words
        item = self.question.item
        asked = words("quiz.question")
        label = composer.lay(asked, scale.question, colours.teal.ink, upper.w, bold=True)
        top = upper.bottom - label.height
        composer.speak("title", upper.x, top, label, self.words_of("title").find(asked))
        composer.text(upper.x, top, label, colours.paper)
        card = upper.above(label.height + scale.px(Space.M))
        composer.card(card)
        inner = card.inset(scale.px(Space.XXL), scale.px(Space.XL))
        sender = composer.lay(item.sender, scale.question, colours.ink, inner.w)
        y = composer.spoken_text("sender", inner.x, inner.y, sender, colours.card)
        room = (inner.w, inner.bottom - y)
        paragraph = composer.largest(item.text, scale.spoken, colours.ink, room)
        y += max(0, room[1] - paragraph.height) // 3
        composer.spoken_text("contact", inner.x, y, paragraph, colours.card)
        for n, (cell, (kind, key)) in enumerate(
            zip(foot.columns(2, scale.gap), ANSWERS, strict=True)
        ):
            composer.card(cell)
            side = scene_layout.disc(scale)
            text = composer.lay(words(key), scale.choice, colours.ink, cell.w, bold=True)
            left = cell.x + (cell.w - side - scale.px(Space.L) - text.width) // 2
            composer.number(Box(left, cell.y + (cell.h - side) // 2, side, side), n + 1)
            composer.beside(
                Box(left + side + scale.px(Space.L), cell.y, text.width, cell.h), text, colours.card
            )
            composer.speak_box(("answer", n), cell)
            composer.targets.append(
                Target(f"answer-{kind.en}", cell, self._answering(kind), words(key), (str(n + 1),))
            )

    def answered(self, kind: Kind) -> QuizScreen:
        """Give the screen with the feedback to an answer."""
        visit = self.session.visit.with_answer(self.question, kind)
        session = replace(self.session, visit=visit)
        return replace(self, session=session, said_kind=kind, piece=0)

    def _answering(self, kind: Kind) -> Callable[[float], Screen]:
        return lambda _: self.answered(kind)

    def _tell(self, composer: Composer, upper: Box, foot: Box) -> None:
        scale, colours, words = composer.theme.scale, composer.theme.colours, self.kit.words
        item = self.question.item
        composer.card(upper)
        inner = upper.inset(scale.px(Space.XXL), scale.px(Space.XL))
        right = self.said_kind is not None and self.question.answer(self.said_kind)
        tone = colours.green if right else colours.amber
        side = scale.spoken
        disc = Box(inner.x, inner.y + side // 5, side, side)
        verdicts.sign(composer, disc, Verdict.SAFE if right else Verdict.RISKY)
        verdict = composer.lay(
            words("quiz.right" if right else "quiz.wrong"),
            scale.spoken,
            tone.ink,
            inner.w,
            bold=True,
        )
        composer.speak_box("verdict", inner.top(verdict.height), bright=False)
        y = composer.text(disc.right + scale.px(Space.L), inner.y, verdict, colours.card)
        truth = words("quiz.is_scam" if item.kind is Kind.SCAM else "quiz.is_genuine")
        if item.technique:
            truth = f"{truth}：{item.technique}"
        room = inner.bottom - y
        told = composer.largest(truth, scale.spoken, colours.ink, (inner.w, room // 3), bold=True)
        why = composer.largest(item.why, scale.choice, colours.ink, (inner.w, room * 2 // 3))
        spare = max(0, room - told.height - why.height) // 4
        y = composer.spoken_text("truth", inner.x, y + spare, told, colours.card) + spare
        composer.spoken_text("why", inner.x, y, why, colours.card)
        composer.button(
            "main",
            foot,
            words("quiz.done" if self._last else "quiz.next"),
            lambda _: self.kit.flow.next_question(self.session, self.questions, self.number + 1),
            keys=("enter",),
        )
