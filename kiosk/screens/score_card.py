"""The card beside the way of a debrief: the score in its ring, the money, the sentence to remember."""

from __future__ import annotations

import math
from dataclasses import dataclass

from kiosk.scenario.measures import FULL
from kiosk.scenario.model import Kind, Verdict
from kiosk.speech import Utterance
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Panel, Ring
from kiosk.ui.sizes import largest, shrinking
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import LEADING, Colour, Corner, Space, Stroke, Thing, Tone
from kiosk.ui.typesetter import Typesetter
from kiosk.visit.debrief import Debrief
from kiosk.visit.play import Play
from kiosk.words import Words, yuan

GOOD = 85
"""A score from which the ring is green and the praise is full."""
DIGIT_TOP, DIGIT = 0.365, 0.77
"""Where a figure's ink begins below its row's top, and how tall it is, in ems."""
RING_GAP = 0.32
"""Free space between the figure and its name, in ems of the name."""
LABEL_LOW, LABEL = 1.22, 0.92
"""Where Chinese ink ends below its row's top, and how tall it is, in ems."""


@dataclass(frozen=True, slots=True)
class ScoreCard:
    """What a debrief says of the play as a whole."""

    words: Words
    play: Play
    debrief: Debrief

    def draw(self, composer: Composer, box: Box) -> None:
        """Set the card; a piece of the script says the sentence to remember."""
        scale = composer.theme.scale
        composer.card(box)
        inner = box.inset(scale.px(Space.XXL), scale.px(Space.XL))
        sentence = self._sentence(composer, inner)
        foot = self._remember_height(composer, sentence)
        upper = inner.above(foot + scale.px(Space.M))
        self._remember(composer, inner.low(foot), sentence)
        if scale.portrait:
            side = min(upper.h, upper.w * 36 // 100)
            self._ring(composer, upper.left(side).centred(side, side))
            self._facts(composer, upper.after(side + scale.px(Space.XXL)))
            return
        facts = self._facts_height(composer, inner.w)
        if upper.h - facts - scale.px(Space.S) < scale.px(Thing.SCORE_BESIDE):
            self._crowded(composer, upper)
            return
        side = max(
            scale.px(Thing.SCORE_LEAST),
            min(upper.h - facts - scale.px(Space.S), scale.px(Thing.SCORE), inner.w),
        )
        spare = max(0, upper.h - side - facts - scale.px(Space.S)) // 3
        self._ring(composer, Box(upper.x + (upper.w - side) // 2, upper.y + spare, side, side))
        self._facts(composer, upper.below(side + scale.px(Space.S) + 2 * spare))

    def _crowded(self, composer: Composer, box: Box) -> None:
        """Where there is little height the money stands beside the ring, the headline below."""
        scale, colours = composer.theme.scale, composer.theme.colours
        headline = self._headline_row(composer, box.w)
        top = box.above(headline.height + scale.px(Space.XS))
        side = min(top.h, top.w * 46 // 100)
        self._ring(composer, Box(top.x, top.y + (top.h - side) // 2, side, side))
        column = top.after(side + scale.px(Space.M))
        y = column.y + max(0, column.h - self._column_height(composer)) // 2
        for label, amount, ink in self._money(composer):
            name = composer.lay(label, scale.helper, colours.ink2, column.w)
            figure = composer.fit(amount, scale.title, ink, (column.w, scale.title * 2), bold=True)
            y = composer.text(column.x, y, name, colours.card)
            y = composer.text(column.x, y, figure, colours.card)
        low = box.low(headline.height)
        composer.text(low.x + (low.w - headline.width) // 2, low.y, headline, colours.card)

    def _headline_row(self, typesetter: Typesetter, width: int) -> Paragraph:
        """Give the headline on one row."""
        scale, ink = typesetter.theme.scale, typesetter.theme.colours.ink
        room = (width, scale.title * 3 // 2)
        return typesetter.fit(self._headline(), scale.title, ink, room, bold=True)

    def _column_height(self, typesetter: Typesetter) -> int:
        """Give the height of what was kept and what was lost, one below the other."""
        scale = typesetter.theme.scale
        return 2 * (round(scale.helper * LEADING) + round(scale.title * LEADING))

    def _crowded_height(self, typesetter: Typesetter, width: int) -> int:
        """Give the least height in which the money has room beside the ring."""
        headline = self._headline_row(typesetter, width)
        space = typesetter.theme.scale.px(Space.XS)
        return self._column_height(typesetter) + space + headline.height

    def _money(self, typesetter: Typesetter) -> tuple[tuple[str, str, Colour], ...]:
        words, colours, debrief = self.words, typesetter.theme.colours, self.debrief
        lost = colours.red.ink if debrief.lost else colours.ink2
        return (
            (words("debrief.kept"), yuan(debrief.kept), colours.green.ink),
            (words("debrief.lost"), yuan(debrief.lost), lost),
        )

    def _tone(self, typesetter: Typesetter) -> Tone:
        colours = typesetter.theme.colours
        if self.debrief.score >= GOOD:
            return colours.green
        return colours.amber if self.debrief.passed else colours.red

    def _ring(self, composer: Composer, box: Box) -> None:
        """Set the ring with the score and its name inside, as large as the circle lets them be."""
        scale, colours = composer.theme.scale, composer.theme.colours
        score = self.debrief.score
        width = max(scale.px(Stroke.SCORE), box.w // 12)
        tone = self._tone(composer)
        composer.front.append(Ring(box, score / FULL, tone.ink, colours.track, width))
        label = composer.lay(self.words("debrief.score"), scale.helper, colours.ink2, box.w)

        def tall(px: int) -> float:
            return px * DIGIT + scale.helper * (LABEL + RING_GAP)

        def has_room(figure: Paragraph) -> bool:
            widest = max(figure.width, label.width)
            return math.hypot(widest, tall(figure.style.px)) <= box.w - 2 * width

        sizes = range(scale.figure, scale.helper - 2, -2)
        tried = (composer.lay(str(score), px, colours.ink, box.w, bold=True) for px in sizes)
        figure = largest(tried, has_room)
        px = figure.style.px
        x, y = box.centre
        top = round(y - tall(px) / 2 - px * DIGIT_TOP)
        composer.text(x - figure.width // 2, top, figure, colours.card)
        low = round(y + tall(px) / 2 - scale.helper * LABEL_LOW)
        composer.text(x - label.width // 2, low, label, colours.card)

    def _headline(self) -> str:
        return headline(self.words, self.play, self.debrief).text

    def _facts_height(self, typesetter: Typesetter, width: int) -> int:
        scale = typesetter.theme.scale
        headline = typesetter.lay(
            self._headline(), scale.title, typesetter.theme.colours.ink, width, bold=True
        )
        money = round(scale.helper * LEADING) + round(scale.title * LEADING)
        return headline.height + money + scale.px(Space.M)

    def _facts(self, composer: Composer, box: Box) -> None:
        scale, colours = composer.theme.scale, composer.theme.colours
        headline = composer.lay(
            self._headline(), scale.title, colours.ink, box.w, bold=True, centred=True
        )
        height = self._facts_height(composer, box.w)
        y = box.y + (max(0, box.h - height) // 2 if scale.portrait else 0)
        composer.text(box.x + (box.w - headline.width) // 2, y, headline, colours.card)
        y += headline.height + scale.px(Space.S)
        for column, (label, amount, ink) in zip(
            box.columns(2, scale.px(Space.S)), self._money(composer), strict=True
        ):
            name = composer.lay(label, scale.helper, colours.ink2, column.w)
            figure = composer.fit(amount, scale.title, ink, (column.w, scale.title * 2), bold=True)
            composer.text(column.x + (column.w - name.width) // 2, y, name, colours.card)
            at = column.x + (column.w - figure.width) // 2
            composer.text(at, y + name.height, figure, colours.card)

    def _sentence(self, typesetter: Typesetter, inner: Box) -> Paragraph:
        """Give the sentence to remember, as large as leaves the score and the money their room."""
        scale = typesetter.theme.scale
        least = (
            0 if scale.portrait else self._crowded_height(typesetter, inner.w) + scale.px(Space.M)
        )
        text, ink = self.play.scenario.remember, typesetter.theme.colours.ink
        width = inner.w - 2 * scale.px(Space.XL)
        room = inner.h - least
        sizes = shrinking(scale.choice, scale.least)
        tried = (typesetter.lay(text, px, ink, width) for px in sizes)
        return largest(tried, lambda one: self._remember_height(typesetter, one) <= room)

    def _remember_height(self, typesetter: Typesetter, sentence: Paragraph) -> int:
        scale = typesetter.theme.scale
        return round(scale.helper * LEADING) + sentence.height + scale.px(Space.XL)

    def _remember(self, composer: Composer, box: Box, sentence: Paragraph) -> None:
        scale, colours = composer.theme.scale, composer.theme.colours
        edge = scale.px(colours.edge)
        composer.back.append(
            Panel(box, colours.amber.tint, scale.px(Corner.BUBBLE), edge, colours.amber.ink)
        )
        pad = scale.px(Space.XL)
        label = composer.lay(
            self.words("debrief.remember"), scale.helper, colours.amber.ink, box.w, bold=True
        )
        y = composer.text(box.x + pad, box.y + scale.px(Space.M), label, colours.amber.tint)
        composer.spoken_text("remember", box.x + pad, y, sentence, colours.amber.tint)


def headline(words: Words, play: Play, debrief: Debrief) -> Utterance:
    """Give the one sentence about a play: when the scam was seen through, or what to do next time."""
    fell = any(row.choice.verdict is Verdict.FALL for row in debrief.rows)
    if play.scenario.kind is Kind.GENUINE:
        return words.spoken("debrief.genuine_missed" if fell else "debrief.genuine_ok")
    if debrief.spotted_at:
        return words.spoken("debrief.spotted", step=debrief.spotted_at)
    return words.spoken("debrief.not_spotted" if fell or debrief.lost else "debrief.close_call")
