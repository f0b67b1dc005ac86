"""What the interface itself says, written in the head line while it is said: what can be pressed.

The title steps aside for it, so that it takes no room from the story and covers nothing. Words that
don't stand there whole are shown clause by clause, as they are spoken.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from kiosk.speech import Heard
from kiosk.ui.composer import Layer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art, Panel, Text
from kiosk.ui.sizes import down, largest
from kiosk.ui.text.clauses import clauses, sentences
from kiosk.ui.text.paragraph import Paragraph, Style, lay
from kiosk.ui.theme import Corner, Space, Theme
from kiosk.ui.typesetter import Typesetter, has_room

if TYPE_CHECKING:
    from kiosk.ui.text.fonts import Fonts

STEP = 2
"""Pixels by which the words are made smaller until each clause has room."""

ClausePage = tuple[int, Paragraph]
"""Where in the words a page begins, and the page."""


def draw(typesetter: Typesetter, room: Box, heard: Heard) -> Layer:
    """Give the caption in a part of the head line, the clause that is heard, its words lit."""
    layer, theme = Layer(), typesetter.theme
    if heard.utterance is None:
        return layer
    scale, colours = theme.scale, theme.colours
    pad = scale.px(Space.M)
    pages = _pages(typesetter.fonts, theme, heard.utterance.text, (room.w, room.h))
    start, paragraph = next(
        (page for page in pages if heard.upto <= page[0] + len(page[1].text)), pages[-1]
    )
    side = paragraph.style.px
    # A mark that hangs past its row hangs past the plate, not over what stands beside.
    wide = min(room.w, paragraph.width + side + 3 * pad)
    tall = min(room.h, paragraph.height + scale.px(Space.S))
    plate = Box(room.x, room.y + (room.h - tall) // 2, wide, tall)
    edge = scale.px(colours.edge)
    layer.back.append(
        Panel(plate, colours.teal.tint, scale.px(Corner.BUBBLE), edge, colours.teal.ink)
    )
    icon = Box(plate.x + pad, plate.y + (tall - side) // 2, side, side)
    layer.front.append(Art(icon, "icons/volume", colours.teal.ink))
    x, y = icon.right + pad, plate.y + (tall - paragraph.height) // 2
    first, past = heard.lit
    for box in paragraph.boxes(max(0, first - start), min(past - start, len(paragraph.text))):
        layer.back.append(Panel(box.move(x, y), colours.spoken, scale.px(Corner.LIT)))
    layer.front.append(Text(x, y, paragraph, colours.teal.tint))
    return layer


@lru_cache(maxsize=64)
def _pages(fonts: Fonts, theme: Theme, text: str, room: tuple[int, int]) -> tuple[ClausePage, ...]:
    """Cut words into pages of whole clauses, as large as lets each clause stand on one."""
    least = theme.scale.floor
    tried = (
        _whole_clauses(fonts, Style(px, theme.colours.ink), text, _free(theme, px, room))
        for px in down(theme.scale.choice, least, STEP)
    )
    if pages := largest(tried, bool):
        return pages
    width, height = _free(theme, least, room)
    style = Style(least, theme.colours.ink)
    whole = lay(fonts, text, style, width)
    rows = max(1, height // whole.leading)
    cuts = [whole.page(rows, number) for number in range(-(-len(whole.rows) // rows))]
    return tuple((start, lay(fonts, text[start:end], style, width)) for start, end in cuts)


def _free(theme: Theme, px: int, room: tuple[int, int]) -> tuple[int, int]:
    """Give what the room leaves words of an em, beside the sign and within the plate."""
    return room[0] - px - 3 * theme.scale.px(Space.M), room[1]


def _whole_clauses(
    fonts: Fonts, style: Style, text: str, room: tuple[int, int]
) -> tuple[ClausePage, ...]:
    """Give pages of as many whole clauses as have room, none where one alone has none."""
    parts: list[str] = []

    def fits(words: str) -> bool:
        return has_room(lay(fonts, words, style, room[0]), room)

    for sentence in sentences(text):
        for clause in (sentence,) if fits(sentence) else clauses(sentence, labels=True):
            if parts and fits(parts[-1] + clause):
                parts[-1] += clause
            elif fits(clause):
                parts.append(clause)
            else:
                return ()
    starts = accumulate((len(part) for part in parts), initial=0)
    return tuple(
        (start, lay(fonts, part, style, room[0]))
        for start, part in zip(starts, parts, strict=False)
    )
