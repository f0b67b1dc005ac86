"""选故事: large cards with picture, title and minutes; the last is 随便来一个."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace
from functools import cached_property

from kiosk.scenario.model import Scenario
from kiosk.scenario.spoken import NUMBERS, Speaker
from kiosk.screens import story_card
from kiosk.screens.head_line import HeadLine
from kiosk.screens.visit_screen import VisitScreen
from kiosk.speech import Utterance
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.screen import Piece, Screen, Target, numbered
from kiosk.ui.text.paragraph import Paragraph, Span
from kiosk.ui.theme import Space, Thing
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass

TWO = 2


@dataclass(frozen=True, slots=True)
class PageTurn:
    """A button that turns to a page: its name, the page, its icon and its keys."""

    name: str
    page: int
    icon: str
    keys: tuple[str, ...]


def page_turns(page: int, pages: int) -> Iterator[PageTurn]:
    """Give the ways from a page to others; from the last one leads to the first.

    On is Enter, back is Backspace, which else is 退出.
    """
    last = pages - 1
    if page:
        # With two pages the one before is the first as well.
        only = ("enter",) if page == last == 1 else ()
        yield PageTurn("before", page - 1, "back", ("backspace", *only))
    if page < last:
        yield PageTurn("more", page + 1, "next", ("enter",))
    elif last > 1:
        yield PageTurn("first", 0, "replay", ("enter",))


@dataclass(frozen=True, eq=False, kw_only=True)
class ChooseScreen(VisitScreen):
    """One page of stories."""

    page: int = 0

    @property
    def identity(self) -> Hashable:
        """Give what makes this a new screen to the visitor."""
        return "choose", self.page

    @cached_property
    def story_pages(self) -> tuple[tuple[Scenario, ...], ...]:
        """Give all pages; what is a pair with a story played comes before all else unplayed."""
        return self.kit.paged(self.kit.deck.after(self.session.visit.played))

    @cached_property
    def stories(self) -> tuple[Scenario, ...]:
        """Give the stories of this page."""
        pages = self.story_pages
        return pages[self.page % len(pages)] if pages else ()

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Give the invitation, then each card's number and title, how to turn, and what else is shown."""
        words = self.kit.words
        if not self.stories:
            return (Piece("empty", words.spoken("say.empty")),)
        titles = [Speaker(story).title() for story in self.stories]
        cards = [
            piece
            for n, card in enumerate((*titles, words.spoken("choose.random")))
            for piece in (
                Piece(("number", n), words.spoken(f"say.numbers.{n}"), seen=True),
                Piece(("card", n), card),
            )
        ]
        return (
            Piece("title", words.spoken("choose.title")),
            Piece("invitation", words.spoken("say.choose"), seen=True),
            *cards,
            *numbered("turn", self._more(), seen=True),
            *numbered("details", self._details() if self.thorough else ()),
            *numbered("also", self._also() if self.thorough else ()),
        )

    def _details(self) -> Iterator[Utterance]:
        """Give what each card shows besides its title."""
        words = self.kit.words
        for n, story in enumerate(self.stories):
            minutes = self.kit.minutes.get(story.id, 3)
            told = {"number": NUMBERS[n], "kinds": story_card.kinds(story), "minutes": minutes}
            played = story.id in self.session.visit.played
            yield words.spoken("say.card_played" if played else "say.card", **told)
        yield words.spoken(story_card.random_note(self.kit))

    def _also(self) -> Iterator[Utterance]:
        """Give what the head line shows besides, and the keys of the helpers."""
        words = self.kit.words
        yield self._noted()
        yield words.spoken("say.helpers")
        if not self.page:
            yield words.spoken("say.press_exit")

    def _noted(self) -> Utterance:
        """Give which page this is; where there is one only how many have played today.

        Where none has, that no name is asked.
        """
        words, pages, visitors = self.kit.words, len(self.story_pages), self.kit.visitors()
        if pages > 1:
            return words.spoken("choose.page", page=self.page + 1, pages=pages)
        if visitors:
            return words.spoken("choose.today", count=visitors)
        return words.spoken("choose.note")

    def _more(self) -> tuple[Utterance, ...]:
        """Give how to turn the page, where there are several."""
        pages = len(self.story_pages)
        if pages < TWO:
            return ()
        words, last = self.kit.words, self.page == pages - 1
        onward = words.spoken("say.press_first" if last else "say.press_more")
        if not self.page:
            return (onward,)
        back = words.spoken("say.press_page_before")
        # With two pages the one before is the first as well.
        return (
            (words.spoken("say.press_either_before"),) if last and pages == TWO else (onward, back)
        )

    def upcoming_speech(self) -> Iterator[Utterance]:
        """Give this page's titles, the first scene of each story, and the interface's sentences."""
        yield from super().upcoming_speech()
        for story in self.stories:
            speaker = Speaker(story)
            yield from (speaker.line(story.scenes[0], n) for n in range(len(story.scenes[0].lines)))
        yield from self.kit.words.sentences()

    @property
    def head(self) -> str:
        """Give the title in the head line."""
        return self.kit.words("choose.title")

    def head_line(self, composer: Composer, box: Box) -> HeadLine:
        """Set the title and, on its right, that no name is asked."""
        head = super().head_line(composer, box)
        scale, colours = composer.theme.scale, composer.theme.colours
        label = self._note(composer, box)
        pad = scale.px(Space.XL)
        width = label.width + 2 * pad
        margin = scale.margin
        if (
            box.w - width - 2 * margin
            < composer.lay(self.head, scale.title, colours.ink, box.w).width
        ):
            return head
        height = min(box.h - scale.px(Space.L), round(scale.helper * 2.2))
        chip = Box(box.right - margin - width, box.y + (box.h - height) // 2, width, height)
        composer.card(chip)
        composer.beside(chip.inset(pad, 0), label, colours.card)
        return replace(head, room=head.room.left(chip.x - scale.px(Space.L) - head.room.x))

    def _note(self, typesetter: Typesetter, box: Box) -> Paragraph:
        """Give what the head line notes on its right, a figure of visitors in it standing out."""
        scale, colours = typesetter.theme.scale, typesetter.theme.colours
        text = self._noted().text
        figure = str(self.kit.visitors() or "")
        at = text.find(figure) if figure and len(self.story_pages) == 1 else -1
        spans = (Span(at, at + len(figure), colours.ink),) if at >= 0 else ()
        return typesetter.lay(text, scale.helper, colours.ink2, box.w, spans=spans)

    def compose(self, composer: Composer, body: Box) -> None:
        """Set the cards."""
        scale = composer.theme.scale
        inner = body.inset(scale.margin, scale.px(Space.S))
        if not self.stories:
            colours = composer.theme.colours
            text = composer.lay(self.kit.words("choose.empty"), scale.spoken, colours.ink, inner.w)
            composer.middle(inner, text, colours.paper)
            return
        cells, last = self._cells(composer, inner)
        told = max(
            story_card.words_height(self.kit, composer, cell.w, story)
            for cell, story in zip(cells, self.stories, strict=False)
        )
        for n, (cell, story) in enumerate(zip(cells, self.stories, strict=False)):
            self._card(composer, cell, story, n, told)
        if len(self.story_pages) > 1:
            # The pages are turned in the last card's corner: the pictures keep their height.
            self._turning(composer, last.low(scale.button))
            last = last.above(scale.button + scale.gap)
        self._random(composer, last)

    def _cells(self, typesetter: Typesetter, inner: Box) -> tuple[list[Box], Box]:
        """Give the places of the cards, alike on every page, and that of 随便来一个."""
        scale = typesetter.theme.scale
        # The fullest page comes first.
        count = len(self.story_pages[0]) + 1
        across = 2 if scale.portrait or count <= 4 else 3  # noqa: PLR2004 (two rows of cards)
        rows = -(-count // across)
        gap = max(scale.px(Space.XL), scale.gap)
        tall = min((inner.h - gap * (rows - 1)) // rows, scale.px(Thing.COVER))
        grid = inner.centred(inner.w, rows * tall + gap * (rows - 1))
        cells = [cell for row in grid.rows(rows, gap) for cell in row.columns(across, gap)]
        last = cells[len(self.stories)]
        if rows > 1:
            # The last card takes what its row has left: no corner looks forgotten.
            last = Box(last.x, last.y, inner.right - last.x, last.h)
        return cells, last

    def _card(self, composer: Composer, box: Box, story: Scenario, index: int, told: int) -> None:
        number = index + 1
        card = story_card.StoryCard(story, index, played=story.id in self.session.visit.played)
        card.draw(self.kit, composer, box, told)
        composer.targets.append(
            Target(
                f"story-{number}",
                box,
                lambda now: self.kit.flow.story(self.session, story, now),
                story.title,
                (str(number),),
            )
        )

    def _random(self, composer: Composer, box: Box) -> None:
        number = len(self.stories) + 1
        story_card.draw_random(self.kit, composer, box, len(self.stories))
        label = self.kit.words("choose.random")
        composer.targets.append(Target("story-any", box, self._any, label, (str(number),)))

    def _any(self, now: float) -> Screen:
        visit = self.session.visit
        seed = self.session.seed + len(visit.plays)
        story = self.kit.deck.pick(seed, visit.played)
        return self.kit.flow.surprise(self.session, story, now)

    def _turning(self, composer: Composer, foot: Box) -> None:
        turns = tuple(page_turns(self.page, len(self.story_pages)))
        cells = foot.columns(len(turns), composer.theme.scale.gap)
        for box, turn in zip(cells, turns, strict=True):
            composer.button(
                turn.name,
                box,
                self.kit.words(f"choose.{turn.name}"),
                lambda _, page=turn.page: replace(self, page=page, piece=0),  # type: ignore[misc]
                look=composer.plain,
                keys=turn.keys,
                icon=turn.icon,
                px=composer.theme.scale.helper,
            )
