"""A paper held up in front of the visitor: at the door, or on a web page."""

from __future__ import annotations

from bisect import bisect_right

from kiosk.devices import forms, messages
from kiosk.devices.device_state import DeviceState
from kiosk.scenario.model import Form
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.theme import Space


def height(composer: Composer, width: int, state: DeviceState) -> int:
    """Give the height the newest paper takes at least, with the free rows above it."""
    papers = [line for _, line in state.lines if line.form is Form.PAPER]
    if not papers:
        return 0
    scale = composer.theme.scale
    return messages.lay(composer, papers[-1], scale.helper, width, cards=True).height + scale.px(
        Space.M
    )


def draw(composer: Composer, box: Box, state: DeviceState, liked: int) -> Box:
    """Set the newest paper among the lines told into a box, at its foot; give what remains above.

    It is as if somebody held it up there; its words are smaller rather than it taller than `liked`.
    What has no room on it stands beside the device.
    """
    papers = [(n, line) for n, line in state.lines if line.form is Form.PAPER]
    if not papers:
        return box
    index, line = papers[-1]
    scale = composer.theme.scale

    def laid(px: int) -> messages.Message:
        return messages.lay(composer, line, px, box.w, cards=True)

    sizes = range(scale.least, scale.choice + 1)
    room = bisect_right(sizes, liked, key=lambda px: laid(px).height)
    message = laid(sizes[max(0, room - 1)])
    if not room and message.height > box.h:
        message = laid(scale.helper)
    if message.height > box.h:
        message = messages.shortened(composer, message, box.w, box.h, cards=True)
    forms.draw(composer, box.x, box.bottom - message.height, message, index, state.words)
    return box.above(message.height + scale.px(Space.M))
