"""Text messages: the sender's number above, grey bubbles below."""

from __future__ import annotations

from kiosk.stage.box import Box
from kiosk.stage.channels import bubbles, frame
from kiosk.stage.channels.chat import title_bar
from kiosk.stage.channels.moment import Moment
from kiosk.stage.sheet import Sheet
from kiosk.stage.theme import Space


def draw(sheet: Sheet, box: Box, moment: Moment) -> None:
    """Draw the messages."""
    scale, colours = sheet.theme.scale, sheet.theme.colours
    inner = frame.sharing(sheet, frame.body(sheet, box, moment, colours.screen), moment)
    device, contact = moment.scene.device, moment.contact
    title = device.number or device.title or (contact.name if contact else "")
    area = title_bar(sheet, inner, title or moment.words("device.sms"))
    area = frame.page_controls(sheet, area, moment)
    side = scale.px(Space.M if bubbles.narrow(sheet, area.w) else Space.XL)
    bubbles.draw(sheet, area.inset(side, scale.px(Space.L)), moment, faces=False, cards=False)
