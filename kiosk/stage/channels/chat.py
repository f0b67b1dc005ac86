"""A chat: the name of the person or the group above, bubbles with faces below."""

from __future__ import annotations

from kiosk.stage.box import Box
from kiosk.stage.channels import bubbles, frame
from kiosk.stage.channels.moment import Moment
from kiosk.stage.sheet import Sheet
from kiosk.stage.theme import Space, Stroke


def title_bar(sheet: Sheet, inner: Box, title: str) -> Box:
    """Set the strip with a title under the badge and give what remains under it."""
    scale, colours = sheet.theme.scale, sheet.theme.colours
    room = inner.w - scale.px(Space.XXL)
    px = max(scale.helper, scale.title * 9 // 10)
    prose = frame.label(sheet, title, px, colours.ink, room, bold=True, centred=True)
    height = max(round(scale.title * 1.7), prose.height + scale.px(Space.S))
    strip = Box(inner.x, inner.y + frame.badge_height(sheet), inner.w, height)
    sheet.middle(strip, prose, colours.screen)
    sheet.line(
        Box(strip.x, strip.bottom - scale.px(Stroke.THIN), strip.w, max(1, scale.px(Stroke.THIN)))
    )
    return inner.below(strip.bottom - inner.y)


def draw(sheet: Sheet, box: Box, moment: Moment) -> None:
    """Draw the chat."""
    scale, colours = sheet.theme.scale, sheet.theme.colours
    inner = frame.sharing(sheet, frame.body(sheet, box, moment, colours.screen), moment)
    device, contact = moment.scene.device, moment.contact
    title = device.title or (contact.name if contact else "")
    if device.members:
        title = moment.words("device.group", name=title, members=device.members)
    area = title_bar(sheet, inner, title)
    area = frame.page_controls(sheet, area, moment)
    faces = not bubbles.narrow(sheet, area.w)
    side = scale.px(Space.L if faces else Space.M)
    bubbles.draw(sheet, area.inset(side, scale.px(Space.L)), moment, faces=faces)
