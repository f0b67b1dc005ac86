"""A message: its words laid out, and what it looks like by its form.

Words, a voice note, a transfer, a link, a paper stamped 样例: each is told from the others by its
shape and a picture as well as by its colour. The words stand on all of them in full: a voice note
too can be read.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from kiosk.devices import lights
from kiosk.devices.device_kind import Part
from kiosk.devices.device_state import DeviceState, LitWords
from kiosk.patterns import pattern
from kiosk.scenario.measures import CHARS_PER_SECOND
from kiosk.scenario.model import VISITOR, Form, Line, Photo
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art, Disc, Fill, Group, Panel, Strokes, Text
from kiosk.ui.sizes import largest_by_halves
from kiosk.ui.text.clauses import CUT, MARKS
from kiosk.ui.text.paragraph import Paragraph, Span
from kiosk.ui.theme import LEADING, Colour, Corner, Shadow, Space, Stroke, Thing
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass
from kiosk.words import Words

ADDRESS = pattern(r"(?<![\w-])[\w-]+(?:\.[\w-]+)+(?:/[\w./-]*)?", re.ASCII)
"""An address of the web among other words."""
CARDS = frozenset({Form.TRANSFER, Form.LINK, Form.PAPER, Form.PHOTO})
"""Forms that are cards as wide as they may be; the others are as wide as their words."""
PICTURED = frozenset({Form.PAPER, Form.PHOTO})
"""Forms on which something is drawn that doesn't get smaller with the words."""
MOST_BARS = 18
SIGN = 1.9
"""Width of the sign of a transfer in ems of a label."""
SEAL = 3.3
"""Width of the seal in ems of a label: its word stands between its two lines."""
COLUMN = 6
"""Characters a row of a transfer has at least beside its sign."""
BARS = (0.35, 0.6, 0.9, 0.55, 1.0, 0.7, 0.4, 0.8, 0.5)
"""Heights of a voice note's strokes, over and over, as shares of the tallest."""
TALLEST = 0.8
"""Height of the tallest stroke in ems of a label."""
PHOTO, PHOTO_SHAPE = 7.2, 0.625
"""Width of a photo in ems of a label, and its height as a share of that."""
SEAL_TURN = 10.0
"""Degrees the seal is turned."""
SEAL_MIDDLE = 0.02


@dataclass(frozen=True, slots=True)
class Message:
    """A message laid out: its words, and the size of what they stand on."""

    line: Line
    paragraph: Paragraph
    width: int
    height: int
    card: bool
    lit: tuple[LitWords, ...] = ()
    """What is lit in its words."""
    sign: bool = False
    """Whether the sign of a transfer, or the seal of a paper, stands beside the words."""

    @property
    def own(self) -> bool:
        """Tell whether the visitor sent it."""
        return self.line.speaker == VISITOR


def lay(
    typesetter: Typesetter,
    line: Line,
    px: int,
    most: int,
    *,
    cards: bool,
    lit: tuple[LitWords, ...] = (),
) -> Message:
    """Lay a message out, `most` pixels wide; without `cards` links stand among the words."""
    scale = typesetter.theme.scale
    card = line.form in CARDS and (cards or line.form is not Form.LINK)
    pad = padding(typesetter)
    room = most - 2 * pad
    paragraph = _prose(typesetter, line, px, room, lit)
    if line.form is Form.PAPER:
        # A mark that hangs past its row stays clear of the sheet's edge.
        room -= scale.px(Space.S)
        paragraph = _prose(typesetter, line, px, room, lit)
        beside = _prose(
            typesetter, line, px, room - seal_side(typesetter) - scale.px(Space.XS), lit
        )
        return replace(_laid_paper(typesetter, line, most, beside, paragraph), lit=lit)
    sign = False
    if line.form is Form.TRANSFER:
        # Words get no narrow column beside the sign.
        less = room - sign_side(typesetter) - scale.px(Space.XL)
        sign = less >= px * COLUMN
        paragraph = _prose(typesetter, line, px, less, lit) if sign else paragraph
    width = paragraph.width + 2 * pad
    height = paragraph.height + scale.px(Space.XL)
    if line.form is Form.VOICE:
        width = max(
            width, voice_width(typesetter, line) + voice_length(typesetter, line).width + 3 * pad
        )
        height += label_height(typesetter)
    if line.form is Form.PHOTO:
        paragraph = _prose(typesetter, line, px, min(room, photo_width(typesetter, most)), lit)
        width = min(most, photo_width(typesetter, most) + 2 * pad)
        height = paragraph.height + photo_height(typesetter, most) + scale.px(Space.XL)
    elif card:
        width = most
        if sign:
            height = max(height, sign_side(typesetter) + scale.px(Space.XL))
        height += label_height(typesetter) + scale.px(Space.XS)
    return Message(line, paragraph, width, height, card, lit, sign)


