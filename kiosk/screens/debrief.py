"""复盘: the score, what was kept and lost, the way step by step, the law, one sentence to remember."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from kiosk.scenario.spoken import Speaker
from kiosk.screens import head_line, score_card
from kiosk.screens.debrief_steps import DebriefSteps, Entry
from kiosk.screens.head_line import HeadLine
from kiosk.screens.kit import Kit
from kiosk.screens.visit_screen import PlayScreen
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.screen import Piece, Then, numbered
from kiosk.ui.theme import Scale, Space, Thing
from kiosk.visit.debrief import Debrief, Row
from kiosk.words import Words

TOLD_STEP = 10
"""How exactly it is told how long a play took, in seconds: so few sentences can be made ahead."""


@dataclass(frozen=True, eq=False, kw_only=True)
class DebriefScreen(PlayScreen):
    """One page of the debrief."""

    seconds: float
    page: int = 0

    @property
    def identity(self) -> Hashable:
        """Give what makes this a new screen to the visitor."""
        return "debrief", self.play.trail, self.page

    def on_display(self, kit: Kit) -> DebriefScreen:
        """Give this screen for a kit of another display, on the page of what stood first."""
        return super().on_display(kit).with_entry(self._entries[0])

    def with_entry(self, entry: Entry) -> DebriefScreen:
        """Give this screen on the page that an entry of the way stands on."""
        pages = (page for page, entries in enumerate(self._pages) if entry in entries)
        return replace(self, page=next(pages, 0))

    @cached_property
    def debrief(self) -> Debrief:
        """Give what is told."""
        return Debrief.of(self.play)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Give the play as a whole, then each entry of this page, then what can be pressed."""
        words, pages = self.kit.words, self.page_count
        how = [words.spoken("say.press_quiz")]
        if pages > 1:
            last = self.page % pages == pages - 1
            how.insert(0, words.spoken("say.press_before" if last else "say.press_rest"))
        took = words.spoken("say.took", time=self._took)
        return (
            *self._summary(),
            *numbered("entry", self._way.said(self._entries)),
            *numbered("how", how),
            Piece("took", took),
        )

    @property
    def _took(self) -> str:
        """Give how long the play took, in words."""
        return how_long(self.kit.words, self.seconds)

    def _summary(self) -> Iterator[Piece]:
        """Give the score, what is said of it, the money, and the sentence to remember."""
        words, debrief = self.kit.words, self.debrief
        grade = "good" if debrief.score >= score_card.GOOD else "pass" if debrief.passed else "low"
        yield Piece("score", words.spoken(f"say.score_{grade}", score=debrief.score))
        yield Piece("headline", score_card.headline(words, self.play, debrief))
        amount, kept = f"{debrief.lost:,}", f"{debrief.kept:,}"
        yield Piece("money", words.spoken("say.lost", amount=amount, kept=kept))
        yield Piece("to remember", words.spoken("debrief.remember"))
        yield Piece("remember", Speaker(self.play.scenario).remember())

    @property
    def head(self) -> str:
        """Give the title in the head line."""
        return f"{self.kit.words('debrief.title')}　{self.play.scenario.title}"

    def head_line(self, composer: Composer, box: Box) -> HeadLine:
        """Set the title and how long it took."""
        scale, colours, words = composer.theme.scale, composer.theme.colours, self.kit.words
        took = composer.lay(self._took, scale.helper, colours.ink, box.w, bold=True)
        label = composer.lay(words("debrief.took"), scale.helper, colours.ink2, box.w)
        pad, space = scale.px(Space.XL), scale.px(Space.M)
        margin = scale.margin
        width = label.width + space + took.width + 2 * pad
        height = min(box.h - scale.px(Space.L), round(scale.helper * 2.2))
        chip = Box(box.right - margin - width, box.y + (box.h - height) // 2, width, height)
        composer.card(chip)
        composer.beside(chip.inset(pad, 0), label, colours.card)
        composer.beside(
            Box(chip.x + pad + label.width + space, chip.y, took.width, height), took, colours.card
        )
        room = box.inset(margin, 0).left(chip.x - margin - scale.px(Space.L))
        return head_line.titled(composer, room, self.head, room.w)

    def _cut(self, body: Box, scale: Scale) -> tuple[Box, Box, Box]:
        """Give the card of the score, the way, and the buttons below it."""
        inner = body.inset(scale.margin, scale.px(Space.S))
        gap = scale.px(Space.XXL)
        if scale.portrait:
            side = round(inner.h * 0.40)
            score, way = inner.top(side), inner.below(side + gap)
        else:
            # Where millimetres and not pixels rule, the card needs a larger share.
            side = round(inner.w * (0.35 if scale.crowded else 0.31))
            score, way = inner.left(side), inner.after(side + gap)
        foot = way.low(max(scale.button, scale.px(Thing.FOOT)))
        return score, way.above(foot.h + scale.gap), foot

    def compose(self, composer: Composer, body: Box) -> None:
        """Set the score beside the way."""
        score, way, foot = self._cut(body, composer.theme.scale)
        card = score_card.ScoreCard(self.kit.words, self.play, self.debrief)
        card.draw(composer, score)
        self._way.draw(composer, way, self._entries, self._opening)
        self._buttons(composer, foot, self.page % len(self._pages), len(self._pages))

    @property
    def page_count(self) -> int:
        """Give how many pages the way takes on this screen."""
        return len(self._pages)

    @property
    def _way(self) -> DebriefSteps:
        return DebriefSteps(self.kit, self.play, self.debrief)

    @cached_property
    def _pages(self) -> list[list[Entry]]:
        return self._way.pages(self.typesetter, self._cut(self.body, self.theme.scale)[1])

    @property
    def _entries(self) -> list[Entry]:
        return self._pages[self.page % len(self._pages)]

    def _opening(self, row: Row) -> Then:
        return lambda _: self.kit.flow.replay(self, self.play, row)

    def _turned(self, page: int) -> DebriefScreen:
        """Give another page; it is told from its first row on."""
        return replace(self.from_piece(("entry", 0)), page=page)

    def _buttons(self, composer: Composer, foot: Box, page: int, pages: int) -> None:
        scale, words = composer.theme.scale, self.kit.words
        count = 3 if pages > 1 else 2
        cells = foot.columns(count, scale.gap)
        if pages > 1:
            last = page == pages - 1
            composer.button(
                "more",
                cells[0],
                words("debrief.back" if last else "debrief.more"),
                lambda _: self._turned((page + 1) % pages),
                look=composer.plain,
                keys=("5",),
            )
        composer.button(
            "again",
            cells[-2],
            words("debrief.again"),
            lambda now: self.kit.flow.story(self.session, self.play.scenario, now),
            look=composer.plain,
            keys=("6",),
        )
        composer.button(
            "main",
            cells[-1],
            words("debrief.quiz"),
            lambda _: self.kit.flow.quiz(self.session, self.play),
            keys=("enter",),
        )


def how_long(words: Words, seconds: float) -> str:
    """Give a length of time in words, in whole steps."""
    whole = max(1, round(seconds / TOLD_STEP)) * TOLD_STEP
    minutes, rest = divmod(whole, 60)
    if not minutes:
        return words("debrief.took_seconds", seconds=rest)
    key = "debrief.took_time" if rest else "debrief.took_minutes"
    return words(key, minutes=minutes, seconds=rest)
