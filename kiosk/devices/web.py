"""A web page: an address bar in which a wrong domain can be spotted, a title, lines, buttons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.devices import frame, message
from kiosk.devices.device_kind import DeviceKind, DeviceLayout, Part, Written
from kiosk.devices.device_state import DeviceState
from kiosk.scenario.model import Channel, Control
from kiosk.scenario.spoken import spelled
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Panel
from kiosk.ui.sizes import largest
from kiosk.ui.text.paragraph import Paragraph, Span
from kiosk.ui.theme import Corner, Space, Stroke
from kiosk.ui.typesetter import Typesetter

FIELD = 1.7
"""Height of a field to fill in, in ems."""
FIELD_NAME = 8
"""Characters a field's name has at most."""


def layout(typesetter: Typesetter, box: Box, state: DeviceState) -> DeviceLayout:
    """Give the page."""
    scale, colours = typesetter.theme.scale, typesetter.theme.colours
    body = frame.body(typesetter, box, state, colours.card)
    address = _address(typesetter, body.rest, state.scene.device.address)
    page = address.rest
    title = _title(typesetter, page, state.scene.device.title)
    names = _height(typesetter, _rows(typesetter, page, state, fields=False))
    head = title.rest.y - page.y
    needed = head + names + scale.px(Space.M)
    paper = message.held_up_height(typesetter, page.w - 2 * scale.px(Space.L), state)
    # A paper is cut short rather than the rest of the page.
    needed = min(needed + paper, page.h) if paper else needed
    controls = frame.page_controls(typesetter, page, state, needed)
    page = controls.rest.above(scale.px(Space.M)).below(head)
    room = page.inset(scale.px(Space.L), 0)
    held = message.held_up(typesetter, room, state, page.h - names)
    rows = _page(typesetter, page.top(held.rest.h), state)
    paints = (body.paint, address.paint, controls.paint, title.paint, held.paint, rows.paint)
    return DeviceLayout(paints, rows.left_out)


