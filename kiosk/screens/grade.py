"""识骗力 and 误伤 of the whole visit, in words; nobody is shamed."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property

from kiosk.screens.visit_screen import VisitScreen
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art, Panel
from kiosk.ui.screen import Piece
from kiosk.ui.sizes import largest
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import Space, Thing, Tone
from kiosk.ui.typesetter import Typesetter
from kiosk.visit.quiz import QUESTIONS
from kiosk.visit.visit import Discernment, Grade

LARGER = (1.4, 1.2, 1.0)
"""How much larger a measure may stand where its card has the room."""


@dataclass(frozen=True, eq=False, kw_only=True)
class GradeScreen(VisitScreen):
    """How scam was told from genuine, in plays and quiz together; `asked` counts the last quiz."""

    asked: int = QUESTIONS

    @property
    def identity(self) -> Hashable:
        """Give what makes this a new screen to the visitor."""
        return "grade", len(self.session.visit.answers)

    @property
    def right(self) -> int:
        """Give how many of the last quiz's answers were right."""
        return sum(answer.right for answer in self.session.visit.answers[-self.asked :])

    @cached_property
    def told(self) -> Discernment:
        """Give the counts of plays and quiz together."""
        visit = self.session.visit
        return visit.discernment() + visit.quiz_discernment()

    @property
    def advice(self) -> str:
        """Give the words' key of one piece of advice that fits."""
        sharp, fair = self.told.sharpness, self.told.fairness
        weak_sharp = sharp not in (None, Grade.GOOD)
        weak_fair = fair not in (None, Grade.GOOD)
        if weak_sharp and weak_fair:
            return "grade.advice_both"
        if weak_sharp:
            return "grade.advice_scam"
        return "grade.advice_alarm" if weak_fair else "grade.advice_good"

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Give the result, the two measures, the advice, and how to go on."""
        words = self.kit.words
        measures = {
            name: words(f"{prefix}{grade.en}" if grade else "grade.none")
            for name, grade, prefix in (
                ("scams", self.told.sharpness, "grade."),
                ("alarms", self.told.fairness, "grade.alarms_"),
            )
        }
        return (
            Piece("result", words.spoken("say.grade", right=self.right)),
            Piece("measures", words.spoken("say.measures", **measures)),
            Piece("advice", words.spoken(self.advice)),
            Piece("install", words.spoken("say.press_install")),
        )

    @property
    def head(self) -> str:
        """Give the title in the head line."""
        return self.kit.words("grade.title")

    def compose(self, composer: Composer, body: Box) -> None:
        """Set the result, the two measures, the advice, and the ways on."""
        scale, colours, words = composer.theme.scale, composer.theme.colours, self.kit.words
        inner = body.inset(scale.side, scale.px(Space.M))
        foot = inner.low(scale.bar)
        upper = inner.above(scale.bar + scale.gap)
        result = composer.lay(
            words("grade.result", right=self.right), scale.spoken, colours.ink, upper.w, bold=True
        )
        y = composer.spoken_text("result", upper.x, upper.y, result, colours.paper) + scale.px(
            Space.L
        )
        advice = composer.lay(
            words(self.advice), scale.spoken, colours.ink, upper.w - scale.px(Thing.ADVICE_SIDES)
        )
        note = Box(upper.x, 0, upper.w, advice.height + scale.px(Space.HUGE))
        note = Box(upper.x, upper.bottom - note.h, upper.w, note.h)
        middle = Box(upper.x, y, upper.w, note.y - y - scale.px(Space.XL))
        cells = (
            middle.rows(2, scale.px(Space.L))
            if scale.portrait
            else middle.columns(2, scale.px(Space.XXL))
        )
        grades = (
            ("grade.scams", self.told.sharpness, "grade."),
            ("grade.alarms", self.told.fairness, "grade.alarms_"),
        )
        for cell, (key, grade, prefix) in zip(cells, grades, strict=True):
            self._measure(composer, cell, key, grade, prefix)
            composer.speak_box("measures", cell)
        edge = scale.px(colours.edge)
        composer.back.append(Panel(note, colours.amber.tint, scale.radius, edge, colours.amber.ink))
        composer.spoken_text(
            "advice",
            note.x + scale.px(Space.HUGE),
            note.y + scale.px(Space.XL),
            advice,
            colours.amber.tint,
        )
        left, right = foot.columns(2, scale.gap)
        composer.button(
            "again",
            left,
            words("grade.again"),
            lambda now: self.kit.flow.choose(self.session, now),
            look=composer.plain,
            keys=("1",),
        )
        composer.button(
            "main",
            right,
            words("grade.install"),
            lambda _: self.kit.flow.install(self.session),
            keys=("enter",),
        )

    def _tone(self, typesetter: Typesetter, grade: Grade | None) -> Tone:
        colours = typesetter.theme.colours
        if grade is None:
            return colours.teal
        return colours.green if grade is Grade.GOOD else colours.amber

    def _measure(
        self, composer: Composer, box: Box, key: str, grade: Grade | None, prefix: str
    ) -> None:
        scale, colours, words = composer.theme.scale, composer.theme.colours, self.kit.words
        tone = self._tone(composer, grade)
        composer.card(box)
        text = words(f"{prefix}{grade.en}" if grade else "grade.none")

        def laid(share: float) -> tuple[Paragraph, ...]:
            note, em = round(scale.helper * share), round(scale.spoken * 1.5 * share)
            room = (box.w - scale.px(Space.HUGE), box.h // 2)
            return (
                composer.lay(words(key), round(scale.title * share), colours.ink2, box.w),
                composer.lay(words(f"{key}_note"), note, colours.ink2, box.w),
                composer.fit(text, em, tone.ink, room, bold=True),
            )

        def sign(share: float) -> int:
            return round(scale.px(Thing.SIGN) * share)

        def left(told: tuple[Paragraph, ...]) -> int:
            return box.h - sum(one.height for one in told) - scale.px(Space.HUGE)

        share = largest(LARGER, lambda share: left(laid(share)) >= sign(share))
        told = laid(share)
        side = min(sign(share), left(told))
        space = scale.px(Space.M)
        words_height = sum(one.height for one in told)
        top = box.y + (box.h - max(0, side) - words_height - space) // 2
        if side >= scale.px(Thing.SIGN_LEAST):
            picture = Box(box.x + (box.w - side) // 2, top, side, side)
            composer.front.append(
                Art(picture, "icons/check" if grade is Grade.GOOD else "icons/bulb", tone.ink)
            )
            top += side + space
        for paragraph in told:
            x = box.x + (box.w - paragraph.width) // 2
            top = composer.text(x, top, paragraph, colours.card)
