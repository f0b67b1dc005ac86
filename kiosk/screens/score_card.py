"""The card beside the way of a debrief: the score in its ring, the money, the sentence to remember."""

from __future__ import annotations

import math
from collections.abc import Iterator

from kiosk.scenario.measures import FULL
from kiosk.scenario.model import Cue, Ground, Kind, Verdict
from kiosk.speech import Utterance
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Disc, Panel, Ring, Text
from kiosk.ui.screen import Item
from kiosk.ui.sizes import largest, shrinking
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import LEADING, Colour, Corner, Space, Stroke, Thing, Tone
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass
from kiosk.visit.debrief import Debrief
from kiosk.visit.play import Play
from kiosk.visit.visit import refused
from kiosk.words import Words, yuan

REMEMBER = 2
"""How many times larger than a choice the sentence to remember stands, where it has the room."""
ARC = 144
"""Discs a full ring is set with: so many that its edge is smooth."""
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

    def draw(self, composer: Composer, box: Box) -> Box:
        """Set the card and give the box of the score's ring, in which `counted` is drawn.

        A piece of the script says the sentence to remember.
        """
        scale = composer.theme.scale
        composer.card(box)
        inner = box.inset(scale.px(Space.XXL), scale.px(Space.XL))
        sentence = self._sentence(composer, inner)
        foot = self._remember_height(composer, sentence)
        upper = inner.above(foot + scale.px(Space.M))
        self._remember(composer, inner.low(foot), sentence)
        if scale.portrait:
            side = min(upper.h, upper.w * 36 // 100)
            ring = upper.left(side).centred(side, side)
            self._facts(composer, upper.after(side + scale.px(Space.XXL)))
            return self._ring(composer, ring)
        facts = self._facts_height(composer, inner.w)
        if upper.h - facts - scale.px(Space.S) < scale.px(Thing.SCORE_BESIDE):
            return self._crowded(composer, upper)
        side = max(
            scale.px(Thing.SCORE_LEAST),
            min(upper.h - facts - scale.px(Space.S), scale.px(Thing.SCORE), inner.w),
        )
        spare = max(0, upper.h - side - facts - scale.px(Space.S)) // 3
        self._facts(composer, upper.below(side + scale.px(Space.S) + 2 * spare))
        ring = Box(upper.x + (upper.w - side) // 2, upper.y + spare, side, side)
        return self._ring(composer, ring)

    def _crowded(self, composer: Composer, box: Box) -> Box:
        """Where there is little height the money stands beside the ring, the headline below."""
        scale, colours = composer.theme.scale, composer.theme.colours
        headline, tally = self._headline_row(composer, box.w), self._tally(composer, box.w)
        if self._crowded_height(composer, box.w) > box.h:
            tally = None  # the way beside it tells the same step by step
        foot = headline.height + (tally.height if tally else 0)
        top = box.above(foot + scale.px(Space.XS))
        side = min(top.h, top.w * (34 if self._in_rows(composer) else 46) // 100)
        ring = Box(top.x, top.y + (top.h - side) // 2, side, side)
        column = top.after(side + scale.px(Space.M))
        y = column.y + max(0, column.h - self._column_height(composer)) // 2
        for label, amount, ink in self._money(composer):
            name = composer.lay(label, scale.helper, colours.ink2, column.w)
            left = name.width + scale.px(Space.S) if self._in_rows(composer) else 0
            room = (column.w - left, scale.title * 3 // 2)
            figure = composer.fit(amount, scale.title, ink, room, bold=True)
            if left:
                high = round(scale.title * LEADING)
                composer.beside(Box(column.x, y, column.w, high), name, colours.card)
                composer.beside(Box(column.x + left, y, room[0], high), figure, colours.card)
                y += high
            else:
                y = composer.text(column.x, y, name, colours.card)
                y = composer.text(column.x, y, figure, colours.card)
        low = box.low(foot)
        for row in (headline, tally) if tally else (headline,):
            composer.text(low.x + (low.w - row.width) // 2, low.y, row, colours.card)
            low = low.below(row.height)
        return self._ring(composer, ring)

    def _tally(self, typesetter: Typesetter, width: int) -> Paragraph | None:
        """Give what was met and missed, below the headline."""
        told = tally(self.words, self.play, self.debrief)
        if told is None:
            return None
        scale, ink = typesetter.theme.scale, typesetter.theme.colours.ink2
        return typesetter.lay(told.text, scale.helper, ink, width, centred=True)

    def _headline_row(self, typesetter: Typesetter, width: int) -> Paragraph:
        """Give the headline on one row."""
        scale, ink = typesetter.theme.scale, typesetter.theme.colours.ink
        room = (width, scale.title * 3 // 2)
        return typesetter.fit(self._headline(), scale.title, ink, room, bold=True)

    def _in_rows(self, typesetter: Typesetter) -> bool:
        """Tell whether the money stands beside its name: large words on a small screen."""
        scale = typesetter.theme.scale
        return scale.crowded and scale.factor > 1

    def _column_height(self, typesetter: Typesetter) -> int:
        """Give the height of what was kept and what was lost, one below the other."""
        scale = typesetter.theme.scale
        name = 0 if self._in_rows(typesetter) else round(scale.helper * LEADING)
        return 2 * (name + round(scale.title * LEADING))

    def _crowded_height(self, typesetter: Typesetter, width: int) -> int:
        """Give the least height in which the money has room beside the ring."""
        headline, tally = self._headline_row(typesetter, width), self._tally(typesetter, width)
        space = typesetter.theme.scale.px(Space.XS)
        rows = headline.height + (tally.height if tally else 0)
        return self._column_height(typesetter) + space + rows

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

    def _ring(self, composer: Composer, box: Box) -> Box:
        """Set the ring and the score's name inside, and give its box: the score itself is counted."""
        colours = composer.theme.colours
        width = self._width(composer, box)
        composer.front.append(Ring(box, 0, colours.track, colours.track, width))
        label = self._label(composer, box)
        if label is not None:
            low = box.centre[1] + self._tall(composer, self._figure_em(composer, box)) / 2
            top = round(low - composer.theme.scale.helper * LABEL_LOW)
            composer.text(box.centre[0] - label.width // 2, top, label, colours.card)
        return box

    def counted(self, typesetter: Typesetter, box: Box, score: int) -> Iterator[Item]:
        """Give the score in its ring, and its arc as a row of discs: a frame adds one or two."""
        colours, tone = typesetter.theme.colours, self._tone(typesetter)
        width = self._width(typesetter, box)
        radius = (box.w - width) / 2
        last = round(ARC * score / FULL)
        for step in range(last + 1 if score else 0):
            angle = 2 * math.pi * step / ARC
            x, y = box.centre
            at = x + radius * math.sin(angle), y - radius * math.cos(angle)
            yield Disc(
                Box(round(at[0] - width / 2), round(at[1] - width / 2), width, width), tone.ink
            )
        px = self._figure_em(typesetter, box)
        figure = typesetter.lay(str(score), px, colours.ink, box.w, bold=True)
        top = round(box.centre[1] - self._tall(typesetter, px) / 2 - px * DIGIT_TOP)
        yield Text(box.centre[0] - figure.width // 2, top, figure, colours.card)

    def _width(self, typesetter: Typesetter, box: Box) -> int:
        return max(typesetter.theme.scale.px(Stroke.SCORE), box.w // 12)

    def _label(self, typesetter: Typesetter, box: Box) -> Paragraph | None:
        """Give the score's name; a small ring in large letters has room for the score alone."""
        scale, ink = typesetter.theme.scale, typesetter.theme.colours.ink2
        if self._in_rows(typesetter):
            return None
        return typesetter.lay(self.words("debrief.score"), scale.helper, ink, box.w)

    def _tall(self, typesetter: Typesetter, px: int) -> float:
        """Give the height of the ink in the ring: the score in an em, and its name."""
        named = 0 if self._in_rows(typesetter) else typesetter.theme.scale.helper
        return px * DIGIT + named * (LABEL + RING_GAP)

    def _figure_em(self, typesetter: Typesetter, box: Box) -> int:
        """Give the em of the score, as large as the circle lets it and its name be."""
        scale, ink = typesetter.theme.scale, typesetter.theme.colours.ink
        label = self._label(typesetter, box)
        free = box.w - 2 * self._width(typesetter, box)

        def has_room(px: int) -> bool:
            figure = typesetter.lay(str(self.debrief.score), px, ink, box.w, bold=True)
            widest = max(figure.width, label.width if label else 0)
            return math.hypot(widest, self._tall(typesetter, px)) <= free

        return largest(range(scale.figure, scale.helper - 2, -2), has_room)

    def _headline(self) -> str:
        return headline(self.words, self.play, self.debrief).text

    def _facts_height(self, typesetter: Typesetter, width: int) -> int:
        scale = typesetter.theme.scale
        headline = typesetter.lay(
            self._headline(), scale.title, typesetter.theme.colours.ink, width, bold=True
        )
        money = round(scale.helper * LEADING) + round(scale.title * LEADING)
        tally = self._tally(typesetter, width)
        return headline.height + (tally.height if tally else 0) + money + scale.px(Space.M)

    def _facts(self, composer: Composer, box: Box) -> None:
        scale, colours = composer.theme.scale, composer.theme.colours
        headline = composer.lay(
            self._headline(), scale.title, colours.ink, box.w, bold=True, centred=True
        )
        height = self._facts_height(composer, box.w)
        y = box.y + (max(0, box.h - height) // 2 if scale.portrait else 0)
        composer.text(box.x + (box.w - headline.width) // 2, y, headline, colours.card)
        y += headline.height
        tally = self._tally(composer, box.w)
        if tally is not None:
            y = composer.text(box.x + (box.w - tally.width) // 2, y, tally, colours.card)
        y += scale.px(Space.S)
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
        upper = (
            scale.px(Thing.SCORE_BESIDE)
            if scale.portrait
            else max(self._crowded_height(typesetter, inner.w), scale.px(Thing.SCORE_BESIDE))
        )
        text, ink = self.play.scenario.remember, typesetter.theme.colours.ink
        width = inner.w - 2 * scale.px(Space.XL)
        room = inner.h - upper - scale.px(Space.M)
        sizes = shrinking(round(scale.choice * REMEMBER), scale.floor)
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
        if fell and not refused(play):
            return words.spoken("debrief.not_spotted")
        return words.spoken("debrief.genuine_missed" if fell else "debrief.genuine_ok")
    if debrief.spotted_at:
        return words.spoken("debrief.spotted", step=debrief.spotted_at)
    return words.spoken("debrief.not_spotted" if fell or debrief.lost else "debrief.close_call")


def tally(words: Words, play: Play, debrief: Debrief) -> Utterance | None:
    """Give how many 破绽 were met and missed, in a 真事 how many 凭据; None where there were none."""
    genuine = play.scenario.kind is Kind.GENUINE
    for sort, kind in ((Ground, "grounds"), (Cue, "cues")) if genuine else ((Cue, "cues"),):
        met = sum(isinstance(one, sort) for one in debrief.met)
        missed = sum(isinstance(one, sort) for one in debrief.missed)
        if met:
            key = TALLIES[kind, bool(missed)]
            values = {"missed": missed} if missed else {}
            return words.spoken(key, count=met, **values)
    return None


TALLIES = {
    ("cues", False): "debrief.cues_seen",
    ("cues", True): "debrief.cues_missed",
    ("grounds", False): "debrief.grounds_heard",
    ("grounds", True): "debrief.grounds_missed",
}
"""Keys of the words for what was met, by whether some of it was missed."""
