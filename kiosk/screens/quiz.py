"""再考考您: a short contact to be told apart, each answered with feedback."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import cached_property

from kiosk.devices import registry
from kiosk.devices.device_state import DeviceState
from kiosk.scenario.model import Kind
from kiosk.scenario.spoken import Speaker
from kiosk.screens import descriptions, head_line, quiz_contact, scene_layout, verdicts
from kiosk.screens.head_line import HeadLine
from kiosk.screens.visit_screen import VisitScreen
from kiosk.speech import Utterance
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Panel
from kiosk.ui.screen import Piece, Screen, Target, numbered
from kiosk.ui.theme import Space, Stroke
from kiosk.values import dataclass
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
            first = not self.number
            shown = descriptions.of_device(self.kit, self._moment, self.question.scenario)
            also = shown if self.thorough else ()
            return (
                Piece("title", here, seen=True),
                Piece("question", words.spoken("quiz.question"), seen=not first),
                Piece("sender", speaker.quiz_sender(item)),
                Piece(("line", 0), speaker.quiz(item)),
                *numbered("answer", answers, seen=True),
                *numbered("also", also),
            )
        how = "say.press_result" if self._last else "say.press_next"
        return (
            Piece("answered", words.spoken(f"say.quiz_answered_{self.said_kind.en}"), seen=True),
            Piece("truth", self._truth_said()),
            Piece("why", speaker.quiz_why(item), seen=self._right),
            Piece("go on", words.spoken(how), seen=True),
        )

    @property
    def _right(self) -> bool:
        """Tell whether the answer given is right."""
        return self.said_kind is not None and self.question.answer(self.said_kind)

    def _truth_said(self) -> Utterance:
        """Give what it is, as speech."""
        words, item = self.kit.words, self.question.item
        if self._trick:
            key = "say.right_by" if self._right else "say.in_fact_by"
            return words.spoken(key, technique=self._trick)
        if self._right:
            return words.spoken(f"say.right_{item.kind.en}")
        return words.spoken(f"say.in_fact_{item.kind.en}")

    def _truth(self) -> str:
        """Give what it is, as it is written."""
        words, item = self.kit.words, self.question.item
        told = words(
            f"quiz.right_{item.kind.en}" if self._right else f"quiz.in_fact_{item.kind.en}"
        )
        return f"{told}：{self._trick}" if self._trick else told

    @property
    def _trick(self) -> str:
        """Give the technique of a scam."""
        item = self.question.item
        return item.technique if item.kind is Kind.SCAM else ""

    @cached_property
    def _moment(self) -> DeviceState:
        """Give what the device shows; once answered, with what tells lit in it."""
        shown = quiz_contact.state if self.said_kind is None else quiz_contact.answered
        return shown(self.kit.words, self.question)

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

    def head_line(self, composer: Composer, box: Box) -> HeadLine:
        """Set the title, and on its right a dot for each question: right, mistaken, this one, to come."""
        scale = composer.theme.scale
        side, gap, count = scale.title, scale.px(Space.M), len(self.questions)
        row = box.inset(scale.margin, 0).end(count * side + (count - 1) * gap)
        done = self.number + (self.said_kind is not None)
        given = self.session.visit.answers[len(self.session.visit.answers) - done :]
        for number in range(count):
            dot = Box(row.x + number * (side + gap), box.y + (box.h - side) // 2, side, side)
            if number < len(given):
                verdicts.mark(composer, dot, right=given[number].right)
            else:
                self._dot(composer, dot, here=number == self.number)
        room = box.inset(scale.margin, 0).left(row.x - gap - scale.px(Space.L) - scale.margin)
        return head_line.titled(composer, room, self.head, room.w)

    def _dot(self, composer: Composer, box: Box, *, here: bool) -> None:
        scale, colours = composer.theme.scale, composer.theme.colours
        ground = colours.teal.ink if here else colours.card
        edge = colours.teal.ink if here else colours.ink2
        width = max(1, scale.px(Stroke.EDGE))
        composer.back.append(Panel(box, ground, box.w // 2, width, edge))

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
        composer.spoken_text("question", upper.x, top, label, colours.paper)
        card = upper.above(label.height + scale.px(Space.M))
        composer.card(card)
        inner = card.inset(scale.px(Space.XXL), scale.px(Space.XL))
        sender = composer.lay(item.sender, scale.question, colours.ink, inner.w)
        y = composer.spoken_text("sender", inner.x, inner.y, sender, colours.card)
        room = (inner.w, inner.bottom - y)
        paragraph = composer.largest(item.text, scale.spoken, colours.ink, room)
        y += max(0, room[1] - paragraph.height) // 3
        composer.spoken_text(("line", 0), inner.x, y, paragraph, colours.card)
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
        if self.said_kind is None:
            return
        scale, colours, words = composer.theme.scale, composer.theme.colours, self.kit.words
        item = self.question.item
        composer.card(upper)
        inner = upper.inset(scale.px(Space.XXL), scale.px(Space.XL))
        tone = colours.green if self._right else colours.amber
        side = scale.spoken
        asked = words("quiz.answered", answer=words(f"quiz.{self.said_kind.en}"))
        answered = composer.lay(
            asked, scale.spoken, colours.ink, inner.w - side - scale.px(Space.L)
        )
        disc = Box(inner.x, inner.y + (answered.leading - side) // 2, side, side)
        verdicts.mark(composer, disc, right=self._right)
        left = disc.right + scale.px(Space.L)
        y = composer.spoken_text("answered", left, inner.y, answered, colours.card)
        truth = self._truth()
        room = inner.bottom - y
        told = composer.largest(truth, scale.spoken, tone.ink, (inner.w, room // 3), bold=True)
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
