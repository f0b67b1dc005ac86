"""Text messages: the sender's number above, grey bubbles below."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.devices import message_thread
from kiosk.devices.device_kind import DeviceKind, DeviceLayout, Written
from kiosk.devices.device_state import DeviceState
from kiosk.scenario.model import Channel, Result, Spot
from kiosk.ui.geometry import Box
from kiosk.ui.typesetter import Typesetter


def layout(typesetter: Typesetter, box: Box, state: DeviceState) -> DeviceLayout:
    """Give the messages."""
    return message_thread.layout(typesetter, box, state, _sender(state), chat=False)


def _sender(state: DeviceState) -> str:
    device, contact = state.scene.device, state.contact
    name = contact.name if contact else ""
    return device.number or device.title or name or state.words("device.sms")


def texts(state: DeviceState) -> Iterator[Written]:
    """Give whom the messages are from."""
    yield _sender(state), ""
    yield from message_thread.texts(state)


KIND = DeviceKind(
    Channel.SMS,
    layout,
    texts,
    talks_in_text=True,
    results=frozenset({Result.CLOSED}),
    spots=frozenset({Spot.NUMBER, Spot.TITLE}),
)
