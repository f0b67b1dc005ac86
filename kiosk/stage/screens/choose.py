"""选故事: large cards with picture, title and minutes; the last is 随便来一个."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from kiosk.scenario.model import Scenario
from kiosk.scenario.spoken import Speaker, Utterance
from kiosk.stage.box import Box
from kiosk.stage.screens.screen import Screen
from kiosk.stage.screens.story_layout import cover
from kiosk.stage.screens.visit_screen import VisitScreen
from kiosk.stage.shapes import Art, Corners, Disc
from kiosk.stage.sheet import Sheet
from kiosk.stage.text.prose import Prose, Span
from kiosk.stage.theme import Space, Thing
from kiosk.stage.view import Target

CHANNELS_NAMED = 2


@dataclass(frozen=True, eq=False, kw_only=True)
class ChooseScreen(VisitScreen):
    """One page of stories."""

    page: int = 0

    @property
    def place(self) -> Hashable:
        """Give what makes this a new screen to the visitor."""
        return "choose", self.page

    @cached_property
    def stories(self) -> tuple[Scenario, ...]:
        """Give the stories of this page."""
        pages = self.kit.deck.pages
        return pages[self.page % len(pages)] if pages else ()

    @cached_property
    def script(self) -> tuple[Utterance, ...]:
        """Give the invitation, then each card's number and title."""
        words = self.kit.words
        if not self.stories:
            return (words.spoken("say.empty"),)
        titles = [Speaker(story).title() for story in self.stories]
        cards = [*titles, words.spoken("choose.random")]
        numbered = (
            piece
            for n, card in enumerate(cards)
            for piece in (words.spoken(f"say.numbers.{n}"), card)
        )
        more = (words.spoken("say.press_more"),) if len(self.kit.deck.pages) > 1 else ()
        return (words.spoken("say.choose"), *numbered, *more)

    def soon(self) -> Iterator[Utterance]:
        """Give this page's titles, the first scene of each story, and the interface's sentences."""
        yield from super().soon()
        for story in self.stories:
            speaker = Speaker(story)
            yield from (speaker.line(story.scenes[0], n) for n in range(len(story.scenes[0].lines)))
        yield from self.kit.words.sentences()

    @property
    def head(self) -> str:
        """Give the title in the head line."""
        return self.kit.words("choose.title")

    def head_line(self, sheet: Sheet, box: Box) -> None:
        """Set the title and, on its right, that no name is asked."""
        super().head_line(sheet, box)
        scale, colours = sheet.theme.scale, sheet.theme.colours
        label = self._today(sheet, box)
        pad = scale.px(Space.XL)
        width = label.width + 2 * pad
        margin = scale.margin
        if box.w - width - 2 * margin < sheet.lay(self.head, scale.title, colours.ink, box.w).width:
            return
        height = min(box.h - scale.px(Space.L), round(scale.helper * 2.2))
        chip = Box(box.right - margin - width, box.y + (box.h - height) // 2, width, height)
        sheet.card(chip)
        sheet.beside(chip.inset(pad, 0), label, colours.card)
        sheet.room = box.inset(margin, 0).left(chip.x - scale.px(Space.L) - box.x - margin)

    def _today(self, sheet: Sheet, box: Box) -> Prose:
        """Give how many have played today, or where none has that no name is asked."""
        scale, colours, words = sheet.theme.scale, sheet.theme.colours, self.kit.words
        visitors = self.kit.visitors()
        if not visitors:
            return sheet.lay(words("choose.note"), scale.helper, colours.ink2, box.w)
        text = words("choose.today", count=visitors)
        figure = str(visitors)
        at = text.index(figure)
        spans = (Span(at, at + len(figure), colours.ink),)
        return sheet.lay(text, scale.helper, colours.ink2, box.w, spans=spans)

    def compose(self, sheet: Sheet, body: Box) -> None:
        """Set the cards."""
        scale = sheet.theme.scale
        pages = len(self.kit.deck.pages)
        inner = body.inset(scale.margin, scale.px(Space.S))
        if pages > 1:
            foot = inner.low(scale.button)
            inner = inner.above(scale.button + scale.gap)
            self._pager(sheet, foot, pages)
        count = len(self.stories) + 1
        across = 2 if scale.portrait or count <= 4 else 3  # noqa: PLR2004 (two rows of cards)
        rows = -(-count // across)
        gap = max(scale.px(Space.XL), scale.gap)
        tall = min((inner.h - gap * (rows - 1)) // rows, scale.px(Thing.COVER))
        top = inner.y + (inner.h - rows * tall - gap * (rows - 1)) // 2
        cells = [
            cell
            for row in Box(inner.x, top, inner.w, rows * tall + gap * (rows - 1)).rows(rows, gap)
            for cell in row.columns(across, gap)
        ]
        for n, story in enumerate(self.stories):
            self._card(sheet, cells[n], n, story)
        if self.stories:
            last = cells[len(self.stories)]
            if count % across and rows > 1:
                # The last card takes what its row has left: no corner looks forgotten.
                last = Box(last.x, last.y, inner.right - last.x, last.h)
            self._random(sheet, last)
        else:
            colours = sheet.theme.colours
            text = sheet.lay(self.kit.words("choose.empty"), scale.spoken, colours.ink, inner.w)
            sheet.middle(inner, text, colours.paper)

    def _card(self, sheet: Sheet, box: Box, n: int, story: Scenario) -> None:
        scale, colours, words = sheet.theme.scale, sheet.theme.colours, self.kit.words
        sheet.card(box)
        pad = scale.px(Space.XL)
        title = self._title(sheet, story.title, box.w - 2 * pad)
        channels = tuple(dict.fromkeys(scene.channel.zh for scene in story.scenes))
        kinds = "、".join(channels[:CHANNELS_NAMED])
        minutes = words("choose.minutes", minutes=self.kit.minutes.get(story.id, 3))
        note = sheet.fit(
            f"{kinds}　{minutes}", scale.helper, colours.ink2, (box.w - 2 * pad, scale.helper * 2)
        )
        words_height = title.height + note.height + scale.px(Space.XXL)
        art = box.above(words_height)
        edge = scale.px(colours.edge)
        picture = Box(art.x + edge, art.y + edge, art.w - 2 * edge, art.h - edge)
        sheet.front.append(
            Art(picture, cover(story), cover=True, radius=scale.radius, corners=Corners.TOP)
        )
        y = sheet.text(box.x + pad, art.bottom + scale.px(Space.M), title, colours.card)
        sheet.text(box.x + pad, y, note, colours.card)
        below = Box(box.x, art.bottom, box.w, words_height)
        sheet.speak_box(2 * n + 1, below)
        sheet.speak_box(2 * n + 2, below)
        self._badge(sheet, box, n + 1)
        sheet.targets.append(
            Target(
                f"story-{n + 1}",
                box,
                lambda now, s=story: self.kit.flow.story(self.session, s, now),  # type: ignore[misc]
                story.title,
                (str(n + 1),),
            )
        )

    def _title(self, sheet: Sheet, text: str, width: int) -> Prose:
        """Give a title on one row, or on two where it would get too small."""
        scale, colours = sheet.theme.scale, sheet.theme.colours
        for px in range(scale.title, scale.least - 1, -1):
            prose = sheet.lay(text, px, colours.ink, width, bold=True)
            if len(prose.rows) == 1:
                return prose
        return sheet.lay(text, scale.title, colours.ink, width, bold=True)

    def _badge(self, sheet: Sheet, box: Box, number: int) -> None:
        scale, colours = sheet.theme.scale, sheet.theme.colours
        side = max(scale.px(Thing.LOGO), round(scale.helper * 1.5))
        disc = Box(box.x + scale.px(Space.L), box.y + scale.px(Space.L), side, side)
        sheet.front.append(Disc(disc, colours.card))
        digit = sheet.lay(str(number), scale.helper, colours.teal.ink, side, bold=True)
        sheet.middle(disc, digit, colours.card)

    def _random(self, sheet: Sheet, box: Box) -> None:
        scale, colours, words = sheet.theme.scale, sheet.theme.colours, self.kit.words
        sheet.card(box, colours.teal.ink)
        pad = scale.px(Space.XL)
        room = box.w - 2 * pad
        title = sheet.fit(
            words("choose.random"), scale.title, colours.on_dark, (room, scale.title * 2), bold=True
        )
        note = sheet.fit(
            words("choose.random_note"), scale.helper, colours.on_dark, (room, scale.helper * 2)
        )
        words_height = title.height + note.height + scale.px(Space.XXL)
        art = box.above(words_height)
        side = min(scale.px(Thing.SIGN), art.h * 7 // 10)
        sheet.icon(art.centred(side, side), "dice", colours.on_dark)
        y = sheet.text(box.x + pad, art.bottom + scale.px(Space.M), title, colours.teal.ink)
        sheet.text(box.x + pad, y, note, colours.teal.ink)
        number = len(self.stories) + 1
        self._badge(sheet, box, number)
        sheet.targets.append(
            Target("story-any", box, self._any, words("choose.random"), (str(number),))
        )

    def _any(self, now: float) -> Screen:
        visit = self.session.visit
        seed = self.session.seed + len(visit.plays)
        story = self.kit.deck.pick(seed, visit.played)
        return self.kit.flow.story(self.session, story, now)

    def _pager(self, sheet: Sheet, foot: Box, pages: int) -> None:
        scale, colours, words = sheet.theme.scale, sheet.theme.colours, self.kit.words
        here = words("choose.page", page=self.page + 1, pages=pages)
        note = sheet.lay(here, scale.helper, colours.ink2, foot.w)
        sheet.beside(foot, note, colours.paper)
        button = foot.end(min(foot.w // 2, scale.px(Thing.COVER)))
        sheet.button(
            "more",
            button,
            words("choose.more"),
            lambda _: replace(self, page=(self.page + 1) % pages, at=0),
            look=sheet.plain,
            keys=("enter",),
            icon="next",
        )
