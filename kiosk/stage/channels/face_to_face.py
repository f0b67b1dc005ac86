"""Somebody at the counter or at the door: the place, the person standing there, a name."""

from __future__ import annotations

from kiosk.stage.box import Box
from kiosk.stage.channels import frame, held_up, standing
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
    room = box.w - 2 * scale.px(Space.L)
    name = contact.name if contact else words
    title = frame.label(sheet, name, scale.title, colours.ink, room, bold=True, centred=True)
    where = frame.label(sheet, words, scale.helper, colours.ink2, room, centred=True)
    known = contact is not None
    # One row each is the usual height: the person doesn't grow and shrink with the name.
    usual = round(scale.title * LEADING) * 2
    strip = max(usual, title.height + where.height if known else 0) + scale.px(Space.S)
    scene = box.above(strip)
    portrait = moment.face(contact) if contact else ""
    standing.draw(sheet, scene, place, portrait, Corners.TOP)
    hands = scene.below(frame.badge_height(sheet)).inset(scale.px(Space.L), scale.px(Space.L))
    held_up.draw(sheet, hands, moment, scene.h // 2 - scale.px(Space.L))
    foot = box.low(strip).inset(scale.px(Space.L), 0).above(scale.px(Space.S))
    if not known:
        sheet.middle(foot, title, colours.card)
        return
    names = foot.top(max(title.height, foot.h // 2))
    sheet.middle(names, title, colours.card)
    sheet.middle(foot.below(names.h), where, colours.card)
