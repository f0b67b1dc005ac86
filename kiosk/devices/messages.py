"""How large a message is: its words laid out, and what stands beside them.

How each form looks stands in `forms`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kiosk.scenario.measures import CHARS_PER_SECOND
from kiosk.scenario.model import VISITOR, Form, Line
from kiosk.ui.composer import Composer
from kiosk.ui.text.clauses import CUT
from kiosk.ui.text.paragraph import Paragraph, Span
from kiosk.ui.theme import LEADING, Space, Thing

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
    paragraph: Paragraph
    width: int
    height: int
    card: bool
    sign: bool = False
    """Whether the sign of a transfer, or the seal of a paper, stands beside the words."""

    @property
    def own(self) -> bool:
        """Tell whether the visitor sent it."""
        return self.line.speaker == VISITOR


def lay(composer: Composer, line: Line, px: int, most: int, *, cards: bool) -> Message:
    """Lay a message out, `most` pixels wide; without `cards` links stand among the words."""
    scale = composer.theme.scale
    card = line.form in CARDS and (cards or line.form is not Form.LINK)
    pad = padding(composer)
    room = most - 2 * pad
    paragraph = _prose(composer, line, px, room)
    if line.form is Form.PAPER:
        # A mark that hangs past its row stays clear of the sheet's edge.
        room -= scale.px(Space.S)
        paragraph = _prose(composer, line, px, room)
        beside = _prose(composer, line, px, room - seal_side(composer) - scale.px(Space.XS))
        return _laid_paper(composer, line, most, beside, paragraph)
    sign = False
    if line.form is Form.TRANSFER:
        # Words get no narrow column beside the sign.
        less = room - sign_side(composer) - scale.px(Space.XL)
        sign = less >= px * COLUMN
        paragraph = _prose(composer, line, px, less) if sign else paragraph
    width = paragraph.width + 2 * pad
    height = paragraph.height + scale.px(Space.XL)
    if line.form is Form.VOICE:
        width = max(
            width, voice_width(composer, line) + voice_length(composer, line).width + 3 * pad
        )
        height += label_height(composer)
    if card:
        width = most
        if sign:
            height = max(height, sign_side(composer) + scale.px(Space.XL))
        height += label_height(composer) + scale.px(Space.XS)
    return Message(line, paragraph, width, height, card, sign)


def _prose(composer: Composer, line: Line, px: int, room: int) -> Paragraph:
    colours = composer.theme.colours
    spans = tuple(
        Span(found.start(), found.end(), colours.teal.ink) for found in ADDRESS.finditer(line.text)
    )
    return composer.lay(line.text, px, colours.ink, room, spans=spans)


def _laid_paper(
    composer: Composer, line: Line, most: int, beside: Paragraph, below: Paragraph
) -> Message:
    """Give the lower of two sheets: the words beside the seal, or below it."""
    scale = composer.theme.scale
    low = beside.height + label_height(composer) + scale.px(Space.XL)
    low = max(low, seal_side(composer) + scale.px(Space.L))
    tall = below.height + seal_side(composer) + scale.px(Space.XL)
    if low <= tall:
        return Message(line, beside, most, low, card=True, sign=True)
    return Message(line, below, most, tall, card=True, sign=False)


def shortened(
    composer: Composer, message: Message, most: int, tall: int, *, cards: bool, end: bool = False
) -> Message:
    """Give a message no taller than `tall`, with its first rows, or its last ones, as have room."""
    paragraph = message.paragraph
    if message.height <= tall or len(paragraph.rows) == 1:
        return message

    def cut(rows: int) -> Message:
        if end:
            text = CUT + paragraph.text[paragraph.rows[-rows].start + 1 :]
        else:
            text = paragraph.text[: paragraph.rows[rows - 1].end - 1] + CUT
        return lay(
            composer, replace(message.line, text=text), paragraph.style.px, most, cards=cards
        )

    # By halves: a thousand characters would be laid out a hundred times.
    few, many = 1, len(paragraph.rows)
    while many - few > 1:
        middle = (few + many) // 2
        few, many = (middle, many) if cut(middle).height <= tall else (few, middle)
    return cut(few)


def broken(message: Message) -> bool:
    """Tell whether an address stands on two rows: nobody could read whose it is."""
    return any(
        len(message.paragraph.boxes(found.start(), found.end())) > 1
        for found in ADDRESS.finditer(message.line.text)
    )


# What stands beside the words -------------------------------------------------------------------


def padding(composer: Composer) -> int:
    """Give the free space at a message's sides."""
    return composer.theme.scale.px(Space.L)


def label_height(composer: Composer) -> int:
    """Give the height of a row of a label's size."""
    return round(composer.theme.scale.helper * LEADING)


def sign_side(composer: Composer) -> int:
    """Give the width of the sign of a transfer."""
    return round(composer.theme.scale.helper * SIGN)


def seal_side(composer: Composer) -> int:
    """Give the width of the seal of a paper."""
    return round(composer.theme.scale.helper * SEAL)


def seconds(line: Line) -> int:
    """Give the whole seconds a voice note lasts."""
    return max(1, round(len(line.say or line.text) / CHARS_PER_SECOND))


def voice_length(composer: Composer, line: Line) -> Paragraph:
    """Give how long a voice note lasts, as it is written beside it."""
    scale, colours = composer.theme.scale, composer.theme.colours
    return composer.lay(f"{seconds(line)}″", scale.helper, colours.ink, 10**6)


def voice_stroke(composer: Composer) -> tuple[int, int]:
    """Give the distance of two strokes and the width of one."""
    return composer.theme.scale.px(Thing.VOICE_STEP), max(
        2, composer.theme.scale.px(Thing.VOICE_BAR)
    )


def voice_strokes(line: Line) -> int:
    """Give how many strokes a voice note has."""
    return min(MOST_BARS, 4 + seconds(line))


def voice_width(composer: Composer, line: Line) -> int:
    """Give the width of a voice note's strokes."""
    return voice_strokes(line) * voice_stroke(composer)[0]
