"""What stands on a device beside the lines, as words to be read out: who it is, a number, a page."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.devices.device_state import DeviceState
from kiosk.scenario.model import Channel
from kiosk.scenario.spoken import spelled
from kiosk.words import yuan

PAGES = frozenset({Channel.WEB, Channel.BANK_APP})
"""Channels whose pages have lines of their own."""

Written = tuple[str, str]
"""Words as they stand there, and as they are said where that differs."""


def on_device(state: DeviceState) -> tuple[Written, ...]:
    """Give all that stands on the device of a scene and that none of its lines says."""
    told = "".join(line.text for line in state.scene.lines)
    return tuple(dict.fromkeys(pair for pair in _all(state) if pair[0] and pair[0] not in told))


def _all(state: DeviceState) -> Iterator[Written]:
    words, device = state.words, state.scene.device
    yield from ((text, "") for text in _who(state))
    if state.scene.channel is Channel.WEB:
        yield device.address, spelled(device.address)
        yield device.title, ""
    if state.scene.channel is Channel.BANK_APP:
        amount = yuan(device.amount) if device.amount else ""
        facts = ("payee", device.payee), ("account", device.account), ("amount", amount)
        yield from ((f"{words(f'device.{key}')} {value}", "") for key, value in facts if value)
    if state.scene.channel in PAGES:
        yield from ((item, "") for item in device.items)
    if device.sharing and state.scene.channel is not Channel.FACE_TO_FACE:
        yield words("device.sharing"), ""


def _who(state: DeviceState) -> tuple[str, ...]:
    """Give who or what a device is open at."""
    words, device, contact = state.words, state.scene.device, state.contact
    name = contact.name if contact else ""
    match state.scene.channel:
        case Channel.PHONE:
            return name or words("device.unknown_number"), device.number
        case Channel.SMS:
            return (device.number or device.title or name or words("device.sms"),)
        case Channel.CHAT:
            members = words("device.members", members=device.members) if device.members else ""
            return device.title or name, members
        case Channel.BANK_APP:
            return (device.title or words("device.bank"),)
        case Channel.FACE_TO_FACE:
            return name, device.place or words("device.counter")
        case Channel.WEB:
            return ()
