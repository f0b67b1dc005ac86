"""The story that plays itself on the attract screen: a contact, its lines, its choices, a press.

It never tells which choice is the careful one: whoever comes nearer shall find out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kiosk.scenario.model import (
    NARRATOR,
    VISITOR,
    Channel,
    Scenario,
    Scene,
)
from kiosk.stage.box import Box
from kiosk.stage.channels import device
from kiosk.stage.channels.moment import Moment
from kiosk.stage.screens.screen import Kit
from kiosk.stage.shapes import Disc, Group, Panel, Text
from kiosk.stage.sheet import SHRINK, Sheet
from kiosk.stage.text.clauses import beginnings
from kiosk.stage.text.prose import Prose
from kiosk.stage.theme import Corner, Space, Stroke, Theme
from kiosk.stage.view import Item

TALKING = frozenset({Channel.PHONE, Channel.CHAT, Channel.SMS})
"""Channels on which somebody speaks to the passer-by."""
TURN = -4.0
"""Degrees the phone is turned."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of the reel: lines told, choices shown or not, the index of the one pressed or -1."""

    story: Scenario
    scene: Scene
    told: int
    asking: bool = False
    chosen: int = -1


def frames(stories: Iterable[Scenario]) -> tuple[Frame, ...]:
    """Give the frames of the first decision of each story that reaches people on a device."""
    found: list[Frame] = []
    for turn, story in enumerate(stories):
        scene = next((s for s in story.scenes if _plays_itself(s)), None)
        if scene is None:
            continue
        told = [n + 1 for n, line in enumerate(scene.lines) if _contacts(line.speaker)]
        found += [Frame(story, scene, count) for count in told]
        found.append(Frame(story, scene, told[-1], asking=True))
        found.append(Frame(story, scene, told[-1], asking=True, chosen=turn % len(scene.choices)))
    return tuple(found)


def _contacts(speaker: str) -> bool:
    return speaker not in {NARRATOR, VISITOR}


def _plays_itself(scene: Scene) -> bool:
    talked = any(_contacts(line.speaker) for line in scene.lines)
    return scene.channel in TALKING and bool(scene.choices) and talked


def draw(kit: Kit, theme: Theme, box: Box, frame: Frame) -> Item:
    """Give the turned phone of a frame; `box` is where the phone stands."""
    scale = theme.scale
    margin = scale.px(Space.VAST)
    sheet = Sheet(kit.fonts, theme)
    local = Box(margin, margin, box.w, box.h)
    moment = Moment(kit.words, frame.story, frame.scene, frame.told)
    calling = frame.scene.channel is Channel.PHONE
    if frame.asking:
        # Above the choices of a call it still stands whose they are.
        device.draw(sheet, local, replace(moment, quote=local.h if calling else 0))
        _asking(sheet, local, frame)
    elif calling:
        _calling(sheet, local, moment)
    else:
        device.draw(sheet, local, moment)
    whole = Box(box.x - margin, box.y - margin, box.w + 2 * margin, box.h + 2 * margin)
    return Group(whole, (*sheet.back, *sheet.front), TURN)


def _calling(sheet: Sheet, phone: Box, moment: Moment) -> None:
    """Set a call, the line told where its waveform would live."""
    scale, colours = sheet.theme.scale, sheet.theme.colours
    pad = scale.px(Space.S)
    text = moment.scene.lines[moment.told - 1].text
    wave = device.draw(Sheet(sheet.fonts, sheet.theme), phone, moment)
    width = wave.w - scale.px(Space.XXL) if wave else 0
    whole = sheet.lay(f"“{text}”", scale.title, colours.on_dark, width)
    plate = device.draw(sheet, phone, replace(moment, quote=whole.height + 2 * pad))
    if plate is None:
        return
    prose = _quoted(sheet, text, (width, plate.h - 2 * pad))
    plate = plate.top(prose.height + 2 * pad)
    sheet.front.append(Panel(plate, colours.device_soft, scale.px(Corner.BUBBLE)))
    at = plate.x + (plate.w - prose.width) // 2
    sheet.text(at, plate.y + pad, prose, colours.device_soft)


def _quoted(sheet: Sheet, text: str, room: tuple[int, int]) -> Prose:
    """Give a line in quotation marks, or its first clauses where not even a label's size has room."""
    scale, ink = sheet.theme.scale, sheet.theme.colours.on_dark
    least = scale.helper
    for words in beginnings(text):
        px = scale.title
        while True:
            prose = sheet.lay(f"“{words}”", px, ink, room[0])
            if prose.height <= room[1]:
                return prose
            if px <= least:
                break
            px = max(least, int(px * SHRINK))
    return prose


def _between_rows(sheet: Sheet, y: int) -> int:
    """Give the lowest place from `y` up that cuts no row of words in half."""
    tops = [
        (text.y + number * text.prose.leading, text.prose.leading)
        for text in sheet.front
        if isinstance(text, Text)
        for number in range(len(text.prose.rows))
    ]
    return min((top for top, tall in tops if top < y < top + tall), default=y)


def _asking(sheet: Sheet, phone: Box, frame: Frame) -> None:
    """Lay the choices over the foot of the phone, wider than it is."""
    scale, colours = sheet.theme.scale, sheet.theme.colours
    choices = frame.scene.choices
    bar, gap = round(scale.title * 2.1), scale.px(Space.M)
    wide = phone.grow(scale.px(Space.HUGE))
    top = phone.bottom - len(choices) * (bar + gap)
    # What the bars would cut in half is laid under a plate of the device's own colour.
    talking = frame.scene.channel is Channel.PHONE
    ground = colours.device_low if talking else colours.screen
    rim = scale.px(Stroke.RIM)
    begins = _between_rows(sheet, top - scale.px(Space.XL))
    under = Box(phone.x + rim, begins, phone.w - 2 * rim, phone.bottom - rim - begins)
    sheet.front.append(Panel(under, ground, scale.px(Corner.INVITATION)))
    for n, choice in enumerate(choices):
        box = Box(wide.x, top + n * (bar + gap), wide.w, bar)
        picked = n == frame.chosen
        ground = colours.teal.ink if picked else colours.card
        ink = colours.on_dark if picked else colours.ink
        sheet.front.append(
            Panel(box, ground, scale.px(Corner.CARD), scale.px(Stroke.THIN), colours.line)
        )
        side = round(bar * 0.6)
        disc = Box(box.x + scale.px(Space.L), box.y + (bar - side) // 2, side, side)
        sheet.front.append(Disc(disc, ink if picked else colours.teal.ink))
        digit_ink = colours.teal.ink if picked else colours.on_dark
        digit = sheet.lay(str(n + 1), scale.helper, digit_ink, side, bold=True)
        sheet.middle(disc, digit, colours.card if picked else colours.teal.ink)
        left = disc.right + scale.px(Space.L)
        room = Box(left, box.y, box.right - left - scale.px(Space.L), bar)
        prose = sheet.fit(choice.text, scale.title, ink, (room.w, bar), bold=picked)
        sheet.beside(room, prose, ground)
