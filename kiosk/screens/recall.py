"""先想一想: which sentence the story before left, before the questions; nobody is shamed."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import cached_property

from kiosk.scenario.model import Scenario
from kiosk.scenario.spoken import Speaker
from kiosk.screens import scene_layout, verdicts
from kiosk.screens.story_card import cover
from kiosk.screens.visit_screen import PlayScreen
from kiosk.speech import Utterance
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art, Corners, Panel
from kiosk.ui.screen import Piece, Screen, Target, numbered
from kiosk.ui.sizes import GROW, down, largest
from kiosk.ui.theme import Corner, Space
from kiosk.values import dataclass
from kiosk.visit.recall import Recall

PICTURE = 0.34
"""Share of the body's width that the story's card has."""
PICTURE_UPRIGHT = 0.3
"""Share of an upright body's height that it has."""
LARGEST = 1.7
"""How much larger than what is heard the sentence stands, where it has the room."""


@dataclass(frozen=True, eq=False, kw_only=True)
class RecallScreen(PlayScreen):
    """The story before and three sentences; once one is picked, the story's own. `play` is the last."""

    recall: Recall
    picked: int | None = None

    @property
    def identity(self) -> Hashable:
        """Give what makes this a new screen to the visitor."""
        return "recall", self.recall.story.id, self.picked

    @property
    def stories(self) -> tuple[Scenario, ...]:
        """Give the story that is asked about."""
        return (self.recall.story,)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Give the story, the question and the sentences by number; or the story's own sentence."""
        words, speaker = self.kit.words, Speaker(self.recall.story)
        title = Piece("title", words.spoken("recall.title"), seen=True)
        if self.picked is not None:
            right = self.picked == self.recall.right
            return (
                title,
                Piece("found", words.spoken("recall.right" if right else "recall.this")),
                Piece("remember", speaker.remember()),
                Piece("story", speaker.title(), seen=True),
                Piece("go on", words.spoken("say.press_go_on"), seen=True),
            )
        sentences = (
            piece
            for n, story in enumerate(self.recall.choices)
            for piece in (
                Piece(("number", n), words.spoken(f"say.numbers.{n}"), seen=True),
                Piece(("sentence", n), self._sentence(story)),
            )
        )
        how = numbered("how", (words.spoken("say.press_number"),), seen=True)
        return (
            title,
            Piece("story", speaker.title()),
            Piece("question", words.spoken("recall.question")),
            *sentences,
            *how,
        )

    def _sentence(self, story: Scenario) -> Utterance:
        return Speaker(story).remember()

    @property
    def head(self) -> str:
        """Give the title in the head line."""
        return self.kit.words("recall.title")

    def compose(self, composer: Composer, body: Box) -> None:
        """Set the story's card, and beside it the sentences, or the story's own."""
        scale = composer.theme.scale
        inner = body.inset(scale.margin, scale.px(Space.S))
        space = scale.px(Space.XXL)
        if scale.portrait:
            card = inner.top(round(inner.h * PICTURE_UPRIGHT))
            column = inner.below(card.h + space)
        else:
            card = inner.left(round(inner.w * PICTURE))
            column = inner.after(card.w + space)
        self._story(composer, card)
        if self.picked is None:
            self._ask(composer, column)
        else:
            self._tell(composer, column, right=self.picked == self.recall.right)

    def _story(self, composer: Composer, box: Box) -> None:
        """Set the story's picture and its title below."""
        scale, colours = composer.theme.scale, composer.theme.colours
        composer.card(box)
        pad, story = scale.px(Space.XL), self.recall.story
        title = composer.largest(
            story.title, scale.title, colours.ink, (box.w - 2 * pad, box.h // 3), bold=True
        )
        told = title.height + 2 * pad
        edge = scale.px(colours.edge)
        art = box.above(told)
        picture = Box(art.x + edge, art.y + edge, art.w - 2 * edge, art.h - edge)
        composer.front.append(
            Art(picture, cover(story), cover=True, radius=scale.radius, corners=Corners.TOP)
        )
        composer.spoken_text("story", box.x + pad, art.bottom + pad, title, colours.card)

    def _ask(self, composer: Composer, box: Box) -> None:
        """Set the question and a bar for each sentence, all in letters of one size."""
        scale, colours, words = composer.theme.scale, composer.theme.colours, self.kit.words
        texts = tuple(story.remember for story in self.recall.choices)
        asked = composer.largest(
            words("recall.question"),
            scale.question,
            colours.teal.ink,
            (box.w, box.h // 4),
            bold=True,
        )
        composer.spoken_text("question", box.x, box.y, asked, colours.paper)
        rest = box.below(asked.height + scale.px(Space.L))
        room, side = box.w - scene_layout.choice_padding(scale), scene_layout.disc(scale)
        bars = rest.rows(len(texts), scale.gap)
        high = bars[0].h - scale.px(Space.M)
        em = largest(
            down(round(scale.spoken * GROW), scale.least, 2),
            lambda px: all(
                composer.lay(text, px, colours.ink, room).height <= high for text in texts
            ),
        )
        for n, (bar, text) in enumerate(zip(bars, texts, strict=True)):
            composer.card(bar)
            disc = Box(bar.x + scale.px(Space.XXL), bar.y + (bar.h - side) // 2, side, side)
            composer.number(disc, n + 1)
            left = disc.right + scale.px(Space.XL)
            told = composer.lay(text, em, colours.ink, room)
            composer.beside(Box(left, bar.y, room, bar.h), told, colours.card)
            composer.speak_box(("number", n), bar)
            composer.speak_box(("sentence", n), bar)
            composer.targets.append(
                Target(f"sentence-{n + 1}", bar, self._picking(n), text, (str(n + 1),))
            )

    def picking(self, index: int) -> RecallScreen:
        """Give the screen with the story's own sentence, once one is picked, counted from 0."""
        return replace(self, picked=index, piece=0)

    def _picking(self, index: int) -> Callable[[float], Screen]:
        return lambda _: self.picking(index)

    def _tell(self, composer: Composer, box: Box, *, right: bool) -> None:
        """Set the story's own sentence, larger than all else, and the way on."""
        scale, colours, words = composer.theme.scale, composer.theme.colours, self.kit.words
        foot = box.low(scale.bar)
        card = box.above(scale.bar + scale.gap)
        composer.card(card)
        inner = card.inset(scale.px(Space.XXL), scale.px(Space.XL))
        side = scale.spoken
        found = composer.lay(
            words("recall.right" if right else "recall.this"),
            scale.spoken,
            colours.green.ink if right else colours.ink,
            inner.w - side - scale.px(Space.L),
            bold=True,
        )
        x = inner.x
        if right:
            disc = Box(x, inner.y + (found.leading - side) // 2, side, side)
            verdicts.mark(composer, disc, right=True)
            x = disc.right + scale.px(Space.L)
        y = composer.spoken_text("found", x, inner.y, found, colours.card) + scale.px(Space.L)
        plate = inner.low(inner.bottom - y)
        pad = scale.px(Space.XL)
        edge = scale.px(colours.edge)
        composer.back.append(
            Panel(plate, colours.amber.tint, scale.px(Corner.BUBBLE), edge, colours.amber.ink)
        )
        room = (plate.w - 2 * pad, plate.h - 2 * pad)
        sentence = composer.largest(
            self.recall.story.remember, round(scale.spoken * LARGEST), colours.ink, room
        )
        top = plate.y + (plate.h - sentence.height) // 2
        composer.spoken_text("remember", plate.x + pad, top, sentence, colours.amber.tint)
        composer.button(
            "main",
            foot,
            words("recall.go_on"),
            lambda _: self.kit.flow.questions(self.session, self.play),
            keys=("enter",),
        )
