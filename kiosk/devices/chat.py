"""A chat: the name of the person or the group above, bubbles with faces below."""

from __future__ import annotations

from kiosk.devices import bubbles, frame
from kiosk.devices.device_state import DeviceState
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.theme import Space, Stroke


def title_bar(composer: Composer, inner: Box, title: str) -> Box:
    """Set the strip with a title under the badge and give what remains under it."""
    scale, colours = composer.theme.scale, composer.theme.colours
    room = inner.w - scale.px(Space.XXL)
    px = max(scale.helper, scale.title * 9 // 10)
    paragraph = frame.label(composer, title, px, colours.ink, room, bold=True, centred=True)
    height = max(round(scale.title * 1.7), paragraph.height + scale.px(Space.S))
    strip = Box(inner.x, inner.y + frame.badge_height(composer), inner.w, height)
    composer.middle(strip, paragraph, colours.screen)
    composer.line(
        Box(strip.x, strip.bottom - scale.px(Stroke.THIN), strip.w, max(1, scale.px(Stroke.THIN)))
    )
    return inner.below(strip.bottom - inner.y)


def draw(composer: Composer, box: Box, state: DeviceState) -> None:
    """Draw the chat."""
    scale, colours = composer.theme.scale, composer.theme.colours
    inner = frame.sharing(composer, frame.body(composer, box, state, colours.screen), state)
    device, contact = state.scene.device, state.contact
    title = device.title or (contact.name if contact else "")
    if device.members:
        title = state.words("device.group", name=title, members=device.members)
    area = title_bar(composer, inner, title)
    area = frame.page_controls(composer, area, state)
    faces = not bubbles.narrow(composer, area.w)
    side = scale.px(Space.L if faces else Space.M)
    bubbles.draw(composer, area.inset(side, scale.px(Space.L)), state, faces=faces)
