"""The story that plays itself on the attract screen: a contact, its lines, its choices, a press.

It never tells which choice is the careful one: whoever comes nearer shall find out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kiosk.devices import registry
from kiosk.devices.device_state import DeviceState
from kiosk.scenario.model import (
    NARRATOR,
    VISITOR,
    Scenario,
    Scene,
)
from kiosk.screens.kit import Kit
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Disc, Group, Panel, Text
from kiosk.ui.screen import Item
from kiosk.ui.sizes import largest, shrinking
from kiosk.ui.text.clauses import beginnings
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import Corner, Space, Stroke, Theme

TURN = -4.0
"""Degrees the phone is turned."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of the reel: lines told, choices shown or not, the index of the one pressed or -1."""

    story: Scenario
    scene: Scene
    revealed: int
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
    speaks = registry.kind(scene.channel).speaks_to_somebody
    return speaks and bool(scene.choices) and talked


def draw(kit: Kit, theme: Theme, box: Box, frame: Frame) -> Item:
    """Give the turned phone of a frame; `box` is where the phone stands."""
    scale = theme.scale
    margin = scale.px(Space.VAST)
    composer = Composer(kit.fonts, theme)
    local = Box(margin, margin, box.w, box.h)
    state = DeviceState(kit.words, frame.story, frame.scene, frame.revealed)
    calling = registry.kind(frame.scene.channel).calls
    if frame.asking:
        # Above the choices of a call it still stands whose they are.
        registry.draw(composer, local, replace(state, quote=local.h if calling else 0))
        _asking(composer, local, frame)
    elif calling:
        _calling(composer, local, state)
    else:
        registry.draw(composer, local, state)
    whole = Box(box.x - margin, box.y - margin, box.w + 2 * margin, box.h + 2 * margin)
    return Group(whole, (*composer.back, *composer.front), TURN)


def _calling(composer: Composer, phone: Box, state: DeviceState) -> None:
    """Set a call, the line told where its waveform would live."""
    scale, colours = composer.theme.scale, composer.theme.colours
    pad = scale.px(Space.S)
    text = state.scene.lines[state.revealed - 1].text
    wave = registry.layout(composer, phone, state).wave
    width = wave.w - scale.px(Space.XXL) if wave else 0
    whole = composer.lay(f"“{text}”", scale.title, colours.on_dark, width)
    plate = registry.draw(composer, phone, replace(state, quote=whole.height + 2 * pad)).wave
    if plate is None:
        return
    paragraph = _quoted(composer, text, (width, plate.h - 2 * pad))
    plate = plate.top(paragraph.height + 2 * pad)
    composer.front.append(Panel(plate, colours.device_soft, scale.px(Corner.BUBBLE)))
    at = plate.x + (plate.w - paragraph.width) // 2
    composer.text(at, plate.y + pad, paragraph, colours.device_soft)


def _quoted(composer: Composer, text: str, room: tuple[int, int]) -> Paragraph:
    """Give a line in quotation marks, or its first clauses where not even a label's size has room."""
    scale, ink = composer.theme.scale, composer.theme.colours.on_dark
    tried = (
        composer.lay(f"“{words}”", px, ink, room[0])
        for words in beginnings(text)
        for px in shrinking(scale.title, scale.helper)
    )
    return largest(tried, lambda paragraph: paragraph.height <= room[1])


def _between_rows(composer: Composer, y: int) -> int:
    """Give the lowest place from `y` up that cuts no row of words in half."""
    tops = [
        (text.y + number * text.paragraph.leading, text.paragraph.leading)
        for text in composer.front
        if isinstance(text, Text)
        for number in range(len(text.paragraph.rows))
    ]
    return min((top for top, tall in tops if top < y < top + tall), default=y)


def _asking(composer: Composer, phone: Box, frame: Frame) -> None:
    """Lay the choices over the foot of the phone, wider than it is."""
    scale, colours = composer.theme.scale, composer.theme.colours
    choices = frame.scene.choices
    bar, gap = round(scale.title * 2.1), scale.px(Space.M)
    wide = phone.grow(scale.px(Space.HUGE))
    top = phone.bottom - len(choices) * (bar + gap)
    # What the bars would cut in half is laid under a plate of the device's own colour.
    calling = registry.kind(frame.scene.channel).calls
    ground = colours.device_low if calling else colours.screen
    rim = scale.px(Stroke.RIM)
    begins = _between_rows(composer, top - scale.px(Space.XL))
    under = Box(phone.x + rim, begins, phone.w - 2 * rim, phone.bottom - rim - begins)
    composer.front.append(Panel(under, ground, scale.px(Corner.INVITATION)))
    for n, choice in enumerate(choices):
        box = Box(wide.x, top + n * (bar + gap), wide.w, bar)
        picked = n == frame.chosen
        ground = colours.teal.ink if picked else colours.card
        ink = colours.on_dark if picked else colours.ink
        composer.front.append(
            Panel(box, ground, scale.px(Corner.CARD), scale.px(Stroke.THIN), colours.line)
        )
        side = round(bar * 0.6)
        disc = Box(box.x + scale.px(Space.L), box.y + (bar - side) // 2, side, side)
        composer.front.append(Disc(disc, ink if picked else colours.teal.ink))
        digit_ink = colours.teal.ink if picked else colours.on_dark
        digit = composer.lay(str(n + 1), scale.helper, digit_ink, side, bold=True)
        composer.middle(disc, digit, colours.card if picked else colours.teal.ink)
        left = disc.right + scale.px(Space.L)
        room = Box(left, box.y, box.right - left - scale.px(Space.L), bar)
        paragraph = composer.fit(choice.text, scale.title, ink, (room.w, bar), bold=picked)
        composer.beside(room, paragraph, ground)
