"""A chat: the name of the person or the group above, bubbles with faces below."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.devices import message_thread
from kiosk.devices.device_kind import DeviceKind, DeviceLayout, Written
from kiosk.devices.device_state import DeviceState
from kiosk.scenario.model import Channel, Result, Spot
from kiosk.ui.geometry import Box
from kiosk.ui.typesetter import Typesetter


def layout(typesetter: Typesetter, box: Box, state: DeviceState) -> DeviceLayout:
    """Give the chat."""
    title, members = _title(state), state.scene.device.members
    if members:
        title = state.words("device.group", name=title, members=members)
    return message_thread.layout(typesetter, box, state, title, chat=True)


def _title(state: DeviceState) -> str:
    contact = state.contact
    return state.scene.device.title or (contact.name if contact else "")


def texts(state: DeviceState) -> Iterator[Written]:
    """Give whom the chat is with."""
    members = state.scene.device.members
    yield _title(state), ""
    yield state.words("device.members", members=members) if members else "", ""
    yield from message_thread.texts(state)


KIND = DeviceKind(
    Channel.CHAT,
    layout,
    texts,
    talks_in_text=True,
    results=frozenset({Result.LEFT_GROUP, Result.REMOVED, Result.CLOSED}),
    spots=frozenset({Spot.TITLE}),
)
