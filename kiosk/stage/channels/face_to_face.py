"""Somebody at the counter or at the door: the place, the person, a name."""

from __future__ import annotations

from kiosk.stage.box import Box
from kiosk.stage.channels import frame
from kiosk.stage.channels.moment import Moment
from kiosk.stage.shapes import Art, Fill, Panel
from kiosk.stage.sheet import Sheet

DOOR = "门"
"""A place with this character is drawn as a door, any other as a counter."""


def draw(sheet: Sheet, box: Box, moment: Moment) -> None:
    """Draw the meeting."""
    scale, colours = sheet.theme.scale, sheet.theme.colours
    place = moment.scene.device.place or moment.words("device.counter")
    contact = moment.contact
    radius = scale.radius
    sheet.back.append(Panel(box, colours.card, radius, shadow=scale.px(22)))
    name = contact.name if contact else place
    strip = round(scale.helper * 1.6) * 2
    scene = box.above(strip)
    ground = "things/front-door" if DOOR in place else "things/bank-counter"
    sheet.back.append(Fill(scene.inset(0, radius), colours.teal.tint))
    sheet.back.append(Panel(scene, colours.teal.tint, radius))
    backdrop = scene.inset(scale.px(16))
    sheet.back.append(Art(backdrop, ground))
    side = min(scene.w * 6 // 10, scene.h * 6 // 10)
    face = Box(scene.x + (scene.w - side) // 2, scene.bottom - side - scale.px(10), side, side)
    if contact is not None:
        frame.portrait(sheet, face, contact.portrait)
    foot = box.low(strip).inset(scale.px(20), 0)
    title = sheet.fit(name, scale.title, colours.ink, (foot.w, strip // 2), bold=True, centred=True)
    where = sheet.fit(place, scale.helper, colours.ink2, (foot.w, strip // 2), centred=True)
    sheet.middle(foot.top(strip * 6 // 10), title, colours.card)
    if contact is not None:
        sheet.middle(foot.low(strip * 4 // 10), where, colours.card)
