"""A web page: an address bar in which a wrong domain can be spotted, a title, lines, buttons."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.scenario.model import Control
from kiosk.stage.box import Box
from kiosk.stage.channels import frame, messages
from kiosk.stage.channels.moment import Moment
from kiosk.stage.shapes import Panel
from kiosk.stage.sheet import Sheet
from kiosk.stage.text.prose import Prose, Span
from kiosk.stage.theme import Corner, Space, Stroke

FIELD = 1.7
"""Height of a field to fill in, in ems."""
FIELD_NAME = 8
"""Characters a field's name has at most."""


def draw(sheet: Sheet, box: Box, moment: Moment) -> None:
    """Draw the page."""
    scale, colours = sheet.theme.scale, sheet.theme.colours
    inner = frame.sharing(sheet, frame.body(sheet, box, moment, colours.card), moment)
    low = _address(sheet, inner, moment.scene.device.address)
    page = frame.page_controls(sheet, inner.below(low - inner.y), moment)
    rows(sheet, page.above(scale.px(Space.M)), moment)
    messages.held_up(sheet, page.inset(scale.px(Space.L), scale.px(Space.M)), moment)


def _address(sheet: Sheet, inner: Box, address: str) -> int:
    """Set the address bar and give the row under it; whose page it is stands out in bold.

    A long address takes two rows: who shortens it hides just what gives it away.
    """
    scale, colours = sheet.theme.scale, sheet.theme.colours
    bar = inner.below(frame.badge_height(sheet)).inset(scale.px(Space.L), 0)
    side = scale.helper * 9 // 10
    room = bar.w - side - scale.px(Space.HUGE)
    prose = _addressed(sheet, address, room)
    if len(prose.rows) > 1:
        start, _ = domain(address)
        prose = _addressed(
            sheet, f"{address[:start]}\n{address[start:]}" if start else address, room
        )
    bar = bar.top(max(round(scale.helper * 1.7), prose.height + scale.px(Space.S)))
    edge = scale.px(colours.edge)
    sheet.back.append(
        Panel(bar, colours.screen, min(bar.h // 2, scale.px(Corner.CARD)), edge, colours.line)
    )
    icon = Box(bar.x + scale.px(Space.L), bar.y + (bar.h - side) // 2, side, side)
    sheet.icon(icon, "globe", colours.ink2)
    sheet.beside(bar.after(icon.right + scale.px(Space.S) - bar.x), prose, colours.screen)
    return bar.bottom + scale.px(Space.M)


def _addressed(sheet: Sheet, address: str, room: int) -> Prose:
    colours = sheet.theme.colours
    start, end = domain(address)
    whose = Span(start, end, colours.ink)
    return sheet.lay(address, sheet.theme.scale.helper, colours.ink2, room, spans=(whose,))


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

    words: Prose
    value: Prose | None
    field: bool
    height: int


def rows(sheet: Sheet, page: Box, moment: Moment) -> None:
    """Set a page's title on its band and its lines as far as there is room."""
    scale, colours = sheet.theme.scale, sheet.theme.colours
    device = moment.scene.device
    pad = scale.px(Space.XL)
    room = page.w - 2 * pad
    y = page.y
    if device.title:
        title = sheet.fit(
            device.title, scale.title, colours.teal.ink, (room, scale.title * 3), bold=True
        )
        band = Box(page.x, y, page.w, title.height + scale.px(Space.M))
        sheet.back.append(Panel(band, colours.teal.tint, 0))
        sheet.text(page.x + pad, y + scale.px(Space.XS), title, colours.teal.tint)
        y = band.bottom + scale.px(Space.M)
    asks = any(choice.control is Control.CONFIRM for choice in moment.scene.choices)
    for fields in (asks, False):
        laid = [_row(sheet, text, room, fields=fields) for text in device.items]
        if y + sum(row.height + scale.px(Space.S) for row in laid) <= page.bottom:
            break
    for row in laid:
        if y + row.height > page.bottom:
            sheet.left_out.append(row.words.text)
            continue
        _set(sheet, Box(page.x + pad, y, room, row.height), row)
        y += row.height + scale.px(Space.S)


def _row(sheet: Sheet, text: str, room: int, *, fields: bool) -> _Row:
    scale, colours = sheet.theme.scale, sheet.theme.colours
    name, colon, value = text.partition("：")
    if colon and value:
        words = sheet.lay(name, scale.helper, colours.ink2, room)
        told = sheet.lay(value, scale.helper, colours.ink, room, bold=True)
        if words.width + told.width + scale.px(Space.L) <= room:
            return _Row(words, told, field=False, height=words.height + scale.px(Space.XS))
    words = sheet.lay(text, scale.helper, colours.ink, room)
    if fields and len(text) <= FIELD_NAME:
        return _Row(words, None, field=True, height=round(scale.helper * FIELD))
    return _Row(words, None, field=False, height=words.height)


def _set(sheet: Sheet, box: Box, row: _Row) -> None:
    scale, colours = sheet.theme.scale, sheet.theme.colours
    inner = box
    if row.field:
        thin = scale.px(colours.outline)
        sheet.back.append(Panel(box, colours.card, scale.px(Corner.FIELD), thin, colours.line))
        inner = box.inset(scale.px(Space.L), 0)
    sheet.beside(inner, row.words, colours.card)
    if row.value is not None:
        sheet.beside(inner.end(row.value.width), row.value, colours.card)
        sheet.line(box.low(max(1, scale.px(Stroke.THIN))))
