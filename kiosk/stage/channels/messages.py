"""How large a message is: its words laid out, and what stands beside them.

How each form looks stands in `forms`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kiosk.scenario.minutes import CHARS_PER_SECOND
from kiosk.scenario.model import VISITOR, Form, Line
from kiosk.stage.sheet import Sheet
from kiosk.stage.text.clauses import CUT
from kiosk.stage.text.prose import Prose, Span
from kiosk.stage.theme import LEADING, Space, Thing

ADDRESS = re.compile(r"(?<![\w-])[\w-]+(?:\.[\w-]+)+(?:/[\w./-]*)?", re.ASCII)
"""An address of the web among other words."""
CARDS = frozenset({Form.TRANSFER, Form.LINK, Form.PAPER})
"""Forms that are cards as wide as they may be; the others are as wide as their words."""
MOST_BARS = 18
SIGN = 1.9
"""Width of the sign of a transfer in ems of a label."""
SEAL = 3.3
"""Width of the seal in ems of a label: its word stands between its two lines."""
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
    pad = padding(sheet)
    room = most - 2 * pad
    prose = _prose(sheet, line, px, room)
    if line.form is Form.PAPER:
        # A mark that hangs past its row stays clear of the sheet's edge.
        room -= scale.px(Space.S)
        prose = _prose(sheet, line, px, room)
        beside = _prose(sheet, line, px, room - seal_side(sheet) - scale.px(Space.XS))
        return _laid_paper(sheet, line, most, beside, prose)
    sign = False
    if line.form is Form.TRANSFER:
        # Words get no narrow column beside the sign.
        less = room - sign_side(sheet) - scale.px(Space.XL)
        sign = less >= px * COLUMN
        prose = _prose(sheet, line, px, less) if sign else prose
    width = prose.width + 2 * pad
    height = prose.height + scale.px(Space.XL)
    if line.form is Form.VOICE:
        width = max(width, voice_width(sheet, line) + voice_length(sheet, line).width + 3 * pad)
        height += label_height(sheet)
    if card:
        width = most
        if sign:
            height = max(height, sign_side(sheet) + scale.px(Space.XL))
        height += label_height(sheet) + scale.px(Space.XS)
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
    low = beside.height + label_height(sheet) + scale.px(Space.XL)
    low = max(low, seal_side(sheet) + scale.px(Space.L))
    tall = below.height + seal_side(sheet) + scale.px(Space.XL)
    if low <= tall:
        return Message(line, beside, most, low, card=True, sign=True)
    return Message(line, below, most, tall, card=True, sign=False)


def shortened(
    sheet: Sheet, message: Message, most: int, tall: int, *, cards: bool, end: bool = False
) -> Message:
    """Give a message no taller than `tall`, with its first rows, or its last ones, as have room."""
    prose = message.prose
    if message.height <= tall or len(prose.rows) == 1:
        return message

    def cut(rows: int) -> Message:
        if end:
            text = CUT + prose.text[prose.rows[-rows].start + 1 :]
        else:
            text = prose.text[: prose.rows[rows - 1].end - 1] + CUT
        return lay(sheet, replace(message.line, text=text), prose.style.px, most, cards=cards)

    # By halves: a thousand characters would be laid out a hundred times.
    few, many = 1, len(prose.rows)
    while many - few > 1:
        middle = (few + many) // 2
        few, many = (middle, many) if cut(middle).height <= tall else (few, middle)
    return cut(few)


def broken(message: Message) -> bool:
    """Tell whether an address stands on two rows: nobody could read whose it is."""
    return any(
        len(message.prose.boxes(found.start(), found.end())) > 1
        for found in ADDRESS.finditer(message.line.text)
    )


# What stands beside the words -------------------------------------------------------------------


def padding(sheet: Sheet) -> int:
    """Give the free space at a message's sides."""
    return sheet.theme.scale.px(Space.L)


def label_height(sheet: Sheet) -> int:
    """Give the height of a row of a label's size."""
    return round(sheet.theme.scale.helper * LEADING)


def sign_side(sheet: Sheet) -> int:
    """Give the width of the sign of a transfer."""
    return round(sheet.theme.scale.helper * SIGN)


def seal_side(sheet: Sheet) -> int:
    """Give the width of the seal of a paper."""
    return round(sheet.theme.scale.helper * SEAL)


def seconds(line: Line) -> int:
    """Give the whole seconds a voice note lasts."""
    return max(1, round(len(line.say or line.text) / CHARS_PER_SECOND))


def voice_length(sheet: Sheet, line: Line) -> Prose:
    """Give how long a voice note lasts, as it is written beside it."""
    scale, colours = sheet.theme.scale, sheet.theme.colours
    return sheet.lay(f"{seconds(line)}″", scale.helper, colours.ink, 10**6)


def voice_stroke(sheet: Sheet) -> tuple[int, int]:
    """Give the distance of two strokes and the width of one."""
    return sheet.theme.scale.px(Thing.VOICE_STEP), max(2, sheet.theme.scale.px(Thing.VOICE_BAR))


def voice_strokes(line: Line) -> int:
    """Give how many strokes a voice note has."""
    return min(MOST_BARS, 4 + seconds(line))


def voice_width(sheet: Sheet, line: Line) -> int:
    """Give the width of a voice note's strokes."""
    return voice_strokes(line) * voice_stroke(sheet)[0]
