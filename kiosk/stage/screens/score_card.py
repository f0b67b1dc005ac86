"""The card beside the way of a debrief: the score in its ring, the money, the sentence to remember."""

from __future__ import annotations

import math
from dataclasses import dataclass

from kiosk.scenario.model import Kind, Verdict
from kiosk.scenario.spoken import Utterance
from kiosk.scenario.worth import FULL
from kiosk.stage.box import Box
from kiosk.stage.money import yuan
from kiosk.stage.shapes import Panel, Ring
from kiosk.stage.sheet import SHRINK, Sheet
from kiosk.stage.text.prose import Prose
from kiosk.stage.theme import LEADING, Colour, Corner, Space, Stroke, Thing, Tone
from kiosk.visit.debrief import Debrief
from kiosk.visit.play import Play
from kiosk.words import Words

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

    def draw(self, sheet: Sheet, box: Box, remember: int) -> None:
        """Set the card; `remember` is the piece of the script that says the sentence to remember."""
        scale = sheet.theme.scale
        sheet.card(box)
        inner = box.inset(scale.px(Space.XXL), scale.px(Space.XL))
        sentence = self._sentence(sheet, inner)
        foot = self._remember_height(sheet, sentence)
        upper = inner.above(foot + scale.px(Space.M))
        self._remember(sheet, inner.low(foot), sentence, remember)
        if scale.portrait:
            side = min(upper.h, upper.w * 36 // 100)
            self._ring(sheet, upper.left(side).centred(side, side))
            self._facts(sheet, upper.after(side + scale.px(Space.XXL)))
            return
        facts = self._facts_height(sheet, inner.w)
        if upper.h - facts - scale.px(Space.S) < scale.px(Thing.SCORE_BESIDE):
            self._crowded(sheet, upper)
            return
        side = max(
            scale.px(Thing.SCORE_LEAST),
            min(upper.h - facts - scale.px(Space.S), scale.px(Thing.SCORE), inner.w),
        )
        spare = max(0, upper.h - side - facts - scale.px(Space.S)) // 3
        self._ring(sheet, Box(upper.x + (upper.w - side) // 2, upper.y + spare, side, side))
        self._facts(sheet, upper.below(side + scale.px(Space.S) + 2 * spare))

    def _crowded(self, sheet: Sheet, box: Box) -> None:
        """Where there is little height the money stands beside the ring, the headline below."""
        scale, colours = sheet.theme.scale, sheet.theme.colours
        headline = self._headline_row(sheet, box.w)
        top = box.above(headline.height + scale.px(Space.XS))
        side = min(top.h, top.w * 46 // 100)
        self._ring(sheet, Box(top.x, top.y + (top.h - side) // 2, side, side))
        column = top.after(side + scale.px(Space.M))
        y = column.y + max(0, column.h - self._column_height(sheet)) // 2
        for label, amount, ink in self._money(sheet):
            name = sheet.lay(label, scale.helper, colours.ink2, column.w)
            figure = sheet.fit(amount, scale.title, ink, (column.w, scale.title * 2), bold=True)
            y = sheet.text(column.x, y, name, colours.card)
            y = sheet.text(column.x, y, figure, colours.card)
        low = box.low(headline.height)
        sheet.text(low.x + (low.w - headline.width) // 2, low.y, headline, colours.card)

    def _headline_row(self, sheet: Sheet, width: int) -> Prose:
        """Give the headline on one row."""
        scale, ink = sheet.theme.scale, sheet.theme.colours.ink
        room = (width, scale.title * 3 // 2)
        return sheet.fit(self._headline(), scale.title, ink, room, bold=True)

    def _column_height(self, sheet: Sheet) -> int:
        """Give the height of what was kept and what was lost, one below the other."""
        scale = sheet.theme.scale
        return 2 * (round(scale.helper * LEADING) + round(scale.title * LEADING))

    def _crowded_height(self, sheet: Sheet, width: int) -> int:
        """Give the least height in which the money has room beside the ring."""
        headline = self._headline_row(sheet, width)
        space = sheet.theme.scale.px(Space.XS)
        return self._column_height(sheet) + space + headline.height

    def _money(self, sheet: Sheet) -> tuple[tuple[str, str, Colour], ...]:
        words, colours, debrief = self.words, sheet.theme.colours, self.debrief
        lost = colours.red.ink if debrief.lost else colours.ink2
        return (
            (words("debrief.kept"), yuan(debrief.kept), colours.green.ink),
            (words("debrief.lost"), yuan(debrief.lost), lost),
        )

    def _tone(self, sheet: Sheet) -> Tone:
        colours = sheet.theme.colours
        if self.debrief.score >= GOOD:
            return colours.green
        return colours.amber if self.debrief.passed else colours.red

    def _ring(self, sheet: Sheet, box: Box) -> None:
        """Set the ring with the score and its name inside, as large as the circle lets them be."""
        scale, colours = sheet.theme.scale, sheet.theme.colours
        score = self.debrief.score
        width = max(scale.px(Stroke.SCORE), box.w // 12)
        tone = self._tone(sheet)
        sheet.front.append(Ring(box, score / FULL, tone.ink, colours.track, width))
        label = sheet.lay(self.words("debrief.score"), scale.helper, colours.ink2, box.w)
        px = scale.figure
        while True:
            figure = sheet.lay(str(score), px, colours.ink, box.w, bold=True)
            tall = px * DIGIT + scale.helper * (LABEL + RING_GAP)
            widest = max(figure.width, label.width)
            if px <= scale.helper or math.hypot(widest, tall) <= box.w - 2 * width:
                break
            px -= 2
        x, y = box.centre
        top = round(y - tall / 2 - px * DIGIT_TOP)
        sheet.text(x - figure.width // 2, top, figure, colours.card)
        low = round(y + tall / 2 - scale.helper * LABEL_LOW)
        sheet.text(x - label.width // 2, low, label, colours.card)

    def _headline(self) -> str:
        return headline(self.words, self.play, self.debrief).text

    def _facts_height(self, sheet: Sheet, width: int) -> int:
        scale = sheet.theme.scale
        headline = sheet.lay(
            self._headline(), scale.title, sheet.theme.colours.ink, width, bold=True
        )
        money = round(scale.helper * LEADING) + round(scale.title * LEADING)
        return headline.height + money + scale.px(Space.M)

    def _facts(self, sheet: Sheet, box: Box) -> None:
        scale, colours = sheet.theme.scale, sheet.theme.colours
        headline = sheet.lay(
            self._headline(), scale.title, colours.ink, box.w, bold=True, centred=True
        )
        height = self._facts_height(sheet, box.w)
        y = box.y + (max(0, box.h - height) // 2 if scale.portrait else 0)
        sheet.text(box.x + (box.w - headline.width) // 2, y, headline, colours.card)
        y += headline.height + scale.px(Space.S)
        for column, (label, amount, ink) in zip(
            box.columns(2, scale.px(Space.S)), self._money(sheet), strict=True
        ):
            name = sheet.lay(label, scale.helper, colours.ink2, column.w)
            figure = sheet.fit(amount, scale.title, ink, (column.w, scale.title * 2), bold=True)
            sheet.text(column.x + (column.w - name.width) // 2, y, name, colours.card)
            at = column.x + (column.w - figure.width) // 2
            sheet.text(at, y + name.height, figure, colours.card)

    def _sentence(self, sheet: Sheet, inner: Box) -> Prose:
        """Give the sentence to remember, as large as leaves the score and the money their room."""
        scale = sheet.theme.scale
        least = 0 if scale.portrait else self._crowded_height(sheet, inner.w) + scale.px(Space.M)
        text, ink = self.play.scenario.remember, sheet.theme.colours.ink
        width = inner.w - 2 * scale.px(Space.XL)
        px = scale.choice
        while True:
            prose = sheet.lay(text, px, ink, width)
            if px <= scale.least or inner.h - self._remember_height(sheet, prose) >= least:
                return prose
            px = max(scale.least, int(px * SHRINK))

    def _remember_height(self, sheet: Sheet, sentence: Prose) -> int:
        scale = sheet.theme.scale
        return round(scale.helper * LEADING) + sentence.height + scale.px(Space.XL)

    def _remember(self, sheet: Sheet, box: Box, sentence: Prose, index: int) -> None:
        scale, colours = sheet.theme.scale, sheet.theme.colours
        edge = scale.px(colours.edge)
        sheet.back.append(
            Panel(box, colours.amber.tint, scale.px(Corner.BUBBLE), edge, colours.amber.ink)
        )
        pad = scale.px(Space.XL)
        label = sheet.lay(
            self.words("debrief.remember"), scale.helper, colours.amber.ink, box.w, bold=True
        )
        y = sheet.text(box.x + pad, box.y + scale.px(Space.M), label, colours.amber.tint)
        sheet.spoken_text(index, box.x + pad, y, sentence, colours.amber.tint)


def headline(words: Words, play: Play, debrief: Debrief) -> Utterance:
    """Give the one sentence about a play: when the scam was seen through, or what to do next time."""
    fell = any(row.choice.verdict is Verdict.FALL for row in debrief.rows)
    if play.scenario.kind is Kind.GENUINE:
        return words.spoken("debrief.genuine_missed" if fell else "debrief.genuine_ok")
    if debrief.spotted_at:
        return words.spoken("debrief.spotted", step=debrief.spotted_at)
    return words.spoken("debrief.not_spotted" if fell or debrief.lost else "debrief.close_call")
