"""A bank App's transfer: payee, account, amount, and the button that sends it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from kiosk.devices import banners, frame, lights, results
from kiosk.devices.device_kind import DeviceKind, DeviceLayout, Part, Written
from kiosk.devices.device_state import DeviceState
from kiosk.scenario.model import Channel, Control, Result, Spot
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Panel
from kiosk.ui.sizes import largest
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import Colour, Corner, Scale, Space
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass
from kiosk.words import yuan


def layout(typesetter: Typesetter, box: Box, state: DeviceState) -> DeviceLayout:
    """Give the page, or what became of it."""
    if state.result is Result.CLOSED:
        return frame.home(typesetter, box, state)
    scale, device = typesetter.theme.scale, state.scene.device
    body = frame.body(typesetter, box, state, typesetter.theme.colours.screen)
    if state.result is Result.TRANSFERRED:
        return _transferred(typesetter, body, state)
    head = _head(typesetter, body.rest, _title(state))
    facts, space = _facts(typesetter, state), scale.px(Space.S)
    wide = head.rest.w - 2 * scale.px(Space.L)
    rows = _rows_height(typesetter, wide, device.items)
    low = [fact.height(scale) for fact in _arranged(typesetter, wide, facts, _Arrangement.MIXED)]
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
        for found, fact in told.placed:
            at = _value_at(scale, found, fact)
            lights.spot(composer, state, fact.spot, *at, fact.value, found)

    paints = (body.paint, head.paint, controls.paint, told.paint, paint)
    return DeviceLayout(paints, (*told.left_out, *crowded_out))


def _transferred(typesetter: Typesetter, body: Part, state: DeviceState) -> DeviceLayout:
    """Give the page that says the money is gone, and to whom."""
    scale, colours = typesetter.theme.scale, typesetter.theme.colours
    head = _head(typesetter, body.rest, _title(state))
    card = head.rest.inset(scale.px(Space.L), 0).above(scale.px(Space.L))
    done = results.Told(
        "check",
        colours.teal,
        state.words("device.transferred"),
        f"−{yuan(state.scene.device.amount)}",
        _paid_to(state),
    )
    told = results.told(typesetter, card, done)

    def ground(composer: Composer) -> None:
        composer.back.append(Panel(card, colours.card, scale.px(Corner.BUBBLE)))

    return DeviceLayout((body.paint, head.paint, ground, told.paint))


def _paid_to(state: DeviceState) -> str:
    payee = state.scene.device.payee
    return state.words("device.paid_to", payee=payee) if payee else ""


def _title(state: DeviceState) -> str:
    """Give the App's name: the scene's, else what the story calls its bank's App elsewhere."""
    own = (
        scene.device.title
        for scene in state.scenario.scenes
        if scene.channel is Channel.BANK_APP and scene.device.title
    )
    return state.scene.device.title or next(own, "") or state.words("device.bank")


@dataclass(frozen=True, slots=True)
class _Said:
    """What is paid, to whom or where: its name, its value, the spot it is, and its colour."""

    name: str
    value: str
    spot: Spot
    ink: Colour


def _facts(typesetter: Typesetter, state: DeviceState) -> list[_Said]:
    """Give what is paid to whom, as far as the page tells it."""
    ink = typesetter.theme.colours.ink
    return [
        _Said(name, value, spot, lights.spot_ink(typesetter, state, spot, ink))
        for name, value, spot in _values(state)
    ]


def _values(state: DeviceState) -> Iterator[tuple[str, str, Spot]]:
    words, device = state.words, state.scene.device
    amount = yuan(device.amount) if device.amount else ""
    for key, value, spot in (
        ("device.payee", device.payee, Spot.PAYEE),
        ("device.account", device.account, Spot.ACCOUNT),
        ("device.amount", amount, Spot.AMOUNT),
    ):
        if value:
            yield words(key), value, spot


