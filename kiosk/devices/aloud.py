"""Words said aloud, on a call or face to face, written on the device where something in them is lit.

Messages stay where they are read; what was said is gone. So once it is told what it showed, the
words stand on the device too, and are lit where they were heard.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import product

from kiosk.devices import lights
from kiosk.devices.device_kind import Part
from kiosk.devices.device_state import DeviceState, LitWords
from kiosk.scenario.model import Form, Line
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Panel
from kiosk.ui.sizes import largest_by_halves
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import Corner, Space
from kiosk.ui.typesetter import Typesetter

_Said = tuple[Line, tuple[LitWords, ...]]
"""A line, whole or in part, and what is lit in it."""


def said(typesetter: Typesetter, box: Box, state: DeviceState, *heights: int) -> Part:
    """Give at the foot of a box the lines said in which something is lit.

    Of the heights they may take the first is tried first. Where they have no room clauses without
    any of it go, then the last lines. What is read off a paper is lit there.
    """
    lines = [
        (line, state.lit_in(index))
        for index, line in state.lines
        if state.lit_in(index) and line.form is not Form.PAPER
    ]
    shorter = [(lights.excerpt(line, lit), lit) for line, lit in lines]
    scale = typesetter.theme.scale
    tried = (lines, *(shorter[:count] for count in range(len(shorter), 0, -1)))
    for most, some in product(heights, tried):
        if some and _fits(typesetter, box, some, most, scale.helper):
            sizes = range(scale.helper, scale.choice + 1)
            fits = partial(_fits, typesetter, box, some, most)
            return _part(typesetter, box, some, largest_by_halves(sizes, fits))
    return Part(box)


def _part(typesetter: Typesetter, box: Box, lines: Sequence[_Said], px: int) -> Part:
    scale, colours = typesetter.theme.scale, typesetter.theme.colours
    laid = _laid(typesetter, box, lines, px)
    tall = _height(typesetter, box, lines, px)
    foot = box.low(tall)

    def paint(composer: Composer) -> None:
        y = foot.y
        for (_, lit), paragraph in zip(lines, laid, strict=True):
            plate = _plate(typesetter, Box(foot.x, y, foot.w, 0), paragraph)
            edge = scale.px(colours.edge)
            radius = scale.px(Corner.BUBBLE)
            composer.back.append(Panel(plate, colours.bubble, radius, edge, colours.line))
            at = plate.x + scale.px(Space.L), plate.y + scale.px(Space.M)
            composer.text(*at, paragraph, colours.bubble)
            lights.words(composer, *at, paragraph, lit, plate)
            y = plate.bottom + scale.px(Space.S)

    return Part(box.above(tall + scale.px(Space.M)), paint)


def _plate(typesetter: Typesetter, row: Box, paragraph: Paragraph) -> Box:
    """Give what a line stands on: as wide as all, but for half a pin on its edge."""
    wide = row.w - lights.pin_side(typesetter) // 2
    return Box(row.x, row.y, wide, paragraph.height + 2 * typesetter.theme.scale.px(Space.M))


def _laid(
    typesetter: Typesetter, box: Box, lines: Sequence[_Said], px: int
) -> tuple[Paragraph, ...]:
    ink = typesetter.theme.colours.ink
    room = box.w - lights.pin_side(typesetter) // 2 - 2 * typesetter.theme.scale.px(Space.L)
    return tuple(
        typesetter.lay(line.text, px, ink, room, spans=lights.spans(typesetter, line.text, lit))
        for line, lit in lines
    )


def _fits(typesetter: Typesetter, box: Box, lines: Sequence[_Said], most: int, px: int) -> bool:
    return _height(typesetter, box, lines, px) <= most


def _height(typesetter: Typesetter, box: Box, lines: Sequence[_Said], px: int) -> int:
    scale = typesetter.theme.scale
    rows = (one.height + 2 * scale.px(Space.M) for one in _laid(typesetter, box, lines, px))
    return sum(rows) + scale.px(Space.S) * (len(lines) - 1)
