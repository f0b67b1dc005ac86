"""Words laid out in the sizes a screen has room for; nothing is drawn by it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING

from kiosk.ui.sizes import growing, largest, shrinking
from kiosk.ui.text.paragraph import Paragraph, Span, Style, laid

if TYPE_CHECKING:
    from kiosk.ui.text.fonts import Fonts
    from kiosk.ui.theme import Colour, Theme

SMALLEST = 0.6
"""Share of its size under which a text isn't made smaller, whether it fits or not."""


class Typesetter:
    """Gives paragraphs in the fonts and the theme of a screen: what is laid out by it, is measured."""

    def __init__(self, fonts: Fonts, theme: Theme) -> None:
        self.fonts, self.theme = fonts, theme

    def lay(  # noqa: PLR0913 (what a paragraph is made of)
        self,
        text: str,
        px: int,
        colour: Colour,
        width: int,
        *,
        bold: bool = False,
        spans: tuple[Span, ...] = (),
        centred: bool = False,
    ) -> Paragraph:
        """Give a paragraph laid out in `width` pixels."""
        return laid(self.fonts, text, px, colour, bold, width, spans, centred)

    def fit(
        self,
        text: str,
        px: int,
        colour: Colour,
        room: tuple[int, int],
        *,
        bold: bool = False,
        centred: bool = False,
    ) -> Paragraph:
        """Give a paragraph as large as fits into `room`, at most `px`."""
        style = Style(px, colour, bold)
        return self._fitted(shrinking(px, 1), text, style, room, centred=centred)

    def largest(
        self,
        text: str,
        px: int,
        colour: Colour,
        room: tuple[int, int],
        *,
        bold: bool = False,
        centred: bool = False,
    ) -> Paragraph:
        """Give a paragraph that uses the room it has: larger than `px`, else as `fit`."""
        style, sizes = Style(px, colour, bold), chain(growing(px), shrinking(px, 1))
        return self._fitted(sizes, text, style, room, centred=centred)

    def _fitted(
        self, sizes: Iterable[int], text: str, style: Style, room: tuple[int, int], *, centred: bool
    ) -> Paragraph:
        bold = style.bold
        tried = (
            self.lay(text, size, style.colour, room[0], bold=bold, centred=centred)
            for size in sizes
        )
        least = style.px * SMALLEST
        return largest(tried, lambda one: one.style.px <= least or has_room(one, room))


def has_room(paragraph: Paragraph, room: tuple[int, int]) -> bool:
    """Tell whether a paragraph has room; a closing mark may hang by its empty half."""
    return paragraph.height <= room[1] and paragraph.width <= room[0] + paragraph.style.px // 2
