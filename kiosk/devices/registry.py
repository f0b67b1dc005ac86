"""Which device a scene's channel draws, how wide it likes to be, and what moves on it."""

from __future__ import annotations

from kiosk.devices import bank_app, chat, face_to_face, frame, phone, sms, web
from kiosk.devices.device_state import DeviceState
from kiosk.scenario.model import Channel
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.theme import Length, Thing

TALKS_IN_TEXT = frozenset({Channel.CHAT, Channel.SMS})
"""Channels whose lines stay as bubbles on the device."""


def width(channel: Channel) -> Length:
    """Give the width a device likes beside the words."""
    return Thing.PHONE if channel is Channel.PHONE else Thing.DEVICE


def draw(composer: Composer, box: Box, state: DeviceState) -> Box | None:
    """Draw the device with its badge; for a call give the box its waveform lives in."""
    wave = None
    match state.scene.channel:
        case Channel.PHONE:
            wave = phone.draw(composer, box, state)
        case Channel.SMS:
            sms.draw(composer, box, state)
        case Channel.CHAT:
            chat.draw(composer, box, state)
        case Channel.WEB:
            web.draw(composer, box, state)
        case Channel.BANK_APP:
            bank_app.draw(composer, box, state)
        case Channel.FACE_TO_FACE:
            face_to_face.draw(composer, box, state)
    frame.badge(composer, box, state.words("bar.simulated"))
    return wave
