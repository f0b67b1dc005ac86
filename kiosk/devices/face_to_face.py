"""Somebody at the counter or at the door: the place, the person standing there, a name."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.devices import frame, message
from kiosk.devices.device_kind import DeviceKind, DeviceLayout, Written
from kiosk.devices.device_state import DeviceState
from kiosk.devices.faces import shipped_faces
from kiosk.devices.places import COLUMNS, ROWS, Place, shipped_places
from kiosk.scenario.model import Channel
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art, Corners, Panel
from kiosk.ui.theme import LEADING, Shadow, Space
from kiosk.ui.typesetter import Typesetter

TALL, WIDE = 300, 240
"""The shape of a standing person's picture."""
SHARE = 0.86
"""How much of the height above the ground somebody takes."""
SHARE_OF_WIDTH = 0.78


def layout(typesetter: Typesetter, box: Box, state: DeviceState) -> DeviceLayout:
    """Give the meeting."""
    scale, colours = typesetter.theme.scale, typesetter.theme.colours
    words, contact = _where(state), state.contact
    room = box.w - 2 * scale.px(Space.L)
    name = contact.name if contact else words
    title = frame.label(typesetter, name, scale.title, colours.ink, room, bold=True, centred=True)
    where = frame.label(typesetter, words, scale.helper, colours.ink2, room, centred=True)
    # One row each is the usual height: the person doesn't grow and shrink with the name.
    usual = round(scale.title * LEADING) * 2
    strip = max(usual, title.height + where.height if contact else 0) + scale.px(Space.S)
    scene = box.above(strip)
    hands = scene.below(frame.badge_height(typesetter)).inset(scale.px(Space.L), scale.px(Space.L))
    held = message.held_up(typesetter, hands, state, scene.h // 2 - scale.px(Space.L))
    foot = box.low(strip).inset(scale.px(Space.L), 0).above(scale.px(Space.S))

    def stand(composer: Composer) -> None:
        shadow = scale.px(Shadow.CARD)
        composer.back.append(Panel(box, colours.card, scale.radius, shadow=shadow))
        portrait = state.face(contact) if contact else ""
        draw_standing(composer, scene, shipped_places().of(words), portrait, Corners.TOP)

    def write(composer: Composer) -> None:
        names = foot.top(max(title.height, foot.h // 2)) if contact else foot
        composer.middle(names, title, colours.card)
        if contact:
            composer.middle(foot.below(names.h), where, colours.card)

    return DeviceLayout((stand, held.paint, write))


def _where(state: DeviceState) -> str:
    return state.scene.device.place or state.words("device.counter")


def draw_standing(
    composer: Composer, scene: Box, place: Place, portrait: str, corners: Corners
) -> None:
    """Set a place into a box, and in it the person with a portrait, where one is given."""
    backdrop = f"things/{place.picture}"
    radius = composer.theme.scale.radius
    composer.back.append(Art(scene, backdrop, cover=True, radius=radius, corners=corners))
    if portrait:
        _person(composer, scene, place, portrait)


def _person(composer: Composer, scene: Box, place: Place, portrait: str) -> None:
    """Set the person on the ground of the scene, or behind the counter of those who work there."""
    figure = shipped_places().standing(portrait)
    if figure is None:
        side = min(scene.w * 7 // 10, scene.h * 7 // 10)
        space = composer.theme.scale.px(Space.S)
        left = scene.x + (scene.w - side) // 2
        face = Box(left, scene.bottom - side - space, side, side)
        composer.back.append(Art(face, shipped_faces().picture(portrait)))
        return
    # The backdrop covers the scene with its middle in the middle: its rows are this large.
    row = max(scene.w / COLUMNS, scene.h / ROWS)
    below = scene.h / 2 + (place.ground(portrait) - ROWS / 2) * row
    ground = min(scene.y + round(below), scene.bottom)
    tall = round(min((ground - scene.y) * SHARE, scene.w * SHARE_OF_WIDTH * TALL / WIDE))
    wide = round(tall * WIDE / TALL)
    person = Box(scene.x + (scene.w - wide) // 2, ground - tall, wide, tall)
    composer.back.append(Art(person, f"standing/{figure}"))


def texts(state: DeviceState) -> Iterator[Written]:
    """Give who is there, and where."""
    yield state.contact.name if state.contact else "", ""
    yield _where(state), ""


KIND = DeviceKind(Channel.FACE_TO_FACE, layout, texts, in_person=True, names_contact=True)
