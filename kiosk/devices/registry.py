"""The devices by the channel they stand for, one line each."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from kiosk.devices import bank_app, chat, face_to_face, frame, phone, sms, web
from kiosk.devices.device_kind import DeviceKind, DeviceLayout, Written
from kiosk.devices.device_state import DeviceState
from kiosk.scenario.model import Channel, Choice, Control, Result, Scene
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.typesetter import Typesetter

KINDS = (
    phone.KIND,
    sms.KIND,
    chat.KIND,
    web.KIND,
    bank_app.KIND,
    face_to_face.KIND,
)

_BY_CHANNEL = {kind.channel: kind for kind in KINDS}


def kind(channel: Channel) -> DeviceKind:
    """Give the device of a channel."""
    return _BY_CHANNEL[channel]


def quiz_kind(channel: Channel) -> DeviceKind:
    """Give the device on which a quiz item of a channel comes."""
    return kind(kind(channel).quiz_as or channel)


def layout(typesetter: Typesetter, box: Box, state: DeviceState) -> DeviceLayout:
    """Give the device of a scene with its badge."""
    device = kind(state.scene.channel)
    scale = typesetter.theme.scale
    if (scale.crowded or scale.portrait) and not device.talks_in_text:
        laid = _usual(device, typesetter, box, state)
    else:
        laid = device.layout(typesetter, box, state)
    badge = partial(frame.badge, box=box, text=state.words("bar.simulated"))
    return replace(laid, paints=(*laid.paints, badge))


def _usual(
    device: DeviceKind, typesetter: Typesetter, box: Box, state: DeviceState
) -> DeviceLayout:
    """Give a device in letters of the usual size: where it is small 大字 would leave words out."""
    usual = typesetter.theme.usual
    laid = device.layout(Typesetter(typesetter.fonts, usual), box, state)

    def paint(composer: Composer) -> None:
        theme, composer.theme = composer.theme, usual
        for one in laid.paints:
            one(composer)
        composer.theme = theme

    return replace(laid, paints=(paint,))


def draw(composer: Composer, box: Box, state: DeviceState) -> DeviceLayout:
    """Set the device of a scene and give how it is laid out."""
    laid = layout(composer, box, state)
    laid.paint(composer)
    return laid


def texts(state: DeviceState) -> tuple[Written, ...]:
    """Give all that stands on the device of a scene and that none of its lines says."""
    told = "".join(line.text for line in state.scene.lines[: state.settled])
    written = kind(state.scene.channel).texts(state)
    return tuple(dict.fromkeys(pair for pair in written if pair[0] and pair[0] not in told))


def in_call(scene: Scene) -> bool:
    """Tell whether a call is under way in a scene: it doesn't ring any more."""
    return kind(scene.channel).calls and not scene.device.ringing


def call_goes_on(before: Scene | None, after: Scene, choice: Choice | None = None) -> bool:
    """Tell whether a scene carries on the call of the scene before it.

    `choice` is the one that led there: who hung up and dials anew has another call, be it with the same
    person.
    """
    if before is None or before.channel is not after.channel or not in_call(before):
        return False
    if choice is not None and _ends_call(choice):
        return False
    return before.contact == after.contact


def _ends_call(choice: Choice) -> bool:
    hung_up = choice.control is Control.HANG_UP
    return hung_up or choice.aftermath.result in (Result.CALL_ENDED, Result.DIALLING)
