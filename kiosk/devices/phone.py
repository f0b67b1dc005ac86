"""A call: who it claims to be, the number, ringing or talking, and the round buttons."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from kiosk.devices import aloud, banners, frame, lights
from kiosk.devices.device_kind import DeviceKind, DeviceLayout, Written
from kiosk.devices.device_state import DeviceState
from kiosk.devices.faces import AT_REST, shipped_faces
from kiosk.scenario.model import VISITOR, Channel, Control, Result, Spot
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art, Panel, Strokes, Text
from kiosk.ui.screen import Item
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import Corner, Space, Stroke, Theme, Thing
from kiosk.ui.typesetter import Typesetter
from kiosk.words import Words

BARS = 15
"""Strokes of the waveform."""
BEATS = 12
"""Steps a second in which it moves."""
OWN_WINDOW = 0.28
"""How large the visitor's own picture is in a video call, as a share of the other's."""
SAID_SHARE = 54
"""Hundredths of a call's height that what was said may take, once something in it is lit."""
LONGEST_CALL = 99 * 60 + 59
"""Seconds a call's clock shows at most."""


def layout(typesetter: Typesetter, box: Box, state: DeviceState) -> DeviceLayout:
    """Give the call."""
    scale = typesetter.theme.scale
    body = frame.body(typesetter, box, state)
    pad = scale.px(Space.L)
    area = body.rest.below(banners.badge_height(typesetter)).inset(pad, 0).above(pad)
    side = max(scale.button, scale.px(Thing.CALL_BUTTON))
    foot = side + round(scale.helper * 1.3) + scale.px(Space.XS)
    controls = [c for c in (Control.HANG_UP, Control.ANSWER) if c in state.placed]
    upper = area.above(foot if controls else scale.px(Space.L))
    rows = sum(row.height for row in _rows(typesetter, upper.w, state))
    beside_a_face = upper.h - rows - scale.px(Thing.FACE_LEAST) - scale.px(Space.VAST)
    most = upper.h * SAID_SHARE // 100
    spoken = aloud.said(typesetter, upper, state, min(most, beside_a_face), most)
    laid = _seen if state.scene.device.video and state.contact else _heard
    call = laid(typesetter, body.rest, spoken.rest, state)
    spots = {1: (0.5,), 2: (0.27, 0.73)}.get(len(controls), ())

    def paint(composer: Composer) -> None:
        for spot, what in zip(spots, controls, strict=False):
            middle = area.x + round(area.w * spot)
            frame.round_control(composer, middle, area.bottom - foot, side, what, state)

    return replace(call, paints=(body.paint, *call.paints, spoken.paint, paint))


