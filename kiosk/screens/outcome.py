"""After a choice: what happens in the story, then why, with the cues lit in the words just heard."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator
from dataclasses import field, replace
from functools import cached_property, partial

from kiosk.scenario.model import Control, Scene, Verdict
from kiosk.scenario.spoken import Speaker
from kiosk.screens import cue_card, descriptions, head_line, outcome_panel, verdicts, why_panel
from kiosk.screens.head_line import HeadLine, Meter
from kiosk.screens.scene_layout import device_and_words
from kiosk.screens.visit_screen import Live, PlayScreen
from kiosk.speech import SILENCE, Heard, SoundEffect, Sounding
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Panel, Text
from kiosk.ui.memo import Memo
from kiosk.ui.motion import counted, eased, slid
from kiosk.ui.screen import Item, Piece, numbered
from kiosk.ui.theme import Corner, Pace, Space, Stroke
from kiosk.values import dataclass
from kiosk.visit.play import Step
from kiosk.words import Words, yuan

TURN_SHARE = 47
"""Hundredths of the foot that the bar has which turns the cues' pages: its words are fewer."""


@dataclass(frozen=True, eq=False, kw_only=True)
class OutcomeScreen(PlayScreen):
    """What a choice led to. `open` once the why stands there too."""

    open: bool = False
    _whys: Memo[why_panel.Beside | None] = field(default_factory=Memo, repr=False)
    _named: Memo[tuple[cue_card.CuePage, ...]] = field(default_factory=Memo, repr=False)
    """What is laid out by them is the same for every piece said: the screens of all pieces share them."""

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
    def pieces(self) -> tuple[Piece, ...]:
        """Give the consequence, what is gone with it, the verdict, the why, and how to go on.

        Then come the cues, and what else is seen.
        """
        told = descriptions.of_outcome(self.kit, self.play, self.step)
        also = told if self.thorough else ()
        cues = (*self._heading, *numbered("cue", self._card.told, seen=True))
        return (*self._told, *self._how_to_turn(), *cues, *numbered("also", also))

    @property
    def _heading(self) -> tuple[Piece, ...]:
        """Give what the cues' card is called, said before they are named."""
        title = self.kit.words.spoken(self._card.keys.title)
        return (Piece("cues", title, seen=True),) if self._card.told else ()

    @cached_property
    def _told(self) -> tuple[Piece, ...]:
        """Give what is said before the cues and before how to turn their pages."""
        speaker, words = Speaker(self.play.scenario), self.kit.words
        return (
            Piece("consequence", speaker.consequence(self.scene, self.step.index)),
            *self._gone(),
            Piece("verdict", words.spoken(f"say.verdict_{self.step.choice.verdict.en}")),
            Piece("reason", words.spoken("say.why"), seen=True),
            Piece("why", speaker.why(self.scene, self.step.index)),
            Piece("go on", words.spoken("say.press_known"), seen=True),
        )

    def _gone(self) -> Iterator[Piece]:
        """Give what the choice cost."""
        words, choice = self.kit.words, self.step.choice
        if choice.loss:
            lost = words.spoken("say.money", lost=choice.loss, kept=self.play.kept)
            yield Piece("money", lost, seen=True)
        if choice.leaks:
            gone = words.spoken("say.gone", what="、".join(choice.leaks))
            yield Piece("leaks", gone, seen=True)

    def _how_to_turn(self) -> Iterator[Piece]:
        if len(self._pages) > 1:
            label = self.kit.words(self._turns_to)
            how = self.kit.words.spoken("say.press_turn", label=label)
            yield Piece("how to turn", how, seen=True)

    @cached_property
    def _card(self) -> cue_card.CueCard:
        """Give the card that names what the scene's words show."""
        return cue_card.CueCard(self.kit.words, self.kit.catalogue, self.scene.lines)

    @property
    def cues_stay(self) -> bool:
        """Tell whether the cues are lit already: they light up with the why."""
        return self.past("why")

    @property
    def _turns_to(self) -> str:
        """Give the key of the words of the bar that turns the cues' pages."""
        last, keys = self._page == len(self._pages) - 1, self._card.keys
        return keys.first if last else keys.more

    @cached_property
    def _pages(self) -> tuple[cue_card.CuePage, ...]:
        """Give the pages of the card that names the cues."""
        return self._named.of((self.theme, self.body, self.play), self._paged)

    def _paged(self) -> tuple[cue_card.CuePage, ...]:
        box = self._cut(self.body)[1]
        return self._card.pages(self.typesetter, box, self.scene.lines)

    @property
    def _page(self) -> int:
        """Give which of them is shown: that of the cue being named, the last once all are."""
        # The script itself can't be asked: it tells of the page that is shown.
        before = len(self._told) + (len(self._pages) > 1) + len(self._heading)
        return cue_card.page_with(self._pages, self.piece - before)

    @property
    def cue_pages(self) -> tuple[OutcomeScreen, ...]:
        """Give the screen with its why on each page of its cues, in order."""
        if len(self._pages) < 2:  # noqa: PLR2004 (what has one page is that page)
            return (self.opened(),)
        opened = replace(self, open=True)
        return tuple(opened.from_piece(("cue", page.first)) for page in self._pages)

    @property
    def sounds(self) -> frozenset[Sounding]:
        """Let the visitor hear that the call has ended where they hung up."""
        if self.step.choice.control is not Control.HANG_UP:
            return SILENCE
        return frozenset({Sounding(SoundEffect.HANG_UP, (self.session.story_began, self.identity))})

    def said(self) -> OutcomeScreen:
        """Give the screen with the why."""
        after = super().said()
        return replace(after, open=self.open or after.reached("verdict"))

    def opened(self) -> OutcomeScreen:
        """Give the screen with the why at once, spoken."""
        telling = self if self.reached("why") else self.from_piece("why")
        return replace(telling, open=True)

    def head_line(self, composer: Composer, box: Box) -> HeadLine:
        """Set title, progress and money; with the why the verdict, across all of it."""
        if self.open:
            return head_line.of_verdict(self.kit, composer, box, self.play)
        before = self._before if self.step.choice.loss else None
        return head_line.of_story(self.kit, composer, box, self.play, before=before)

    @property
    def _before(self) -> int:
        """Give the money there was before this decision."""
        return self.play.kept + self.play.lost - replace(self.play, steps=self.play.steps[:-1]).lost

    def live(self, now: float, heard: Heard) -> Live:
        """Let lost money fly from the device to the meter, and leave it there."""
        under, over = super().live(now, heard)
        meter = self.still.head.meter
        if self.open or meter is None or not self.step.choice.loss:
            return under, over
        age = math.inf if self.past("consequence") else self.age(now)
        amount = counted(age - Pace.FLY_SECONDS, self._before, self.play.kept)
        return under, (*over, *meter.items(self.typesetter, amount), *self._flying(meter, age))

    def _flying(self, meter: Meter, age: float) -> tuple[Item, ...]:
        """Give the sum on its way, from where it was confirmed to where it is missed."""
        if age >= Pace.FLY_SECONDS:
            return ()
        scale, colours = self.theme.scale, self.theme.colours
        lost = self.kit.words("story.minus", amount=yuan(self._before - self.play.kept))
        told = self.typesetter.lay(lost, scale.title, colours.red.ink, 10**6, bold=True)
        wide, tall = told.width + 2 * scale.px(Space.XL), told.height + scale.px(Space.M)
        share = eased(age / Pace.FLY_SECONDS)
        start, end = self._device.low(self._device.h // 3).centre, meter.figures.centre
        x = round(start[0] + (end[0] - start[0]) * share)
        y = round(start[1] + (end[1] - start[1]) * share)
        x = min(x, self.kit.size[0] - scale.margin - wide // 2)
        plate = Box(x - wide // 2, y - tall // 2, wide, tall)
        edge = scale.px(Stroke.EDGE)
        ground = Panel(plate, colours.red.tint, tall // 2, edge, colours.red.ink)
        at = plate.x + (wide - told.width) // 2, plate.y + (tall - told.height) // 2
        return ground, Text(*at, told, colours.red.tint)

    @cached_property
    def _device(self) -> Box:
        """Give where the device stands."""
        state = outcome_panel.device_after(self.kit, self.play)
        return device_and_words(self.typesetter, self.body, state).device

    def offset(self, age: float) -> tuple[int, int]:
        """Let what the visitor sends slide in among the messages."""
        return 0, 0 if self.open else slid(age, self.theme.scale.px(Space.HUGE))

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
        if self._beside is not None:
            self._beside.draw(composer)
            why_panel.draw_why(self.kit, composer, left, self.step.choice)
        else:
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

    @cached_property
    def _beside(self) -> why_panel.Beside | None:
        """Give where the why stands beside the device, where that has room."""
        make = partial(
            why_panel.beside, self.kit, self.typesetter, self.body, self.play, self._card
        )
        return self._whys.of((self.theme, self.body, self.play), make)

    def _cut(self, body: Box) -> tuple[Box, Box, Box]:
        """Give where it stands what happened and why, where the cues, and the button below them."""
        if self._beside is not None:
            return self._beside.why, self._beside.cues, self._beside.foot
        scale = self.theme.scale
        inner = body.inset(scale.margin, scale.px(Space.S))
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
        after = self._pages[0 if last else self._page + 1]
        composer.button(
            "more",
            bar,
            self.kit.words(self._turns_to),
            lambda _: replace(self.from_piece(("cue", after.first)), aside=None),
            look=composer.plain,
            keys=("5",),
        )

    def _happened(self, composer: Composer, box: Box) -> None:
        scale, colours, words = composer.theme.scale, composer.theme.colours, self.kit.words
        choice = self.step.choice
        composer.card(box)
        pad = scale.px(Space.HUGE) if not scale.portrait else scale.px(Space.XXL)
        inner = box.inset(pad, scale.px(Space.M if scale.crowded else Space.XL))
        top = inner.y
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
            y = composer.spoken_text("reason", inner.x, top, label, colours.card)
        else:
            spare = max(0, room - paragraph.height - why.height) // 4
            y = (
                composer.spoken_text("consequence", inner.x, top + spare, paragraph, colours.card)
                + spare // 2
                + rule
            )
            composer.line(Box(inner.x, y, inner.w, max(1, scale.px(Stroke.THIN))))
            top = y + rule + spare // 2
            y = composer.spoken_text("reason", inner.x, top, label, colours.card)
        composer.spoken_text("why", inner.x, y, why, colours.card)

    def _cues(self, composer: Composer, box: Box) -> None:
        """Set the cues of this scene, or the careful act where the scene has none."""
        if self._pages:
            self._card.draw(composer, box, self._pages[self._page])
            return
        composer.card(box)
        _chosen(composer, box, self.step, self.kit.words)


def _chosen(composer: Composer, box: Box, step: Step, words: Words) -> None:
    """Set the choice made, and beneath it praise or the careful act."""
    colours, scale = composer.theme.colours, composer.theme.scale
    inner = box.inset(scale.px(Space.XXL), scale.px(Space.XL))
    choice = step.choice
    label = composer.lay(words("outcome.chosen"), scale.helper, colours.ink2, inner.w)
    room = (inner.w, inner.h // 3)
    paragraph = composer.largest(choice.text, scale.choice, colours.ink, room, bold=True)
    praise = choice.verdict is Verdict.SAFE
    safe = next((c for c in step.scene.choices if c.verdict is Verdict.SAFE), None)
    if praise:
        text, above = words(verdicts.STANCE_PRAISE[choice.stance.en]), ""
    else:
        text, above = (safe.text, words("outcome.better")) if safe else ("", "")
    pad = scale.px(Space.XL)
    green = colours.green
    note = composer.lay(above, scale.helper, green.ink, inner.w) if above else None
    told = composer.largest(
        text, scale.choice, green.ink, (inner.w - 2 * pad, inner.h // 3), bold=True
    )
    height = told.height + (note.height if note else 0) + 2 * scale.px(Space.L)
    spare = max(0, inner.h - label.height - paragraph.height - height) // 3
    y = composer.text(inner.x, inner.y + spare, label, colours.card)
    y = composer.text(inner.x, y, paragraph, colours.card) + spare
    if not text:
        return
    plate = Box(inner.x, y, inner.w, height)
    edge = scale.px(colours.edge)
    composer.back.append(Panel(plate, green.tint, scale.px(Corner.BUBBLE), edge, green.ink))
    y += scale.px(Space.L)
    if note is not None:
        y = composer.text(inner.x + pad, y, note, green.tint)
    composer.text(inner.x + pad, y, told, green.tint)
