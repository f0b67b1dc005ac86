"""A call: who it claims to be, the number, ringing or talking, and the round buttons."""

from __future__ import annotations

import math

from kiosk.devices import frame
from kiosk.devices.device_state import DeviceState
from kiosk.scenario.model import Channel, Control, Scene
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Strokes, Text
from kiosk.ui.screen import Item
from kiosk.ui.theme import Space, Stroke, Theme, Thing
from kiosk.words import Words

BARS = 15
LONGEST_CALL = 99 * 60 + 59
"""Seconds a call's clock shows at most."""


def draw(composer: Composer, box: Box, state: DeviceState) -> Box:
    """Draw the call and give the box its waveform lives in."""
    scale, colours = composer.theme.scale, composer.theme.colours
    inner = frame.sharing(composer, frame.body(composer, box, state), state)
    pad = scale.px(Space.L)
    area = inner.below(frame.badge_height(composer)).inset(pad, 0).above(pad)
    device = state.scene.device
    contact = state.contact
    side = max(scale.button, scale.px(Thing.CALL_BUTTON))
    label = round(scale.helper * 1.3)
    foot = side + label + scale.px(Space.XS)
    controls = [c for c in (Control.HANG_UP, Control.ANSWER) if c in state.placed]
    upper = area.above(foot if controls else scale.px(Space.L))
    title = contact.name if contact else state.words("device.unknown_number")
    name = frame.label(
        composer, title, scale.title, colours.on_dark, upper.w, bold=True, centred=True
    )
    number = frame.label(
        composer, device.number, scale.helper, colours.on_dark, upper.w, centred=True
    )
    # Somebody the visitor knows has a name on the screen and no number.
    number_height = number.height if device.number else 0
    said = state.words(_state(state))
    status = composer.lay(said, scale.helper, colours.on_dark, upper.w, centred=True)
    written = name.height + number_height + status.height
    # Where a long name takes several rows the free space gives way, then the waveform.
    space = max(0, min(scale.px(Space.S), (upper.h - written) // 6))
    wave_height = upper.h - written - 4 * space
    if state.quote:
        # Words take the room of the waveform and half of the face's.
        wave_height = min(state.quote, wave_height - scale.px(Thing.FACE_AT_CALL) // 2)
    else:
        wave_height = min(scale.px(Thing.WAVE), wave_height)
    wave_height = max(scale.px(Stroke.WAVE), wave_height)
    fixed = written + wave_height + 4 * space
    face = max(0, min(scale.px(Thing.FACE_AT_CALL), upper.h - fixed, upper.w * 6 // 10))
    y = upper.y + max(0, upper.h - fixed - face) // 2
    if face > scale.px(Thing.FACE_LEAST) and contact is not None:
        disc = Box(upper.x + (upper.w - face) // 2, y, face, face)
        frame.portrait(composer, disc, state.face(contact))
        y += face + space
    for paragraph in (name, number, status) if device.number else (name, status):
        if paragraph is status and state.timed:
            composer.clock = (upper.centre[0], y)
        else:
            composer.text(
                upper.x + (upper.w - paragraph.width) // 2, y, paragraph, colours.device_top
            )
        y += paragraph.height + (space if paragraph is name else 0)
    spots = {1: (0.5,), 2: (0.27, 0.73)}.get(len(controls), ())
    for spot, what in zip(spots, controls, strict=False):
        frame.round_control(
            composer, area.x + round(area.w * spot), area.bottom - foot, side, what, state
        )
    return Box(upper.x, y + space, upper.w, wave_height)


def _state(state: DeviceState) -> str:
    """Give the key of the words for how far the call has come."""
    if state.over:
        return "device.call_over"
    return "device.calling" if state.scene.device.ringing else "device.in_call"


def goes_on(before: Scene | None, after: Scene) -> bool:
    """Tell whether a scene carries on the call of the scene before it."""
    if before is None or before.device.ringing or before.channel is not Channel.PHONE:
        return False
    return after.channel is Channel.PHONE and before.contact == after.contact


def clock(composer: Composer, words: Words, seconds: float) -> tuple[Item, ...]:
    """Give how long a call has lasted, where the sheet has a place for it."""
    if composer.clock is None:
        return ()
    x, y = composer.clock
    minutes, left = divmod(min(LONGEST_CALL, max(0, int(seconds))), 60)
    text = f"{words('device.in_call')}　{minutes:02}:{left:02}"
    colours, scale = composer.theme.colours, composer.theme.scale
    paragraph = composer.lay(text, scale.helper, colours.on_dark, 10**6)
    return (Text(x - paragraph.width // 2, y, paragraph, colours.device_top),)


def wave(theme: Theme, box: Box, level: float, now: float) -> tuple[Item, ...]:
    """Give the living waveform: strokes that follow the loudness, 0 to 1."""
    scale = theme.scale
    width = scale.px(Stroke.WAVE)
    step = min(scale.px(Thing.WAVE_STEP), box.w // BARS)
    heights = []
    for bar in range(BARS):
        swing = 0.55 + 0.45 * math.sin(bar * 1.9 + now * 7.0)
        middle = 1 - abs(bar - BARS // 2) / (BARS // 2 + 1)
        share = level * swing * (0.35 + 0.65 * middle)
        heights.append(max(width, int(box.h * min(1.0, share) / 4) * 4))
    whole = step * (BARS - 1) + width
    strokes = Box(box.x + (box.w - whole) // 2, box.y, whole, box.h)
    return (Strokes(strokes, tuple(heights), step, width, theme.colours.wave),)
