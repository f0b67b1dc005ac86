"""Messages of a chat or text messages, one below the other, under the title of whoever they are with."""

from __future__ import annotations

import math
from contextlib import nullcontext
from dataclasses import dataclass, replace

from kiosk.devices import frame, message
from kiosk.devices.device_kind import DeviceLayout, Part
from kiosk.devices.device_state import DeviceState
from kiosk.devices.message import Message
from kiosk.scenario.model import VISITOR, Line
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art
from kiosk.ui.sizes import growing, largest
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import Corner, Space, Stroke, Thing
from kiosk.ui.typesetter import Typesetter

NARROW = 11
"""Ems of a label under which a device is too narrow for faces beside the messages."""
GROW = 1.25
GROW_STEP = 0.05
"""How far the words may grow where the device has room, as a share of a label's size."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A message, its piece of the script, and the name above it."""

    index: int
    message: Message
    named: Paragraph | None
    height: int


@dataclass(frozen=True, slots=True)
class _Thread:
    """The messages of a scene on their device."""

    typesetter: Typesetter
    area: Box
    state: DeviceState
    faces: bool
    cards: bool

    def laid(self, lines: list[tuple[int, Line]], px: int) -> list[_Placed]:
        """Give the messages laid out with words of that size."""
        placed = []
        before = ""
        for index, line in lines:
            named = self.cards and line.speaker != before and self._needs_name(line)
            character = self.state.character(line.speaker)
            name = self._name(character.name) if named and character else None
            laid = message.lay(self.typesetter, line, px, self._most, cards=self.cards)
            row = name.height if name else 0
            placed.append(_Placed(index, laid, name, row + laid.height))
            before = line.speaker
        return placed

    def size(self) -> int:
        """Give the largest em at which all messages of the scene have room, told or to come."""
        lines = self.state.all_lines

        def has_room(px: int) -> bool:
            laid = self.laid(lines, px)
            whole = not any(message.broken(one.message) for one in laid)
            return whole and _height(laid, self.gap) <= self.area.h

        return largest(growing(self.typesetter.theme.scale.helper, GROW, GROW_STEP), has_room)

    @property
    def gap(self) -> int:
        """Give the free rows between two message."""
        return self.typesetter.theme.scale.px(Space.L)

    @property
    def _most(self) -> int:
        """Give how wide a message may be: the other side's edge stays free."""
        scale = self.typesetter.theme.scale
        if self.faces:
            face = face_side(self.typesetter) + scale.px(Space.M)
            return self.area.w - face - face // 3
        return self.area.w - (0 if narrow(self.typesetter, self.area.w) else scale.px(Space.XXL))

    def _name(self, name: str) -> Paragraph:
        """Give a speaker's name above a message, in a row a little lower than a line of words."""
        scale, colours = self.typesetter.theme.scale, self.typesetter.theme.colours
        room = self.area.w - (face_side(self.typesetter) + scale.px(Space.M) if self.faces else 0)
        # A closing quote may hang by half its width, but not over the device's edge.
        return frame.label(
            self.typesetter, name, scale.helper, colours.ink2, room - scale.helper // 2
        )

    def _needs_name(self, line: Line) -> bool:
        """Tell whether the title above leaves open who speaks: a group, or somebody else."""
        if line.speaker == VISITOR:
            return False
        scene = self.state.scene
        return bool(scene.device.members) or line.speaker != scene.contact

    def shortened(self, placed: _Placed, tall: int, *, end: bool = False) -> _Placed:
        """Give a message with the first or last of its rows that have room in `tall`.

        All of it stands beside the device.
        """
        row = placed.height - placed.message.height
        part = message.shortened(
            self.typesetter, placed.message, self._most, tall - row, cards=self.cards, end=end
        )
        return replace(placed, message=part, height=row + part.height)

    def set(self, composer: Composer, y: int, placed: _Placed) -> None:
        """Set a message with the name and the face of who sent it."""
        scale, colours = composer.theme.scale, composer.theme.colours
        face = face_side(composer) + scale.px(Space.M) if self.faces else 0
        top = y + placed.height - placed.message.height
        if placed.named:
            composer.text(self.area.x + face, y, placed.named, colours.screen)
        left = self.area.x + face
        if placed.message.own:
            left = self.area.right - face - placed.message.width
        words = self.state.words
        message.paint(composer, left, top, placed.message, placed.index, words)
        if self.faces:
            self._face(composer, top, placed.message)

    def _face(self, composer: Composer, y: int, sent: Message) -> None:
        side = face_side(composer)
        theme = composer.theme
        if sent.own:
            box = Box(self.area.right - side, y, side, side)
            frame.initial(composer, box, self.state.words("device.me"), theme.colours.teal.ink)
            return
        character = self.state.character(sent.line.speaker)
        if character is not None:
            box = Box(self.area.x, y, side, side)
            radius = theme.scale.px(Corner.BADGE)
            composer.front.append(Art(box, f"people/{character.portrait}", radius=radius))


