"""A web page: an address bar in which a wrong domain can be spotted, a title, lines, buttons."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.devices import frame, held_up
from kiosk.devices.device_state import DeviceState
from kiosk.scenario.model import Control
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Panel
from kiosk.ui.text.paragraph import Paragraph, Span
from kiosk.ui.theme import Corner, Space, Stroke

FIELD = 1.7
"""Height of a field to fill in, in ems."""
FIELD_NAME = 8
"""Characters a field's name has at most."""


def draw(composer: Composer, box: Box, state: DeviceState) -> None:
    """Draw the page."""
    scale, colours = composer.theme.scale, composer.theme.colours
    inner = frame.sharing(composer, frame.body(composer, box, state, colours.card), state)
    low = _address(composer, inner, state.scene.device.address)
    page = inner.below(low - inner.y)
    title = _title(composer, page.w, state.scene.device.title)
    names = _rows(composer, page, state, fields=False)
    needed = (_band(composer, title) if title else 0) + _height(composer, names) + scale.px(Space.M)
    paper = held_up.height(composer, page.w - 2 * scale.px(Space.L), state)
    # A paper is cut short rather than the rest of the page.
    needed = min(needed + paper, page.h) if paper else needed
    page = frame.page_controls(composer, page, state, needed).above(scale.px(Space.M))
    if title is not None:
        page = _titled(composer, page, title)
    held = page.inset(scale.px(Space.L), 0)
    above = held_up.draw(composer, held, state, page.h - _height(composer, names))
    rows(composer, page.top(above.h), state)


def _address(composer: Composer, inner: Box, address: str) -> int:
    """Set the address bar and give the row under it; whose page it is stands out in bold.

    A long address takes two rows: who shortens it hides just what gives it away.
    """
    scale, colours = composer.theme.scale, composer.theme.colours
    start, end = domain(address)
    for side, edge in ((scale.helper * 9 // 10, Space.L), (0, Space.S)):
        # On a narrow device the globe gives way: the owner's name is read in one piece.
        bar = inner.below(frame.badge_height(composer)).inset(scale.px(edge), 0)
        left = side + scale.px(Space.L) + scale.px(Space.S) if side else scale.px(Space.S)
        room = bar.w - left - scale.px(Space.L if side else Space.S)
        paragraph = _addressed(composer, address, room)
        if len(paragraph.rows) > 1 and start:
            paragraph = _addressed(composer, f"{address[:start]}\n{address[start:]}", room)
            start, end = domain(paragraph.text)
        if len(paragraph.boxes(start, end)) <= 1:
            break
    bar = bar.top(max(round(scale.helper * 1.7), paragraph.height + scale.px(Space.S)))
    thin = scale.px(colours.edge)
    composer.back.append(
        Panel(bar, colours.screen, min(bar.h // 2, scale.px(Corner.CARD)), thin, colours.line)
    )
    if side:
        icon = Box(bar.x + scale.px(Space.L), bar.y + (bar.h - side) // 2, side, side)
        composer.icon(icon, "globe", colours.ink2)
    composer.beside(bar.after(left), paragraph, colours.screen)
    return bar.bottom + scale.px(Space.M)


def _addressed(composer: Composer, address: str, room: int) -> Paragraph:
    colours = composer.theme.colours
    start, end = domain(address)
    whose = Span(start, end, colours.ink)
    return composer.lay(address, composer.theme.scale.helper, colours.ink2, room, spans=(whose,))


def domain(address: str) -> tuple[int, int]:
    """Give where the name of an address's owner begins and ends: the last two parts of its host."""
    start = address.find("://") + 3 if "://" in address else 0
    slash = address.find("/", start)
    end = slash if slash >= 0 else len(address)
    parts = address[start:end].split(".")
    owner = ".".join(parts[-2:]).lstrip("\n")
    return end - len(owner), end


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a page: words, a name with its value, or a field to fill in."""

    words: Paragraph
    value: Paragraph | None
    field: bool
    height: int


def _title(composer: Composer, width: int, text: str) -> Paragraph | None:
    scale, colours = composer.theme.scale, composer.theme.colours
    room = width - 2 * scale.px(Space.XL)
    if not text:
        return None
    return frame.label(composer, text, scale.title, colours.teal.ink, room, bold=True)


def _band(composer: Composer, title: Paragraph) -> int:
    """Give the height a title takes with its band and the free rows under it."""
    return title.height + 2 * composer.theme.scale.px(Space.M)


def _titled(composer: Composer, page: Box, title: Paragraph) -> Box:
    """Set a page's title on its band and give what remains under it."""
    scale, colours = composer.theme.scale, composer.theme.colours
    band = page.top(title.height + scale.px(Space.M))
    composer.back.append(Panel(band, colours.teal.tint, 0))
    x = band.x + scale.px(Space.XL)
    composer.text(x, band.y + scale.px(Space.XS), title, colours.teal.tint)
    return page.below(_band(composer, title))


def _rows(composer: Composer, page: Box, state: DeviceState, *, fields: bool) -> list[_Row]:
    room = page.w - 2 * composer.theme.scale.px(Space.XL)
    return [_row(composer, text, room, fields=fields) for text in state.scene.device.items]


def _height(composer: Composer, laid: list[_Row]) -> int:
    return sum(row.height + composer.theme.scale.px(Space.S) for row in laid)


def rows(composer: Composer, page: Box, state: DeviceState) -> None:
    """Set a page's lines as far as there is room, those to fill in as fields where there is more."""
    scale = composer.theme.scale
    pad = scale.px(Space.XL)
    # A page that shows values tells; one that has names only asks for what they name.
    tells = any("：" in text for text in state.scene.device.items)
    asks = any(choice.control is Control.CONFIRM for choice in state.scene.choices) and not tells
    for fields in (asks, False):
        laid = _rows(composer, page, state, fields=fields)
        if _height(composer, laid) <= page.h:
            break
    spare = (page.h - _height(composer, laid)) // max(1, len(laid))
    stretch = max(0, min(spare, scale.px(Space.XL)))
    y = page.y
    for row in laid:
        if y + row.height > page.bottom:
            composer.left_out.append(row.words.text)
            continue
        _set(composer, Box(page.x + pad, y, page.w - 2 * pad, row.height + stretch), row)
        y += row.height + stretch + scale.px(Space.S)


def _row(composer: Composer, text: str, room: int, *, fields: bool) -> _Row:
    scale, colours = composer.theme.scale, composer.theme.colours
    name, colon, value = text.partition("：")
    if colon and value:
        words = composer.lay(name, scale.helper, colours.ink2, room)
        told = composer.lay(value, scale.helper, colours.ink, room, bold=True)
        if words.width + told.width + scale.px(Space.L) <= room:
            return _Row(words, told, field=False, height=words.height + scale.px(Space.XS))
    words = composer.lay(text, scale.helper, colours.ink, room)
    if fields and len(text) <= FIELD_NAME:
        return _Row(words, None, field=True, height=round(scale.helper * FIELD))
    return _Row(words, None, field=False, height=words.height)


def _set(composer: Composer, box: Box, row: _Row) -> None:
    scale, colours = composer.theme.scale, composer.theme.colours
    inner = box
    if row.field:
        thin = scale.px(colours.outline)
        composer.back.append(Panel(box, colours.card, scale.px(Corner.FIELD), thin, colours.line))
        inner = box.inset(scale.px(Space.L), 0)
    composer.beside(inner, row.words, colours.card)
    if row.value is not None:
        composer.beside(inner.end(row.value.width), row.value, colours.card)
        composer.line(box.low(max(1, scale.px(Stroke.THIN))))
