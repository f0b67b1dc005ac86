"""What comes over a phone's screen: a notification, a second call; and the bar of a call that goes on.

They take their rows from the start, so that nothing on the device moves when one comes.
"""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.devices.device_kind import Part, Written
from kiosk.devices.device_state import DeviceState
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Disc, Panel
from kiosk.ui.theme import Colour, Corner, Shadow, Space
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass

SIGN = 1.3
"""Width of a banner's sign in ems of a label."""


def badge_height(typesetter: Typesetter) -> int:
    """Give how far the badge reaches into the device, in pixels."""
    return round(typesetter.theme.scale.helper * 1.3)


@dataclass(frozen=True, slots=True)
class _Banner:
    """A banner: its words, its sign, its colours, and whether it comes only with the last line."""

    text: str
    icon: str
    ground: Colour
    ink: Colour
    sign: Colour
    comes: bool = True


def banners(typesetter: Typesetter, inner: Box, state: DeviceState) -> Part:
    """Give the banners under the badge, one below the other, and the room below them."""
    rest, paints = inner, []
    for banner in _banners(typesetter, state):
        part = _laid(typesetter, rest, banner, state)
        rest = part.rest
        paints.append(part.paint)

    def paint(composer: Composer) -> None:
        for one in paints:
            one(composer)

    return Part(rest, paint)


def texts(state: DeviceState) -> Iterator[Written]:
    """Give what the banners say."""
    yield from ((text, "") for text in _words(state) if text)


def _words(state: DeviceState) -> tuple[str, str, str]:
    """Give whom a call goes on with, who calls, and the notification; "" for what isn't there."""
    words, device = state.words, state.scene.device
    contact = state.contact
    talking = words("device.talking", name=contact.name) if device.talking and contact else ""
    caller = words("device.second_call", who=device.caller) if device.caller else ""
    return talking, caller, device.notice


def _banners(typesetter: Typesetter, state: DeviceState) -> Iterator[_Banner]:
    colours = typesetter.theme.colours
    white = colours.on_dark
    talking, caller, notice = _words(state)
    # On a low screen who watches leaves no rows to who talks: they are the same.
    if talking and not (typesetter.theme.scale.crowded and state.scene.device.sharing):
        yield _Banner(talking, "phone", colours.green.ink, white, colours.green.ink, comes=False)
    if caller:
        yield _Banner(caller, "phone", colours.device_soft, white, colours.call_green)
    if notice:
        yield _Banner(notice, "message-unread", colours.card, colours.ink, colours.teal.ink)


def _laid(typesetter: Typesetter, inner: Box, banner: _Banner, state: DeviceState) -> Part:
    """Give a banner below the badge, as wide as the screen less its margins."""
    scale, edge = typesetter.theme.scale, typesetter.theme.colours.edge
    top, pad = badge_height(typesetter), scale.px(Space.L)
    side = round(scale.helper * SIGN)
    wide = inner.w - 2 * scale.px(Space.M)
    room = wide - side - 2 * pad - scale.px(Space.S)
    words = typesetter.lay(banner.text, scale.helper, banner.ink, room)
    bare = typesetter.lay(banner.text, scale.helper, banner.ink, wide - 2 * pad)
    # On a narrow device the sign gives way to the words.
    signed = len(words.rows) <= len(bare.rows)
    words = words if signed else bare
    height = max(side if signed else 0, words.height) + scale.px(Space.M)
    box = Box(inner.x + scale.px(Space.M), inner.y + top, wide, height)

    def paint(composer: Composer) -> None:
        colours = composer.theme.colours
        if banner.comes and not state.bannered:
            return
        edges = scale.px(edge)
        shadow = 0 if edge else scale.px(Shadow.PAPER)
        corner = scale.px(Corner.BUBBLE)
        composer.back.append(Panel(box, banner.ground, corner, edges, colours.line, shadow))
        left = box.x + pad
        if signed:
            disc = Box(left, box.y + (height - side) // 2, side, side)
            composer.back.append(Disc(disc, banner.sign))
            composer.icon(disc.centred(side * 5 // 8, side * 5 // 8), banner.icon, colours.on_dark)
            left = disc.right + scale.px(Space.S)
        composer.beside(Box(left, box.y, room, height), words, banner.ground)

    below = height + scale.px(Space.S)
    return Part(inner.below(below), paint)
