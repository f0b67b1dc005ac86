"""How the contact of a quiz item appears: on the device it would come by."""

from __future__ import annotations

from dataclasses import replace

from kiosk.devices import registry
from kiosk.devices.device_state import DeviceState, LitWords
from kiosk.devices.faces import STRANGER, shipped_faces
from kiosk.scenario.model import Character, Cue, Device, Ground, Kind, Line, Scene
from kiosk.visit.quiz import Question
from kiosk.words import Words

WHO = "来自"
"""The cast id of whoever a quiz item comes from."""


def state(words: Words, question: Question) -> DeviceState:
    """Give the moment a device shows of a quiz item; scam and genuine look alike."""
    item = question.item
    met = shipped_faces().sender(item.sender)
    kind = registry.quiz_kind(item.channel)
    portrait, place = STRANGER, ""
    if kind.in_person:
        portrait, place = met.portrait, met.place or words("device.door")
    story = replace(question.scenario, cast=(Character(WHO, item.sender, "", portrait),))
    scene = Scene(item.id, kind.channel, (Line(WHO, item.text),), WHO, Device(place=place))
    return DeviceState(words, story, scene, 1, calm=True)


def answered(words: Words, question: Question) -> DeviceState:
    """Give the same moment once the item is answered: the words that tell are lit where they stand."""
    item = question.item
    sort = Cue if item.kind is Kind.SCAM else Ground
    lit = tuple(
        LitWords(0, sort(one, item.technique, ""), turn=n) for n, one in enumerate(item.words)
    )
    return replace(state(words, question), lit=lit)
