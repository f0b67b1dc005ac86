"""Somebody at the counter or at the door: the place, the person standing there, a name."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.devices import aloud, banners, frame, message, prints
from kiosk.devices.device_kind import DeviceKind, DeviceLayout, Written
from kiosk.devices.device_state import DeviceState
from kiosk.devices.faces import shipped_faces
from kiosk.devices.places import COLUMNS, ROWS, Place, shipped_places
from kiosk.devices.poses import shipped_poses
from kiosk.scenario.model import Channel, Character
from kiosk.ui.composer import Composer
from kiosk.ui.figure import POSE
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art, Corners, Panel
from kiosk.ui.theme import LEADING, Shadow, Space
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass

TALL, WIDE = 300, 240
"""The shape of a standing person's picture."""
SHARE = 0.86
"""How much of the height above the ground somebody takes."""
SHARE_OF_WIDTH = 0.78
MOST_PRESENT = 2
SIDES = (0.5, 0.2, 0.8)
"""Where the middle of each of several people stands, as a share of the scene's width."""
SAID_SHARE = 40
"""Hundredths of the scene's height that what was said may take, once something in it is lit."""
BESIDE = 0.82
"""How tall who stands beside the first is, as a share of them."""
CROWD, CROWD_MOST, CROWD_SHAPE = 0.4, 0.3, 220 / 480
"""How tall a ring of people is, as a share of the scene's width, at most of its height, and of its own width."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Somebody who stands there: whose portrait, and how they hold their arms, "" at rest."""

    portrait: str
    pose: str = ""


def layout(typesetter: Typesetter, box: Box, state: DeviceState) -> DeviceLayout:
    """Give the meeting."""
    scale, colours = typesetter.theme.scale, typesetter.theme.colours
    words, contact = _where(state), state.contact
    room = box.w - 2 * scale.px(Space.L)
    people = _people(state)
    name = "、".join(one.name for one in people) if contact else words
    title = frame.label(typesetter, name, scale.title, colours.ink, room, bold=True, centred=True)
    where = frame.label(typesetter, words, scale.helper, colours.ink2, room, centred=True)
    # One row each is the usual height: the person doesn't grow and shrink with the name.
    usual = round(scale.title * LEADING) * 2
    strip = max(usual, title.height + where.height if contact else 0) + scale.px(Space.S)
    scene = box.above(strip)
    banner = banners.banners(typesetter, scene, state)
    hands = banner.rest.below(banners.badge_height(typesetter))
    hands = hands.inset(scale.px(Space.L), scale.px(Space.L))
    held = message.held_up(typesetter, hands, state, scene.h // 2 - scale.px(Space.L))
    most = min(scene.h * SAID_SHARE // 100, held.rest.h // 2)
    spoken = aloud.said(typesetter, held.rest, state, most)
    board = prints.board(typesetter, spoken.rest.grow(scale.px(Space.L)), state)
    foot = box.low(strip).inset(scale.px(Space.L), 0).above(scale.px(Space.S))

    def stand(composer: Composer) -> None:
        shadow = scale.px(Shadow.CARD)
        composer.back.append(Panel(box, colours.card, scale.radius, shadow=shadow))
        figures = tuple(Figure(state.face(one), state.pose(one)) for one in people)
        draw_standing(composer, scene, shipped_places().of(words), figures, Corners.TOP)
        if state.scene.device.crowd:
            _crowd(composer, scene)

    def write(composer: Composer) -> None:
        names = foot.top(max(title.height, foot.h // 2)) if contact else foot
        composer.middle(names, title, colours.card)
        if contact:
            composer.middle(foot.below(names.h), where, colours.card)

    left_out = () if board.there else (state.scene.device.code,)
    return DeviceLayout(
        (stand, board.part.paint, held.paint, spoken.paint, banner.paint, write), left_out
    )


def _where(state: DeviceState) -> str:
    return state.scene.device.place or state.words("device.counter")


def _people(state: DeviceState) -> tuple[Character, ...]:
    """Give who stands there: whom the visitor speaks with first, then who is with them."""
    beside = (state.character(one) for one in state.scene.present[:MOST_PRESENT])
    found = (state.contact, *beside)
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _crowd(composer: Composer, scene: Box) -> None:
    """Set a ring of people, seen from behind, along the foot of the scene."""
    tall = round(min(scene.w * CROWD, scene.h * CROWD_MOST))
    wide = min(scene.w, round(tall / CROWD_SHAPE))
    composer.back.append(Art(scene.low(tall).centred(wide, tall), "things/crowd", cover=True))


def draw_standing(
    composer: Composer, scene: Box, place: Place, figures: tuple[Figure, ...], corners: Corners
) -> None:
    """Set a place into a box, and in it these people, the first in the middle.

    Who stands beside the first is seen a little smaller, behind them.
    """
    backdrop = f"things/{place.picture}"
    radius = composer.theme.scale.radius
    composer.back.append(Art(scene, backdrop, cover=True, radius=radius, corners=corners))
    for n, figure in reversed(tuple(enumerate(figures))):
        _person(composer, scene, place, figure, SIDES[n] if len(figures) > 1 else 0.5)


def _person(composer: Composer, scene: Box, place: Place, figure: Figure, middle: float) -> None:
    """Set a person on the ground of the scene, or behind the counter of those who work there."""
    alone = middle == SIDES[0]
    standing = shipped_places().standing(figure.portrait)
    if standing is None:
        side = min(scene.w * 7 // 10, scene.h * 7 // 10)
        space = composer.theme.scale.px(Space.S)
        left = _left(scene, side, middle)
        face = Box(left, scene.bottom - side - space, side, side)
        composer.back.append(Art(face, shipped_faces().picture(figure.portrait)))
        return
    # The backdrop covers the scene with its middle in the middle: its rows are this large.
    row = max(scene.w / COLUMNS, scene.h / ROWS)
    below = scene.h / 2 + (place.ground(figure.portrait) - ROWS / 2) * row
    ground = min(scene.y + round(below), scene.bottom)
    share = shipped_poses().height(figure.portrait) * (1.0 if alone else BESIDE)
    tall = round(min((ground - scene.y) * SHARE, scene.w * SHARE_OF_WIDTH * TALL / WIDE) * share)
    wide = round(tall * WIDE / TALL)
    person = Box(_left(scene, wide, middle), ground - tall, wide, tall)
    name = f"{standing}{POSE}{figure.pose}" if figure.pose else standing
    composer.back.append(Art(person, f"standing/{name}"))


def _left(scene: Box, wide: int, middle: float) -> int:
    """Give the left edge of a figure whose middle stands at a share of the scene's width."""
    left = scene.x + round(scene.w * middle) - wide // 2
    return max(scene.x, min(left, scene.right - wide))


def texts(state: DeviceState) -> Iterator[Written]:
    """Give who is there, and where, and what stands there."""
    yield from ((one.name, "") for one in _people(state))
    yield _where(state), ""
    yield state.scene.device.code, ""
    yield from banners.texts(state)


KIND = DeviceKind(Channel.FACE_TO_FACE, layout, texts, in_person=True, names_contact=True)
