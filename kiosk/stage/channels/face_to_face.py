"""Somebody at the counter or at the door: the place, the person standing there, a name."""

from __future__ import annotations

from kiosk.stage.box import Box
from kiosk.stage.channels import messages, standing
from kiosk.stage.channels.moment import Moment
from kiosk.stage.places import shipped_places
from kiosk.stage.shapes import Corners, Panel
from kiosk.stage.sheet import Sheet
from kiosk.stage.theme import LEADING, Shadow, Space


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
    portrait = moment.face(contact) if contact else ""
    standing.draw(sheet, scene, place, portrait, Corners.TOP)
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