def _prose(
    typesetter: Typesetter, line: Line, px: int, room: int, lit: tuple[LitWords, ...]
) -> Paragraph:
    colours = typesetter.theme.colours
    spans = tuple(
        Span(found.start(), found.end(), colours.teal.ink) for found in ADDRESS.finditer(line.text)
    )
    spans = lights.spans(typesetter, line.text, lit) or spans
    return typesetter.lay(line.text, px, colours.ink, room, spans=spans)


def _laid_paper(
    typesetter: Typesetter, line: Line, most: int, beside: Paragraph, below: Paragraph
) -> Message:
    """Give the lower of two sheets: the words beside the seal, or below it."""
    scale = typesetter.theme.scale
    low = beside.height + label_height(typesetter) + scale.px(Space.XL)
    low = max(low, seal_side(typesetter) + scale.px(Space.L))
    tall = below.height + seal_side(typesetter) + scale.px(Space.XL)
    if low <= tall:
        return Message(line, beside, most, low, card=True, sign=True)
    return Message(line, below, most, tall, card=True, sign=False)


def shortened(
    typesetter: Typesetter,
    message: Message,
    most: int,
    tall: int,
    *,
    cards: bool,
    end: bool = False,
) -> Message:
    """Give a message no taller than `tall`, with its first rows, or its last ones, as have room.

    What is left begins and ends with a whole word where a row holds one.
    """
    if message.height > tall and message.line.form in PICTURED:
        # Where even one row has no room beside what is drawn, the words stand alone.
        px = message.paragraph.style.px
        row = replace(message.line, text=message.line.text[:1])
        if lay(typesetter, row, px, most, cards=cards, lit=()).height > tall:
            alone = replace(message.line, form=Form.TEXT)
            message = lay(typesetter, alone, px, most, cards=cards, lit=message.lit)
    paragraph = message.paragraph
    if message.height <= tall or len(paragraph.rows) == 1:
        return message

    held = typesetter.fonts.words.held(paragraph.text)
    inside = held.words | held.names

    def cut(rows: int) -> Message:
        row = paragraph.rows[-rows if end else rows - 1]
        places = range(row.start + 1, row.end) if end else range(row.end - 1, row.start, -1)
        widest = row.start + 1 if end else row.end - 1  # a row may be of one character
        at = next((place for place in places if place not in inside), widest)
        if end:
            text = CUT + paragraph.text[at:].lstrip(MARKS)
        else:
            text = paragraph.text[:at].rstrip(MARKS) + CUT
        line = replace(message.line, text=text)
        return lay(typesetter, line, paragraph.style.px, most, cards=cards, lit=message.lit)

    # By halves: a thousand characters would be laid out a hundred times.
    return cut(
        largest_by_halves(range(1, len(paragraph.rows)), lambda rows: cut(rows).height <= tall)
    )


def broken(message: Message) -> bool:
    """Tell whether an address stands on two rows: nobody could read whose it is."""
    return any(
        len(message.paragraph.boxes(found.start(), found.end())) > 1
        for found in ADDRESS.finditer(message.line.text)
    )


# What stands beside the words -------------------------------------------------------------------


def padding(typesetter: Typesetter) -> int:
    """Give the free space at a message's sides."""
    return typesetter.theme.scale.px(Space.L)


def label_height(typesetter: Typesetter) -> int:
    """Give the height of a row of a label's size."""
    return round(typesetter.theme.scale.helper * LEADING)


def sign_side(typesetter: Typesetter) -> int:
    """Give the width of the sign of a transfer."""
    return round(typesetter.theme.scale.helper * SIGN)


def seal_side(typesetter: Typesetter) -> int:
    """Give the width of the seal of a paper."""
    return round(typesetter.theme.scale.helper * SEAL)


