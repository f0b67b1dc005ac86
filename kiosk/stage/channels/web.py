"""A web page: an address bar in which a wrong domain can be spotted, a title, lines, buttons."""

from __future__ import annotations

from kiosk.stage.box import Box
from kiosk.stage.channels import frame
from kiosk.stage.channels.moment import Moment
from kiosk.stage.shapes import Panel
from kiosk.stage.sheet import Sheet


def draw(sheet: Sheet, box: Box, moment: Moment) -> None:
    """Draw the page."""
    scale, colours = sheet.theme.scale, sheet.theme.colours
    device = moment.scene.device
    inner = frame.sharing(sheet, frame.body(sheet, box, colours.card), moment)
    pad = scale.px(24)
    height = round(scale.helper * 1.7)
    bar = Box(inner.x, inner.y + frame.badge_height(sheet), inner.w, height).inset(pad, 0)
    sheet.back.append(Panel(bar, colours.screen, height // 2))
    side = scale.helper * 9 // 10
    icon = Box(bar.x + scale.px(18), bar.y + (height - side) // 2, side, side)
    sheet.icon(icon, "globe", colours.ink2)
    room = Box(icon.right + scale.px(12), bar.y, bar.right - icon.right - scale.px(30), height)
    address = sheet.fit(device.address, scale.helper, colours.ink, (room.w, height))
    sheet.beside(room, address, colours.screen)
    page = frame.page_controls(sheet, inner.below(bar.bottom - inner.y + scale.px(20)), moment)
    rows(sheet, page.inset(pad + scale.px(8), 0), moment)


def rows(sheet: Sheet, page: Box, moment: Moment) -> None:
    """Set a page's title and its lines as far as there is room."""
    scale, colours = sheet.theme.scale, sheet.theme.colours
    device = moment.scene.device
    y = page.y
    if device.title:
        title = sheet.fit(
            device.title, scale.title, colours.teal.ink, (page.w, scale.title * 3), bold=True
        )
        y = sheet.text(page.x, y, title, colours.card) + scale.px(14)
    for text in device.items:
        prose = sheet.lay(text, scale.helper, colours.ink, page.w)
        if y + prose.height > page.bottom:
            sheet.left_out.append(text)
            continue
        y = sheet.text(page.x, y, prose, colours.card) + scale.px(10)