def face_side(typesetter: Typesetter) -> int:
    """Give the width of a face beside a message: the visitor's own is a character that is read."""
    scale = typesetter.theme.scale
    return max(scale.px(Thing.FACE_IN_CHAT), math.ceil(scale.helper / frame.INITIAL))


def narrow(typesetter: Typesetter, width: int) -> bool:
    """Tell whether a device is so narrow that faces would leave the words too little."""
    return width < typesetter.theme.scale.helper * NARROW


def title_bar(typesetter: Typesetter, inner: Box, title: str) -> Part:
    """Give the strip with a title under the badge."""
    scale, colours = typesetter.theme.scale, typesetter.theme.colours
    room = inner.w - scale.px(Space.XXL)
    px = max(scale.helper, scale.title * 9 // 10)
    paragraph = frame.label(typesetter, title, px, colours.ink, room, bold=True, centred=True)
    height = max(round(scale.title * 1.7), paragraph.height + scale.px(Space.S))
    strip = Box(inner.x, inner.y + frame.badge_height(typesetter), inner.w, height)
    thin = scale.px(Stroke.THIN)

    def paint(composer: Composer) -> None:
        composer.middle(strip, paragraph, colours.screen)
        composer.line(Box(strip.x, strip.bottom - thin, strip.w, max(1, thin)))

    return Part(inner.below(strip.bottom - inner.y), paint)


def layout(
    typesetter: Typesetter, box: Box, state: DeviceState, title: str, *, chat: bool
) -> DeviceLayout:
    """Give a phone with a title and, under it, the newest messages that fit, the first at the top.

    In a chat each has its speaker's picture where there is room, links are cards and, in a group,
    a name stands where somebody new speaks.
    """
    scale = typesetter.theme.scale
    body = frame.body(typesetter, box, state, typesetter.theme.colours.screen)
    bar = title_bar(typesetter, body.rest, title)
    controls = frame.page_controls(typesetter, bar.rest, state)
    slim = narrow(typesetter, controls.rest.w)
    wide = Space.L if chat else Space.XL
    area = controls.rest.inset(scale.px(Space.M if slim else wide), scale.px(Space.L))
    thread = _Thread(typesetter, area, state, faces=chat and not slim, cards=chat)
    placed, gap, dropped = _newest(thread, area.h)

    def paint(composer: Composer) -> None:
        y = area.y
        for one in placed:
            arriving = state.arriving and one.index == state.revealed - 1
            with composer.moving() if arriving else nullcontext():
                thread.set(composer, y, one)
            y += one.height + gap

    paints = body.paint, bar.paint, controls.paint, paint
    return DeviceLayout(paints, tuple(line.text for _, line in dropped))


def _newest(thread: _Thread, tall: int) -> tuple[list[_Placed], int, list[tuple[int, Line]]]:
    """Give the newest messages that fit, the rows between them, and those before, which don't."""
    gap, px = thread.gap, thread.size()
    lines = list(thread.state.lines)
    placed = thread.laid(lines, px)
    if _height(placed, gap) > tall:
        gap //= 2
    dropped: list[tuple[int, Line]] = []
    while len(placed) > 1 and _height(placed, gap) > tall:
        dropped.append(lines.pop(0))
        placed = thread.laid(lines, px)
    if placed and _height(placed, gap) > tall:
        placed = [thread.shortened(placed[0], tall)]
    elif dropped:
        # As on a phone: the end of the message before is still there.
        room = tall - _height(placed, gap) - gap
        before = thread.shortened(thread.laid(dropped[-1:], px)[0], room, end=True)
        if before.height <= room:
            placed.insert(0, before)
    return placed, gap, dropped


def _height(placed: list[_Placed], gap: int) -> int:
    return sum(one.height for one in placed) + gap * (len(placed) - 1)
