"""How the contact of a quiz item appears: on the device it would come by."""

from __future__ import annotations

from dataclasses import replace

from kiosk.devices.device_state import DeviceState
from kiosk.devices.faces import STRANGER, shipped_faces
from kiosk.scenario.model import Channel, Character, Device, Line, Scene
from kiosk.visit.quiz import Question
from kiosk.words import Words

WHO = "来自"
"""The cast id of whoever a quiz item comes from."""
WRITTEN = {Channel.WEB: Channel.SMS, Channel.BANK_APP: Channel.SMS}
"""An item has no page of its own: what a page or an App tells is shown as its message."""


def state(words: Words, question: Question) -> DeviceState:
    """Give the moment a device shows of a quiz item; scam and genuine look alike."""
    item = question.item
    met = shipped_faces().sender(item.sender)
    channel = WRITTEN.get(item.channel, item.channel)
    portrait, place = STRANGER, ""
    if channel is Channel.FACE_TO_FACE:
        portrait, place = met.portrait, met.place or words("device.door")
    story = replace(question.scenario, cast=(Character(WHO, item.sender, "", portrait),))
    scene = Scene(item.id, channel, (Line(WHO, item.text),), WHO, Device(place=place))
    return DeviceState(words, story, scene, 1)
