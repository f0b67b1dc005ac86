"""What a message looks like: words, a voice note, a transfer, a link, a paper stamped 样例.

Each form is told from the others by its shape and a picture as well as by its colour. The words
stand on all of them in full: a voice note too can be read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kiosk.scenario.minutes import CHARS_PER_SECOND
from kiosk.scenario.model import VISITOR, Form, Line
from kiosk.stage.box import Box
from kiosk.stage.shapes import Art, Disc, Fill, Group, Panel, Text
from kiosk.stage.sheet import Sheet
from kiosk.stage.strokes import Strokes
from kiosk.stage.text.prose import Prose, Span
from kiosk.stage.theme import Colour, Corner, Shadow, Space, Stroke, Thing
from kiosk.words import Words

ADDRESS = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:/[\w./-]*)?", re.ASCII)
"""An address of the web among other words."""
CARDS = frozenset({Form.TRANSFER, Form.LINK, Form.PAPER})
"""Forms that are cards as wide as they may be; the others are as wide as their words."""
BARS = (0.35, 0.6, 0.9, 0.55, 1.0, 0.7, 0.4, 0.8, 0.5)
"""Heights of a voice note's strokes, over and over, as shares of the tallest."""
TALLEST = 0.8
"""Height of the tallest stroke in ems of a label."""
MOST_BARS = 18
SEAL = 3.3
"""Width of the seal in ems of a label: its word stands between its two lines."""
SEAL_TURN = 10.0
"""Degrees the seal is turned."""
SEAL_MIDDLE = 0.02
CUT = "…"
"""Where a message goes on that has no room for all its rows."""
COLUMN = 6
"""Characters a row of a transfer has at least beside its sign."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message laid out: its words, and the size of what they stand on."""

    line: Line
    prose: Prose
    width: int
    height: int
    card: bool
    sign: bool = False
    """Whether the sign of a transfer, or the seal of a paper, stands beside the words."""

    @property
    def own(self) -> bool:
        """Tell whether the visitor sent it."""
        return self.line.speaker == VISITOR


def lay(sheet: Sheet, line: Line, px: int, most: int, *, cards: bool) -> Message:
    """Lay a message out, `most` pixels wide; without `cards` links stand among the words."""
    scale = sheet.theme.scale
    card = line.form in CARDS and (cards or line.form is not Form.LINK)
    pad = _pad(sheet)
    room = most - 2 * pad
    prose = _prose(sheet, line, px, room)
    if line.form is Form.PAPER:
        # A mark that hangs past its row stays clear of the sheet's edge.
        room -= scale.px(Space.S)
        prose = _prose(sheet, line, px, room)
        beside = _prose(sheet, line, px, room - _seal(sheet) - scale.px(Space.XS))
        return _laid_paper(sheet, line, most, beside, prose)
    sign = False
    if line.form is Form.TRANSFER:
        # Words get no narrow column beside the sign.
        less = room - _disc(sheet) - scale.px(Space.XL)
        sign = less >= px * COLUMN
        prose = _prose(sheet, line, px, less) if sign else prose
    width = prose.width + 2 * pad
    height = prose.height + scale.px(Space.XL)
    if line.form is Form.VOICE:
        width = max(width, _bars_width(sheet, line) + _length(sheet, line).width + 3 * pad)
        height += _label_height(sheet)
    if card:
        width = most
        if sign:
            height = max(height, _disc(sheet) + scale.px(Space.XL))
        height += _label_height(sheet) + scale.px(Space.XS)
    return Message(line, prose, width, height, card, sign)


def _prose(sheet: Sheet, line: Line, px: int, room: int) -> Prose:
    colours = sheet.theme.colours
    spans = tuple(
        Span(found.start(), found.end(), colours.teal.ink) for found in ADDRESS.finditer(line.text)
    )
    return sheet.lay(line.text, px, colours.ink, room, spans=spans)


def _laid_paper(sheet: Sheet, line: Line, most: int, beside: Prose, below: Prose) -> Message:
    """Give the lower of two sheets: the words beside the seal, or below it."""
    scale = sheet.theme.scale
    low = beside.height + _label_height(sheet) + scale.px(Space.XL)
    low = max(low, _seal(sheet) + scale.px(Space.L))
    tall = below.height + _seal(sheet) + scale.px(Space.XL)
    if low <= tall:
        return Message(line, beside, most, low, card=True, sign=True)
    return Message(line, below, most, tall, card=True, sign=False)


def shortened(
    sheet: Sheet, message: Message, most: int, tall: int, *, cards: bool, end: bool = False
) -> Message:
    """Give a message no taller than `tall`, with its first rows, or its last ones, as have room."""
    prose = message.prose
    rows = len(prose.rows)
    while rows > 1 and message.height > tall:
        rows -= 1
        if end:
            text = CUT + prose.text[prose.rows[-rows].start + 1 :]
        else:
            text = prose.text[: prose.rows[rows - 1].end - 1] + CUT
        line = replace(message.line, text=text)
        message = lay(sheet, line, prose.style.px, most, cards=cards)
    return message