def _address(typesetter: Typesetter, inner: Box, address: str) -> Part:
    """Give the address bar; whose page it is stands out in bold.

    A long address takes two rows: who shortens it hides just what gives it away.
    """
    scale, colours = typesetter.theme.scale, typesetter.theme.colours
    usual, least = scale.helper * 9 // 10, 0
    # On a narrow device the globe gives way: the owner's name is read in one piece.
    tried = (_Bar.of(typesetter, inner, address, globe) for globe in (usual, least))
    bar = largest(tried, lambda one: one.whole)
    words = bar.address
    tall = max(round(scale.helper * 1.7), words.height + scale.px(Space.S))
    box, thin = bar.box.top(tall), scale.px(colours.edge)

    def paint(composer: Composer) -> None:
        radius = min(box.h // 2, scale.px(Corner.CARD))
        composer.back.append(Panel(box, colours.screen, radius, thin, colours.line))
        if side := bar.globe:
            icon = Box(box.x + scale.px(Space.L), box.y + (box.h - side) // 2, side, side)
            composer.icon(icon, "globe", colours.ink2)
        composer.beside(box.after(bar.left), words, colours.screen)

    return Part(inner.below(box.bottom + scale.px(Space.M) - inner.y), paint)


@dataclass(frozen=True, slots=True)
class _Bar:
    """An address bar: the width of its globe, 0 without one, and where the words begin."""

    box: Box
    globe: int
    left: int
    address: Paragraph
    whole: bool
    """Whether the owner's name stands on one row."""

    @classmethod
    def of(cls, typesetter: Typesetter, inner: Box, address: str, globe: int) -> _Bar:
        """Lay a bar out."""
        scale = typesetter.theme.scale
        start, end = domain(address)
        edge = scale.px(Space.L if globe else Space.S)
        box = inner.below(frame.badge_height(typesetter)).inset(edge, 0)
        left = globe + scale.px(Space.L) + scale.px(Space.S) if globe else scale.px(Space.S)
        room = box.w - left - edge
        paragraph = _addressed(typesetter, address, room)
        if len(paragraph.rows) > 1 and start:
            paragraph = _addressed(typesetter, f"{address[:start]}\n{address[start:]}", room)
            start, end = domain(paragraph.text)
        return cls(box, globe, left, paragraph, len(paragraph.boxes(start, end)) <= 1)


def _addressed(typesetter: Typesetter, address: str, room: int) -> Paragraph:
    scale, colours = typesetter.theme.scale, typesetter.theme.colours
    whose = Span(*domain(address), colours.ink)
    return typesetter.lay(address, scale.helper, colours.ink2, room, spans=(whose,))


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


@dataclass(frozen=True, slots=True)
class _Rows:
    """The lines of a page in their boxes, and the words of those for which there is no room."""

    placed: tuple[tuple[Box, _Row], ...]
    left_out: tuple[str, ...]

    def paint(self, composer: Composer) -> None:
        """Set them."""
        for box, row in self.placed:
            _set(composer, box, row)


def _title(typesetter: Typesetter, page: Box, text: str) -> Part:
    """Give a page's title on its band, if it has one."""
    if not text:
        return Part(page)
    scale, teal = typesetter.theme.scale, typesetter.theme.colours.teal
    room = page.w - 2 * scale.px(Space.XL)
    title = frame.label(typesetter, text, scale.title, teal.ink, room, bold=True)
    band = page.top(title.height + scale.px(Space.M))

    def paint(composer: Composer) -> None:
        composer.back.append(Panel(band, teal.tint, 0))
        x = band.x + scale.px(Space.XL)
        composer.text(x, band.y + scale.px(Space.XS), title, teal.tint)

    return Part(page.below(title.height + 2 * scale.px(Space.M)), paint)


def _rows(typesetter: Typesetter, page: Box, state: DeviceState, *, fields: bool) -> list[_Row]:
    room = page.w - 2 * typesetter.theme.scale.px(Space.XL)
    return [_row(typesetter, text, room, fields=fields) for text in state.scene.device.items]


def _height(typesetter: Typesetter, laid: list[_Row]) -> int:
    return sum(row.height + typesetter.theme.scale.px(Space.S) for row in laid)


def _page(typesetter: Typesetter, page: Box, state: DeviceState) -> _Rows:
    """Give a page's lines as far as there is room, those to fill in as fields where there is more."""
    scale = typesetter.theme.scale
    pad = scale.px(Space.XL)
    # A page that shows values tells; one that has names only asks for what they name.
    tells = any("：" in text for text in state.scene.device.items)
    asks = any(choice.control is Control.CONFIRM for choice in state.scene.choices) and not tells
    tried = (_rows(typesetter, page, state, fields=fields) for fields in (asks, False))
    laid = largest(tried, lambda rows: _height(typesetter, rows) <= page.h)
    spare = (page.h - _height(typesetter, laid)) // max(1, len(laid))
    stretch = max(0, min(spare, pad))
    y = page.y
    placed: list[tuple[Box, _Row]] = []
    left_out: list[str] = []
    for row in laid:
        if y + row.height > page.bottom:
            left_out.append(row.words.text)
            continue
        placed.append((Box(page.x + pad, y, page.w - 2 * pad, row.height + stretch), row))
        y += row.height + stretch + scale.px(Space.S)
    return _Rows(tuple(placed), tuple(left_out))


def _row(typesetter: Typesetter, text: str, room: int, *, fields: bool) -> _Row:
    scale, colours = typesetter.theme.scale, typesetter.theme.colours
    name, colon, value = text.partition("：")
    if colon and value:
        words = typesetter.lay(name, scale.helper, colours.ink2, room)
        told = typesetter.lay(value, scale.helper, colours.ink, room, bold=True)
        if words.width + told.width + scale.px(Space.L) <= room:
            return _Row(words, told, field=False, height=words.height + scale.px(Space.XS))
    words = typesetter.lay(text, scale.helper, colours.ink, room)
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


def texts(state: DeviceState) -> Iterator[Written]:
    """Give the address, spelled out, the title and the lines of the page."""
    device = state.scene.device
    yield device.address, spelled(device.address)
    yield device.title, ""
    yield from ((item, "") for item in device.items)
    yield from frame.texts(state)


KIND = DeviceKind(Channel.WEB, layout, texts, quiz_as=Channel.SMS)
