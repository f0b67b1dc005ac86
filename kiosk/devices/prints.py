"""What is printed on a page or stands on a board: a large red seal, a code to be scanned.

Neither can be used: the seal bears no body's name or star, and the code is none that a phone reads.
"""

from __future__ import annotations

from enum import Enum

from kiosk.devices.device_kind import Part
from kiosk.devices.device_state import DeviceState
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art, Disc, Group, Panel, Text
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import Corner, Shadow, Space, Thing
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass

SEAL_TURN = -8.0
"""Degrees a seal is turned."""
SEAL_ROOM = 0.56
"""How much of a seal's width its words may take."""


class Where(Enum):
    """Where the prints of a page stand."""

    NOWHERE = 0
    FOOT = 1
    ASIDE = 2
    """Beside the page's lines: a seal alone."""
    WORDS = 3
    """Only their words, at the foot."""


def where(typesetter: Typesetter, page: Box, state: DeviceState, needed: int, lines: int) -> Where:
    """Give where a page's prints have room.

    The page needs so many rows for all else; `lines` are those of its lines with what is left over.
    """
    device, scale = state.scene.device, typesetter.theme.scale
    if not (device.seal or device.code):
        return Where.NOWHERE
    inner = page.inset(scale.px(Space.XL), 0)
    wide = (inner.w - scale.gap) // 2 if device.seal and device.code else inner.w
    left = page.h - needed - scale.px(Space.M)
    seal, code = _seal_side(typesetter, device.seal), _code_height(typesetter, device.code)
    if seal <= min(left, wide) and code <= left:
        return Where.FOOT
    longest = max((len(text) for text in device.items), default=0) * scale.helper
    room = inner.w - seal - 2 * scale.px(Space.L)
    if not device.code and not state.filled and seal <= lines and longest <= room:
        return Where.ASIDE
    return Where.WORDS if _alone(typesetter, inner, state).height <= left else Where.NOWHERE


