"""A bank App's transfer: payee, account, amount, and the button that sends it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kiosk.stage.box import Box
from kiosk.stage.channels import frame
from kiosk.stage.channels.moment import Moment
from kiosk.stage.money import yuan
from kiosk.stage.shapes import Panel
from kiosk.stage.sheet import Sheet
from kiosk.stage.text.prose import Prose
from kiosk.stage.theme import Corner, Scale, Space


def draw(sheet: Sheet, box: Box, moment: Moment) -> None:
    """Draw the page."""
    scale, colours, words = sheet.theme.scale, sheet.theme.colours, moment.words
    device = moment.scene.device
    inner = frame.sharing(sheet, frame.body(sheet, box, moment, colours.screen), moment)
    pad = scale.px(Space.L)
    top = frame.badge_height(sheet)
    side, space = scale.helper, scale.px(Space.S)
    px = max(scale.helper, scale.title * 9 // 10)
    text = device.title or words("device.bank")
    for sign in (side + space, 0):
        # On a narrow device the sign gives way: the title keeps to one row.
        room = inner.w - 4 * pad - sign
        title = frame.label(sheet, text, px, colours.on_dark, room, bold=True)
        if len(title.rows) == 1:
            break
    height = max(round(scale.title * 1.8), title.height + space)
    strip = Box(inner.x, inner.y + top, inner.w, height).inset(pad, 0)
    sheet.back.append(Panel(strip, colours.teal.ink, scale.px(Corner.BUBBLE)))
    if sign:
        icon = Box(strip.x + pad, strip.y + (height - side) // 2, side, side)
        sheet.icon(icon, "bank", colours.on_dark)
    sheet.beside(strip.inset(pad, 0).after(sign), title, colours.teal.ink)
    below = inner.below(top + height + scale.px(Space.M))
    facts = [
        (words("device.payee"), device.payee),
        (words("device.account"), device.account),
        (words("device.amount"), yuan(device.amount) if device.amount else ""),
    ]
    told = [(name, value) for name, value in facts if value]
    wide, rows = below.w - 2 * pad, _rows(sheet, below.w - 2 * pad, device.items)
    low = [_laid(sheet, wide, fact, _Way.SMALL).height(scale) + space for fact in told]
    page = frame.page_controls(sheet, below, moment, sum(low) + rows + scale.px(Space.L))
    card = page.inset(pad, 0).above(scale.px(Space.L))
    y = _facts(sheet, card.above(rows), told)
    if y == card.y and device.items:
        sheet.back.append(Panel(card, colours.card, scale.px(Corner.BUBBLE)))
        y += scale.px(Space.M)
    left = Box(card.x, y, card.w, max(0, card.bottom - y)).inset(scale.px(Space.L), 0)
    _items(sheet, left, moment)


class _Way(Enum):
    """How a fact is set: its name above it, or beside it where there is little height."""

    ABOVE = 0
    BESIDE = 1
    SMALL = 2


def _rows(sheet: Sheet, width: int, items: tuple[str, ...]) -> int:
    """Give the height of what the page says below its facts."""
    scale = sheet.theme.scale
    room = width - 2 * scale.px(Space.L)
    ink = sheet.theme.colours.ink
    return sum(
        sheet.lay(text, scale.helper, ink, room).height + scale.px(Space.XS) for text in items
    )


def _facts(sheet: Sheet, card: Box, facts: list[tuple[str, str]]) -> int:
    """Set what is paid to whom and give the row under it."""
    scale = sheet.theme.scale
    space = scale.px(Space.S)
    for way in _Way:
        laid = [_laid(sheet, card.w, fact, way) for fact in facts]
        heights = [fact.height(scale) for fact in laid]
        spare = card.h - sum(heights) - space * len(heights)
        if spare >= 0:
            break
    stretch = max(0, min(spare // max(1, len(facts)), scale.px(Space.L)))
    y = card.y
    for fact, height in zip(laid, heights, strict=True):
        if y + height > card.bottom:
            sheet.left_out.append(f"{fact.label.text}：{fact.value.text}")
            continue
        _fact(sheet, Box(card.x, y, card.w, height + stretch), fact)
        y += height + stretch + space
    return y


@dataclass(frozen=True, slots=True)
class _Fact:
    """A fact laid out: its name, what it says, and whether that stands beside the name."""

    label: Prose
    value: Prose
    beside: bool

    def height(self, scale: Scale) -> int:
        """Give the height of its card."""
        if self.beside:
            return max(self.label.height, self.value.height) + scale.px(Space.XS)
        return self.label.height + self.value.height + scale.px(Space.M)


def _laid(sheet: Sheet, width: int, fact: tuple[str, str], way: _Way) -> _Fact:
    scale, ink = sheet.theme.scale, sheet.theme.colours.ink
    room = width - 2 * scale.px(Space.L)
    label = sheet.lay(fact[0], scale.helper, sheet.theme.colours.ink2, room)
    px = scale.helper if way is _Way.SMALL else scale.title
    beside = room - label.width - scale.px(Space.M)
    for size in (px, scale.helper):
        # An account is read in one piece: it goes below its name rather than onto two rows.
        whole = sheet.lay(fact[1], size, ink, 10**6, bold=True)
        if way is not _Way.ABOVE and whole.width <= beside:
            return _Fact(label, whole, beside=True)
        if whole.width <= room:
            return _Fact(label, whole, beside=False)
    size = scale.helper if way is _Way.SMALL else px
    return _Fact(label, sheet.lay(fact[1], size, ink, room, bold=True), beside=False)


def _fact(sheet: Sheet, box: Box, fact: _Fact) -> None:
    scale, colours = sheet.theme.scale, sheet.theme.colours
    sheet.back.append(Panel(box, colours.card, scale.px(Corner.BUBBLE)))
    inner = box.inset(scale.px(Space.L), 0)
    if fact.beside:
        sheet.beside(inner, fact.label, colours.card)
        sheet.beside(inner.end(fact.value.width), fact.value, colours.card)
        return
    top = box.y + (box.h - fact.label.height - fact.value.height) // 2
    y = sheet.text(inner.x, top, fact.label, colours.card)
    sheet.text(inner.x, y, fact.value, colours.card)


def _items(sheet: Sheet, page: Box, moment: Moment) -> None:
    scale, colours = sheet.theme.scale, sheet.theme.colours
    y = page.y
    for text in moment.scene.device.items:
        prose = sheet.lay(text, scale.helper, colours.ink, page.w)
        if y + prose.height > page.bottom:
            sheet.left_out.append(text)
            continue
        y = sheet.text(page.x, y, prose, colours.card) + scale.px(Space.XS)
