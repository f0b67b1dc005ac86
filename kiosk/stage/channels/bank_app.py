"""A bank App's transfer: payee, account, amount, and the button that sends it."""

from __future__ import annotations

from kiosk.stage.box import Box
from kiosk.stage.channels import frame
from kiosk.stage.channels.moment import Moment
from kiosk.stage.money import yuan
from kiosk.stage.shapes import Panel
from kiosk.stage.sheet import Sheet


def draw(sheet: Sheet, box: Box, moment: Moment) -> None:
    """Draw the page."""
    scale, colours, words = sheet.theme.scale, sheet.theme.colours, moment.words
    device = moment.scene.device
    inner = frame.sharing(sheet, frame.body(sheet, box, colours.screen), moment)
    pad = scale.px(24)
    top = frame.badge_height(sheet)
    height = round(scale.title * 1.8)
    strip = Box(inner.x, inner.y + top, inner.w, height).inset(pad, 0)
    sheet.back.append(Panel(strip, colours.teal.ink, scale.px(18)))
    side = scale.helper
    sheet.icon(
        Box(strip.x + pad, strip.y + (height - side) // 2, side, side), "bank", colours.on_dark
    )
    head = Box(strip.x + pad + side + scale.px(12), strip.y, strip.w - 2 * pad - side, height)
    title = sheet.fit(
        device.title or words("device.bank"),
        scale.title * 9 // 10,
        colours.on_dark,
        (head.w, height),
        bold=True,
    )
    sheet.beside(head, title, colours.teal.ink)
    page = frame.page_controls(sheet, inner.below(top + height + scale.px(16)), moment)
    card = page.inset(pad, 0).above(scale.px(20))
    facts = [
        (words("device.payee"), device.payee),
        (words("device.account"), device.account),
        (words("device.amount"), yuan(device.amount) if device.amount else ""),
    ]
    facts = [(name, value) for name, value in facts if value]
    if not facts:
        sheet.back.append(Panel(card, colours.card, scale.px(20)))
        untitled = Box(card.x, card.y + scale.px(16), card.w, card.h).inset(scale.px(20), 0)
        _items(sheet, untitled, moment)
        return
    y = card.y
    for name, value in facts:
        y = _fact(sheet, Box(card.x, y, card.w, 0), name, value) + scale.px(10)
    _items(sheet, Box(card.x, y, card.w, max(0, card.bottom - y)).inset(scale.px(8), 0), moment)


def _fact(sheet: Sheet, row: Box, name: str, value: str) -> int:
    scale, colours = sheet.theme.scale, sheet.theme.colours
    pad = scale.px(20)
    label = sheet.lay(name, scale.helper * 9 // 10, colours.ink2, row.w)
    prose = sheet.fit(
        value, scale.title, colours.ink, (row.w - 2 * pad, scale.title * 3), bold=True
    )
    box = Box(row.x, row.y, row.w, label.height + prose.height + scale.px(14))
    sheet.back.append(Panel(box, colours.card, scale.px(20)))
    y = sheet.text(box.x + pad, box.y + scale.px(6), label, colours.card)
    sheet.text(box.x + pad, y, prose, colours.card)
    return box.bottom


def _items(sheet: Sheet, page: Box, moment: Moment) -> None:
    scale, colours = sheet.theme.scale, sheet.theme.colours
    y = page.y
    for text in moment.scene.device.items:
        prose = sheet.lay(text, scale.helper, colours.ink, page.w)
        if y + prose.height > page.bottom:
            sheet.left_out.append(text)
            continue
        y = sheet.text(page.x, y, prose, colours.card) + scale.px(8)
