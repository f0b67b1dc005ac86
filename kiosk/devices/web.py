"""A web page: an address bar in which a wrong domain can be spotted, a title, lines, buttons."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.devices import banners, frame, lights, message, prints, results
from kiosk.devices.device_kind import DeviceKind, DeviceLayout, Part, Written
from kiosk.devices.device_state import DeviceState
from kiosk.scenario.model import Channel, Choice, Control, Result, Scene, Spot
from kiosk.scenario.spoken import spelled
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Panel
from kiosk.ui.sizes import largest
from kiosk.ui.text.paragraph import Paragraph, Span
from kiosk.ui.theme import Corner, Space, Stroke
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass

FIELD = 1.7
"""Height of a field to fill in, in ems."""
MASK = "••••••"
"""What stands in a field that is filled in: nobody reads it from behind."""
FIELD_NAME = 8
"""Characters a field's name has at most."""


def layout(typesetter: Typesetter, box: Box, state: DeviceState) -> DeviceLayout:
    """Give the page, or what became of it."""
    if state.result is Result.CLOSED:
        return frame.home(typesetter, box, state)
    scale, colours = typesetter.theme.scale, typesetter.theme.colours
    body = frame.body(typesetter, box, state, colours.card)
    address = _address(typesetter, body.rest, state)
    page = address.rest
    if state.result is Result.PAGE_GONE:
        gone = results.Told("cross", colours.amber, state.words("device.page_gone"))
        nothing = results.told(typesetter, page, gone)
        return DeviceLayout((body.paint, address.paint, nothing.paint))
    sent = _sent(typesetter, page, state)
    names = _height(typesetter, _rows(typesetter, page, state, fields=False))
    place = _place(typesetter, sent.rest, state, names)
    printed = prints.at_foot(typesetter, sent.rest, state, place)
    page = printed.rest
    title = _title(typesetter, page, state)
    head = title.rest.y - page.y
    needed = head + names + scale.px(Space.M)
    paper = message.held_up_height(typesetter, page.w - 2 * scale.px(Space.L), state)
    # A paper is cut short rather than the rest of the page.
    needed = min(needed + paper, page.h) if paper else needed
    controls = frame.page_controls(typesetter, page, state, needed)
    page = controls.rest.above(scale.px(Space.M)).below(head)
    room = page.inset(scale.px(Space.L), 0)
    held = message.held_up(typesetter, room, state, page.h - names)
    lines = page.top(held.rest.h)
    sealed = prints.aside(typesetter, lines, state, place)
    rows = _page(typesetter, sealed.rest, state)
    parts = (body, address, sent, controls, title, held, printed, sealed)
    paints = (*(part.paint for part in parts), rows.paint)
    unseen = place is prints.Where.NOWHERE and state.result is None
    device = state.scene.device
    prints_left_out = tuple(one for one in (device.seal, device.code) if one and unseen)
    return DeviceLayout(paints, (*rows.left_out, *prints_left_out))


def _place(typesetter: Typesetter, page: Box, state: DeviceState, names: int) -> prints.Where:
    """Give where what is printed on the page has room: the buttons go before it, as the choices do the same."""
    for buttons in (True, False):
        least = _least(typesetter, page, state, buttons=buttons)
        place = prints.where(typesetter, page, state, least, page.h - least + names)
        if place is not prints.Where.NOWHERE:
            return place
    return prints.Where.NOWHERE


def _spare(typesetter: Typesetter, page: Box, state: DeviceState) -> bool:
    """Tell whether a page has room for a strip as well: what it says goes before that."""
    scale = typesetter.theme.scale
    paper = message.held_up_height(typesetter, page.w - 2 * scale.px(Space.L), state)
    strip = scale.button + 2 * scale.px(Space.L)
    return page.h - strip >= _least(typesetter, page, state) + paper


def _least(typesetter: Typesetter, page: Box, state: DeviceState, *, buttons: bool = True) -> int:
    """Give the height the page's title and its lines take at least, and its buttons where wanted."""
    head = _title(typesetter, page, state).rest.y - page.y
    names = _height(typesetter, _rows(typesetter, page, state, fields=False))
    foot = page.h - frame.page_controls(typesetter, page, state).rest.h if buttons else 0
    return head + names + foot + typesetter.theme.scale.px(Space.M)


