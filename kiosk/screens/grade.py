"""How well a visitor told scam from genuine: the answers of the quiz, and one sentence; nobody is shamed."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property

from kiosk.devices.faces import shipped_faces
from kiosk.scenario.model import Kind, Scenario
from kiosk.screens import verdicts
from kiosk.screens.visit_screen import VisitScreen
from kiosk.ui.composer import Button, Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art, Panel
from kiosk.ui.screen import Piece
from kiosk.ui.sizes import down, largest
from kiosk.ui.theme import Space, Thing
from kiosk.visit.quiz import QUESTIONS
from kiosk.visit.visit import Answer, Discernment, Grade

HOST = "真民警女"
"""Who tells the result: the portrait of somebody to be trusted."""
GLAD = "高兴"
FACE_SHARE = 0.3
"""The most of the card's width that the face has."""
LARGER = 1.4
"""How much larger than what is heard the result may stand."""


@dataclass(frozen=True, eq=False, kw_only=True)
class GradeScreen(VisitScreen):
    """How scam was told from genuine; `asked` counts the last quiz."""

    asked: int = QUESTIONS

    @property
    def identity(self) -> Hashable:
        """Give what makes this a new screen to the visitor."""
        return "grade", len(self.session.visit.answers)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Give the answers of the last quiz."""
        return self.session.visit.answers[-self.asked :]

    @property
    def right(self) -> int:
        """Give how many of them were right."""
        return sum(answer.right for answer in self.answers)

    @property
    def known(self) -> dict[Kind, int]:
        """Give how many scams and how many genuine contacts of the last quiz were known as such."""
        kinds = [answer.question.item.kind for answer in self.answers if answer.right]
        return {kind: kinds.count(kind) for kind in Kind}

    @property
    def perfect(self) -> bool:
        """Tell whether every answer was right."""
        return self.right == len(self.answers) > 0

    @cached_property
    def told(self) -> Discernment:
        """Give the counts of plays and quiz together."""
        visit = self.session.visit
        return visit.discernment() + visit.quiz_discernment()

    @property
    def advice(self) -> str:
        """Give the words' key of one sentence that fits."""
        if self.perfect:
            return "grade.advice_perfect"
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
        """Give the result, what was known for what, one sentence, and how to go on."""
        words, known = self.kit.words, self.known
        counts = {"scams": known[Kind.SCAM], "genuine": known[Kind.GENUINE]}
        twin = self.twin
        offer = () if twin is None else (self._offer(twin),)
        how = () if twin is None else (Piece("how", words.spoken("say.press_twin"), seen=True),)
        return (
            Piece("title", words.spoken("grade.title"), seen=True),
            Piece("result", words.spoken("say.grade", right=self.right)),
            Piece("counts", words.spoken("say.counts", **counts), seen=True),
            Piece("advice", words.spoken(self.advice)),
            *offer,
            Piece("install", words.spoken("say.press_install"), seen=True),
            *how,
        )

    @cached_property
    def twin(self) -> Scenario | None:
        """Give the story that is a pair with the one just played, if it hasn't been played too."""
        visit, deck = self.session.visit, self.kit.deck
        found = deck.twin(visit.plays[-1].scenario) if visit.plays else None
        return found if found is not None and found.id not in visit.played else None

    def _offer(self, twin: Scenario) -> Piece:
        return Piece("twin", self.kit.words.spoken("grade.twin", title=twin.title))

    @property
    def head(self) -> str:
        """Give the title in the head line."""
        return self.kit.words("grade.title")

    def compose(self, composer: Composer, body: Box) -> None:
        """Set the answers and what they come to, one sentence, and the ways on."""
        scale, colours, words = composer.theme.scale, composer.theme.colours, self.kit.words
        inner = body.inset(scale.margin, scale.px(Space.S))
        foot = inner.low(scale.bar)
        upper = inner.above(scale.bar + scale.gap)
        if self.twin is not None:
            self._offering(composer, upper.low(scale.bar), self.twin)
            upper = upper.above(scale.bar + scale.gap)
        pad = scale.px(Space.XL if scale.crowded else Space.HUGE)
        advice = composer.lay(words(self.advice), scale.spoken, colours.ink, upper.w - 2 * pad)
        note = upper.low(advice.height + 2 * scale.px(Space.M if scale.crowded else Space.XL))
        tone = colours.green if self.perfect else colours.amber
        edge = scale.px(colours.edge)
        composer.back.append(Panel(note, tone.tint, scale.radius, edge, tone.ink))
        at = note.x + pad, note.y + (note.h - advice.height) // 2
        composer.spoken_text("advice", *at, advice, tone.tint)
        self._result(composer, upper.above(note.h + scale.gap))
        again = Button(
            "again",
            words("grade.again"),
            lambda now: self.kit.flow.choose(self.session, now),
            composer.plain,
            ("1",),
        )
        install = Button(
            "main",
            words("grade.install"),
            lambda _: self.kit.flow.install(self.session),
            keys=("enter",),
        )
        composer.buttons(foot.columns(2, scale.gap), (again, install))

    def _offering(self, composer: Composer, box: Box, twin: Scenario) -> None:
        """Set the way to the story that is like the one just played; which is true isn't told."""
        composer.button(
            "twin",
            box,
            self.kit.words("grade.twin", title=twin.title),
            lambda now: self.kit.flow.story(self.session, twin, now),
            look=composer.plain,
            keys=("2",),
        )
        composer.speak_box("twin", box)

    def _result(self, composer: Composer, card: Box) -> None:
        """Set a face, and beside it a disc for each answer and what they come to."""
        scale, colours, words = composer.theme.scale, composer.theme.colours, self.kit.words
        composer.card(card)
        aside, over = scale.px(Space.HUGE), scale.px(Space.M if scale.crowded else Space.XL)
        inner = card.inset(aside, over)
        face = self._face_box(composer, inner)
        mood = GLAD if self.perfect else ""
        faces = shipped_faces()
        portrait = faces.picture(faces.portrait(HOST, mood))
        composer.front.append(Art(face, portrait))
        if scale.portrait:
            column = inner.below(face.h + scale.px(Space.XL))
        else:
            column = inner.after(face.w + aside)
        known = self.known
        counted = words("grade.counts", scams=known[Kind.SCAM], genuine=known[Kind.GENUINE])
        space = scale.px(Space.M if scale.crowded else Space.XL)
        disc = min(scale.px(Thing.SIGN), (column.w - 2 * space) // max(1, len(self.answers)))

        def laid(px: int) -> tuple[int, int, int]:
            result = composer.lay(
                words("grade.result", right=self.right), px, colours.ink, column.w
            )
            counts = composer.lay(counted, round(px / LARGER), colours.ink, column.w)
            return px, result.height + counts.height, max(len(result.rows), len(counts.rows))

        def has_room(tried: tuple[int, int, int]) -> bool:
            sign = max(scale.px(Thing.SIGN_LEAST), disc * 6 // 10)
            return tried[1] + sign + 2 * space <= column.h and tried[2] == 1

        sizes = down(round(scale.spoken * LARGER), scale.spoken, 2)
        px = largest(map(laid, sizes), has_room)[0]
        result = composer.lay(
            words("grade.result", right=self.right), px, colours.teal.ink, column.w, bold=True
        )
        counts = composer.lay(counted, max(scale.spoken, round(px / LARGER)), colours.ink, column.w)
        side = max(
            scale.px(Thing.SIGN_LEAST),
            min(disc, column.h - result.height - counts.height - 2 * space),
        )
        y = column.y + max(0, column.h - result.height - counts.height - side - 2 * space) // 2
        y = composer.spoken_text("result", column.x, y, result, colours.card) + space
        for number, answer in enumerate(self.answers):
            place = Box(column.x + number * (side + space), y, side, side)
            verdicts.mark(composer, place, right=answer.right)
        composer.spoken_text("counts", column.x, y + side + space, counts, colours.card)

    def _face_box(self, composer: Composer, inner: Box) -> Box:
        if composer.theme.scale.portrait:
            side = min(inner.w // 2, inner.h * 45 // 100)
            return Box(inner.x + (inner.w - side) // 2, inner.y, side, side)
        side = min(inner.h, round(inner.w * FACE_SHARE))
        return Box(inner.x, inner.y + (inner.h - side) // 2, side, side)
