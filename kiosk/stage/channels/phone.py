"""A call: who it claims to be, the number, ringing or talking, and the round buttons."""

from __future__ import annotations

import math

from kiosk.scenario.model import Channel, Control, Scene
from kiosk.stage.box import Box
from kiosk.stage.channels import frame
from kiosk.stage.channels.moment import Moment
from kiosk.stage.shapes import Text
from kiosk.stage.sheet import Sheet
from kiosk.stage.strokes import Strokes
from kiosk.stage.theme import Space, Stroke, Theme, Thing
from kiosk.stage.view import Item
from kiosk.words import Words

BARS = 15
LONGEST_CALL = 99 * 60 + 59
"""Seconds a call's clock shows at most."""


def draw(sheet: Sheet, box: Box, moment: Moment) -> Box:
    """Draw the call and give the box its waveform lives in."""
    scale, colours = sheet.theme.scale, sheet.theme.colours
    inner = frame.sharing(sheet, frame.body(sheet, box, moment), moment)
    pad = scale.px(Space.L)
    area = inner.below(frame.badge_height(sheet)).inset(pad, 0).above(pad)
    device = moment.scene.device
    contact = moment.contact
    side = max(scale.button, scale.px(Thing.CALL_BUTTON))
    label = round(scale.helper * 1.3)
    foot = side + label + scale.px(Space.XS)
    controls = [c for c in (Control.HANG_UP, Control.ANSWER) if c in moment.placed]
    upper = area.above(foot if controls else scale.px(Space.L))
    title = contact.name if contact else moment.words("device.unknown_number")
    name = frame.label(sheet, title, scale.title, colours.on_dark, upper.w, bold=True, centred=True)
    number = frame.label(sheet, device.number, scale.helper, colours.on_dark, upper.w, centred=True)
    # Somebody the visitor knows has a name on the screen and no number.
    number_height = number.height if device.number else 0
    state = moment.words(_state(moment))
    status = sheet.lay(state, scale.helper, colours.on_dark, upper.w, centred=True)
    written = name.height + number_height + status.height
    # Where a long name takes several rows the free space gives way, then the waveform.
    space = max(0, min(scale.px(Space.S), (upper.h - written) // 6))
    wave_height = upper.h - written - 4 * space
    if moment.quote:
        # Words take the room of the waveform and half of the face's.
        wave_height = min(moment.quote, wave_height - scale.px(Thing.FACE_AT_CALL) // 2)
    else:
        wave_height = min(scale.px(Thing.WAVE), wave_height)
    wave_height = max(scale.px(Stroke.WAVE), wave_height)
    fixed = written + wave_height + 4 * space
    face = max(0, min(scale.px(Thing.FACE_AT_CALL), upper.h - fixed, upper.w * 6 // 10))
    y = upper.y + max(0, upper.h - fixed - face) // 2
    if face > scale.px(Thing.FACE_LEAST) and contact is not None:
        disc = Box(upper.x + (upper.w - face) // 2, y, face, face)
        frame.portrait(sheet, disc, moment.face(contact))
        y += face + space
    for prose in (name, number, status) if device.number else (name, status):
        if prose is status and moment.timed:
            sheet.clock = (upper.centre[0], y)
        else:
            sheet.text(upper.x + (upper.w - prose.width) // 2, y, prose, colours.device_top)
        y += prose.height + (space if prose is name else 0)
    spots = {1: (0.5,), 2: (0.27, 0.73)}.get(len(controls), ())
    for spot, what in zip(spots, controls, strict=False):
        frame.round_control(
            sheet, area.x + round(area.w * spot), area.bottom - foot, side, what, moment
        )
    return Box(upper.x, y + space, upper.w, wave_height)


def _state(moment: Moment) -> str:
    """Give the key of the words for how far the call has come."""
    if moment.over:
        return "device.call_over"
    return "device.calling" if moment.scene.device.ringing else "device.in_call"


def goes_on(before: Scene | None, after: Scene) -> bool:
    """Tell whether a scene carries on the call of the scene before it."""
    if before is None or before.device.ringing or before.channel is not Channel.PHONE:
        return False
    return after.channel is Channel.PHONE and before.contact == after.contact


def clock(sheet: Sheet, words: Words, seconds: float) -> tuple[Item, ...]:
    """Give how long a call has lasted, where the sheet has a place for it."""
    if sheet.clock is None:
        return ()
    x, y = sheet.clock
    minutes, left = divmod(min(LONGEST_CALL, max(0, int(seconds))), 60)
    text = f"{words('device.in_call')}　{minutes:02}:{left:02}"
    colours, scale = sheet.theme.colours, sheet.theme.scale
    prose = sheet.lay(text, scale.helper, colours.on_dark, 10**6)
    return (Text(x - prose.width // 2, y, prose, colours.device_top),)


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
