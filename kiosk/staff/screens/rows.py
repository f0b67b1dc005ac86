"""A list on a staff page: rows as cards, each with a light, a title and a value, as many as have room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum

from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Panel
from kiosk.ui.screen import Target, Then
from kiosk.ui.text.paragraph import Paragraph, Span
from kiosk.ui.theme import Colour, Corner, Palette, Space, Stroke
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass

KEYS = "123456789"
"""The keypad's keys that press rows; a page holds no more rows that can be pressed."""
DISC = 1.8
"""Width of a row's key, in ems of its words: the figure in it is a label too."""
VALUE_SHARE = 0.5
"""Share of a row its value may take."""


class Light(Enum):
    """How a row stands: each has a colour, a shape and, on the row, a word of its own."""

    GOOD = "check"
    NOTE = "triangle-alert"
    BAD = "cross"
    NONE = ""

    def colour(self, colours: Palette) -> Colour:
        """Give the colour it is drawn in."""
        tones = {Light.GOOD: colours.green, Light.NOTE: colours.amber, Light.BAD: colours.red}
        return tones[self].ink if self in tones else colours.ink2


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what it is about, how that stands, and what a press brings.

    `state` is the light's word, `note` follows the title, `value` stands at the right, `detail`
    below, a paragraph each. `then` is None where nothing can be pressed.
    """

    title: str
    light: Light = Light.NONE
    state: str = ""
    note: str = ""
    value: str = ""
    detail: tuple[str, ...] = ()
    then: Then | None = None
    name: str = ""
    """What tests and traces call its target; its number on the page where it is empty."""


@dataclass(frozen=True, slots=True)
class _Laid:
    """A row with its words laid out, in a width."""

    row: Row
    state: Paragraph | None
    title: Paragraph
    value: Paragraph | None
    detail: tuple[Paragraph, ...]
    height: int


def pages(typesetter: Typesetter, box: Box, rows: Sequence[Row]) -> tuple[tuple[Row, ...], ...]:
    """Cut rows into pages that have room in a box; one row is a page, however tall."""
    gap = _gap(typesetter)
    found: list[list[Row]] = [[]]
    left, pressed = box.h, 0
    for row in rows:
        height = _laid(typesetter, box.w, row).height
        if found[-1] and (height > left or pressed + (row.then is not None) > len(KEYS)):
            found.append([])
            left, pressed = box.h, 0
        found[-1].append(row)
        left -= height + gap
        pressed += row.then is not None
    return tuple(tuple(page) for page in found)


def draw(composer: Composer, box: Box, rows: Sequence[Row]) -> int:
    """Set rows one below the other; those that can be pressed bear their keys. Give the row below."""
    gap, y = _gap(composer), box.y
    keys: Iterator[str] = iter(KEYS)
    for row in rows:
        laid = _laid(composer, box.w, row)
        key = next(keys, "") if row.then is not None else ""
        _row(composer, Box(box.x, y, box.w, laid.height), laid, key)
        y += laid.height + gap
    return y


def _gap(typesetter: Typesetter) -> int:
    scale = typesetter.theme.scale
    return max(scale.px(Space.M), scale.gap)


def _laid(typesetter: Typesetter, width: int, row: Row) -> _Laid:
    scale, colours = typesetter.theme.scale, typesetter.theme.colours
    inner = width - 2 * scale.px(Space.XL) - (_disc(typesetter) if row.then is not None else 0)
    colour = row.light.colour(colours)
    state = None
    if row.state:
        state = typesetter.lay(row.state, scale.helper, colour, inner, bold=True)
        inner -= scale.helper + scale.px(Space.S) + state.width + scale.px(Space.XL)
    value = None
    if row.value:
        room = round(inner * VALUE_SHARE)
        value = typesetter.lay(row.value, scale.helper, colours.teal.ink, room, bold=True)
    room = inner - (value.width + scale.px(Space.XL) if value else 0)
    words = f"{row.title}　{row.note}" if row.note else row.title
    strong = (Span(0, len(row.title), colours.ink),) if row.note else ()
    title = typesetter.lay(words, scale.helper, colours.ink, room, bold=not row.note, spans=strong)
    detail = tuple(
        typesetter.lay(text, scale.helper, colours.ink2, inner - 2 * scale.px(Space.M))
        for text in row.detail
    )
    high = max(p.height for p in (state, title, value) if p is not None)
    least = scale.button if row.then is not None else 0
    height = max(least, high + 2 * scale.px(Space.M))
    if detail:
        height += sum(p.height for p in detail) + 2 * scale.px(Space.M)
    return _Laid(row, state, title, value, detail, height)


def _disc(typesetter: Typesetter) -> int:
    """Give the width that the key of a row takes."""
    scale = typesetter.theme.scale
    return round(scale.helper * DISC) + scale.px(Space.L)


def _row(composer: Composer, box: Box, laid: _Laid, key: str) -> None:
    scale, colours, row = composer.theme.scale, composer.theme.colours, laid.row
    composer.card(box)
    inner = box.inset(scale.px(Space.XL), scale.px(Space.M))
    high = max(p.height for p in (laid.state, laid.title, laid.value) if p is not None)
    line = inner.top(high) if laid.detail else inner
    x = line.x
    if row.then is not None:
        side = round(scale.helper * DISC)
        if key:
            composer.number(Box(x, line.y + (line.h - side) // 2, side, side), int(key))
        x += _disc(composer)
        name = row.name or f"row-{key}"
        keys = (key,) if key else ()
        composer.targets.append(Target(name, box, row.then, row.title, keys))
    if laid.state is not None:
        colour = row.light.colour(colours)
        side = scale.helper
        if row.light.value:
            sign = Box(x, line.y + (line.h - side) // 2, side, side)
            composer.icon(sign, row.light.value, colour)
        place = Box(x + side + scale.px(Space.S), line.y, laid.state.width, line.h)
        composer.beside(place, laid.state, colours.card)
        x = place.right + scale.px(Space.XL)
    composer.beside(Box(x, line.y, laid.title.width, line.h), laid.title, colours.card)
    if laid.value is not None:
        place = line.end(laid.value.width)
        composer.beside(place, laid.value, colours.card)
    if laid.detail:
        block = Box(x, line.bottom + scale.px(Space.S), inner.right - x, 0)
        tall = sum(p.height for p in laid.detail) + scale.px(Space.M)
        ground = Panel(
            block._replace(h=tall),
            colours.paper,
            scale.px(Corner.FIELD),
            scale.px(Stroke.NONE),
            colours.line,
        )
        composer.back.append(ground)
        y = block.y + scale.px(Space.S)
        for paragraph in laid.detail:
            y = composer.text(block.x + scale.px(Space.M), y, paragraph, colours.paper)
