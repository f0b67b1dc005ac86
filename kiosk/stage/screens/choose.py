"""选故事: large cards with picture, title and minutes; the last is 随便来一个."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from kiosk.scenario.model import Scenario
from kiosk.scenario.spoken import NUMBERS, Speaker, Utterance
from kiosk.stage.box import Box
from kiosk.stage.screens import pager
from kiosk.stage.screens.screen import Screen
from kiosk.stage.screens.story_layout import cover
from kiosk.stage.screens.visit_screen import VisitScreen
from kiosk.stage.shapes import Art, Corners, Disc
from kiosk.stage.sheet import Sheet
from kiosk.stage.text.prose import Prose, Span
from kiosk.stage.theme import Space, Thing
from kiosk.stage.view import Target

CHANNELS_NAMED = 2
TWO = 2
FIRST = 2
"""The piece of the script that gives the first card's number: the title and an invitation come first."""
LOW = 1.3
"""From this width, as a share of its height, a card has its sign beside its words."""


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
        begins = (words.spoken("choose.title"), words.spoken("say.choose"))
        return (*begins, *numbered, *self._more(), *self._also())

    @property
    def head_piece(self) -> int | None:
        """Give the piece of the script that says the title in the head line."""
        return 0 if self.stories else None

    def _also(self) -> Iterator[Utterance]:
        """Give what the cards and the head line show besides, and the keys of the helpers."""
        words = self.kit.words
        for n, story in enumerate(self.stories):
            minutes = self.kit.minutes.get(story.id, 3)
            told = {"number": NUMBERS[n], "kinds": self._kinds(story), "minutes": minutes}
            yield words.spoken("say.card", **told)
        yield words.spoken("choose.random_note")
        yield self._noted()
        yield words.spoken("say.helpers")
        if not self.page:
            yield words.spoken("say.press_exit")

    @property
    def _details(self) -> int:
        """Give the piece of the script that tells of the first card what else it shows."""
        return FIRST + 2 * (len(self.stories) + 1) + len(self._more())

    def _kinds(self, story: Scenario) -> str:
        """Give the first channels of a story."""
        channels = tuple(dict.fromkeys(scene.channel.zh for scene in story.scenes))
        return "、".join(channels[:CHANNELS_NAMED])

    def _noted(self) -> Utterance:
        """Give which page this is; where there is one only how many have played today.

        Where none has, that no name is asked.
        """
        words, pages, visitors = self.kit.words, len(self.kit.deck.pages), self.kit.visitors()
        if pages > 1:
            return words.spoken("choose.page", page=self.page + 1, pages=pages)
        if visitors:
            return words.spoken("choose.today", count=visitors)
        return words.spoken("choose.note")

    def _more(self) -> tuple[Utterance, ...]:
        """Give how to turn the page, where there are several."""
        pages = len(self.kit.deck.pages)
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
        label = self._note(sheet, box)
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

    def _note(self, sheet: Sheet, box: Box) -> Prose:
        """Give what the head line notes on its right, a figure of visitors in it standing out."""
        scale, colours = sheet.theme.scale, sheet.theme.colours
        text = self._noted().text
        figure = str(self.kit.visitors() or "")
        at = text.find(figure) if figure and len(self.kit.deck.pages) == 1 else -1
        spans = (Span(at, at + len(figure), colours.ink),) if at >= 0 else ()
        return sheet.lay(text, scale.helper, colours.ink2, box.w, spans=spans)

    def compose(self, sheet: Sheet, body: Box) -> None:
        """Set the cards."""
        scale = sheet.theme.scale
        inner = body.inset(scale.margin, scale.px(Space.S))
        if not self.stories:
            colours = sheet.theme.colours
            text = sheet.lay(self.kit.words("choose.empty"), scale.spoken, colours.ink, inner.w)
            sheet.middle(inner, text, colours.paper)
            return
        cells, last = self._cells(sheet, inner)
        for n, (cell, story) in enumerate(zip(cells, self.stories, strict=False)):
            self._card(sheet, cell, n, story)
        if len(self.kit.deck.pages) > 1:
            # The pages are turned in the last card's corner: the pictures keep their height.
            self._turning(sheet, last.low(scale.button))
            last = last.above(scale.button + scale.gap)
        self._random(sheet, last)

    def _cells(self, sheet: Sheet, inner: Box) -> tuple[list[Box], Box]:
        """Give the places of the cards, alike on every page, and that of 随便来一个."""
        scale = sheet.theme.scale
        # The fullest page comes first.
        count = len(self.kit.deck.pages[0]) + 1
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

    def _card(self, sheet: Sheet, box: Box, n: int, story: Scenario) -> None:
        scale, colours, words = sheet.theme.scale, sheet.theme.colours, self.kit.words
        sheet.card(box)
        pad = scale.px(Space.XL)
        title = self._title(sheet, story.title, box.w - 2 * pad)
        kinds = self._kinds(story)
        minutes = words("choose.minutes", minutes=self.kit.minutes.get(story.id, 3))
        room = box.w - 2 * pad
        note = sheet.fit(
            f"{kinds}　{minutes}", scale.helper, colours.ink2, (room, scale.helper * 2)
        )
        words_height = title.height + note.height + scale.px(Space.XXL)
        beside = sheet.lay(minutes, scale.helper, colours.ink2, room)
        # On a crowded screen the minutes end the title's last row: the picture keeps their room.
        ends = title.rows[-1].width + scale.px(Space.L) + beside.width <= room
        if scale.crowded and ends:
            note = beside
            words_height -= note.height
        art = box.above(words_height)
        edge = scale.px(colours.edge)
        picture = Box(art.x + edge, art.y + edge, art.w - 2 * edge, art.h - edge)
        sheet.front.append(
            Art(picture, cover(story), cover=True, radius=scale.radius, corners=Corners.TOP)
        )
        y = sheet.text(box.x + pad, art.bottom + scale.px(Space.M), title, colours.card)
        if note is beside:
            last = Box(box.x, y - title.leading, box.w, title.leading).inset(pad, 0)
            sheet.beside(last.end(note.width), note, colours.card)
        else:
            sheet.text(box.x + pad, y, note, colours.card)
        lit = Box(box.x, art.bottom, box.w, words_height)
        sheet.speak_box(2 * n + FIRST, lit)
        sheet.speak_box(2 * n + FIRST + 1, lit)
        sheet.speak_box(self._details + n, lit, worded=note is not beside)
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

    def _disc(self, sheet: Sheet) -> int:
        """Give the width of the disc with a card's number."""
        scale = sheet.theme.scale
        return max(scale.px(Thing.LOGO), round(scale.helper * 1.5))

    def _badge(self, sheet: Sheet, box: Box, number: int) -> None:
        scale, colours = sheet.theme.scale, sheet.theme.colours
        side = self._disc(sheet)
        disc = Box(box.x + scale.px(Space.L), box.y + scale.px(Space.L), side, side)
        sheet.front.append(Disc(disc, colours.card))
        digit = sheet.lay(str(number), scale.helper, colours.teal.ink, side, bold=True)
        sheet.middle(disc, digit, colours.card)

    def _random(self, sheet: Sheet, box: Box) -> None:
        """Set 随便来一个: the sign above its words, or beside them on a low, wide card."""
        scale, colours, words = sheet.theme.scale, sheet.theme.colours, self.kit.words
        sheet.card(box, colours.teal.ink)
        pad, space = scale.px(Space.XL), scale.px(Space.XL)
        low = box.w > box.h * LOW
        side = min(scale.px(Thing.SIGN), box.h * 4 // 10)
        # Beside the sign the words start past the card's number.
        free = box.after(scale.px(Space.L) + self._disc(sheet)).inset(pad, 0) if low else box
        room = (free.w - side - space) if low else box.w - 2 * pad
        grown = sheet.largest if low else sheet.fit
        title = grown(
            words("choose.random"), scale.title, colours.on_dark, (room, scale.title * 2), bold=True
        )
        told = words("choose.random_note")
        note = sheet.lay(told, scale.helper, colours.on_dark, room)
        if low and len(note.rows) == 1:
            note = sheet.largest(told, scale.helper, colours.on_dark, (room, scale.helper * 2))
        height = title.height + note.height
        if low:
            wide = side + space + max(title.width, note.width)
            left = free.x + (free.w - wide) // 2
            # In the middle of the card itself where the number leaves room for it.
            left = max(free.x, min(left, box.x + (box.w - wide) // 2))
            sign = Box(left, box.y + (box.h - side) // 2, side, side)
            x, y = sign.right + space, box.y + (box.h - height) // 2
        else:
            art = box.above(height + scale.px(Space.XXL))
            side = min(scale.px(Thing.SIGN), art.h * 7 // 10)
            sign = art.centred(side, side)
            x, y = box.x + pad, art.bottom + scale.px(Space.M)
        sheet.icon(sign, "dice", colours.on_dark)
        y = sheet.text(x, y, title, colours.teal.ink)
        sheet.text(x, y, note, colours.teal.ink)
        number = len(self.stories) + 1
        self._badge(sheet, box, number)
        for piece in (2 * number - 2 + FIRST, 2 * number - 1 + FIRST, self._details + number - 1):
            sheet.speak_box(piece, box)
        sheet.targets.append(
            Target("story-any", box, self._any, words("choose.random"), (str(number),))
        )

    def _any(self, now: float) -> Screen:
        visit = self.session.visit
        seed = self.session.seed + len(visit.plays)
        story = self.kit.deck.pick(seed, visit.played)
        return self.kit.flow.surprise(self.session, story, now)

    def _turning(self, sheet: Sheet, foot: Box) -> None:
        for box, way in pager.placed(sheet, foot, self.page, len(self.kit.deck.pages)):
            sheet.button(
                way.name,
                box,
                self.kit.words(f"choose.{way.name}"),
                lambda _, page=way.page: replace(self, page=page, at=0),  # type: ignore[misc]
                look=sheet.plain,
                keys=way.keys,
                icon=way.icon,
                px=sheet.theme.scale.helper,
            )