def _sent(typesetter: Typesetter, page: Box, state: DeviceState) -> Part:
    """Give the strip at the foot that says the form is handed in."""
    if state.result is not Result.SUBMITTED or not _spare(typesetter, page, state):
        return Part(page)
    scale, colours = typesetter.theme.scale, typesetter.theme.colours
    text = state.words("device.submitted")
    words = typesetter.lay(text, scale.helper, colours.on_dark, page.w, bold=True)
    strip = page.low(scale.button + scale.px(Space.L)).above(scale.px(Space.L))
    strip = strip.inset(scale.px(Space.XL), 0)
    side = scale.helper
    left = (strip.w - side - scale.px(Space.S) - words.width) // 2

    def paint(composer: Composer) -> None:
        composer.back.append(Panel(strip, colours.teal.ink, scale.px(Corner.FIELD)))
        icon = Box(strip.x + left, strip.y + (strip.h - side) // 2, side, side)
        composer.icon(icon, "check", colours.on_dark)
        composer.beside(strip.after(left + side + scale.px(Space.S)), words, colours.teal.ink)

    return Part(page.above(page.bottom - strip.y), paint)


def _address(typesetter: Typesetter, inner: Box, state: DeviceState) -> Part:
    """Give the address bar; whose page it is stands out in bold.

    A long address takes two rows: who shortens it hides just what gives it away.
    """
    scale, colours = typesetter.theme.scale, typesetter.theme.colours
    usual, least = scale.helper * 9 // 10, 0
    address = state.scene.device.address
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
        y = box.y + (box.h - words.height) // 2
        lights.spot(composer, state, Spot.ADDRESS, box.x + bar.left, y, words, box)

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
        box = inner.below(banners.badge_height(typesetter)).inset(edge, 0)
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


def _title(typesetter: Typesetter, page: Box, state: DeviceState) -> Part:
    """Give a page's title on its band, if it has one."""
    text = state.scene.device.title
    if not text:
        return Part(page)
    scale, teal = typesetter.theme.scale, typesetter.theme.colours.teal
    room = page.w - 2 * scale.px(Space.XL)
    ink = lights.spot_ink(typesetter, state, Spot.TITLE, teal.ink)
    title = frame.label(typesetter, text, scale.title, ink, room, bold=True)
    band = page.top(title.height + scale.px(Space.M))

    def paint(composer: Composer) -> None:
        composer.back.append(Panel(band, teal.tint, 0))
        x = band.x + scale.px(Space.XL)
        y = band.y + scale.px(Space.XS)
        composer.text(x, y, title, teal.tint)
        plate = Box(x, y, title.width + lights.pin_side(composer), title.height)
        lights.spot(composer, state, Spot.TITLE, x, y, title, plate)

    return Part(page.below(title.height + 2 * scale.px(Space.M)), paint)


def _rows(typesetter: Typesetter, page: Box, state: DeviceState, *, fields: bool) -> list[_Row]:
    room = page.w - 2 * typesetter.theme.scale.px(Space.XL)
    filled = dict(state.filled)
    return [
        _row(typesetter, text, room, fields=fields, value=filled.get(text, ""))
        for text in _items(state)
    ]


def _items(state: DeviceState) -> tuple[str, ...]:
    """Give the page's lines, and fields filled in that it hasn't named."""
    items = state.scene.device.items
    return (*items, *(name for name, _ in state.filled if name not in items))


def _height(typesetter: Typesetter, laid: list[_Row]) -> int:
    return sum(row.height + typesetter.theme.scale.px(Space.S) for row in laid)


def _page(typesetter: Typesetter, page: Box, state: DeviceState) -> _Rows:
    """Give a page's lines as far as there is room, those to fill in as fields where there is more."""
    scale = typesetter.theme.scale
    pad = scale.px(Space.XL)
    # A page that shows values tells; one that has names only asks for what they name.
    fields = asks(state.scene) or bool(state.filled)
    tried = (_rows(typesetter, page, state, fields=one) for one in (fields, False))
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


def _row(typesetter: Typesetter, text: str, room: int, *, fields: bool, value: str = "") -> _Row:
    """Give a line of a page; `value` is what stands in it where it is a field filled in."""
    scale, colours = typesetter.theme.scale, typesetter.theme.colours
    name, colon, shown = text.partition("：")
    if value:
        words = typesetter.lay(text, scale.helper, colours.ink2, room)
        told = typesetter.lay(value, scale.helper, colours.ink, room, bold=True)
        if words.width + told.width + 3 * scale.px(Space.L) <= room:
            height = round(scale.helper * FIELD) if fields else words.height
            return _Row(words, told, field=fields, height=height)
    if colon and shown:
        words = typesetter.lay(name, scale.helper, colours.ink2, room)
        told = typesetter.lay(shown, scale.helper, colours.ink, room, bold=True)
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
        if row.field:
            return
        composer.line(box.low(max(1, scale.px(Stroke.THIN))))


def asks(scene: Scene) -> bool:
    """Tell whether a page has fields to fill in: it names things, and shows the value of none."""
    items = scene.device.items
    confirmed = any(choice.control is Control.CONFIRM for choice in scene.choices)
    return confirmed and bool(items) and not any("：" in text for text in items)


def fields_filled(scene: Scene, choice: Choice) -> tuple[tuple[str, str], ...]:
    """Give the fields filled in: those written, else those whose information is given away."""
    if choice.aftermath.filled:
        pairs = (text.partition("：") for text in choice.aftermath.filled)
        return tuple((name, value or MASK) for name, _, value in pairs)
    if not asks(scene):
        return ()
    return tuple(
        (item, MASK)
        for item in scene.device.items
        if any(leak in item or item in leak for leak in choice.leaks)
    )


def texts(state: DeviceState) -> Iterator[Written]:
    """Give the address, spelled out, the title and the lines of the page."""
    device = state.scene.device
    if state.result is Result.CLOSED:
        yield from frame.texts(state)
        return
    yield device.address, spelled(device.address)
    if state.result is Result.PAGE_GONE:
        yield state.words("device.page_gone"), ""
        yield from frame.texts(state)
        return
    yield device.title, ""
    filled = dict(state.filled)
    for item in _items(state):
        value = filled.get(item, "")
        yield item if value in ("", MASK) else f"{item} {value}", ""
    yield device.seal, ""
    yield device.code, ""
    if state.filled:
        yield state.words("device.filled"), ""
    if state.result is Result.SUBMITTED:
        yield state.words("device.submitted"), ""
    yield from frame.texts(state)


KIND = DeviceKind(
    Channel.WEB,
    layout,
    texts,
    quiz_as=Channel.SMS,
    results=frozenset({Result.SUBMITTED, Result.PAGE_GONE, Result.CLOSED}),
    follows={Control.CLOSE: Result.CLOSED, Control.CONFIRM: Result.SUBMITTED},
    filled=fields_filled,
    spots=frozenset({Spot.ADDRESS, Spot.TITLE}),
)