def broken(message: Message) -> bool:
    """Tell whether an address stands on two rows: nobody could read whose it is."""
    return any(
        len(message.prose.boxes(found.start(), found.end())) > 1
        for found in ADDRESS.finditer(message.line.text)
    )


def draw(sheet: Sheet, x: int, y: int, message: Message, index: int, words: Words) -> None:
    """Set a message whose words are piece `index` of the script."""
    box = Box(x, y, message.width, message.height)
    match message.line.form:
        case Form.TRANSFER:
            _transfer(sheet, box, message, index, words)
        case Form.PAPER:
            _paper(sheet, box, message, index, words)
        case Form.LINK if message.card:
            _link(sheet, box, message, index, words)
        case Form.VOICE:
            _voice(sheet, box, message, index)
        case _:
            ground = _bubble(sheet, box, own=message.own)
            _words(
                sheet, box.x + _pad(sheet), box.y + sheet.theme.scale.px(Space.M), message, ground
            )
            _spoken(
                sheet, box.x + _pad(sheet), box.y + sheet.theme.scale.px(Space.M), message, index
            )


# The forms ---------------------------------------------------------------------------------------


def _bubble(sheet: Sheet, box: Box, *, own: bool) -> Colour:
    """Lay a bubble with its point towards who sent it and give its colour."""
    scale, colours = sheet.theme.scale, sheet.theme.colours
    ground = colours.bubble_own if own else colours.bubble
    edge = scale.px(colours.edge)
    if not edge:
        side = scale.px(Thing.BUBBLE_POINT)
        tip = Box(0, 0, side, side)
        left = (box.right if own else box.x) - side // 2
        high = min(box.h // 2, scale.px(Thing.BUBBLE_POINT_DOWN)) - side // 2
        point = Panel(tip, ground, scale.px(Corner.PAPER))
        sheet.back.append(Group(tip.move(left, box.y + high), (point,), 45.0))
    sheet.back.append(Panel(box, ground, scale.px(Corner.BUBBLE), edge, colours.line))
    return ground


def _voice(sheet: Sheet, box: Box, message: Message, index: int) -> None:
    """Set strokes as long as the note lasts, its seconds, and its words below."""
    scale, colours = sheet.theme.scale, sheet.theme.colours
    ground = _bubble(sheet, box, own=message.own)
    pad, tall = _pad(sheet), _label_height(sheet)
    row = Box(box.x + pad, box.y + scale.px(Space.XS), box.w - 2 * pad, tall)
    step, width = _bar(sheet)
    heights = tuple(
        max(width, round(BARS[n % len(BARS)] * scale.helper * TALLEST))
        for n in range(_bars(message.line))
    )
    strokes = row.left(_bars_width(sheet, message.line))
    sheet.front.append(Strokes(strokes, heights, step, width, colours.teal.ink))
    length = _length(sheet, message.line)
    sheet.beside(row.after(_bars_width(sheet, message.line) + scale.px(Space.XS)), length, ground)
    y = row.bottom + scale.px(Space.XXS)
    _words(sheet, row.x, y, message, ground)
    _spoken(sheet, row.x, y, message, index)


def _transfer(sheet: Sheet, box: Box, message: Message, index: int, words: Words) -> None:
    """Set a card in the colour of money with its sign before the words."""
    scale, colours = sheet.theme.scale, sheet.theme.colours
    edge = scale.px(colours.edge)
    sheet.back.append(Panel(box, colours.invite, scale.px(Corner.BADGE), edge, colours.line))
    pad, foot = _pad(sheet), _label_height(sheet)
    upper = box.above(foot + scale.px(Space.XS))
    x = box.x + pad
    if message.sign:
        side = _disc(sheet)
        disc = Box(x, upper.y + (upper.h - side) // 2, side, side)
        sheet.front.append(Disc(disc, colours.card))
        sheet.icon(disc.centred(side * 5 // 8, side * 5 // 8), "transfer", colours.amber.ink)
        x = disc.right + scale.px(Space.L)
    y = upper.y + (upper.h - message.prose.height) // 2
    _words(sheet, x, y, message, colours.invite)
    _spoken(sheet, x, y, message, index)
    icon = "" if message.sign else "transfer"
    low = box.low(foot + scale.px(Space.XS))
    _foot(sheet, low, words("device.transfer"), icon, colours.invite)


def _link(sheet: Sheet, box: Box, message: Message, index: int, words: Words) -> None:
    """Set a white card with the words and a foot that says it leads elsewhere."""
    scale, colours = sheet.theme.scale, sheet.theme.colours
    edge = scale.px(colours.outline)
    sheet.back.append(Panel(box, colours.card, scale.px(Corner.BADGE), edge, colours.line))
    at = (box.x + _pad(sheet), box.y + scale.px(Space.M))
    _words(sheet, *at, message, colours.card)
    _spoken(sheet, *at, message, index)
    foot = _label_height(sheet) + scale.px(Space.XS)
    _foot(sheet, box.low(foot), words("device.link"), "link", colours.card)


def _paper(sheet: Sheet, box: Box, message: Message, index: int, words: Words) -> None:
    """Set a sheet of paper, its kind, its words, and the seal that says it is a sample."""
    scale, colours = sheet.theme.scale, sheet.theme.colours
    edge = scale.px(colours.outline)
    sheet.back.append(
        Panel(
            box,
            colours.card,
            scale.px(Corner.PAPER),
            edge,
            colours.line,
            shadow=scale.px(Shadow.PAPER),
        )
    )
    pad, side = _pad(sheet), _seal(sheet)
    # The seal stands beside the words, or above them at the end of the row that says what it is.
    tall = _label_height(sheet) if message.sign else side
    row = Box(box.x + pad, box.y + scale.px(Space.XS), box.w - 2 * pad - side, tall)
    icon = Box(row.x, row.y + (tall - scale.helper) // 2, scale.helper, scale.helper)
    sheet.icon(icon, "paper", colours.ink2)
    label = sheet.lay(words("device.paper"), scale.helper, colours.ink2, row.w)
    sheet.beside(row.after(scale.helper + scale.px(Space.S)), label, colours.card)
    y = row.bottom + scale.px(Space.XXS)
    _words(sheet, row.x, y, message, colours.card)
    _spoken(sheet, row.x, y, message, index)
    high = (box.h - side) // 2 if message.sign else scale.px(Space.XS)
    seal = Box(box.right - side - scale.px(Space.XS), box.y + high, side, side)
    sheet.front.append(_sealed(sheet, seal, words("device.paper_sample")))


def _sealed(sheet: Sheet, box: Box, text: str) -> Group:
    """Give the turned seal with its word between its lines."""
    scale, colours = sheet.theme.scale, sheet.theme.colours
    own = Box(0, 0, box.w, box.h)
    word = sheet.lay(text, scale.helper, colours.red.ink, box.w, bold=True)
    y = (box.h - word.height) // 2 + round(box.h * SEAL_MIDDLE)
    at = Text((box.w - word.width) // 2, y, word, colours.card)
    ground = Disc(own, colours.card)
    ring = Art(own, "things/seal-sample", colours.red.ink)
    return Group(box, (ground, ring, at), SEAL_TURN)


# Their parts -------------------------------------------------------------------------------------


def _words(sheet: Sheet, x: int, y: int, message: Message, ground: Colour) -> None:
    """Set the words, a line below every address in them."""
    sheet.text(x, y, message.prose, ground)
    thin = max(1, sheet.theme.scale.px(Stroke.EDGE))
    for found in ADDRESS.finditer(message.line.text):
        for box in message.prose.boxes(found.start(), found.end()):
            under = Box(box.x, box.bottom, box.w, thin).move(x, y)
            sheet.back.append(Fill(under, sheet.theme.colours.teal.ink))


def _spoken(sheet: Sheet, x: int, y: int, message: Message, index: int) -> None:
    # A paper in small print, or a part of a message, is read from the words beside the device.
    small = message.line.form is Form.PAPER and message.prose.style.px < sheet.theme.scale.least
    if not small and CUT not in (message.line.text[0], message.line.text[-1]):
        sheet.speak(index, x, y, message.prose)


def _foot(sheet: Sheet, box: Box, text: str, icon: str, ground: Colour) -> None:
    """Set a card's kind under a thin line."""
    scale, colours = sheet.theme.scale, sheet.theme.colours
    pad = _pad(sheet)
    sheet.front.append(
        Fill(Box(box.x + pad, box.y, box.w - 2 * pad, max(1, scale.px(Stroke.THIN))), colours.track)
    )
    row = box.inset(pad, scale.px(Space.HAIR))
    side = scale.helper if icon else 0
    if icon:
        sheet.icon(Box(row.x, row.y + (row.h - side) // 2, side, side), icon, colours.ink)
    label = sheet.lay(text, scale.helper, colours.ink, row.w)
    sheet.beside(row.after(side + scale.px(Space.S) if icon else 0), label, ground)


def _pad(sheet: Sheet) -> int:
    return sheet.theme.scale.px(Space.L)


def _label_height(sheet: Sheet) -> int:
    return round(sheet.theme.scale.helper * 1.36)


def _disc(sheet: Sheet) -> int:
    return round(sheet.theme.scale.helper * 1.9)


def _seal(sheet: Sheet) -> int:
    return round(sheet.theme.scale.helper * SEAL)


def seconds(line: Line) -> int:
    """Give the whole seconds a voice note lasts."""
    return max(1, round(len(line.say or line.text) / CHARS_PER_SECOND))


def _length(sheet: Sheet, line: Line) -> Prose:
    scale, colours = sheet.theme.scale, sheet.theme.colours
    return sheet.lay(f"{seconds(line)}″", scale.helper, colours.ink, 10**6)


def _bar(sheet: Sheet) -> tuple[int, int]:
    """Give the distance of two strokes and the width of one."""
    return sheet.theme.scale.px(Thing.VOICE_STEP), max(2, sheet.theme.scale.px(Thing.VOICE_BAR))


def _bars(line: Line) -> int:
    return min(MOST_BARS, 4 + seconds(line))


def _bars_width(sheet: Sheet, line: Line) -> int:
    return _bars(line) * _bar(sheet)[0]
