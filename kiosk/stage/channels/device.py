"""Which device a scene's channel draws, how wide it likes to be, and what moves on it."""

from __future__ import annotations

from kiosk.scenario.model import Channel
from kiosk.stage.box import Box
from kiosk.stage.channels import bank_app, chat, face_to_face, frame, phone, sms, web
from kiosk.stage.channels.moment import Moment
from kiosk.stage.sheet import Sheet
from kiosk.stage.theme import Length, Thing

TALKS_IN_TEXT = frozenset({Channel.CHAT, Channel.SMS})
"""Channels whose lines stay as bubbles on the device."""


def width(channel: Channel) -> Length:
    """Give the width a device likes beside the words."""
    return Thing.PHONE if channel is Channel.PHONE else Thing.DEVICE


def draw(sheet: Sheet, box: Box, moment: Moment) -> Box | None:
    """Draw the device with its badge; for a call give the box its waveform lives in."""
    wave = None
    match moment.scene.channel:
        case Channel.PHONE:
            wave = phone.draw(sheet, box, moment)
        case Channel.SMS:
            sms.draw(sheet, box, moment)
        case Channel.CHAT:
            chat.draw(sheet, box, moment)
        case Channel.WEB:
            web.draw(sheet, box, moment)
        case Channel.BANK_APP:
            bank_app.draw(sheet, box, moment)
        case Channel.FACE_TO_FACE:
            face_to_face.draw(sheet, box, moment)
    frame.badge(sheet, box, moment.words("bar.simulated"))
    return wave
