"""复盘: the score, what was kept and lost, the way step by step, the law, one sentence to remember."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from kiosk.scenario.spoken import Speaker
from kiosk.screens import head_line, score_card
from kiosk.screens.debrief_steps import DebriefSteps, Entry, tells_law
from kiosk.screens.head_line import HeadLine
from kiosk.screens.kit import Kit
from kiosk.screens.visit_screen import Live, PlayScreen
from kiosk.speech import Heard
from kiosk.ui.composer import Button, Composer
from kiosk.ui.geometry import Box
from kiosk.ui.motion import counted
from kiosk.ui.screen import Piece, Screen, Then, numbered
from kiosk.ui.theme import Scale, Space, Thing
from kiosk.values import dataclass
from kiosk.visit.debrief import Debrief, Row
from kiosk.words import Words

TOLD_STEP = 10
"""How exactly it is told how long a play took, in seconds: so few sentences can be made ahead."""


@dataclass(frozen=True, eq=False, kw_only=True)
class DebriefScreen(PlayScreen):
    """One page of the debrief."""

    seconds: float
    page: int = 0
    open: bool = False
    """Whether all of the page stands there; else its entries come as they are told."""

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
            how.insert(0, words.spoken(TURNS[self._turns_to]))
        took = words.spoken("say.took", time=self._took)
        return (
            *self._summary(),
            *numbered("entry", self._way.said(self._entries), seen=not self.page),
            *numbered("how", how, seen=True),
            Piece("took", took, seen=True),
        )

    @property
    def _took(self) -> str:
        """Give how long the play took, in words."""
        return how_long(self.kit.words, self.seconds)

    def _summary(self) -> Iterator[Piece]:
        """Give the score, what is said of it, the money, and the sentence to remember."""
        words, debrief = self.kit.words, self.debrief
        grade = "good" if debrief.score >= score_card.GOOD else "pass" if debrief.passed else "low"
        yield Piece("title", words.spoken("debrief.title"), seen=True)
        yield Piece("score", words.spoken(f"say.score_{grade}", score=debrief.score))
        yield Piece("headline", score_card.headline(words, self.play, debrief))
        tally = score_card.tally(words, self.play, debrief)
        if tally is not None:
            yield Piece("tally", tally, seen=True)
        amount, kept = f"{debrief.lost:,}", f"{debrief.kept:,}"
        yield Piece("money", words.spoken("say.lost", amount=amount, kept=kept), seen=True)
        yield Piece("to remember", words.spoken("debrief.remember"), seen=True)
        yield Piece("remember", Speaker(self.play.scenario).remember())

    def trace_fields(self) -> Mapping[str, object]:
        """Give, with what every screen tells, the play whose score is shown."""
        play = self.play
        shown = {
            "story": play.scenario.id,
            "place": play.position.id,
            "points": self.debrief.score,
            "lost": self.debrief.lost,
            "decisions": len(play.steps),
        }
        return {**super().trace_fields(), "score": shown}

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
            # Where millimetres and not pixels rule, the words of the way need more of it.
            side = round(inner.w * (0.35 if scale.crowded else 0.4))
            score, way = inner.left(side), inner.after(side + gap)
        foot = way.low(max(scale.button, scale.px(Thing.FOOT)))
        return score, way.above(foot.h + scale.gap), foot

    def compose(self, composer: Composer, body: Box) -> None:
        """Set the score beside the way."""
        score, way, foot = self._cut(body, composer.theme.scale)
        self._card.draw(composer, score)
        self._way.draw(
            composer, way, self._entries, self._opening, self._revealed, lambda _: self.opened()
        )
        self._buttons(composer, foot)

    def live(self, now: float, heard: Heard) -> Live:
        """Let the score count up while it is told."""
        under, over = super().live(now, heard)
        age = math.inf if self.page or self.past("score") else self.age(now)
        score = counted(age, 0, self.debrief.score)
        return under, (*over, *self._card.counted(self.typesetter, self._ring, score))

    @cached_property
    def _ring(self) -> Box:
        """Give where the score counts up."""
        score, _, _ = self._cut(self.body, self.theme.scale)
        return self._card.draw(Composer(self.kit.fonts, self.theme), score)

    @property
    def _card(self) -> score_card.ScoreCard:
        return score_card.ScoreCard(self.kit.words, self.play, self.debrief)

    @property
    def _revealed(self) -> int:
        """Give how many entries of the page stand there: each as it is told, else all after the score."""
        entries = len(self._entries)
        if self.open or self.page or (not self.thorough and self.past("score")):
            return entries
        return sum(self.reached(("entry", n)) for n in range(entries))

    def opened(self) -> DebriefScreen:
        """Give the screen with all of its page."""
        return replace(self, open=True)

    def said(self) -> DebriefScreen:
        """Give the screen with the next entry; once all are told they stay."""
        after = super().said()
        last = after.reached(("entry", len(self._entries) - 1))
        return replace(after, open=self.open or last)

    @property
    def told_pages(self) -> tuple[DebriefScreen, ...]:
        """Give the screen with each of its pages, all of it there."""
        return tuple(replace(self, page=page, open=True) for page in range(self.page_count))

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

    @property
    def _turns_to(self) -> str:
        """Give the key of the words for what the next page holds."""
        pages, here = self._pages, self.page % len(self._pages)
        if here == len(pages) - 1:
            return "debrief.back"
        return "debrief.law" if tells_law(pages[here + 1]) else "debrief.more"

    def _buttons(self, composer: Composer, foot: Box) -> None:
        words, pages = self.kit.words, len(self._pages)
        turns = [Button("again", words("debrief.again"), self._again, composer.plain, ("6",))]
        if pages > 1:
            label, after = words(self._turns_to), (self.page + 1) % pages
            turn = Button("more", label, lambda _: self._turned(after), composer.plain, ("5",))
            turns.insert(0, turn)
        quiz = Button("main", words("debrief.quiz"), self._quiz, keys=("enter",))
        composer.row_of_buttons(foot, (*turns, quiz))

    def _quiz(self, now: float) -> Screen:  # noqa: ARG002
        return self.kit.flow.quiz(self.session, self.play)

    def _again(self, now: float) -> Screen:
        return self.kit.flow.again(self, self.play, now)


TURNS = {
    "debrief.back": "say.press_before",
    "debrief.more": "say.press_rest",
    "debrief.law": "say.press_law",
}
"""What is said of the button that turns the pages, by what stands on it."""


def how_long(words: Words, seconds: float) -> str:
    """Give a length of time in words, in whole steps."""
    whole = max(1, round(seconds / TOLD_STEP)) * TOLD_STEP
    minutes, rest = divmod(whole, 60)
    if not minutes:
        return words("debrief.took_seconds", seconds=rest)
    key = "debrief.took_time" if rest else "debrief.took_minutes"
    return words(key, minutes=minutes, seconds=rest)
