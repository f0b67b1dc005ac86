"""The phone on which a story plays itself: what stands still on it, and what moves over it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from kiosk.devices import registry
from kiosk.devices.banners import badge_height
from kiosk.devices.device_state import DeviceState
from kiosk.devices.frame import badge, body, portrait
from kiosk.devices.phone import wave
from kiosk.scenario.model import Control
from kiosk.screens.attract_reel import Act, Frame, Payoff
from kiosk.screens.kit import Kit
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art, Disc, Group, Panel, Text
from kiosk.ui.motion import breathed, counted
from kiosk.ui.screen import Item, Screen
from kiosk.ui.sizes import largest, shrinking
from kiosk.ui.text.clauses import beginnings
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import LEADING, Colour, Corner, Pace, Space, Stroke, Theme, Thing
from kiosk.ui.typesetter import has_room
from kiosk.values import dataclass

TURN = -4.0
"""Degrees the phone is turned."""
SLOPE = math.tan(math.radians(-TURN))
INVITING = 2.0
"""How much larger than a title it asks to try."""
BREATHS = 4
"""Steps in which what invites grows."""
LIVELY, BEAT = 0.8, 0.35
"""How loud the waveform looks, and how much that swells and ebbs."""
SIGNS = {
    Payoff.LOST: "transfer",
    Payoff.LEAKED: "warning-eye",
    Payoff.SEEN: "check",
    Payoff.CHECKED: "check",
}
BUTTONS = {Control.HANG_UP: "hang-up", Control.ANSWER: "answer"}


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone as it stands: `box` on the screen, and boxes on it, untilted, by what they hold.

    Its choices come one by one, so each is a group of its own.
    """

    box: Box
    group: Group
    marks: Mapping[str, Box]
    choices: tuple[Group, ...] = ()

    def turned(self, part: Box, *items: Item) -> Group:
        """Give items, placed in a part of the phone, turned with it."""
        turn = math.radians(TURN)
        (x, y), (mid_x, mid_y) = part.centre, (self.box.w // 2, self.box.h // 2)
        dx, dy = x - mid_x, y - mid_y
        right = dx * math.cos(turn) + dy * math.sin(turn)
        down = dy * math.cos(turn) - dx * math.sin(turn)
        middle = Box(*self.box.centre, 0, 0).move(round(right), round(down))
        return Group(middle.centred(part.w, part.h), items, TURN)


def draw(kit: Kit, theme: Theme, box: Box, frame: Frame) -> Phone:
    """Give the turned phone of a frame; `box` is where the phone stands."""
    margin = theme.scale.px(Space.VAST)
    composer = Composer(kit.fonts, theme)
    local = Box(margin, margin, box.w, box.h)
    marks: dict[str, Box] = {}
    state = DeviceState(kit.words, frame.story, frame.scene, frame.revealed, whole=True)
    if frame.paid:
        marks = _paid(composer, local, frame, state)
    elif frame.asking:
        marks = _asking(composer, local, frame, state)
    elif frame.calls and frame.act is Act.COMES:
        marks = _ringing(composer, local, state)
    elif frame.calls:
        marks = _calling(composer, local, state)
    else:
        registry.draw(composer, local, state)
        marks = _read(composer)
    whole = Box(box.x - margin, box.y - margin, box.w + 2 * margin, box.h + 2 * margin)
    group = Group(whole, (*composer.back, *composer.front), TURN)
    phone = Phone(box, group, {name: at.move(-margin, -margin) for name, at in marks.items()})
    if not frame.asking or frame.paid:
        return phone
    numbers = range(len(frame.scene.choices))
    return replace(phone, choices=tuple(_choice(kit, theme, phone, frame, n) for n in numbers))


def moving(kit: Kit, theme: Theme, phone: Phone, frame: Frame, age: float) -> list[Item]:
    """Give what moves on the phone, `age` seconds after the frame came."""
    if frame.paid:
        return _moving_payoff(kit, theme, phone, frame, age)
    if frame.asking:
        coming = frame.act is Act.ASKS and not math.isinf(age)
        come = 1 + int(age / Pace.COME_SECONDS) if coming else len(phone.choices)
        return [*phone.choices[:come], _hand(theme, phone, frame, age)]
    if not frame.calls:
        return [_hand(theme, phone, frame, age)]
    if frame.act is Act.COMES:
        pulse = breathed(age, Pace.PULSE_SECONDS, BREATHS)
        return [_button(theme, phone, what, pulse) for what in BUTTONS if what.en in phone.marks]
    at = phone.marks.get("wave")
    if at is None:
        return []
    now = 0.0 if math.isinf(age) else age
    level = LIVELY - BEAT * abs(math.sin(now))
    middle = phone.turned(at).box
    return [replace(wave(theme, middle, level, now), slope=SLOPE)]


# A call -----------------------------------------------------------------------------------------


def _nobody(_now: float) -> Screen:
    """Nobody presses the controls of the reel."""
    raise NotImplementedError


def _ringing(composer: Composer, phone: Box, state: DeviceState) -> dict[str, Box]:
    """Set a call that comes in, with both its buttons."""
    device = replace(state.scene.device, ringing=True)
    rings = replace(state, scene=replace(state.scene, device=device), revealed=0)
    return _with_controls(composer, phone, rings, tuple(BUTTONS))


def _with_controls(
    composer: Composer, phone: Box, state: DeviceState, controls: tuple[Control, ...]
) -> dict[str, Box]:
    registry.draw(composer, phone, replace(state, controls=dict.fromkeys(controls, _nobody)))
    drawn = {target.name: target.box for target in composer.targets}
    names = {control.en: drawn.get(f"device-{control.en}") for control in controls}
    return {name: box for name, box in names.items() if box is not None}


def _button(theme: Theme, phone: Phone, what: Control, pulse: int) -> Item:
    """Give a round button of a call with a halo that grows."""
    colours, at = theme.colours, phone.marks[what.en]
    ground = colours.call_green if what is Control.ANSWER else colours.call_red
    side = at.w * 11 // 20
    icon = Art(Box(0, 0, side, side), f"icons/{BUTTONS[what]}", colours.on_dark)
    return _pulsing(theme, phone, at, (colours.device_soft, ground), icon, pulse)


def _pulsing(
    theme: Theme, phone: Phone, at: Box, grounds: tuple[Colour, Colour], icon: Art, pulse: int
) -> Item:
    """Give a sign on its disc, with a halo that grows; `grounds` are those of both."""
    step = theme.scale.px(Stroke.CUE)
    part = at.grow(BREATHS * step)
    whole = Box(0, 0, part.w, part.h)
    disc = whole.inset(BREATHS * step)
    return phone.turned(
        part,
        Disc(disc.grow(pulse * step), grounds[0]),
        Disc(disc, grounds[1]),
        replace(icon, box=whole.centred(icon.box.w, icon.box.h)),
    )


def _calling(composer: Composer, phone: Box, state: DeviceState) -> dict[str, Box]:
    """Set a call, the line told above its living waveform."""
    scale, colours = composer.theme.scale, composer.theme.colours
    pad, beats = scale.px(Space.S), scale.px(Thing.WAVE)
    text = state.scene.lines[state.revealed - 1].text
    hangs = dict.fromkeys((Control.HANG_UP,), _nobody)
    held = replace(state, controls=hangs)
    room = registry.layout(composer, phone, held).wave
    width = room.w - scale.px(Space.XXL) if room else 0
    whole = composer.lay(f"“{text}”", scale.title, colours.on_dark, width)
    wanted = whole.height + 2 * pad + beats
    plate = registry.layout(composer, phone, replace(held, quote=wanted)).wave
    if plate is None or plate.h < wanted:
        # The words come first: a small phone is held without its button.
        held = state
    laid = registry.draw(composer, phone, replace(held, quote=wanted))
    if laid.wave is None:
        return {}
    plate = laid.wave
    paragraph = _quoted(composer, text, (width, plate.h - 2 * pad))
    alive = paragraph.height + 2 * pad + beats <= plate.h
    plate = plate.top(paragraph.height + 2 * pad + (beats if alive else 0))
    composer.front.append(Panel(plate, colours.device_soft, scale.px(Corner.BUBBLE)))
    at = plate.x + (plate.w - paragraph.width) // 2
    composer.text(at, plate.y + pad, paragraph, colours.device_soft)
    return {"wave": plate.low(beats).inset(0, pad)} if alive else {}


def _quoted(composer: Composer, text: str, room: tuple[int, int]) -> Paragraph:
    """Give a line in quotation marks, or its first clauses where not even a label's size has room."""
    scale, ink = composer.theme.scale, composer.theme.colours.on_dark
    tried = (
        composer.lay(f"“{words}”", px, ink, room[0])
        for words in beginnings(text)
        for px in shrinking(scale.title, scale.helper)
    )
    return largest(tried, lambda paragraph: paragraph.height <= room[1])


# A message ----------------------------------------------------------------------------------------


def _read(composer: Composer) -> dict[str, Box]:
    """Give where a hand stands that may open the newest message, set already."""
    hand = _side(_bar_height(composer.theme))
    newest = max(
        (item for item in composer.front if isinstance(item, Text)),
        key=lambda text: text.bounds.bottom,
        default=None,
    )
    if newest is None:
        return {}
    return {"message": newest.bounds.low(0).end(0).move(0, hand // 2).centred(hand, hand)}


# The choices --------------------------------------------------------------------------------------


def _asking(composer: Composer, phone: Box, frame: Frame, state: DeviceState) -> dict[str, Box]:
    """Leave the foot of the phone to the choices: each has a bar wider than the phone."""
    scale = composer.theme.scale
    choices = frame.scene.choices
    bar, gap = _bar_height(composer.theme), scale.px(Space.M)
    wide = phone.grow(scale.px(Space.HUGE))
    top = phone.bottom - len(choices) * (bar + gap)
    if frame.calls:
        _caller(composer, phone, top - scale.px(Space.M), state)
    else:
        foot = phone.bottom - scale.px(Stroke.RIM) - top
        registry.draw(composer, phone, replace(state, foot=foot))
    rows = (Box(wide.x, top + n * (bar + gap), wide.w, bar) for n in range(len(choices)))
    return {f"choice-{n}": row for n, row in enumerate(rows)}


def _choice(kit: Kit, theme: Theme, phone: Phone, frame: Frame, number: int) -> Group:
    """Give the bar of a choice."""
    at, composer = phone.marks[f"choice-{number}"], Composer(kit.fonts, theme)
    picked = number == frame.chosen and frame.act is not Act.ASKS
    _bar(composer, Box(0, 0, at.w, at.h), frame, number, picked=picked)
    return phone.turned(at, *composer.back, *composer.front)


def _caller(composer: Composer, phone: Box, bottom: int, state: DeviceState) -> None:
    """Set a call down to a row: whose the choices below are."""
    scale, ink = composer.theme.scale, composer.theme.colours.on_dark
    laid = body(composer, phone, state)
    laid.paint(composer)
    room = laid.rest.below(badge_height(composer))
    badge(composer, phone, state.words("bar.simulated"))
    room = room.inset(scale.px(Space.L), 0).above(room.bottom - bottom)
    number = state.scene.device.number or state.words("device.unknown_number")
    called = state.contact.name if state.contact else number
    name = composer.fit(called, scale.title, ink, room[2:], bold=True, centred=True)
    space = scale.px(Space.S)
    face = min(scale.px(Thing.FACE_AT_CALL), room.h - name.height - space)
    y = room.y + (room.h - name.height) // 2
    if state.contact is not None and face > scale.px(Thing.FACE_LEAST):
        y = room.y + (room.h - name.height - space - face) // 2
        seen = Box(room.x + (room.w - face) // 2, y, face, face)
        portrait(composer, seen, state.face(state.contact))
        y = seen.bottom + space
    composer.text(room.x + (room.w - name.width) // 2, y, name, composer.theme.colours.device_top)


def _bar_height(theme: Theme) -> int:
    """Give how high the bar of a choice is: two rows of a label have room."""
    scale = theme.scale
    rows = 2 * round(scale.helper * LEADING)
    return max(round(scale.title * 2.1), rows + scale.px(Space.XS))


def _side(bar: int) -> int:
    """Give how wide the disc with the hand is."""
    return round(bar * 0.8)


def _bar_room(theme: Theme, box: Box) -> tuple[Box, Box]:
    """Give where the figure and the words of a choice stand on its bar."""
    scale = theme.scale
    side = round(box.h * 0.6)
    disc = Box(box.x + scale.px(Space.L), box.y + (box.h - side) // 2, side, side)
    left = disc.right + scale.px(Space.L)
    return disc, Box(left, box.y, box.right - left - _side(box.h) // 2 - scale.px(Space.XS), box.h)


def _size_of_choices(composer: Composer, box: Box, frame: Frame) -> int:
    """Give the em at which every choice of a frame has room on its bar, whichever is picked."""
    _, room = _bar_room(composer.theme, box)
    ink = composer.theme.colours.ink

    def all_have_room(px: int) -> bool:
        laid = (composer.lay(c.text, px, ink, room.w, bold=True) for c in frame.scene.choices)
        return all(has_room(paragraph, room[2:]) for paragraph in laid)

    scale = composer.theme.scale
    return largest(shrinking(scale.title, scale.helper), all_have_room)


def _bar(composer: Composer, box: Box, frame: Frame, number: int, *, picked: bool) -> None:
    """Set the bar of a choice, its words as large as those of the others."""
    scale, colours = composer.theme.scale, composer.theme.colours
    ground = colours.teal.ink if picked else colours.card
    ink = colours.on_dark if picked else colours.ink
    composer.front.append(
        Panel(box, ground, scale.px(Corner.CARD), scale.px(Stroke.THIN), colours.line)
    )
    disc, room = _bar_room(composer.theme, box)
    composer.front.append(Disc(disc, ink if picked else colours.teal.ink))
    digit_ink = colours.teal.ink if picked else colours.on_dark
    digit = composer.lay(str(number + 1), scale.helper, digit_ink, disc.w, bold=True)
    composer.middle(disc, digit, colours.card if picked else colours.teal.ink)
    px, words = _size_of_choices(composer, box, frame), frame.scene.choices[number].text
    composer.beside(room, composer.lay(words, px, ink, room.w, bold=picked), ground)


def _hand(theme: Theme, phone: Phone, frame: Frame, age: float) -> Item:
    """Give the hand that may open a message, that points at one choice after the other, and presses one."""
    colours, places = theme.colours, tuple(phone.marks.values())
    pressing = frame.act is not Act.ASKS
    turn = 0 if math.isinf(age) else int(age / Pace.POINT_SECONDS)
    at = places[(frame.chosen if frame.asking and pressing else turn) % len(places)]
    side = _side(_bar_height(theme))
    at = at.end(0).centred(side, side)
    # A finger that presses gives way.
    small = (
        theme.scale.px(Space.HAIR) * breathed(age, Pace.PULSE_SECONDS, BREATHS) if pressing else 0
    )
    whole = Box(0, 0, at.w, at.h).inset(small)
    icon = whole.centred(whole.w * 5 // 8, whole.h * 5 // 8)
    return phone.turned(at, Disc(whole, colours.invite), Art(icon, "icons/hand-tap", colours.ink))


# What came of it ------------------------------------------------------------------------------------


def _paid(composer: Composer, phone: Box, frame: Frame, state: DeviceState) -> dict[str, Box]:
    """Set what came of the choice on the phone's whole screen, below the choice that was pressed."""
    scale, colours = composer.theme.scale, composer.theme.colours
    tone = colours.green if frame.payoff.good else colours.red
    device = replace(state.scene.device, sharing=False)
    bare = replace(state, scene=replace(state.scene, device=device))
    body(composer, phone, bare, tone.ink).paint(composer)
    inner = phone.inset(scale.px(Stroke.RIM))
    composer.front.append(Panel(inner, tone.ink, scale.px(Corner.PHONE) - scale.px(Stroke.RIM)))
    badge(composer, phone, state.words("bar.simulated"))
    bar = _bar_height(composer.theme)
    wide = phone.grow(scale.px(Space.HUGE))
    top = inner.y + scale.px(Space.VAST)
    _bar(composer, Box(wide.x, top, wide.w, bar), frame, frame.chosen, picked=True)
    area = inner.below(top + bar - inner.y).inset(scale.px(Space.L), scale.px(Space.L))
    foot = area.low(round(scale.invitation * 0.8))
    area = area.above(foot.h + scale.px(Space.L))
    words = composer.fit(
        state.words(f"attract.{frame.payoff.value}"),
        scale.headline,
        colours.on_dark,
        (area.w, area.h // 3),
        bold=True,
    )
    figure = words.height if frame.loss and not frame.payoff.good else 0
    gap = scale.px(Space.L)
    side = min(scale.px(Thing.SIGN), area.h - words.height - figure - gap)
    # The words come first: on a phone too small for a sign they stand alone.
    above = side + gap if side > gap else 0
    y = area.y + max(0, area.h - above - words.height - figure) // 2
    marks = {"try": foot.centred(min(foot.w, round(area.w * 0.86)), foot.h)}
    if above:
        marks["sign"] = Box(area.x + (area.w - side) // 2, y, side, side)
    y += above
    y = composer.text(area.x + (area.w - words.width) // 2, y, words, tone.ink)
    if figure:
        marks["figure"] = Box(area.x, y, area.w, figure)
    return marks


def _moving_payoff(kit: Kit, theme: Theme, phone: Phone, frame: Frame, age: float) -> list[Item]:
    """Give the money that goes, then the invitation to try."""
    items: list[Item] = []
    if "sign" in phone.marks:
        items.append(_sign(theme, phone, frame, breathed(age, Pace.PULSE_SECONDS, BREATHS)))
    if "figure" in phone.marks:
        gone = counted(age, 0, frame.loss) if frame.act is Act.PAYS_OFF else frame.loss
        items.append(_amount(kit, theme, phone, gone))
    if frame.act is Act.INVITES:
        items.append(_invitation(kit, theme, phone, breathed(age, Pace.PULSE_SECONDS, BREATHS)))
    return items


def _sign(theme: Theme, phone: Phone, frame: Frame, pulse: int) -> Item:
    colours, at = theme.colours, phone.marks["sign"]
    tone = colours.green if frame.payoff.good else colours.red
    side = at.w * 5 // 8
    icon = Art(Box(0, 0, side, side), f"icons/{SIGNS[frame.payoff]}", tone.ink)
    return _pulsing(theme, phone, at, (tone.tint, colours.on_dark), icon, pulse)


def _amount(kit: Kit, theme: Theme, phone: Phone, gone: int) -> Item:
    at, colours = phone.marks["figure"], theme.colours
    composer = Composer(kit.fonts, theme)
    room = Box(0, 0, at.w, at.h)
    em = theme.scale.headline
    amount = composer.fit(f"−¥{gone:,}", em, colours.on_dark, room[2:], bold=True)
    composer.middle(room, amount, colours.red.ink)
    return phone.turned(at, *composer.front)


def _invitation(kit: Kit, theme: Theme, phone: Phone, breath: int) -> Item:
    at, scale, colours = phone.marks["try"], theme.scale, theme.colours
    composer = Composer(kit.fonts, theme)
    grows = scale.px(Space.XXS)
    part = at.grow(grows * BREATHS)
    room = Box(0, 0, part.w, part.h).inset(grows * BREATHS)
    plate = Panel(room.grow(grows * breath), colours.invite, scale.px(Corner.INVITATION))
    inner = (room.w - scale.px(Space.L), room.h)
    px = round(scale.title * INVITING)
    words = composer.fit(kit.words("attract.try"), px, colours.ink, inner, bold=True)
    composer.middle(room, words, colours.invite)
    return phone.turned(part, plate, *composer.front)
