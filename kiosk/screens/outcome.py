"""After a choice: what happens in the story, then why, with the cues lit in the words just heard."""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import cached_property

from kiosk.scenario.model import Control, Scene
from kiosk.scenario.spoken import Speaker
from kiosk.screens import cue_card, descriptions, outcome_panel, story_layout
from kiosk.screens.visit_screen import Live, PlayScreen
from kiosk.speech import SILENCE, Heard, SoundEffect, Sounding, Utterance
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Text
from kiosk.ui.motion import counted
from kiosk.ui.theme import Space, Stroke
from kiosk.visit.play import Step

TURN_SHARE = 42
"""Hundredths of the foot that the bar has which turns the cues' pages: its words are fewer."""
BEFORE_WHY = 2
"""Pieces of the script before the why, beside what is gone: what happened, and the verdict."""
VERDICT_WORDS = {"safe": "verdict.safe", "risky": "verdict.risky", "fall": "verdict.fall"}


@dataclass(frozen=True, eq=False, kw_only=True)
class OutcomeScreen(PlayScreen):
    """What a choice led to. `open` once the why stands there too."""

    open: bool = False

    @property
    def identity(self) -> Hashable:
        """Give what makes this a new screen to the visitor."""
        return "outcome", len(self.play.steps), self.play.trail

    @property
    def step(self) -> Step:
        """Give the decision just made."""
        return self.play.steps[-1]

    @property
    def scene(self) -> Scene:
        """Give the scene it was made in."""
        return self.step.scene

    @cached_property
    def script(self) -> tuple[Utterance, ...]:
        """Give the consequence, what is gone with it, the verdict, the why, and how to go on.

        Then come the cues, and what else is seen.
        """
        speaker, words = Speaker(self.play.scenario), self.kit.words
        label = words(self._turns_to)
        turn = (words.spoken("say.press_turn", label=label),) if len(self._pages) > 1 else ()
        return (
            speaker.consequence(self.scene, self.step.index),
            *self._gone,
            words.spoken(f"say.verdict_{self.step.choice.verdict.en}"),
            speaker.why(self.scene, self.step.index),
            words.spoken("say.press_known"),
            *turn,
            *self._named,
            *descriptions.of_outcome(self.kit, self.play, self.step),
        )

    @cached_property
    def _gone(self) -> tuple[Utterance, ...]:
        """Give what the choice cost, as speech."""
        words, choice = self.kit.words, self.step.choice
        gone = []
        if choice.loss:
            gone.append(words.spoken("say.money", lost=choice.loss, kept=self.play.kept))
        if choice.leaks:
            gone.append(words.spoken("say.gone", what="、".join(choice.leaks)))
        return tuple(gone)

    @cached_property
    def _named(self) -> tuple[Utterance, ...]:
        """Give the cues, as speech."""
        return cue_card.said(self.kit.words, self.scene.lines)

    @property
    def lights_at(self) -> int:
        """Give the piece of the script that tells the why, with which the cues light up."""
        return len(self._gone) + BEFORE_WHY

    @property
    def _turns_to(self) -> str:
        """Give the key of the words of the bar that turns the cues' pages."""
        last = self._page == len(self._pages) - 1
        return "outcome.first_cues" if last else "outcome.more_cues"

    @property
    def _first_cue(self) -> int:
        """Give the piece of the script that names the first cue."""
        return self.lights_at + 2 + (len(self._pages) > 1)

    @cached_property
    def _pages(self) -> tuple[cue_card.CuePage, ...]:
        """Give the pages of the card that names the cues."""
        measure = Composer(self.kit.fonts, self.theme)
        box = self._cut(self.body)[1]
        return cue_card.pages(measure, box, self.scene.lines, self.kit.words("outcome.cues"))

    @property
    def _page(self) -> int:
        """Give which of them is shown: that of the cue being named, the last once all are."""
        return cue_card.page_with(self._pages, self.piece - self._first_cue)

    @property
    def cue_pages(self) -> tuple[OutcomeScreen, ...]:
        """Give the screen with its why on each page of its cues, in order."""
        if len(self._pages) < 2:  # noqa: PLR2004 (what has one page is that page)
            return (self.opened(),)
        first = self._first_cue
        return tuple(replace(self, open=True, piece=first + page.first) for page in self._pages)

    @property
    def sounds(self) -> frozenset[Sounding]:
        """Let the visitor hear that the call has ended where they hung up."""
        if self.step.choice.control is not Control.HANG_UP:
            return SILENCE
        return frozenset({Sounding(SoundEffect.HANG_UP, (self.session.story_began, self.identity))})

    def said(self) -> OutcomeScreen:
        """Give the screen with the why."""
        at = self.piece + 1
        return replace(self, piece=at, open=self.open or at >= self.lights_at)

    def opened(self) -> OutcomeScreen:
        """Give the screen with the why at once, spoken."""
        return replace(self, open=True, piece=max(self.lights_at, self.piece))

    def head_line(self, composer: Composer, box: Box) -> None:
        """Set title, progress and money."""
        story_layout.story_head(
            self.kit, composer, box, self.play, amount=not self.step.choice.loss
        )

    def live(self, now: float, heard: Heard) -> Live:
        """Let lost money leave the meter."""
        under, over = super().live(now, heard)
        place = self._composer.amount
        if place is None:
            return under, over
        after = self.play.kept
        before = after + self.play.lost - replace(self.play, steps=self.play.steps[:-1]).lost
        age = math.inf if self.piece else self.age(now)
        amount = story_layout.amount_prose(self._composer, counted(age, before, after), lost=True)
        return under, (*over, Text(*place, amount, self.theme.colours.card))

    def compose(self, composer: Composer, body: Box) -> None:
        """Set what happened; then, with the why, the words that gave it away beside it."""
        if not self.open:
            foot = outcome_panel.draw(self.kit, composer, body, self.play)
            composer.button(
                "main",
                foot,
                self.kit.words("outcome.show_why"),
                lambda _: self.opened(),
                look=composer.plain,
                keys=("enter",),
                px=composer.theme.scale.helper,
            )
            return
        left, right, foot = self._cut(body)
        self._happened(composer, left)
        self._cues(composer, right)
        if len(self._pages) > 1:
            turn = foot.left((foot.w - composer.theme.scale.gap) * TURN_SHARE // 100)
            foot = foot.after(turn.w + composer.theme.scale.gap)
            self._turning(composer, turn)
        composer.button(
            "main",
            foot,
            self.kit.words("outcome.go_on"),
            lambda now: self.kit.flow.onward(self.session, self.play, now),
            keys=("enter",),
        )

    def _cut(self, body: Box) -> tuple[Box, Box, Box]:
        """Give where it stands what happened and why, where the cues, and the button below them."""
        scale = self.theme.scale
        margin = scale.px(Space.HUGE)
        inner = body.inset(margin, scale.px(Space.S))
        button = scale.bar
        if scale.portrait:
            foot = inner.low(button)
            upper = inner.above(button + scale.gap)
            tall = upper.h * 46 // 100
            left, right = upper.top(tall), upper.below(tall + scale.px(Space.XL))
        else:
            left = inner.left(inner.w * 54 // 100)
            column = inner.after(left.w + scale.px(Space.XXL))
            foot, right = column.low(button), column.above(button + scale.gap)
        return left, right, foot

    def _turning(self, composer: Composer, bar: Box) -> None:
        """Let the cues for which there was no room be seen, and heard."""
        last = self._page == len(self._pages) - 1
        after = self._first_cue + (0 if last else self._pages[self._page + 1].first)
        composer.button(
            "more",
            bar,
            self.kit.words(self._turns_to),
            lambda _: replace(self, piece=after, aside=None),
            look=composer.plain,
            keys=("5",),
        )

    def _happened(self, composer: Composer, box: Box) -> None:
        scale, colours, words = composer.theme.scale, composer.theme.colours, self.kit.words
        choice = self.step.choice
        composer.card(box)
        pad = scale.px(Space.HUGE) if not scale.portrait else scale.px(Space.XXL)
        inner = box.inset(pad, scale.px(Space.M if scale.crowded else Space.XL))
        tag = cue_card.verdict_tag(composer, inner, choice.verdict, words)
        top = tag.bottom + scale.px(Space.M if scale.crowded else Space.L)
        label = composer.lay(words("outcome.why"), scale.helper, colours.ink2, inner.w)
        rule = scale.px(Space.XL)
        room = inner.bottom - top - label.height - 2 * rule
        paragraph = composer.largest(
            choice.consequence, scale.spoken, colours.ink, (inner.w, room // 2)
        )
        why = composer.largest(
            choice.why, scale.choice, colours.ink, (inner.w, room - paragraph.height)
        )
        if min(paragraph.style.px, why.style.px) < scale.least:
            # What happened stood on the page before; the why needs the room to be read.
            room += 2 * rule
            why = composer.largest(choice.why, scale.choice, colours.ink, (inner.w, room))
            y = composer.text(inner.x, top, label, colours.card)
        else:
            spare = max(0, room - paragraph.height - why.height) // 4
            y = (
                composer.spoken_text(0, inner.x, top + spare, paragraph, colours.card)
                + spare // 2
                + rule
            )
            composer.line(Box(inner.x, y, inner.w, max(1, scale.px(Stroke.THIN))))
            y = composer.text(inner.x, y + rule + spare // 2, label, colours.card)
        composer.spoken_text(self.lights_at, inner.x, y, why, colours.card)

    def _cues(self, composer: Composer, box: Box) -> None:
        """Set the cues of this scene, or the careful act where the scene has none."""
        if self._pages:
            title, told = self.kit.words("outcome.cues"), (self._first_cue, self._named)
            cue_card.draw(composer, box, self._pages[self._page], title, told)
            return
        composer.card(box)
        cue_card.chosen(composer, box, self.step, self.kit.words)
