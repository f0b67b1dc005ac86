"""The card of lines that hold no 破绽, as a moment shown again tells them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kiosk.scenario.model import Line
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.sizes import growing, largest
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import Space


@dataclass(frozen=True, slots=True)
class LineCard:
    """A scene's lines, of which a card shows those that have room on it, below its title."""

    lines: tuple[Line, ...]
    title: str

    def pages(
        self, composer: Composer, box: Box, wanted: Sequence[int]
    ) -> Iterator[tuple[int, ...]]:
        """Cut the wanted lines into cards; one line is a card, however long it is."""
        page: tuple[int, ...] = ()
        for index in wanted:
            if page and not self.has_room(composer, box, (*page, index)):
                yield page
                page = ()
            page = (*page, index)
        yield page

    def has_room(self, composer: Composer, box: Box, page: Sequence[int]) -> bool:
        """Tell whether a card holds all of a page's lines."""
        inner, y = self._inside(composer, box)
        px = composer.theme.scale.choice
        return y + self._height(composer, inner, page, px) <= inner.bottom

    def draw(self, composer: Composer, box: Box, page: Sequence[int]) -> None:
        """Set the card; each of its lines is a piece of the script."""
        colours = composer.theme.colours
        composer.card(box)
        inner, y = self._inside(composer, box)
        composer.text(inner.x, inner.y, self._heading(composer, inner), colours.card)
        px = self._em(composer, inner, inner.bottom - y, page)
        for index in page:
            paragraph = self._line(composer, inner, index, px)
            if y + paragraph.height > inner.bottom + composer.theme.scale.px(Space.S):
                composer.left_out.append(paragraph.text)
                continue
            y = composer.spoken_text(("uncued", index), inner.x, y, paragraph, colours.card)
            y += composer.theme.scale.px(Space.S)

    def _inside(self, composer: Composer, box: Box) -> tuple[Box, int]:
        """Give the inside of the card, and the row of its first line."""
        scale = composer.theme.scale
        inner = box.inset(scale.px(Space.XXL), scale.px(Space.XL))
        return inner, inner.y + self._heading(composer, inner).height + scale.px(Space.S)

    def _heading(self, composer: Composer, inner: Box) -> Paragraph:
        return composer.lay(
            self.title, composer.theme.scale.helper, composer.theme.colours.ink2, inner.w
        )

    def _em(self, composer: Composer, inner: Box, room: int, page: Sequence[int]) -> int:
        """Give the em of a card's lines: few words are large rather than above an empty half."""
        sizes = growing(composer.theme.scale.choice)
        return largest(sizes, lambda px: self._height(composer, inner, page, px) <= room)

    def _height(self, composer: Composer, inner: Box, page: Sequence[int], px: int) -> int:
        heights = [self._line(composer, inner, index, px).height for index in page]
        return sum(heights) + composer.theme.scale.px(Space.S) * (len(heights) - 1)

    def _line(self, composer: Composer, inner: Box, index: int, px: int) -> Paragraph:
        return composer.lay(self.lines[index].text, px, composer.theme.colours.ink, inner.w)