def _heard(
    typesetter: Typesetter,
    screen: Box,  # noqa: ARG001 (a call that is seen fills it)
    upper: Box,
    state: DeviceState,
) -> DeviceLayout:
    """Give a voice call above its buttons: a face, who it is, and the waveform."""
    scale = typesetter.theme.scale
    rows = _as_many_as_fit(_rows(typesetter, upper.w, state), upper.h)
    name, status = rows[0], rows[-1] if len(rows) > 1 else None
    written = sum(row.height for row in rows)
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
    if face < scale.px(Thing.FACE_LEAST) and not state.quote:
        # A face is seen sooner than a waveform: on a low screen that gives way.
        wave_height = scale.px(Stroke.WAVE)
        fixed = written + wave_height + 4 * space
        face = max(0, min(scale.px(Thing.FACE_AT_CALL), upper.h - fixed, upper.w * 6 // 10))
    y = upper.y + max(0, upper.h - fixed - face) // 2
    seen = None
    if face >= scale.px(Thing.FACE_LEAST) and state.contact is not None:
        seen = Box(upper.x + (upper.w - face) // 2, y, face, face)
        y += face + space
    texts, clock = [], None
    for row in rows:
        if row is status and state.timed:
            clock = (upper.centre[0], y)
        else:
            texts.append((upper.x + (upper.w - row.width) // 2, y, row))
        y += row.height + (space if row is name else 0)

    def paint(composer: Composer) -> None:
        if seen is not None and state.contact is not None:
            frame.portrait(composer, seen, state.face(state.contact))
        for x, top, row in texts:
            ground = composer.theme.colours.device_top
            if row.text == state.scene.device.number and lights.lit(state, Spot.NUMBER):
                plate = Box(x, top, row.width, row.height).inset(-scale.px(Space.M), 0)
                ground = composer.theme.colours.card
                composer.back.append(Panel(plate, ground, scale.px(Corner.FIELD)))
                beside = plate.grow(lights.pin_side(composer) * 3 // 5)
                lights.spot(composer, state, Spot.NUMBER, x, top, row, beside)
            composer.text(x, top, row, ground)

    wave = Box(upper.x, y + space, upper.w, wave_height)
    return DeviceLayout((paint,), wave=wave, clock=clock)


def _as_many_as_fit(rows: tuple[Paragraph, ...], tall: int) -> tuple[Paragraph, ...]:
    """Give who calls and what has room below: under banners the number goes, then how far it has come."""
    for kept in (rows, (rows[0], *rows[2:]), rows[:1]):
        if sum(row.height for row in kept) <= tall:
            return kept
    return rows[:1]


def _seen(typesetter: Typesetter, screen: Box, upper: Box, state: DeviceState) -> DeviceLayout:
    """Give a video call: the face fills the screen, the visitor is in a small window."""
    scale, colours = typesetter.theme.scale, typesetter.theme.colours
    rows = _rows(typesetter, upper.w, state)
    written = sum(row.height for row in rows)
    top = screen.y + banners.badge_height(typesetter)
    band = Box(screen.x, top, screen.w, written + scale.px(Space.S))
    picture = Box(screen.x, band.bottom, screen.w, max(0, upper.bottom - band.bottom))
    side = min(picture.w, picture.h)
    face = picture.centred(side, side)
    own = round(min(picture.w, picture.h) * OWN_WINDOW)
    window = Box(picture.right - own - scale.px(Space.M), picture.y + scale.px(Space.M), own, own)
    texts, clock, y = [], None, band.y
    for row in rows:
        if row is rows[-1] and state.timed:
            clock = (upper.centre[0], y)
        else:
            texts.append((upper.x + (upper.w - row.width) // 2, y, row))
        y += row.height

    def paint(composer: Composer) -> None:
        composer.back.append(Panel(picture, colours.device_soft, 0))
        if state.contact is not None and side:
            composer.front.append(Art(face, shipped_faces().picture(state.face(state.contact))))
        if own >= scale.px(Thing.FACE_LEAST):
            radius = scale.px(Corner.FIELD)
            composer.front.append(Panel(window, colours.device_low, radius))
            composer.front.append(Art(window, f"{AT_REST}/{VISITOR}", radius=radius))
        for x, at, row in texts:
            composer.text(x, at, row, colours.device_top)

    return DeviceLayout((paint,), clock=clock)


def _rows(typesetter: Typesetter, width: int, state: DeviceState) -> tuple[Paragraph, ...]:
    """Give who calls, the number where that isn't the name, and how far the call has come."""
    name, number, status = _said(typesetter, width, state)
    # Somebody the visitor knows has a name on the screen and no number; nobody's number is the name.
    named_and_numbered = state.contact is not None and state.scene.device.number
    return (name, number, status) if named_and_numbered else (name, status)


def _said(
    typesetter: Typesetter, width: int, state: DeviceState
) -> tuple[Paragraph, Paragraph, Paragraph]:
    """Give who it claims to be, the number, and how far the call has come."""
    ink, helper = typesetter.theme.colours.on_dark, typesetter.theme.scale.helper
    title, number, said = _name(state), state.scene.device.number, state.words(_state(state))
    em = typesetter.theme.scale.title
    numbered = lights.spot_ink(typesetter, state, Spot.NUMBER, ink)
    named = numbered if title == number else ink
    return (
        frame.label(typesetter, title, em, named, width, bold=True, centred=True),
        frame.label(typesetter, number, helper, numbered, width, centred=True),
        typesetter.lay(said, helper, ink, width, centred=True),
    )


def _name(state: DeviceState) -> str:
    """Give who calls as the screen tells it: before anybody is known that is the number."""
    number = state.scene.device.number or state.words("device.unknown_number")
    return state.contact.name if state.contact else number


def _state(state: DeviceState) -> str:
    """Give the key of the words for how far the call has come."""
    if state.result is Result.DIALLING:
        return "device.dialling"
    if state.result is Result.CALL_ENDED:
        return "device.call_over"
    return "device.calling" if state.scene.device.ringing else "device.in_call"


def texts(state: DeviceState) -> Iterator[Written]:
    """Give who calls, and the number."""
    yield _name(state), ""
    yield (state.scene.device.number if state.contact else ""), ""
    yield from frame.texts(state)


def call(
    typesetter: Typesetter,
    laid: DeviceLayout,
    words: Words,
    *,
    lasted: float,
    level: float,
    now: float,
) -> tuple[Item, ...]:
    """Give how long a call has lasted, where there is a place for it, and the living waveform."""
    if laid.wave is None:
        return _clock(typesetter, laid, words, lasted)
    beat = round(now * BEATS) / BEATS if level else 0
    waves = wave(typesetter.theme, laid.wave, level, beat)
    return (*_clock(typesetter, laid, words, lasted), waves)


def _clock(
    typesetter: Typesetter, laid: DeviceLayout, words: Words, seconds: float
) -> tuple[Item, ...]:
    if laid.clock is None:
        return ()
    x, y = laid.clock
    minutes, left = divmod(min(LONGEST_CALL, max(0, int(seconds))), 60)
    text = f"{words('device.in_call')}　{minutes:02}:{left:02}"
    colours, scale = typesetter.theme.colours, typesetter.theme.scale
    paragraph = typesetter.lay(text, scale.helper, colours.on_dark, 10**6)
    return (Text(x - paragraph.width // 2, y, paragraph, colours.device_top),)


def wave(theme: Theme, box: Box, level: float, now: float) -> Strokes:
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
    return Strokes(strokes, tuple(heights), step, width, theme.colours.wave)


KIND = DeviceKind(
    Channel.PHONE,
    layout,
    texts,
    width=Thing.PHONE,
    upright_share=0.86,
    call=call,
    names_contact=True,
    results=frozenset({Result.CALL_ENDED, Result.CONNECTED}),
    brought_by=frozenset({Result.DIALLING}),
    follows={Control.HANG_UP: Result.CALL_ENDED, Control.ANSWER: Result.CONNECTED},
    spots=frozenset({Spot.NUMBER}),
)
