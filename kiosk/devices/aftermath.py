"""What a device shows once a choice is made: what the story says of it, and what follows by itself.

What can't be known is left as it was: a call may have ended with a refusal, or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kiosk.devices.device_kind import DeviceKind
from kiosk.devices.device_state import DeviceState, met_in
from kiosk.devices.registry import KINDS, kind
from kiosk.scenario.model import (
    VISITOR,
    Aftermath,
    Channel,
    Choice,
    Control,
    Device,
    Line,
    Result,
    Scenario,
    Scene,
)
from kiosk.words import Words

BROUGHT: dict[Result, Channel] = {result: one.channel for one in KINDS for result in one.brought_by}
"""Results that bring a device of their own, whatever was open."""
_GONE = frozenset({Result.PAGE_GONE, Result.CLOSED})
"""Results after which nothing of what was open is there."""
_ENDED = _GONE | {Result.CALL_ENDED, Result.DIALLING}
"""Results after which nobody talks beside the page."""


def state_after(words: Words, story: Scenario, scene: Scene, choice: Choice) -> DeviceState:
    """Give what the device shows once a choice is made in a scene."""
    result, device_kind = result_of(scene, choice), kind(scene.channel)
    channel = BROUGHT.get(result, scene.channel) if result else scene.channel
    if channel is not scene.channel:
        shown = _brought(scene, choice, channel, result)
        return DeviceState(words, story, shown, 0, settled=0, result=result, unmasked=met_in(scene))
    shown = _changed(scene, choice, result)
    messages = device_kind.talks_in_text
    sent = len(shown.lines) > len(scene.lines)
    fills = device_kind.filled if result not in _GONE else None
    return DeviceState(
        words,
        story,
        shown,
        len(shown.lines),
        arriving=messages,
        settled=len(scene.lines),
        result=result,
        filled=fills(scene, choice) if fills else (),
        act=choice.text if messages and not sent else "",
        unmasked=met_in(scene),
    )


def result_of(scene: Scene, choice: Choice) -> Result | None:
    """Give what became of a choice: as it is written, else as its control tells; None where unknown."""
    own, written = kind(scene.channel), choice.aftermath.result
    if written is not None:
        return written if can_show(scene, written) else None
    if choice.control is None:
        return None
    given = choice.loss or (choice.leaks and own.filled)
    if choice.control is Control.CONFIRM and not given:
        return None
    return own.follows.get(choice.control)


def can_show(scene: Scene, result: Result) -> bool:
    """Tell whether a scene's device can show a result: a call beside a page can end there."""
    beside = result is Result.CALL_ENDED and scene.device.talking
    return beside or result in BROUGHT or result in kind(scene.channel).results


def _brought(scene: Scene, choice: Choice, channel: Channel, result: Result | None) -> Scene:
    """Give the scene on a device that its result brings."""
    told = choice.aftermath
    number = told.number if result is Result.DIALLING else ""
    device = Device(number=number, payee=told.payee, amount=told.amount or choice.loss)
    own = replace(scene, channel=channel, contact="", device=device, lines=())
    return replace(own, device=_overlaid(device, told, scene))


def _changed(scene: Scene, choice: Choice, result: Result | None) -> Scene:
    """Give the scene on its own device, with what has changed."""
    told, own = choice.aftermath, kind(scene.channel)
    device = _overlaid(scene.device, told, scene)
    device = replace(device, number=told.number or scene.device.number)
    if result is Result.TRANSFERRED:
        device = replace(device, amount=told.amount or choice.loss or device.amount)
    if result is not None:
        device = replace(device, ringing=False)
    if result in _ENDED:
        device = replace(device, talking=False)
    contact = "" if result is Result.DIALLING else scene.contact
    lines = (*scene.lines, *_sent(scene, told, own)) if result not in _GONE else ()
    return replace(scene, device=device, contact=contact, lines=lines)


def _overlaid(device: Device, told: Aftermath, scene: Scene) -> Device:
    """Give a device with what is written of it after the choice; banners of before are gone."""
    sharing = scene.device.sharing if told.sharing is None else told.sharing
    return replace(
        device,
        sharing=sharing,
        payee=told.payee or device.payee,
        items=told.items or device.items,
        notice=told.notice,
        caller=told.caller,
    )


def _sent(scene: Scene, told: Aftermath, own: DeviceKind) -> Iterator[Line]:
    """Give what the visitor sends, and what comes back, where words can be sent."""
    if not own.talks_in_text:
        return
    if told.sent:
        yield Line(VISITOR, told.sent)
    if told.reply and scene.contact:
        yield Line(scene.contact, told.reply)
