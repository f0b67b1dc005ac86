"""The card of lines that hold no 破绽, as a moment shown again tells them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kiosk.scenario.model import Line
from kiosk.stage.box import Box
from kiosk.stage.sheet import Sheet
from kiosk.stage.text.prose import Prose
from kiosk.stage.theme import Space


@dataclass(frozen=True, slots=True)
class LineCard:
    """A scene's lines, of which a card shows those that have room on it, below its title."""

    lines: tuple[Line, ...]
    title: str

    def pages(self, sheet: Sheet, box: Box, wanted: Sequence[int]) -> Iterator[tuple[int, ...]]:
        """Cut the wanted lines into cards; one line is a card, however long it is."""
        page: tuple[int, ...] = ()
        for index in wanted:
            if page and not self.has_room(sheet, box, (*page, index)):
                yield page
                page = ()
            page = (*page, index)
        yield page

    def has_room(self, sheet: Sheet, box: Box, page: Sequence[int]) -> bool:
        """Tell whether a card holds all of a page's lines."""
        inner, y = self._inside(sheet, box)
        space = sheet.theme.scale.px(Space.S)
        heights = [self._line(sheet, inner, index).height for index in page]
        return y + sum(heights) + space * (len(heights) - 1) <= inner.bottom

    def draw(self, sheet: Sheet, box: Box, page: Sequence[int], first: int) -> None:
        """Set the card; its lines are pieces of the script from `first` on."""
        colours = sheet.theme.colours
        sheet.card(box)
        inner, y = self._inside(sheet, box)
        sheet.text(inner.x, inner.y, self._heading(sheet, inner), colours.card)
        for piece, index in enumerate(page, start=first):
            prose = self._line(sheet, inner, index)
            if y + prose.height > inner.bottom + sheet.theme.scale.px(Space.S):
                sheet.left_out.append(prose.text)
                continue
            y = sheet.spoken_text(piece, inner.x, y, prose, colours.card)
            y += sheet.theme.scale.px(Space.S)

    def _inside(self, sheet: Sheet, box: Box) -> tuple[Box, int]:
        """Give the inside of the card, and the row of its first line."""
        scale = sheet.theme.scale
        inner = box.inset(scale.px(Space.XXL), scale.px(Space.XL))
        return inner, inner.y + self._heading(sheet, inner).height + scale.px(Space.S)

    def _heading(self, sheet: Sheet, inner: Box) -> Prose:
        return sheet.lay(self.title, sheet.theme.scale.helper, sheet.theme.colours.ink2, inner.w)

    def _line(self, sheet: Sheet, inner: Box, index: int) -> Prose:
        text, scale = self.lines[index].text, sheet.theme.scale
        return sheet.lay(text, scale.choice, sheet.theme.colours.ink, inner.w)
