"""After a choice: what happens in the story, then why, with the cues lit in the words just heard."""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import cached_property

from kiosk.scenario.model import Control, Scene
from kiosk.scenario.sounds import SILENCE, PlaceSound, Sounding
from kiosk.scenario.spoken import Heard, Speaker, Utterance
from kiosk.stage.box import Box
from kiosk.stage.motion import counted
from kiosk.stage.screens import cue_card, happened, story_layout
from kiosk.stage.screens.visit_screen import Live, VisitScreen
from kiosk.stage.shapes import Text
from kiosk.stage.sheet import Sheet
from kiosk.stage.theme import Space, Stroke
from kiosk.visit.play import Play, Step

VERDICT_WORDS = {"safe": "verdict.safe", "risky": "verdict.risky", "fall": "verdict.fall"}


@dataclass(frozen=True, eq=False, kw_only=True)
class OutcomeScreen(VisitScreen):
    """What a choice led to. `open` once the why stands there too."""

    play: Play
    open: bool = False

    @property
    def place(self) -> Hashable:
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
        """Give the consequence, what is gone with it, the why, and how to go on."""
        speaker, words, choice = Speaker(self.play.scenario), self.kit.words, self.step.choice
        gone = []
        if choice.loss:
            gone.append(words.spoken("say.money", lost=choice.loss, kept=self.play.kept))
        if choice.leaks:
            gone.append(words.spoken("say.leaked", what="、".join(choice.leaks)))
        return (
            speaker.consequence(self.scene, self.step.index),
            *gone,
            speaker.why(self.scene, self.step.index),
            words.spoken("say.press_go_on"),
        )

    @property
    def lights_at(self) -> int:
        """Give the piece of the script that tells the why, with which the cues light up."""
        return len(self.script) - 2

    @property
    def sounds(self) -> frozenset[Sounding]:
        """Let the visitor hear that the call has ended where they hung up."""
        if self.step.choice.control is not Control.HANG_UP:
            return SILENCE
        return frozenset({Sounding(PlaceSound.HANG_UP, (self.session.story_began, self.place))})

    def said(self) -> OutcomeScreen:
        """Give the screen with the why."""
        at = self.at + 1
        return replace(self, at=at, open=self.open or at >= self.lights_at)

    def opened(self) -> OutcomeScreen:
        """Give the screen with the why at once, spoken."""
        return replace(self, open=True, at=max(self.lights_at, self.at))

    def head_line(self, sheet: Sheet, box: Box) -> None:
        """Set title, progress and money."""
        story_layout.story_head(self.kit, sheet, box, self.play, amount=not self.step.choice.loss)

    def live(self, now: float, heard: Heard) -> Live:
        """Let lost money leave the meter."""
        under, over = super().live(now, heard)
        place = self._sheet.amount
        if place is None:
            return under, over
        after = self.play.kept
        before = after + self.play.lost - replace(self.play, steps=self.play.steps[:-1]).lost
        age = math.inf if self.at else self.age(now)
        amount = story_layout.amount_prose(self._sheet, counted(age, before, after), lost=True)
        return under, (*over, Text(*place, amount, self.theme.colours.card))

    def compose(self, sheet: Sheet, body: Box) -> None:
        """Set what happened; then, with the why, the words that gave it away beside it."""
        if not self.open:
            foot = happened.draw(self.kit, sheet, body, self.play)
            sheet.button(
                "main",
                foot,
                self.kit.words("outcome.show_why"),
                lambda _: self.opened(),
                look=sheet.plain,
                keys=("enter",),
                px=sheet.theme.scale.helper,
            )
            return
        scale = sheet.theme.scale
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
        self._happened(sheet, left)
        self._cues(sheet, right)
        sheet.button(
            "main",
            foot,
            self.kit.words("outcome.go_on"),
            lambda now: self.kit.flow.onward(self.session, self.play, now),
            keys=("enter",),
        )

    def _happened(self, sheet: Sheet, box: Box) -> None:
        scale, colours, words = sheet.theme.scale, sheet.theme.colours, self.kit.words
        choice = self.step.choice
        sheet.card(box)
        pad = scale.px(Space.HUGE) if not scale.portrait else scale.px(Space.XXL)
        inner = box.inset(pad, scale.px(Space.XL))
        top = cue_card.verdict_tag(sheet, inner, choice.verdict, words) + scale.px(Space.L)
        label = sheet.lay(words("outcome.why"), scale.helper, colours.ink2, inner.w)
        rule = scale.px(Space.XL)
        room = inner.bottom - top - label.height - 2 * rule
        prose = sheet.largest(choice.consequence, scale.spoken, colours.ink, (inner.w, room // 2))
        why = sheet.largest(choice.why, scale.choice, colours.ink, (inner.w, room - prose.height))
        spare = max(0, room - prose.height - why.height) // 4
        y = sheet.spoken_text(0, inner.x, top + spare, prose, colours.card) + spare // 2 + rule
        sheet.line(Box(inner.x, y, inner.w, max(1, scale.px(Stroke.THIN))))
        y += rule + spare // 2
        y = sheet.text(inner.x, y, label, colours.card)
        sheet.spoken_text(self.lights_at, inner.x, y, why, colours.card)

    def _cues(self, sheet: Sheet, box: Box) -> None:
        """Set the cues of this scene, or the careful act where the scene has none."""
        cues = [(line, cue) for line in self.scene.lines for cue in line.cues]
        if cues:
            cue_card.draw(sheet, box, self.scene, self.kit.words("outcome.cues"))
            return
        sheet.card(box)
        cue_card.chosen(sheet, box, self.step, self.kit.words)
