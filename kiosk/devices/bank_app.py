"""A bank App's transfer: payee, account, amount, and the button that sends it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from kiosk.devices import frame
from kiosk.devices.device_kind import DeviceKind, DeviceLayout, Part, Written
from kiosk.devices.device_state import DeviceState
from kiosk.scenario.model import Channel
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Panel
from kiosk.ui.sizes import largest
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import Corner, Scale, Space
from kiosk.ui.typesetter import Typesetter
from kiosk.words import yuan


def layout(typesetter: Typesetter, box: Box, state: DeviceState) -> DeviceLayout:
    """Give the page."""
    scale, device = typesetter.theme.scale, state.scene.device
    body = frame.body(typesetter, box, state, typesetter.theme.colours.screen)
    head = _head(typesetter, body.rest, _title(state))
    facts, space = [fact for fact in _facts(state) if fact[1]], scale.px(Space.S)
    wide = head.rest.w - 2 * scale.px(Space.L)
    rows = _rows_height(typesetter, wide, device.items)
    low = [_laid(typesetter, wide, fact, _Arrangement.SMALL).height(scale) for fact in facts]
    needed = sum(height + space for height in low) + rows + scale.px(Space.L)
    controls = frame.page_controls(typesetter, head.rest, state, needed)
    card = controls.rest.inset(scale.px(Space.L), 0).above(scale.px(Space.L))
    told = _Told.of(typesetter, card.above(rows), facts)
    y, plain = told.bottom, told.bottom == card.y and bool(device.items)
    if plain:
        y += scale.px(Space.M)
    left = Box(card.x, y, card.w, max(0, card.bottom - y)).inset(scale.px(Space.L), 0)
    items, crowded_out = _items(typesetter, left, state)

    def paint(composer: Composer) -> None:
        colours = composer.theme.colours
        if plain:
            composer.back.append(Panel(card, colours.card, scale.px(Corner.BUBBLE)))
        for top, paragraph in items:
            composer.text(left.x, top, paragraph, colours.card)

    paints = (body.paint, head.paint, controls.paint, told.paint, paint)
    return DeviceLayout(paints, (*told.left_out, *crowded_out))


def _title(state: DeviceState) -> str:
    return state.scene.device.title or state.words("device.bank")


def _facts(state: DeviceState) -> tuple[tuple[str, str], ...]:
    """Give what is paid to whom, each by its name."""
    words, device = state.words, state.scene.device
    return (
        (words("device.payee"), device.payee),
        (words("device.account"), device.account),
        (words("device.amount"), yuan(device.amount) if device.amount else ""),
    )


def _head(typesetter: Typesetter, inner: Box, text: str) -> Part:
    """Give the strip with the bank's sign and the title."""
    scale, colours = typesetter.theme.scale, typesetter.theme.colours
    pad, space, side = scale.px(Space.L), scale.px(Space.S), scale.helper
    top, px = frame.badge_height(typesetter), max(scale.helper, scale.title * 9 // 10)

    def titled(sign: int) -> tuple[int, Paragraph]:
        room = inner.w - 4 * pad - sign
        return sign, frame.label(typesetter, text, px, colours.on_dark, room, bold=True)

    # On a narrow device the sign gives way: the title keeps to one row.
    sign, title = largest(map(titled, (side + space, 0)), lambda one: len(one[1].rows) == 1)
    height = max(round(scale.title * 1.8), title.height + space)
    strip = Box(inner.x, inner.y + top, inner.w, height).inset(pad, 0)

    def paint(composer: Composer) -> None:
        composer.back.append(Panel(strip, colours.teal.ink, scale.px(Corner.BUBBLE)))
        if sign:
            icon = Box(strip.x + pad, strip.y + (height - side) // 2, side, side)
            composer.icon(icon, "bank", colours.on_dark)
        composer.beside(strip.inset(pad, 0).after(sign), title, colours.teal.ink)

    return Part(inner.below(top + height + scale.px(Space.M)), paint)


class _Arrangement(Enum):
    """How a fact is set: its name above it, or beside it where there is little height."""

    ABOVE = 0
    BESIDE = 1
    SMALL = 2


def _rows_height(typesetter: Typesetter, width: int, items: tuple[str, ...]) -> int:
    """Give the height of what the page says below its facts."""
    scale = typesetter.theme.scale
    room = width - 2 * scale.px(Space.L)
    ink = typesetter.theme.colours.ink
    return sum(
        typesetter.lay(text, scale.helper, ink, room).height + scale.px(Space.XS) for text in items
    )


@dataclass(frozen=True, slots=True)
class _Fact:
    """A fact laid out: its name, what it says, and whether that stands beside the name."""

    label: Paragraph
    value: Paragraph
    beside: bool

    def height(self, scale: Scale) -> int:
        """Give the height of its card."""
        if self.beside:
            return max(self.label.height, self.value.height) + scale.px(Space.XS)
        return self.label.height + self.value.height + scale.px(Space.M)


@dataclass(frozen=True, slots=True)
class _Told:
    """What is paid to whom, each fact in its box, and the row under them."""

    placed: tuple[tuple[Box, _Fact], ...]
    left_out: tuple[str, ...]
    bottom: int

    @classmethod
    def of(cls, typesetter: Typesetter, card: Box, facts: list[tuple[str, str]]) -> _Told:
        """Lay the facts out, in smaller arrangements where there is less room."""
        scale = typesetter.theme.scale
        space = scale.px(Space.S)

        def spare(laid: list[_Fact]) -> int:
            return card.h - sum(fact.height(scale) + space for fact in laid)

        tried = ([_laid(typesetter, card.w, fact, way) for fact in facts] for way in _Arrangement)
        laid = largest(tried, lambda laid: spare(laid) >= 0)
        stretch = max(0, min(spare(laid) // max(1, len(facts)), scale.px(Space.L)))
        y = card.y
        placed, left_out = [], []
        for fact in laid:
            height = fact.height(scale)
            if y + height > card.bottom:
                left_out.append(f"{fact.label.text}：{fact.value.text}")
                continue
            placed.append((Box(card.x, y, card.w, height + stretch), fact))
            y += height + stretch + space
        return cls(tuple(placed), tuple(left_out), y)

    def paint(self, composer: Composer) -> None:
        """Set the facts on their cards."""
        for box, fact in self.placed:
            _fact(composer, box, fact)


def _laid(typesetter: Typesetter, width: int, fact: tuple[str, str], way: _Arrangement) -> _Fact:
    scale, ink = typesetter.theme.scale, typesetter.theme.colours.ink
    room = width - 2 * scale.px(Space.L)
    label = typesetter.lay(fact[0], scale.helper, typesetter.theme.colours.ink2, room)
    px = scale.helper if way is _Arrangement.SMALL else scale.title
    aside = room - label.width - scale.px(Space.M)

    def value(size: int, width: int) -> Paragraph:
        return typesetter.lay(fact[1], size, ink, width, bold=True)

    # An account is read in one piece: it goes below its name rather than onto two rows.
    whole = (
        _Fact(label, value(size, 10**6), beside=beside)
        for size in (px, scale.helper)
        for beside in ((False,) if way is _Arrangement.ABOVE else (True, False))
    )
    broken = _Fact(label, value(px, room), beside=False)
    return largest((*whole, broken), lambda one: one.value.width <= (aside if one.beside else room))


def _fact(composer: Composer, box: Box, fact: _Fact) -> None:
    scale, colours = composer.theme.scale, composer.theme.colours
    composer.back.append(Panel(box, colours.card, scale.px(Corner.BUBBLE)))
    inner = box.inset(scale.px(Space.L), 0)
    if fact.beside:
        composer.beside(inner, fact.label, colours.card)
        composer.beside(inner.end(fact.value.width), fact.value, colours.card)
        return
    top = box.y + (box.h - fact.label.height - fact.value.height) // 2
    y = composer.text(inner.x, top, fact.label, colours.card)
    composer.text(inner.x, y, fact.value, colours.card)


def _items(
    typesetter: Typesetter, page: Box, state: DeviceState
) -> tuple[list[tuple[int, Paragraph]], list[str]]:
    """Give what else the page says, each at its row, and that for which there is no room."""
    scale, ink = typesetter.theme.scale, typesetter.theme.colours.ink
    y = page.y
    placed, left_out = [], []
    for text in state.scene.device.items:
        paragraph = typesetter.lay(text, scale.helper, ink, page.w)
        if y + paragraph.height > page.bottom:
            left_out.append(text)
            continue
        placed.append((y, paragraph))
        y += paragraph.height + scale.px(Space.XS)
    return placed, left_out


def texts(state: DeviceState) -> Iterator[Written]:
    """Give the title, what is paid to whom, and what else the page says."""
    yield _title(state), ""
    yield from ((f"{name} {value}", "") for name, value in _facts(state) if value)
    yield from ((item, "") for item in state.scene.device.items)
    yield from frame.texts(state)


KIND = DeviceKind(Channel.BANK_APP, layout, texts, quiz_as=Channel.SMS)
