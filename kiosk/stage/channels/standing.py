"""A person in a place: the backdrop, and who stands on its ground or behind its counter."""

from __future__ import annotations

from kiosk.stage.box import Box
from kiosk.stage.faces import shipped_faces
from kiosk.stage.places import COLUMNS, ROWS, Place, shipped_places
from kiosk.stage.shapes import Art, Corners
from kiosk.stage.sheet import Sheet
from kiosk.stage.theme import Space

TALL, WIDE = 300, 240
"""The shape of a standing person's picture."""
SHARE = 0.86
"""How much of the height above the ground somebody takes."""
SHARE_OF_WIDTH = 0.78


def draw(sheet: Sheet, scene: Box, place: Place, portrait: str, corners: Corners) -> None:
    """Set a place into a box, and in it the person with a portrait, where one is given."""
    backdrop = f"things/{place.picture}"
    radius = sheet.theme.scale.radius
    sheet.back.append(Art(scene, backdrop, cover=True, radius=radius, corners=corners))
    if portrait:
        _person(sheet, scene, place, portrait)


def _person(sheet: Sheet, scene: Box, place: Place, portrait: str) -> None:
    """Set the person on the ground of the scene, or behind the counter of those who work there."""
    figure = shipped_places().standing(portrait)
    if figure is None:
        side = min(scene.w * 7 // 10, scene.h * 7 // 10)
        space = sheet.theme.scale.px(Space.S)
        left = scene.x + (scene.w - side) // 2
        face = Box(left, scene.bottom - side - space, side, side)
        sheet.back.append(Art(face, shipped_faces().picture(portrait)))
        return
    # The backdrop covers the scene with its middle in the middle: its rows are this large.
    row = max(scene.w / COLUMNS, scene.h / ROWS)
    below = scene.h / 2 + (place.ground(portrait) - ROWS / 2) * row
    ground = min(scene.y + round(below), scene.bottom)
    tall = round(min((ground - scene.y) * SHARE, scene.w * SHARE_OF_WIDTH * TALL / WIDE))
    wide = round(tall * WIDE / TALL)
    person = Box(scene.x + (scene.w - wide) // 2, ground - tall, wide, tall)
    sheet.back.append(Art(person, f"standing/{figure}"))
