"""The card of lines that hold no 破绽, as a moment shown again tells them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kiosk.scenario.model import Line
from kiosk.stage.box import Box
from kiosk.stage.sheet import GROW, GROW_STEP, Sheet
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
        px = sheet.theme.scale.choice
        return y + self._height(sheet, inner, page, px) <= inner.bottom

    def draw(self, sheet: Sheet, box: Box, page: Sequence[int], first: int) -> None:
        """Set the card; its lines are pieces of the script from `first` on."""
        colours = sheet.theme.colours
        sheet.card(box)
        inner, y = self._inside(sheet, box)
        sheet.text(inner.x, inner.y, self._heading(sheet, inner), colours.card)
        px = self._em(sheet, inner, inner.bottom - y, page)
        for piece, index in enumerate(page, start=first):
            prose = self._line(sheet, inner, index, px)
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

    def _em(self, sheet: Sheet, inner: Box, room: int, page: Sequence[int]) -> int:
        """Give the em of a card's lines: few words are large rather than above an empty half."""
        base, share = sheet.theme.scale.choice, GROW
        while share > 1 and self._height(sheet, inner, page, round(base * share)) > room:
            share -= GROW_STEP
        return round(base * max(1.0, share))

    def _height(self, sheet: Sheet, inner: Box, page: Sequence[int], px: int) -> int:
        heights = [self._line(sheet, inner, index, px).height for index in page]
        return sum(heights) + sheet.theme.scale.px(Space.S) * (len(heights) - 1)

    def _line(self, sheet: Sheet, inner: Box, index: int, px: int) -> Prose:
        return sheet.lay(self.lines[index].text, px, sheet.theme.colours.ink, inner.w)
