"""复盘: the score, what was kept and lost, the way step by step, the law, one sentence to remember."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import cached_property

from kiosk.scenario.spoken import Speaker, Utterance
from kiosk.stage.box import Box
from kiosk.stage.screens import score_card
from kiosk.stage.screens.cue_card import STANCE_PRAISE
from kiosk.stage.screens.visit_screen import VisitScreen
from kiosk.stage.shapes import Panel
from kiosk.stage.sheet import Sheet
from kiosk.stage.text.prose import Prose
from kiosk.stage.theme import Scale
from kiosk.stage.view import Target
from kiosk.visit.debrief import ROWS_A_PAGE, Debrief, Row
from kiosk.visit.play import Play

CROWDED = 44
"""An em of titles, at 1080, above which the card of the score is short of room."""
LAW = "law"
"""The row that tells the law, among the rows that tell decisions."""


@dataclass(frozen=True, eq=False, kw_only=True)
class DebriefScreen(VisitScreen):
    """One page of the debrief."""

    play: Play
    seconds: float
    page: int = 0

    @property
    def place(self) -> Hashable:
        """Give what makes this a new screen to the visitor."""
        return "debrief", self.play.trail, self.page

    @cached_property
    def debrief(self) -> Debrief:
        """Give what is told."""
        return Debrief.of(self.play)

    @cached_property
    def script(self) -> tuple[Utterance, ...]:
        """Give the score in words, when it was seen through, the money, the sentence to remember."""
        words, debrief = self.kit.words, self.debrief
        grade = "good" if debrief.score >= score_card.GOOD else "pass" if debrief.passed else "low"
        said = [words.spoken(f"say.score_{grade}", score=debrief.score)]
        if debrief.spotted_at:
            said.append(words.spoken("say.spotted", step=debrief.spotted_at))
        if debrief.lost:
            said.append(words.spoken("say.lost", amount=debrief.lost, kept=debrief.kept))
        else:
            said.append(words.spoken("say.kept"))
        said.append(Speaker(self.play.scenario).remember())
        return tuple(said)

    @property
    def head(self) -> str:
        """Give the title in the head line."""
        return f"{self.kit.words('debrief.title')}　{self.play.scenario.title}"

    def head_line(self, sheet: Sheet, box: Box) -> None:
        """Set the title and how long it took."""
        scale, colours, words = sheet.theme.scale, sheet.theme.colours, self.kit.words
        minutes, seconds = divmod(round(self.seconds), 60)
        key = "debrief.took_time" if minutes else "debrief.took_seconds"
        took = sheet.lay(
            words(key, minutes=minutes, seconds=seconds),
            scale.helper,
            colours.ink,
            box.w,
            bold=True,
        )
        label = sheet.lay(words("debrief.took"), scale.helper, colours.ink2, box.w)
        pad, space = scale.px(28), scale.px(14)
        margin = scale.margin if not scale.portrait else scale.px(40)
        width = label.width + space + took.width + 2 * pad
        height = min(box.h - scale.px(20), round(scale.helper * 2.2))
        chip = Box(box.right - margin - width, box.y + (box.h - height) // 2, width, height)
        sheet.card(chip)
        sheet.beside(chip.inset(pad, 0), label, colours.card)
        sheet.beside(
            Box(chip.x + pad + label.width + space, chip.y, took.width, height), took, colours.card
        )
        room = (chip.x - margin - scale.px(24), box.h)
        title = sheet.fit(self.head, scale.title, colours.ink, room, bold=True)
        sheet.beside(box.inset(margin, 0), title, colours.paper)

    def _cut(self, body: Box, scale: Scale) -> tuple[Box, Box, Box]:
        """Give the card of the score, the way, and the buttons below it."""
        inner = body.inset(scale.margin if not scale.portrait else scale.px(40), scale.px(12))
        gap = scale.px(36)
        if scale.portrait:
            side = round(inner.h * 0.40)
            score, way = inner.top(side), inner.below(side + gap)
        else:
            # Where millimetres and not pixels rule, the card needs a larger share.
            side = round(inner.w * (0.35 if scale.title > scale.px(CROWDED) else 0.31))
            score, way = inner.left(side), inner.after(side + gap)
        foot = way.low(max(scale.button, scale.px(104)))
        return score, way.above(foot.h + scale.gap), foot

    def compose(self, sheet: Sheet, body: Box) -> None:
        """Set the score beside the way."""
        score, way, foot = self._cut(body, sheet.theme.scale)
        card = score_card.ScoreCard(self.kit.words, self.play, self.debrief)
        card.draw(sheet, score, len(self.script) - 1)
        self._rows(sheet, way, foot)

    @property
    def page_count(self) -> int:
        """Give how many pages the way takes on this screen."""
        sheet = Sheet(self.kit.fonts, self.theme)
        return len(self._pages(sheet, self._cut(self.body, self.theme.scale)[1]))

    # The way ------------------------------------------------------------------------------------

    def _laws(self) -> tuple[tuple[str, str], ...]:
        """Give (name, words) of the articles that apply."""
        found = {entry.id: entry for entry in self.kit.catalogue.laws}
        return tuple(
            (found[law].law + found[law].article, found[law].paraphrase)
            for law in self.debrief.law
            if law in found
        )

    def _row_height(self, sheet: Sheet) -> int:
        scale = sheet.theme.scale
        lines = round(scale.choice * 1.36) + round(scale.helper * 1.36)
        return max(scale.bar, lines + scale.px(20))

    def _rows(self, sheet: Sheet, box: Box, foot: Box) -> None:
        pages = self._pages(sheet, box)
        page = self.page % len(pages)
        gap = self._row_gap(sheet)
        y = box.y
        tall = [self._height(sheet, box.w, row) for row in pages[page]]
        spare = box.h - sum(tall) - gap * (len(tall) - 1)
        stretch = max(0, min(spare // max(1, len(tall)), sheet.theme.scale.px(80)))
        for row, height in zip(pages[page], tall, strict=True):
            if isinstance(row, Row):
                self._row(sheet, Box(box.x, y, box.w, height + stretch), row)
            else:
                self._law(sheet, Box(box.x, y, box.w, height))
            y += height + gap + (stretch if isinstance(row, Row) else 0)
        self._buttons(sheet, foot, page, len(pages))

    def _row_gap(self, sheet: Sheet) -> int:
        return max(sheet.theme.scale.px(16), sheet.theme.scale.gap)

    def _height(self, sheet: Sheet, width: int, row: Row | str) -> int:
        return self._row_height(sheet) if isinstance(row, Row) else self._law_height(sheet, width)

    def _pages(self, sheet: Sheet, box: Box) -> list[list[Row | str]]:
        """Cut the rows into pages of four at most; the law follows where it has room."""
        rows: list[Row | str] = list(self.debrief.rows)
        if self._laws():
            rows.append(LAW)
        gap = self._row_gap(sheet)
        pages: list[list[Row | str]] = [[]]
        room = box.h
        for row in rows:
            height = self._height(sheet, box.w, row)
            decisions = sum(isinstance(one, Row) for one in pages[-1])
            full = isinstance(row, Row) and decisions == ROWS_A_PAGE
            if pages[-1] and (height > room or full):
                pages.append([])
                room = box.h
            pages[-1].append(row)
            room -= height + gap
        return pages

    def _row(self, sheet: Sheet, box: Box, row: Row) -> None:
        scale, colours, words = sheet.theme.scale, sheet.theme.colours, self.kit.words
        sheet.card(box)
        pad, side = scale.px(28), min(scale.px(84), box.h - scale.px(24))
        disc = Box(box.x + pad, box.y + (box.h - side) // 2, side, side)
        sheet.verdict(disc, row.choice.verdict)
        tone = colours.verdict(row.choice.verdict)
        verdict = sheet.lay(
            words(f"verdict.{row.choice.verdict.en}"), scale.choice, tone.ink, box.w, bold=True
        )
        right = Box(box.right - pad - verdict.width, box.y, verdict.width, box.h)
        sheet.beside(right, verdict, colours.card)
        left = disc.right + scale.px(24)
        room = right.x - left - scale.px(20)
        text = sheet.fit(row.choice.text, scale.choice, colours.ink, (room, scale.choice * 3 // 2))
        note = (
            words("debrief.better", text=row.better.text)
            if row.better is not None
            else words(STANCE_PRAISE[row.choice.stance.en])
        )
        below = sheet.fit(note, scale.helper, colours.ink2, (room, scale.helper * 3 // 2))
        y = box.y + (box.h - text.height - below.height) // 2
        y = sheet.text(left, y, text, colours.card)
        sheet.text(left, y, below, colours.card)
        sheet.targets.append(
            Target(
                f"row-{row.number}",
                box,
                lambda _: self.kit.flow.moment(self, row),
                row.choice.text,
                (str(self._key(row)),),
            )
        )

    def _key(self, row: Row) -> int:
        """Give the number key of a row: its place on its page, counted from 1."""
        return self.debrief.rows.index(row) % ROWS_A_PAGE + 1

    def _law_prose(self, sheet: Sheet, width: int) -> tuple[Prose, Prose]:
        scale, colours = sheet.theme.scale, sheet.theme.colours
        name, text = self._laws()[0]
        room = width - 2 * scale.px(28)
        return (
            sheet.lay(
                f"{self.kit.words('debrief.law')}　{name}",
                scale.helper,
                colours.teal.ink,
                room,
                bold=True,
            ),
            sheet.lay(text, scale.helper, colours.ink, room),
        )

    def _law_height(self, sheet: Sheet, width: int) -> int:
        name, text = self._law_prose(sheet, width)
        return name.height + text.height + sheet.theme.scale.px(28)

    def _law(self, sheet: Sheet, box: Box) -> None:
        scale, colours = sheet.theme.scale, sheet.theme.colours
        edge = scale.px(colours.edge)
        sheet.back.append(Panel(box, colours.teal.tint, scale.radius, edge, colours.teal.ink))
        name, text = self._law_prose(sheet, box.w)
        y = sheet.text(box.x + scale.px(28), box.y + scale.px(14), name, colours.teal.tint)
        sheet.text(box.x + scale.px(28), y, text, colours.teal.tint)

    def _buttons(self, sheet: Sheet, foot: Box, page: int, pages: int) -> None:
        scale, words = sheet.theme.scale, self.kit.words
        count = 3 if pages > 1 else 2
        cells = foot.columns(count, scale.gap)
        if pages > 1:
            last = page == pages - 1
            sheet.button(
                "more",
                cells[0],
                words("debrief.back" if last else "debrief.more"),
                lambda _: replace(self, page=(page + 1) % pages, at=len(self.script)),
                look=sheet.plain,
                keys=("5",),
            )
        sheet.button(
            "again",
            cells[-2],
            words("debrief.again"),
            lambda now: self.kit.flow.story(self.session, self.play.scenario, now),
            look=sheet.plain,
            keys=("6",),
        )
        sheet.button(
            "main",
            cells[-1],
            words("debrief.quiz"),
            lambda _: self.kit.flow.quiz(self.session, self.play),
            keys=("enter",),
        )
