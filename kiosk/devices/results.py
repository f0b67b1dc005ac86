"""Screens a phone shows of what was done: a transfer gone through, a page that is gone, the home screen."""

from __future__ import annotations

from kiosk.devices import banners
from kiosk.devices.device_kind import Part
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Disc, Panel
from kiosk.ui.sizes import down, largest
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import Corner, Space, Thing, Tone
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass

APPS, APP_ROWS = 4, 3
"""What stands on a home screen, and how many rows of it."""
ROUND = 0.26
"""How round an App's tile is, as a share of its side."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a page tells of a result: its sign, what happened, a sum, and a row below."""

    icon: str
    tone: Tone
    title: str
    amount: str = ""
    below: str = ""


def told(typesetter: Typesetter, page: Box, result: Told) -> Part:
    """Give a result in the middle of a page: a large sign, and under it what happened."""
    scale, colours = typesetter.theme.scale, typesetter.theme.colours
    inner = page.inset(scale.px(Space.L), scale.px(Space.M))
    title = _row(typesetter, result.title, scale.title, inner.w, bold=True)
    rows = [title]
    if result.amount:
        ink = colours.red.ink
        tried = (
            typesetter.lay(result.amount, px, ink, 10**6, bold=True)
            for px in down(scale.px(Thing.RESULT_SUM), scale.helper, scale.px(Space.XXS))
        )
        rows.append(largest(tried, lambda laid: laid.width <= inner.w))
    if result.below:
        rows.append(_row(typesetter, result.below, scale.helper, inner.w, bold=False))
    written = sum(row.height for row in rows)
    while written > inner.h and len(rows) > 1:
        # What happened is said beside the device as well; the sum is what stays.
        rows.pop(-1 if len(rows) > 2 else 0)  # noqa: PLR2004 (title, sum and a row below)
        written = sum(row.height for row in rows)
    # Where there is little height the sign gives way to the words.
    side = max(0, min(scale.px(Thing.RESULT_SIGN), inner.h - written - scale.px(Space.M)))
    side = side if side >= scale.helper else 0
    tall = side + written + (scale.px(Space.M) if side else 0)
    top = inner.y + max(0, inner.h - tall) // 3

    def paint(composer: Composer) -> None:
        y = top
        if side:
            disc = Box(inner.x + (inner.w - side) // 2, y, side, side)
            composer.back.append(Disc(disc, result.tone.ink))
            composer.icon(disc.centred(side * 5 // 8, side * 5 // 8), result.icon, colours.on_dark)
            y = disc.bottom + scale.px(Space.M)
        for row in rows:
            x = inner.x + (inner.w - row.width) // 2
            y = composer.text(x, y, row, colours.card)

    return Part(page, paint)


def _row(typesetter: Typesetter, text: str, px: int, room: int, *, bold: bool) -> Paragraph:
    ink, least = typesetter.theme.colours.ink, typesetter.theme.scale.helper
    tried = (
        typesetter.lay(text, size, ink, room, bold=bold, centred=True)
        for size in down(px, min(px, least), 1)
    )
    return largest(tried, lambda laid: len(laid.rows) == 1)


def home(typesetter: Typesetter, inner: Box) -> Part:
    """Give a phone's home screen: tiles of Apps without names, as none of them matters now."""
    scale = typesetter.theme.scale
    room = inner.below(banners.badge_height(typesetter)).inset(
        scale.px(Space.XXL), scale.px(Space.L)
    )
    gap = scale.px(Space.XL)
    side = max(0, min(scale.px(Thing.APP), (room.w - gap * (APPS - 1)) // APPS))
    wide = side * APPS + gap * (APPS - 1)
    room = Box(room.x + (room.w - wide) // 2, room.y, wide, room.h)

    def paint(composer: Composer) -> None:
        colours = composer.theme.colours
        tints = (colours.wave, colours.invite, colours.bubble_own, colours.on_dark)
        rows = min(APP_ROWS, (room.h + gap) // (side + gap)) if side else 0
        for row in range(rows):
            for n in range(APPS):
                tile = Box(room.x + n * (side + gap), room.y + row * (side + gap), side, side)
                tint = tints[(n + row) % len(tints)]
                composer.back.append(Panel(tile, tint, round(side * ROUND)))
        dock = room.low(min(room.h, side + gap))
        if rows and dock.y >= room.y + rows * (side + gap):
            bar = dock.inset(-scale.px(Space.M), 0)
            composer.back.append(Panel(bar, colours.device_soft, scale.px(Corner.CARD)))
            for n in range(APPS):
                x = room.x + n * (side + gap)
                tile = Box(x, dock.y + gap // 2, side, side)
                composer.back.append(Panel(tile, colours.wave, round(side * ROUND)))

    return Part(inner, paint)