def _head(typesetter: Typesetter, inner: Box, text: str) -> Part:
    """Give the strip with the bank's sign and the title."""
    scale, colours = typesetter.theme.scale, typesetter.theme.colours
    pad, space, side = scale.px(Space.L), scale.px(Space.S), scale.helper
    top, px = banners.badge_height(typesetter), max(scale.helper, scale.title * 9 // 10)

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
    MIXED = 3
    """Each as small as it can be, though not alike: sooner than leave one out."""


_LARGE = frozenset({_Arrangement.ABOVE, _Arrangement.BESIDE})
"""Arrangements in which a value stands in a title's size."""


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
    spot: Spot

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
    def of(cls, typesetter: Typesetter, card: Box, facts: list[_Said]) -> _Told:
        """Lay the facts out, in smaller arrangements where there is less room."""
        scale = typesetter.theme.scale
        space = scale.px(Space.S)

        def spare(laid: list[_Fact]) -> int:
            return card.h - sum(fact.height(scale) + space for fact in laid)

        tried = (_arranged(typesetter, card.w, facts, way) for way in _Arrangement)
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


def _arranged(
    typesetter: Typesetter, width: int, facts: list[_Said], way: _Arrangement
) -> list[_Fact]:
    """Give the facts, all of them alike: names beside the values or above them, values of one size."""
    scale = typesetter.theme.scale
    usual = scale.title if way in _LARGE else scale.helper

    def laid(px: int, *, beside: bool) -> list[_Fact | None]:
        return [_laid(typesetter, width, fact, px, beside=beside) for fact in facts]

    least = laid(scale.helper, beside=True)
    above = [fact for fact in laid(scale.helper, beside=False) if fact]
    if way is _Arrangement.MIXED:
        return [fact or other for fact, other in zip(least, above, strict=True)]
    if way is not _Arrangement.ABOVE:
        for px in (usual, scale.helper):
            if all(found := laid(px, beside=True)):
                return [fact for fact in found if fact]
    large = [fact for fact in laid(usual, beside=False) if fact]
    # An account is read in one piece: it gets smaller, and all with it, rather than stand on two rows.
    return above if any(len(fact.value.rows) > 1 for fact in large) else large


def _laid(
    typesetter: Typesetter, width: int, fact: _Said, px: int, *, beside: bool
) -> _Fact | None:
    """Give a fact laid out; None where its value has no room beside its name."""
    scale = typesetter.theme.scale
    room = width - 2 * scale.px(Space.L)
    label = typesetter.lay(fact.name, scale.helper, typesetter.theme.colours.ink2, room)
    wide = room - label.width - scale.px(Space.M) if beside else room
    value = typesetter.lay(fact.value, px, fact.ink, 10**6, bold=True)
    if value.width > wide:
        if beside:
            return None
        value = typesetter.lay(fact.value, px, fact.ink, room, bold=True)
    return _Fact(label, value, beside, fact.spot)


def _value_at(scale: Scale, box: Box, fact: _Fact) -> tuple[int, int]:
    """Give where the value of a fact stands in its box."""
    inner = box.inset(scale.px(Space.L), 0)
    if fact.beside:
        return inner.right - fact.value.width, inner.y + (inner.h - fact.value.height) // 2
    top = box.y + (box.h - fact.label.height - fact.value.height) // 2
    return inner.x, top + fact.label.height


def _fact(composer: Composer, box: Box, fact: _Fact) -> None:
    scale, colours = composer.theme.scale, composer.theme.colours
    composer.back.append(Panel(box, colours.card, scale.px(Corner.BUBBLE)))
    inner = box.inset(scale.px(Space.L), 0)
    if fact.beside:
        composer.beside(inner, fact.label, colours.card)
    else:
        top = box.y + (box.h - fact.label.height - fact.value.height) // 2
        composer.text(inner.x, top, fact.label, colours.card)
    composer.text(*_value_at(scale, box, fact), fact.value, colours.card)


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
    if state.result is Result.CLOSED:
        yield from frame.texts(state)
        return
    yield _title(state), ""
    if state.result is Result.TRANSFERRED:
        yield state.words("device.transferred"), ""
        yield yuan(state.scene.device.amount), ""
        yield _paid_to(state), ""
        yield from frame.texts(state)
        return
    yield from ((f"{name} {value}", "") for name, value, _ in _values(state))
    yield from ((item, "") for item in state.scene.device.items)
    yield from frame.texts(state)


KIND = DeviceKind(
    Channel.BANK_APP,
    layout,
    texts,
    quiz_as=Channel.SMS,
    results=frozenset({Result.CLOSED}),
    brought_by=frozenset({Result.TRANSFERRED}),
    follows={Control.CLOSE: Result.CLOSED, Control.CONFIRM: Result.TRANSFERRED},
    spots=frozenset({Spot.PAYEE, Spot.ACCOUNT, Spot.AMOUNT}),
)
