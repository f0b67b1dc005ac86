"""A bank App's transfer: payee, account, amount, and the button that sends it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kiosk.devices import frame
from kiosk.devices.device_state import DeviceState
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Panel
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import Corner, Scale, Space
from kiosk.words import yuan


def draw(composer: Composer, box: Box, state: DeviceState) -> None:
    """Draw the page."""
    scale, colours, words = composer.theme.scale, composer.theme.colours, state.words
    device = state.scene.device
    inner = frame.sharing(composer, frame.body(composer, box, state, colours.screen), state)
    pad = scale.px(Space.L)
    top = frame.badge_height(composer)
    side, space = scale.helper, scale.px(Space.S)
    px = max(scale.helper, scale.title * 9 // 10)
    text = device.title or words("device.bank")
    for sign in (side + space, 0):
        # On a narrow device the sign gives way: the title keeps to one row.
        room = inner.w - 4 * pad - sign
        title = frame.label(composer, text, px, colours.on_dark, room, bold=True)
        if len(title.rows) == 1:
            break
    height = max(round(scale.title * 1.8), title.height + space)
    strip = Box(inner.x, inner.y + top, inner.w, height).inset(pad, 0)
    composer.back.append(Panel(strip, colours.teal.ink, scale.px(Corner.BUBBLE)))
    if sign:
        icon = Box(strip.x + pad, strip.y + (height - side) // 2, side, side)
        composer.icon(icon, "bank", colours.on_dark)
    composer.beside(strip.inset(pad, 0).after(sign), title, colours.teal.ink)
    below = inner.below(top + height + scale.px(Space.M))
    facts = [
        (words("device.payee"), device.payee),
        (words("device.account"), device.account),
        (words("device.amount"), yuan(device.amount) if device.amount else ""),
    ]
    told = [(name, value) for name, value in facts if value]
    wide, rows = below.w - 2 * pad, _rows(composer, below.w - 2 * pad, device.items)
    low = [_laid(composer, wide, fact, _Arrangement.SMALL).height(scale) + space for fact in told]
    page = frame.page_controls(composer, below, state, sum(low) + rows + scale.px(Space.L))
    card = page.inset(pad, 0).above(scale.px(Space.L))
    y = _facts(composer, card.above(rows), told)
    if y == card.y and device.items:
        composer.back.append(Panel(card, colours.card, scale.px(Corner.BUBBLE)))
        y += scale.px(Space.M)
    left = Box(card.x, y, card.w, max(0, card.bottom - y)).inset(scale.px(Space.L), 0)
    _items(composer, left, state)


class _Arrangement(Enum):
    """How a fact is set: its name above it, or beside it where there is little height."""

    ABOVE = 0
    BESIDE = 1
    SMALL = 2


def _rows(composer: Composer, width: int, items: tuple[str, ...]) -> int:
    """Give the height of what the page says below its facts."""
    scale = composer.theme.scale
    room = width - 2 * scale.px(Space.L)
    ink = composer.theme.colours.ink
    return sum(
        composer.lay(text, scale.helper, ink, room).height + scale.px(Space.XS) for text in items
    )


def _facts(composer: Composer, card: Box, facts: list[tuple[str, str]]) -> int:
    """Set what is paid to whom and give the row under it."""
    scale = composer.theme.scale
    space = scale.px(Space.S)
    for way in _Arrangement:
        laid = [_laid(composer, card.w, fact, way) for fact in facts]
        heights = [fact.height(scale) for fact in laid]
        spare = card.h - sum(heights) - space * len(heights)
        if spare >= 0:
            break
    stretch = max(0, min(spare // max(1, len(facts)), scale.px(Space.L)))
    y = card.y
    for fact, height in zip(laid, heights, strict=True):
        if y + height > card.bottom:
            composer.left_out.append(f"{fact.label.text}：{fact.value.text}")
            continue
        _fact(composer, Box(card.x, y, card.w, height + stretch), fact)
        y += height + stretch + space
    return y


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


def _laid(composer: Composer, width: int, fact: tuple[str, str], way: _Arrangement) -> _Fact:
    scale, ink = composer.theme.scale, composer.theme.colours.ink
    room = width - 2 * scale.px(Space.L)
    label = composer.lay(fact[0], scale.helper, composer.theme.colours.ink2, room)
    px = scale.helper if way is _Arrangement.SMALL else scale.title
    beside = room - label.width - scale.px(Space.M)
    for size in (px, scale.helper):
        # An account is read in one piece: it goes below its name rather than onto two rows.
        whole = composer.lay(fact[1], size, ink, 10**6, bold=True)
        if way is not _Arrangement.ABOVE and whole.width <= beside:
            return _Fact(label, whole, beside=True)
        if whole.width <= room:
            return _Fact(label, whole, beside=False)
    size = scale.helper if way is _Arrangement.SMALL else px
    return _Fact(label, composer.lay(fact[1], size, ink, room, bold=True), beside=False)


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


def _items(composer: Composer, page: Box, state: DeviceState) -> None:
    scale, colours = composer.theme.scale, composer.theme.colours
    y = page.y
    for text in state.scene.device.items:
        paragraph = composer.lay(text, scale.helper, colours.ink, page.w)
        if y + paragraph.height > page.bottom:
            composer.left_out.append(text)
            continue
        y = composer.text(page.x, y, paragraph, colours.card) + scale.px(Space.XS)
