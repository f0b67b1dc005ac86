"""Text messages: the sender's number above, grey bubbles below."""

from __future__ import annotations

from kiosk.devices import bubbles, frame
from kiosk.devices.chat import title_bar
from kiosk.devices.device_state import DeviceState
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.theme import Space


def draw(composer: Composer, box: Box, state: DeviceState) -> None:
    """Draw the messages."""
    scale, colours = composer.theme.scale, composer.theme.colours
    inner = frame.sharing(composer, frame.body(composer, box, state, colours.screen), state)
    device, contact = state.scene.device, state.contact
    title = device.number or device.title or (contact.name if contact else "")
    area = title_bar(composer, inner, title or state.words("device.sms"))
    area = frame.page_controls(composer, area, state)
    side = scale.px(Space.M if bubbles.narrow(composer, area.w) else Space.XL)
    bubbles.draw(composer, area.inset(side, scale.px(Space.L)), state, faces=False, cards=False)
