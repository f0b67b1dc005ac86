"""Somebody at the counter or at the door: the place, the person standing there, a name."""

from __future__ import annotations

from kiosk.devices import frame, held_up, standing
from kiosk.devices.device_state import DeviceState
from kiosk.devices.places import shipped_places
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Corners, Panel
from kiosk.ui.theme import LEADING, Shadow, Space


def draw(composer: Composer, box: Box, state: DeviceState) -> None:
    """Draw the meeting."""
    scale, colours = composer.theme.scale, composer.theme.colours
    words = state.scene.device.place or state.words("device.counter")
    place = shipped_places().of(words)
    contact = state.contact
    radius = scale.radius
    composer.back.append(Panel(box, colours.card, radius, shadow=scale.px(Shadow.CARD)))
    room = box.w - 2 * scale.px(Space.L)
    name = contact.name if contact else words
    title = frame.label(composer, name, scale.title, colours.ink, room, bold=True, centred=True)
    where = frame.label(composer, words, scale.helper, colours.ink2, room, centred=True)
    known = contact is not None
    # One row each is the usual height: the person doesn't grow and shrink with the name.
    usual = round(scale.title * LEADING) * 2
    strip = max(usual, title.height + where.height if known else 0) + scale.px(Space.S)
    scene = box.above(strip)
    portrait = state.face(contact) if contact else ""
    standing.draw(composer, scene, place, portrait, Corners.TOP)
    hands = scene.below(frame.badge_height(composer)).inset(scale.px(Space.L), scale.px(Space.L))
    held_up.draw(composer, hands, state, scene.h // 2 - scale.px(Space.L))
    foot = box.low(strip).inset(scale.px(Space.L), 0).above(scale.px(Space.S))
    if not known:
        composer.middle(foot, title, colours.card)
        return
    names = foot.top(max(title.height, foot.h // 2))
    composer.middle(names, title, colours.card)
    composer.middle(foot.below(names.h), where, colours.card)