def at_foot(typesetter: Typesetter, page: Box, state: DeviceState, place: Where) -> Part:
    """Give the seal and the code at the foot of a page, or their words; the page's own go before them."""
    device, scale = state.scene.device, typesetter.theme.scale
    inner = page.inset(scale.px(Space.XL), 0)
    if place is Where.WORDS:
        return _words_alone(typesetter, page, inner, state)
    if place is not Where.FOOT:
        return Part(page)
    half = inner.columns(2, scale.gap) if device.seal and device.code else (inner, inner)
    seal = _seal_side(typesetter, device.seal)
    tall = max(seal, _code_height(typesetter, device.code))
    strip = page.low(tall + scale.px(Space.M)).above(scale.px(Space.M))

    def paint(composer: Composer) -> None:
        if device.seal:
            column = half[1]
            box = Box(column.right - seal, strip.y + (strip.h - seal) // 2, seal, seal)
            composer.front.append(_seal(composer, box, device.seal))
        if device.code:
            column = half[0]
            box = Box(column.x, strip.y, column.w, strip.h)
            _code(composer, box, device.code, _code_side(composer))

    return Part(page.above(page.bottom - strip.y), paint)


def aside(typesetter: Typesetter, lines: Box, state: DeviceState, place: Where) -> Part:
    """Give the seal at the right of a page's lines."""
    if place is not Where.ASIDE:
        return Part(lines)
    scale, text = typesetter.theme.scale, state.scene.device.seal
    side = _seal_side(typesetter, text)
    right = lines.right - scale.px(Space.XL)
    box = Box(right - side, lines.y + max(0, lines.h - side) // 2, side, side)

    def paint(composer: Composer) -> None:
        composer.front.append(_seal(composer, box, text))

    return Part(lines.left(lines.w - side - scale.px(Space.S)), paint)


@dataclass(frozen=True, slots=True)
class Board:
    """A board with a code, and whether it has a place."""

    part: Part
    there: bool = True


def board(typesetter: Typesetter, scene: Box, state: DeviceState) -> Board:
    """Give the board with a code that stands in front of a scene, at its left, if it has room."""
    text = state.scene.device.code
    if not text:
        return Board(Part(scene))
    scale = typesetter.theme.scale
    words, pad = _code_words(typesetter, text), scale.px(Space.M)
    least = _code_side(typesetter) // 2
    # Where there is little height the code gives way, not its words.
    side = min(_code_side(typesetter), scene.h - words.height - 2 * pad - 2 * scale.px(Space.L))
    wide = max(side, words.width) + 2 * pad
    tall = side + words.height + 2 * pad
    box = Box(scene.x + scale.px(Space.L), scene.bottom - tall - scale.px(Space.L), wide, tall)
    if side < least:
        # Not even a small one: the board has its words alone.
        side, tall = 0, words.height + 2 * pad
        box = box.low(tall)
    if not scene.around(box):
        return Board(Part(scene), there=False)

    def paint(composer: Composer) -> None:
        edge = scale.px(composer.theme.colours.edge)
        composer.back.append(
            Panel(
                box,
                composer.theme.colours.card,
                scale.px(Corner.BADGE),
                edge,
                composer.theme.colours.line,
                shadow=scale.px(Shadow.PAPER),
            )
        )
        _code(composer, box.inset(pad), text, side)

    return Board(Part(scene, paint))


def _alone(typesetter: Typesetter, inner: Box, state: DeviceState) -> Paragraph:
    scale, colours = typesetter.theme.scale, typesetter.theme.colours
    device = state.scene.device
    text = "　".join(one for one in (device.seal, device.code) if one)
    return typesetter.lay(text, scale.helper, colours.red.ink, inner.w, bold=True)


def _words_alone(typesetter: Typesetter, page: Box, inner: Box, state: DeviceState) -> Part:
    """Give the words of what has no room to be drawn, as small print at the foot."""
    words = _alone(typesetter, inner, state)
    top = page.bottom - words.height - typesetter.theme.scale.px(Space.XS)

    def paint(composer: Composer) -> None:
        composer.text(inner.right - words.width, top, words, composer.theme.colours.card)

    return Part(page.above(page.bottom - top), paint)


def _seal_side(typesetter: Typesetter, text: str) -> int:
    """Give the width of a seal whose words stand in its middle; 0 for none."""
    if not text:
        return 0
    words = _seal_words(typesetter, text)
    return max(typesetter.theme.scale.px(Thing.SEAL), round(words.width / SEAL_ROOM))


def _seal_words(typesetter: Typesetter, text: str) -> Paragraph:
    """Give a seal's words: more than three characters on two rows."""
    half = (len(text) + 1) // 2
    rows = text if len(text) <= ONE_ROW else f"{text[:half]}\n{text[half:]}"
    scale, colours = typesetter.theme.scale, typesetter.theme.colours
    return typesetter.lay(rows, scale.helper, colours.red.ink, 10**6, bold=True, centred=True)


ONE_ROW = 3
"""Characters a seal has on one row."""


def _seal(composer: Composer, box: Box, text: str) -> Group:
    """Give the turned seal."""
    colours = composer.theme.colours
    own = Box(0, 0, box.w, box.h)
    words = _seal_words(composer, text)
    at = Text((own.w - words.width) // 2, (own.h - words.height) // 2, words, colours.card)
    ring = Art(own, "things/seal-plain", colours.red.ink)
    return Group(box, (Disc(own, colours.card), ring, at), SEAL_TURN)


def _code_words(typesetter: Typesetter, text: str) -> Paragraph:
    scale = typesetter.theme.scale
    return typesetter.lay(text, scale.helper, typesetter.theme.colours.ink, 10**6, bold=True)


def _code_side(typesetter: Typesetter) -> int:
    return typesetter.theme.scale.px(Thing.CODE)


def _code_height(typesetter: Typesetter, text: str) -> int:
    """Give the height of a code and the words below it; 0 for none."""
    return _code_side(typesetter) + _code_words(typesetter, text).height if text else 0


def _code(composer: Composer, box: Box, text: str, side: int) -> None:
    """Set a code and the words below it in the middle of a box."""
    words = _code_words(composer, text)
    code = Box(box.x + (box.w - side) // 2, box.y, side, side)
    if side:
        composer.front.append(Art(code, "things/code-sample"))
    x = box.x + (box.w - words.width) // 2
    composer.text(x, code.bottom, words, composer.theme.colours.card)
