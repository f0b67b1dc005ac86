"""What a message looks like: words, a voice note, a transfer, a link, a paper stamped 样例.

Each form is told from the others by its shape and a picture as well as by its colour. The words
stand on all of them in full: a voice note too can be read.
"""

from __future__ import annotations

from kiosk.devices import messages
from kiosk.devices.messages import Message
from kiosk.scenario.model import Form
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art, Disc, Fill, Group, Panel, Strokes, Text
from kiosk.ui.text.clauses import CUT
from kiosk.ui.theme import Colour, Corner, Shadow, Space, Stroke, Thing
from kiosk.words import Words

BARS = (0.35, 0.6, 0.9, 0.55, 1.0, 0.7, 0.4, 0.8, 0.5)
"""Heights of a voice note's strokes, over and over, as shares of the tallest."""
TALLEST = 0.8
"""Height of the tallest stroke in ems of a label."""
SEAL_TURN = 10.0
"""Degrees the seal is turned."""
SEAL_MIDDLE = 0.02


def draw(composer: Composer, x: int, y: int, message: Message, index: int, words: Words) -> None:
    """Set a message whose words are piece `index` of the script."""
    box = Box(x, y, message.width, message.height)
    match message.line.form:
        case Form.TRANSFER:
            _transfer(composer, box, message, index, words)
        case Form.PAPER:
            _paper(composer, box, message, index, words)
        case Form.LINK if message.card:
            _link(composer, box, message, index, words)
        case Form.VOICE:
            _voice(composer, box, message, index)
        case _:
            ground = _bubble(composer, box, own=message.own)
            x, y = box.x + messages.padding(composer), box.y + composer.theme.scale.px(Space.M)
            _words(composer, x, y, message, ground)
            _spoken(composer, x, y, message, index)


# The forms ---------------------------------------------------------------------------------------


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
    pad, tall = messages.padding(composer), messages.label_height(composer)
    row = Box(box.x + pad, box.y + scale.px(Space.XS), box.w - 2 * pad, tall)
    step, width = messages.voice_stroke(composer)
    heights = tuple(
        max(width, round(BARS[n % len(BARS)] * scale.helper * TALLEST))
        for n in range(messages.voice_strokes(message.line))
    )
    strokes = row.left(messages.voice_width(composer, message.line))
    composer.front.append(Strokes(strokes, heights, step, width, colours.teal.ink))
    length = messages.voice_length(composer, message.line)
    composer.beside(
        row.after(messages.voice_width(composer, message.line) + scale.px(Space.XS)), length, ground
    )
    y = row.bottom + scale.px(Space.XXS)
    _words(composer, row.x, y, message, ground)
    _spoken(composer, row.x, y, message, index)


def _transfer(composer: Composer, box: Box, message: Message, index: int, words: Words) -> None:
    """Set a card in the colour of money with its sign before the words."""
    scale, colours = composer.theme.scale, composer.theme.colours
    edge = scale.px(colours.edge)
    composer.back.append(Panel(box, colours.invite, scale.px(Corner.BADGE), edge, colours.line))
    pad, foot = messages.padding(composer), messages.label_height(composer)
    upper = box.above(foot + scale.px(Space.XS))
    x = box.x + pad
    if message.sign:
        side = messages.sign_side(composer)
        disc = Box(x, upper.y + (upper.h - side) // 2, side, side)
        composer.front.append(Disc(disc, colours.card))
        composer.icon(disc.centred(side * 5 // 8, side * 5 // 8), "transfer", colours.amber.ink)
        x = disc.right + scale.px(Space.L)
    y = upper.y + (upper.h - message.paragraph.height) // 2
    _words(composer, x, y, message, colours.invite)
    _spoken(composer, x, y, message, index)
    icon = "" if message.sign else "transfer"
    low = box.low(foot + scale.px(Space.XS))
    _foot(composer, low, words("device.transfer"), icon, colours.invite)


def _link(composer: Composer, box: Box, message: Message, index: int, words: Words) -> None:
    """Set a white card with the words and a foot that says it leads elsewhere."""
    scale, colours = composer.theme.scale, composer.theme.colours
    edge = scale.px(colours.outline)
    composer.back.append(Panel(box, colours.card, scale.px(Corner.BADGE), edge, colours.line))
    at = (box.x + messages.padding(composer), box.y + scale.px(Space.M))
    _words(composer, *at, message, colours.card)
    _spoken(composer, *at, message, index)
    foot = messages.label_height(composer) + scale.px(Space.XS)
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
    pad, side = messages.padding(composer), messages.seal_side(composer)
    # The seal stands beside the words, or above them at the end of the row that says what it is.
    tall = messages.label_height(composer) if message.sign else side
    row = Box(box.x + pad, box.y + scale.px(Space.XS), box.w - 2 * pad - side, tall)
    icon = Box(row.x, row.y + (tall - scale.helper) // 2, scale.helper, scale.helper)
    composer.icon(icon, "paper", colours.ink2)
    label = composer.lay(words("device.paper"), scale.helper, colours.ink2, row.w)
    composer.beside(row.after(scale.helper + scale.px(Space.S)), label, colours.card)
    y = row.bottom + scale.px(Space.XXS)
    _words(composer, row.x, y, message, colours.card)
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


# Their parts -------------------------------------------------------------------------------------


def _words(composer: Composer, x: int, y: int, message: Message, ground: Colour) -> None:
    """Set the words, a line below every address in them."""
    composer.text(x, y, message.paragraph, ground)
    thin = max(1, composer.theme.scale.px(Stroke.EDGE))
    for found in messages.ADDRESS.finditer(message.line.text):
        for box in message.paragraph.boxes(found.start(), found.end()):
            under = Box(box.x, box.bottom, box.w, thin).move(x, y)
            composer.back.append(Fill(under, composer.theme.colours.teal.ink))


def _spoken(composer: Composer, x: int, y: int, message: Message, index: int) -> None:
    # A paper in small print, or a part of a message, is read from the words beside the device.
    small = (
        message.line.form is Form.PAPER and message.paragraph.style.px < composer.theme.scale.least
    )
    if not small and CUT not in (message.line.text[0], message.line.text[-1]):
        composer.speak(index, x, y, message.paragraph)


def _foot(composer: Composer, box: Box, text: str, icon: str, ground: Colour) -> None:
    """Set a card's kind under a thin line."""
    scale, colours = composer.theme.scale, composer.theme.colours
    pad = messages.padding(composer)
    composer.front.append(
        Fill(Box(box.x + pad, box.y, box.w - 2 * pad, max(1, scale.px(Stroke.THIN))), colours.track)
    )
    row = box.inset(pad, scale.px(Space.HAIR))
    side = scale.helper if icon else 0
    if icon:
        composer.icon(Box(row.x, row.y + (row.h - side) // 2, side, side), icon, colours.ink)
    label = composer.lay(text, scale.helper, colours.ink, row.w)
    composer.beside(row.after(side + scale.px(Space.S) if icon else 0), label, ground)