def seconds(line: Line) -> int:
    """Give the whole seconds a voice note lasts."""
    return max(1, round(len(line.say or line.text) / CHARS_PER_SECOND))


def photo_width(typesetter: Typesetter, most: int) -> int:
    """Give the width of a photo."""
    pad = padding(typesetter)
    return max(1, min(round(typesetter.theme.scale.helper * PHOTO), most - 2 * pad))


def photo_height(typesetter: Typesetter, most: int) -> int:
    """Give the height of a photo."""
    return round(photo_width(typesetter, most) * PHOTO_SHAPE)


def voice_length(typesetter: Typesetter, line: Line) -> Paragraph:
    """Give how long a voice note lasts, as it is written beside it."""
    scale, colours = typesetter.theme.scale, typesetter.theme.colours
    return typesetter.lay(f"{seconds(line)}″", scale.helper, colours.ink, 10**6)


def voice_stroke(typesetter: Typesetter) -> tuple[int, int]:
    """Give the distance of two strokes and the width of one."""
    return typesetter.theme.scale.px(Thing.VOICE_STEP), max(
        2, typesetter.theme.scale.px(Thing.VOICE_BAR)
    )


def voice_strokes(line: Line) -> int:
    """Give how many strokes a voice note has."""
    return min(MOST_BARS, 4 + seconds(line))


def voice_width(typesetter: Typesetter, line: Line) -> int:
    """Give the width of a voice note's strokes."""
    return voice_strokes(line) * voice_stroke(typesetter)[0]


def paint(  # noqa: PLR0913 (what, where, and by whom)
    composer: Composer,
    x: int,
    y: int,
    message: Message,
    index: int,
    *,
    words: Words,
    portrait: str = "",
) -> None:
    """Set a message whose words are piece `index` of the script; `portrait` is who sent it."""
    box = Box(x, y, message.width, message.height)
    match message.line.form:
        case Form.TRANSFER:
            _transfer(composer, box, message, index, words)
        case Form.PAPER:
            _paper(composer, box, message, index, words)
        case Form.PHOTO:
            _photo(composer, box, message, index, portrait)
        case Form.LINK if message.card:
            _link(composer, box, message, index, words)
        case Form.VOICE:
            _voice(composer, box, message, index)
        case _:
            ground = _bubble(composer, box, own=message.own)
            x, y = box.x + padding(composer), box.y + composer.theme.scale.px(Space.M)
            _words(composer, x, y, message, ground, box)
            _spoken(composer, x, y, message, index)


# How each form looks -----------------------------------------------------------------------------


