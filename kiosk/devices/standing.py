"""A person in a place: the backdrop, and who stands on its ground or behind its counter."""

from __future__ import annotations

from kiosk.devices.faces import shipped_faces
from kiosk.devices.places import COLUMNS, ROWS, Place, shipped_places
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art, Corners
from kiosk.ui.theme import Space

TALL, WIDE = 300, 240
"""The shape of a standing person's picture."""
SHARE = 0.86
"""How much of the height above the ground somebody takes."""
SHARE_OF_WIDTH = 0.78


def draw(composer: Composer, scene: Box, place: Place, portrait: str, corners: Corners) -> None:
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
