"""Somebody at the counter or at the door: the place, the person standing there, a name."""

from __future__ import annotations

from kiosk.scenario.model import Character
from kiosk.stage.box import Box
from kiosk.stage.channels import messages
from kiosk.stage.channels.moment import Moment
from kiosk.stage.places import COLUMNS, ROWS, Place, shipped_places
from kiosk.stage.shapes import Art, Corners, Panel
from kiosk.stage.sheet import Sheet
from kiosk.stage.theme import LEADING, Shadow, Space

TALL, WIDE = 300, 240
"""The shape of a standing person's picture."""
SHARE = 0.86
"""How much of the height above the ground somebody takes."""
SHARE_OF_WIDTH = 0.78


def draw(sheet: Sheet, box: Box, moment: Moment) -> None:
    """Draw the meeting."""
    scale, colours = sheet.theme.scale, sheet.theme.colours
    words = moment.scene.device.place or moment.words("device.counter")
    place = shipped_places().of(words)
    contact = moment.contact
    radius = scale.radius
    sheet.back.append(Panel(box, colours.card, radius, shadow=scale.px(Shadow.CARD)))
    strip = round(scale.title * LEADING) * 2 + scale.px(Space.S)
    scene = box.above(strip)
    backdrop = f"things/{place.picture}"
    sheet.back.append(
        Art(scene, backdrop, cover=True, radius=radius, corners=Corners.TOP),
    )
    if contact is not None:
        _person(sheet, scene, contact, place)
    hands = scene.low(scene.h // 2).inset(scale.px(Space.L), scale.px(Space.L))
    messages.held_up(sheet, hands, moment)
    name = contact.name if contact else words
    foot = box.low(strip).inset(scale.px(Space.L), 0).above(scale.px(Space.S))
    names, under = foot.rows(2, 0)
    title = sheet.fit(name, scale.title, colours.ink, (names.w, names.h), bold=True, centred=True)
    where = sheet.fit(words, scale.helper, colours.ink2, (under.w, under.h), centred=True)
    sheet.middle(names if contact is not None else foot, title, colours.card)
    if contact is not None:
        sheet.middle(under, where, colours.card)


def _person(sheet: Sheet, scene: Box, contact: Character, place: Place) -> None:
    """Set the person on the ground of the scene, or behind the counter of those who work there."""
    figure = shipped_places().standing(contact.portrait)
    if figure is None:
        side = min(scene.w * 7 // 10, scene.h * 7 // 10)
        space = sheet.theme.scale.px(Space.S)
        left = scene.x + (scene.w - side) // 2
        face = Box(left, scene.bottom - side - space, side, side)
        sheet.back.append(Art(face, f"people/{contact.portrait}"))
        return
    # The backdrop covers the scene with its middle in the middle: its rows are this large.
    row = max(scene.w / COLUMNS, scene.h / ROWS)
    ground = scene.centre[1] + round((place.ground(contact.portrait) - ROWS // 2) * row)
    ground = min(ground, scene.bottom)
    tall = round(min((ground - scene.y) * SHARE, scene.w * SHARE_OF_WIDTH * TALL / WIDE))
    wide = round(tall * WIDE / TALL)
    person = Box(scene.x + (scene.w - wide) // 2, ground - tall, wide, tall)
    sheet.back.append(Art(person, f"standing/{figure}"))