def _bubble(composer: Composer, box: Box, *, own: bool) -> Colour:
    """Lay a bubble with its point towards who sent it and give its colour."""
    scale, colours = composer.theme.scale, composer.theme.colours
    ground = colours.bubble_own if own else colours.bubble
    edge = scale.px(colours.edge)
    if not edge:
        side = scale.px(Thing.BUBBLE_POINT)
        tip = Box(0, 0, side, side)
        left = (box.right if own else box.x) - side // 2
        high = min(box.h // 2, scale.px(Thing.BUBBLE_POINT_DOWN)) - side // 2
        point = Panel(tip, ground, scale.px(Corner.PAPER))
        composer.back.append(Group(tip.move(left, box.y + high), (point,), 45.0))
    composer.back.append(Panel(box, ground, scale.px(Corner.BUBBLE), edge, colours.line))
    return ground


def _voice(composer: Composer, box: Box, message: Message, index: int) -> None:
    """Set strokes as long as the note lasts, its seconds, and its words below."""
    scale, colours = composer.theme.scale, composer.theme.colours
    ground = _bubble(composer, box, own=message.own)
    pad, tall = padding(composer), label_height(composer)
    row = Box(box.x + pad, box.y + scale.px(Space.XS), box.w - 2 * pad, tall)
    step, width = voice_stroke(composer)
    heights = tuple(
        max(width, round(BARS[n % len(BARS)] * scale.helper * TALLEST))
        for n in range(voice_strokes(message.line))
    )
    strokes = row.left(voice_width(composer, message.line))
    composer.front.append(Strokes(strokes, heights, step, width, colours.teal.ink))
    length = voice_length(composer, message.line)
    composer.beside(
        row.after(voice_width(composer, message.line) + scale.px(Space.XS)), length, ground
    )
    y = row.bottom + scale.px(Space.XXS)
    _words(composer, row.x, y, message, ground, box)
    _spoken(composer, row.x, y, message, index)


def _photo(composer: Composer, box: Box, message: Message, index: int, portrait: str) -> None:
    """Set a photo, and below it the words that are sent with it."""
    scale, colours = composer.theme.scale, composer.theme.colours
    ground = _bubble(composer, box, own=message.own)
    pad = padding(composer)
    wide = box.w - 2 * pad
    frame = Box(box.x + pad, box.y + scale.px(Space.M), wide, round(wide * PHOTO_SHAPE))
    radius = scale.px(Corner.FIELD)
    shown = message.line.photo or Photo.DOCUMENT
    if shown is Photo.FACE:
        composer.back.append(Panel(frame, colours.teal.tint, radius))
        side = frame.h
        composer.front.append(Art(frame.centred(side, side), portrait))
    else:
        composer.front.append(Art(frame, f"photos/{shown.zh}", cover=True, radius=radius))
    y = frame.bottom + scale.px(Space.XS)
    _words(composer, frame.x, y, message, ground, box)
    _spoken(composer, frame.x, y, message, index)


def _transfer(composer: Composer, box: Box, message: Message, index: int, words: Words) -> None:
    """Set a card in the colour of money with its sign before the words."""
    scale, colours = composer.theme.scale, composer.theme.colours
    edge = scale.px(colours.edge)
    composer.back.append(Panel(box, colours.invite, scale.px(Corner.BADGE), edge, colours.line))
    pad, foot = padding(composer), label_height(composer)
    upper = box.above(foot + scale.px(Space.XS))
    x = box.x + pad
    if message.sign:
        side = sign_side(composer)
        disc = Box(x, upper.y + (upper.h - side) // 2, side, side)
        composer.front.append(Disc(disc, colours.card))
        composer.icon(disc.centred(side * 5 // 8, side * 5 // 8), "transfer", colours.amber.ink)
        x = disc.right + scale.px(Space.L)
    y = upper.y + (upper.h - message.paragraph.height) // 2
    _words(composer, x, y, message, colours.invite, box)
    _spoken(composer, x, y, message, index)
    icon = "" if message.sign else "transfer"
    low = box.low(foot + scale.px(Space.XS))
    _foot(composer, low, words("device.transfer"), icon, colours.invite)


def _link(composer: Composer, box: Box, message: Message, index: int, words: Words) -> None:
    """Set a white card with the words and a foot that says it leads elsewhere."""
    scale, colours = composer.theme.scale, composer.theme.colours
    edge = scale.px(colours.outline)
    composer.back.append(Panel(box, colours.card, scale.px(Corner.BADGE), edge, colours.line))
    at = (box.x + padding(composer), box.y + scale.px(Space.M))
    _words(composer, *at, message, colours.card, box)
    _spoken(composer, *at, message, index)
    foot = label_height(composer) + scale.px(Space.XS)
    _foot(composer, box.low(foot), words("device.link"), "link", colours.card)


def _paper(composer: Composer, box: Box, message: Message, index: int, words: Words) -> None:
    """Set a sheet of paper, its kind, its words, and the seal that says it is a sample."""
    scale, colours = composer.theme.scale, composer.theme.colours
    edge = scale.px(colours.outline)
    composer.back.append(
        Panel(
            box,
            colours.card,
            scale.px(Corner.PAPER),
            edge,
            colours.line,
            shadow=scale.px(Shadow.PAPER),
        )
    )
    pad, side = padding(composer), seal_side(composer)
    # The seal stands beside the words, or above them at the end of the row that says what it is.
    tall = label_height(composer) if message.sign else side
    row = Box(box.x + pad, box.y + scale.px(Space.XS), box.w - 2 * pad - side, tall)
    icon = Box(row.x, row.y + (tall - scale.helper) // 2, scale.helper, scale.helper)
    composer.icon(icon, "paper", colours.ink2)
    label = composer.lay(words("device.paper"), scale.helper, colours.ink2, row.w)
    composer.beside(row.after(scale.helper + scale.px(Space.S)), label, colours.card)
    y = row.bottom + scale.px(Space.XXS)
    _words(composer, row.x, y, message, colours.card, box)
    _spoken(composer, row.x, y, message, index)
    high = (box.h - side) // 2 if message.sign else scale.px(Space.XS)
    seal = Box(box.right - side - scale.px(Space.XS), box.y + high, side, side)
    composer.front.append(_sealed(composer, seal, words("device.paper_sample")))


def _sealed(composer: Composer, box: Box, text: str) -> Group:
    """Give the turned seal with its word between its lines."""
    scale, colours = composer.theme.scale, composer.theme.colours
    own = Box(0, 0, box.w, box.h)
    word = composer.lay(text, scale.helper, colours.red.ink, box.w, bold=True)
    y = (box.h - word.height) // 2 + round(box.h * SEAL_MIDDLE)
    at = Text((box.w - word.width) // 2, y, word, colours.card)
    ground = Disc(own, colours.card)
    ring = Art(own, "things/seal-sample", colours.red.ink)
    return Group(box, (ground, ring, at), SEAL_TURN)


def _words(composer: Composer, x: int, y: int, message: Message, ground: Colour, box: Box) -> None:
    """Set the words, a line below every address in them; what is lit has its pin on the box's edge."""
    composer.text(x, y, message.paragraph, ground)
    lights.words(composer, x, y, message.paragraph, message.lit, box)
    thin = max(1, composer.theme.scale.px(Stroke.EDGE))
    for found in ADDRESS.finditer(message.line.text):
        for row in message.paragraph.boxes(found.start(), found.end()):
            under = Box(row.x, row.bottom, row.w, thin).move(x, y)
            composer.back.append(Fill(under, composer.theme.colours.teal.ink))


def _spoken(composer: Composer, x: int, y: int, message: Message, index: int) -> None:
    # A paper in small print, or a part of a message, is read from the words beside the device.
    small = (
        message.line.form is Form.PAPER and message.paragraph.style.px < composer.theme.scale.least
    )
    if not small and CUT not in (message.line.text[0], message.line.text[-1]):
        composer.speak(("line", index), x, y, message.paragraph)


def _foot(composer: Composer, box: Box, text: str, icon: str, ground: Colour) -> None:
    """Set a card's kind under a thin line."""
    scale, colours = composer.theme.scale, composer.theme.colours
    pad = padding(composer)
    composer.front.append(
        Fill(Box(box.x + pad, box.y, box.w - 2 * pad, max(1, scale.px(Stroke.THIN))), colours.track)
    )
    row = box.inset(pad, scale.px(Space.HAIR))
    side = scale.helper if icon else 0
    if icon:
        composer.icon(Box(row.x, row.y + (row.h - side) // 2, side, side), icon, colours.ink)
    label = composer.lay(text, scale.helper, colours.ink, row.w)
    composer.beside(row.after(side + scale.px(Space.S) if icon else 0), label, ground)


# A paper held up ---------------------------------------------------------------------------------


def held_up_height(typesetter: Typesetter, width: int, state: DeviceState) -> int:
    """Give the height the newest paper takes at least, with the free rows above it."""
    papers = [line for _, line in state.lines if line.form is Form.PAPER]
    if not papers:
        return 0
    scale = typesetter.theme.scale
    paper = lay(typesetter, papers[-1], scale.helper, width, cards=True)
    return paper.height + scale.px(Space.M)


def held_up(typesetter: Typesetter, box: Box, state: DeviceState, liked: int) -> Part:
    """Give the newest paper among the lines told at the foot of a box: at the door, or on a page.

    It is as if somebody held it up there; its words are smaller rather than it taller than `liked`.
    What has no room on it stands beside the device.
    """
    papers = [(n, line) for n, line in state.lines if line.form is Form.PAPER]
    if not papers:
        return Part(box)
    index, line = papers[-1]
    scale = typesetter.theme.scale
    lit = state.lit_in(index)

    def laid(px: int) -> Message:
        return lay(typesetter, line, px, box.w, cards=True, lit=lit)

    sizes = range(scale.least, scale.choice + 1)
    message = laid(largest_by_halves(sizes, lambda px: laid(px).height <= liked))
    if message.height > max(liked, box.h):
        message = laid(scale.helper)
    if message.height > box.h:
        message = shortened(typesetter, message, box.w, box.h, cards=True)
    if message.height > box.h:
        return Part(box)
    set_it = partial(
        paint,
        x=box.x,
        y=box.bottom - message.height,
        message=message,
        index=index,
        words=state.words,
    )
    return Part(box.above(message.height + scale.px(Space.M)), set_it)
