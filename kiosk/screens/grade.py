"""How well a visitor told scam from genuine: the answers of the quiz, and one sentence; nobody is shamed."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import cached_property

from kiosk.devices.faces import shipped_faces
from kiosk.scenario.model import Kind, Scenario
from kiosk.screens import verdicts
from kiosk.screens.visit_screen import VisitScreen
from kiosk.ui.composer import Button, Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art, Panel
from kiosk.ui.screen import Piece, numbered
from kiosk.ui.sizes import down, largest
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import Space, Thing
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass
from kiosk.visit.quiz import QUESTIONS
from kiosk.visit.visit import Answer, Discernment, Grade, Techniques

HOST = "真民警女"
"""Who tells the result: the portrait of somebody to be trusted."""
GLAD = "高兴"
FACE_SHARE = 0.3
"""The most of the card's width that the face has."""
MOST_HEEDED = 2
"""手法 that are named as missed: more would be none that is kept in mind."""
LARGER = 1.4
"""How much larger than what is heard the result may stand."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What the answers come to, laid out: how many were right, of which kind, the 手法 to heed."""

    result: Paragraph
    counts: Paragraph
    tricks: Paragraph

    def height(self, space: int) -> int:
        """Give the height of all of it; between the two last lines half of the free space stands."""
        tricks = self.tricks.height + space // 2 if self.tricks.text else 0
        return self.result.height + self.counts.height + tricks


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
        """Give the result, what was known for what, the tricks to heed, one sentence, how to go on."""
        words, known = self.kit.words, self.known
        counts = {"scams": known[Kind.SCAM], "genuine": known[Kind.GENUINE]}
        twin = self.twin
        offer = () if twin is None else (self._offer(twin),)
        how = () if twin is None else (Piece("how", words.spoken("say.press_twin"), seen=True),)
        return (
            Piece("title", words.spoken("grade.title"), seen=True),
            Piece("result", words.spoken("say.grade", right=self.right), seen=self.perfect),
            Piece("counts", words.spoken("say.counts", **counts), seen=True),
            *self._tricks_said(),
            Piece("advice", words.spoken(self.advice)),
            *offer,
            Piece("install", words.spoken("say.press_install"), seen=True),
            *how,
        )

    def _tricks_said(self) -> Iterator[Piece]:
        """Give the 手法 to heed, or that all that came up were seen through."""
        words, tricks = self.kit.words, self.tricks
        if self.heeded:
            yield Piece("heed", words.spoken("say.heed"), seen=True)
            named = (words.spoken("say.technique", technique=one) for one in self.heeded)
            yield from numbered("technique", named, seen=True)
        elif tricks.met:
            told = words.spoken("say.all_seen", count=len(tricks.met))
            yield Piece("heed", told, seen=True)

    @cached_property
    def tricks(self) -> Techniques:
        """Give the 手法 of the whole visit, met and missed."""
        return self.session.visit.techniques()

    @property
    def heeded(self) -> tuple[str, ...]:
        """Give those of the missed ones that are named."""
        return self.tricks.missed[:MOST_HEEDED]

    def _tricks_written(self) -> str:
        """Give the same as it stands on the card, "" where no 手法 came up."""
        words = self.kit.words
        if self.heeded:
            return words("grade.heed", techniques="、".join(self.heeded))
        met = self.tricks.met
        return words("grade.all_seen", count=len(met)) if met else ""

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
        over = scale.px(Space.M if scale.crowded else Space.XL)
        width = upper.w - 2 * scale.px(Space.HUGE) * 2
        space = scale.px(Space.M)
        least = self._told(composer, scale.spoken, width).height(space) + space + 2 * over

        def has_room(advice: Paragraph) -> bool:
            return upper.h - advice.height - 2 * over - scale.gap >= least

        # With a way more, in large letters on a small screen, the sentence gives way to what it follows from.
        tried = (
            composer.lay(words(self.advice), px, colours.ink, upper.w - 2 * pad)
            for px in down(scale.spoken, scale.question, 2)
        )
        advice = largest(tried, has_room)
        note = upper.low(advice.height + 2 * over)
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
        scale, colours = composer.theme.scale, composer.theme.colours
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
        space = scale.px(Space.M if scale.crowded else Space.XL)
        disc = min(scale.px(Thing.SIGN), (column.w - 2 * space) // max(1, len(self.answers)))
        least = max(scale.px(Thing.SIGN_LEAST), disc * 6 // 10)

        def has_room(told: _Told) -> bool:
            rows = max(len(told.result.rows), len(told.counts.rows))
            return told.height(space) + least + 2 * space <= column.h and rows == 1

        sizes = down(round(scale.spoken * LARGER), scale.spoken, 2)
        told = largest((self._told(composer, px, column.w) for px in sizes), has_room)
        # Where even the smallest leave them no room the discs go: the words say the same.
        free = column.h - told.height(space) - 2 * space
        side = min(disc, free) if free >= scale.px(Thing.SIGN_LEAST) else 0
        signs = side + space if side else 0
        y = column.y + max(0, column.h - told.height(space) - space - signs) // 2
        y = composer.spoken_text("result", column.x, y, told.result, colours.card) + space
        for number, answer in enumerate(self.answers if side else ()):
            place = Box(column.x + number * (side + space), y, side, side)
            verdicts.mark(composer, place, right=answer.right)
        y = composer.spoken_text("counts", column.x, y + signs, told.counts, colours.card)
        if told.tricks.text:
            self._set_tricks(composer, column.x, y + space // 2, told.tricks)

    def _told(self, typesetter: Typesetter, px: int, width: int) -> _Told:
        """Lay out what the answers come to, the result in letters of a size and the rest smaller."""
        words, known, colours = self.kit.words, self.known, typesetter.theme.colours
        small = max(typesetter.theme.scale.question, round(px / LARGER))
        counted = words("grade.counts", scams=known[Kind.SCAM], genuine=known[Kind.GENUINE])
        result = words("grade.result", right=self.right)
        return _Told(
            typesetter.lay(result, px, colours.teal.ink, width, bold=True),
            typesetter.lay(counted, small, colours.ink, width),
            typesetter.lay(self._tricks_written(), small, colours.ink, width),
        )

    def _set_tricks(self, composer: Composer, x: int, y: int, tricks: Paragraph) -> None:
        """Set the 手法 to heed; each is lit while it is said."""
        composer.text(x, y, tricks, composer.theme.colours.card)
        first = tricks.text.find(self.heeded[0]) if self.heeded else len(tricks.text)
        composer.speak("heed", x, y, tricks, part=(0, first))
        for number, name in enumerate(self.heeded):
            start = tricks.text.find(name)
            part = (start, start + len(name))
            composer.speak(("technique", number), x, y, tricks, -start, part=part)

    def _face_box(self, composer: Composer, inner: Box) -> Box:
        if composer.theme.scale.portrait:
            side = min(inner.w // 2, inner.h * 45 // 100)
            return Box(inner.x + (inner.w - side) // 2, inner.y, side, side)
        side = min(inner.h, round(inner.w * FACE_SHARE))
        return Box(inner.x, inner.y + (inner.h - side) // 2, side, side)
