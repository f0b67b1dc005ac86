"""A web page: an address bar in which a wrong domain can be spotted, a title, lines, buttons."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.scenario.model import Control
from kiosk.stage.box import Box
from kiosk.stage.channels import frame, held_up
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
    page = inner.below(low - inner.y)
    title = _title(sheet, page.w, moment.scene.device.title)
    names = _rows(sheet, page, moment, fields=False)
    needed = (_band(sheet, title) if title else 0) + _height(sheet, names) + scale.px(Space.M)
    paper = held_up.height(sheet, page.w - 2 * scale.px(Space.L), moment)
    # A paper is cut short rather than the rest of the page.
    needed = min(needed + paper, page.h) if paper else needed
    page = frame.page_controls(sheet, page, moment, needed).above(scale.px(Space.M))
    if title is not None:
        page = _titled(sheet, page, title)
    held = page.inset(scale.px(Space.L), 0)
    above = held_up.draw(sheet, held, moment, page.h - _height(sheet, names))
    rows(sheet, page.top(above.h), moment)


def _address(sheet: Sheet, inner: Box, address: str) -> int:
    """Set the address bar and give the row under it; whose page it is stands out in bold.

    A long address takes two rows: who shortens it hides just what gives it away.
    """
    scale, colours = sheet.theme.scale, sheet.theme.colours
    start, end = domain(address)
    for side, edge in ((scale.helper * 9 // 10, Space.L), (0, Space.S)):
        # On a narrow device the globe gives way: the owner's name is read in one piece.
        bar = inner.below(frame.badge_height(sheet)).inset(scale.px(edge), 0)
        left = side + scale.px(Space.L) + scale.px(Space.S) if side else scale.px(Space.S)
        room = bar.w - left - scale.px(Space.L if side else Space.S)
        prose = _addressed(sheet, address, room)
        if len(prose.rows) > 1 and start:
            prose = _addressed(sheet, f"{address[:start]}\n{address[start:]}", room)
            start, end = domain(prose.text)
        if len(prose.boxes(start, end)) <= 1:
            break
    bar = bar.top(max(round(scale.helper * 1.7), prose.height + scale.px(Space.S)))
    thin = scale.px(colours.edge)
    sheet.back.append(
        Panel(bar, colours.screen, min(bar.h // 2, scale.px(Corner.CARD)), thin, colours.line)
    )
    if side:
        icon = Box(bar.x + scale.px(Space.L), bar.y + (bar.h - side) // 2, side, side)
        sheet.icon(icon, "globe", colours.ink2)
    sheet.beside(bar.after(left), prose, colours.screen)
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


def _title(sheet: Sheet, width: int, text: str) -> Prose | None:
    scale, colours = sheet.theme.scale, sheet.theme.colours
    room = width - 2 * scale.px(Space.XL)
    if not text:
        return None
    return frame.label(sheet, text, scale.title, colours.teal.ink, room, bold=True)


def _band(sheet: Sheet, title: Prose) -> int:
    """Give the height a title takes with its band and the free rows under it."""
    return title.height + 2 * sheet.theme.scale.px(Space.M)


def _titled(sheet: Sheet, page: Box, title: Prose) -> Box:
    """Set a page's title on its band and give what remains under it."""
    scale, colours = sheet.theme.scale, sheet.theme.colours
    band = page.top(title.height + scale.px(Space.M))
    sheet.back.append(Panel(band, colours.teal.tint, 0))
    x = band.x + scale.px(Space.XL)
    sheet.text(x, band.y + scale.px(Space.XS), title, colours.teal.tint)
    return page.below(_band(sheet, title))


def _rows(sheet: Sheet, page: Box, moment: Moment, *, fields: bool) -> list[_Row]:
    room = page.w - 2 * sheet.theme.scale.px(Space.XL)
    return [_row(sheet, text, room, fields=fields) for text in moment.scene.device.items]


def _height(sheet: Sheet, laid: list[_Row]) -> int:
    return sum(row.height + sheet.theme.scale.px(Space.S) for row in laid)


def rows(sheet: Sheet, page: Box, moment: Moment) -> None:
    """Set a page's lines as far as there is room, those to fill in as fields where there is more."""
    scale = sheet.theme.scale
    pad = scale.px(Space.XL)
    # A page that shows values tells; one that has names only asks for what they name.
    tells = any("：" in text for text in moment.scene.device.items)
    asks = any(choice.control is Control.CONFIRM for choice in moment.scene.choices) and not tells
    for fields in (asks, False):
        laid = _rows(sheet, page, moment, fields=fields)
        if _height(sheet, laid) <= page.h:
            break
    spare = (page.h - _height(sheet, laid)) // max(1, len(laid))
    stretch = max(0, min(spare, scale.px(Space.XL)))
    y = page.y
    for row in laid:
        if y + row.height > page.bottom:
            sheet.left_out.append(row.words.text)
            continue
        _set(sheet, Box(page.x + pad, y, page.w - 2 * pad, row.height + stretch), row)
        y += row.height + stretch + scale.px(Space.S)


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
