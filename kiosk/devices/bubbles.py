"""Where messages stand in a chat or among text messages: one below the other, with faces or without."""

from __future__ import annotations

import math
from contextlib import nullcontext
from dataclasses import dataclass, replace

from kiosk.devices import forms, frame, messages
from kiosk.devices.device_state import DeviceState
from kiosk.devices.messages import Message
from kiosk.scenario.model import VISITOR, Line
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import Corner, Space, Thing

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

    composer: Composer
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
            message = messages.lay(self.composer, line, px, self._most, cards=self.cards)
            row = name.height if name else 0
            placed.append(_Placed(index, message, name, row + message.height))
            before = line.speaker
        return placed

    def size(self) -> int:
        """Give the largest em at which all messages of the scene have room, told or to come."""
        base = self.composer.theme.scale.helper
        lines = self.state.all_lines
        share = GROW
        while share > 1:
            px = round(base * share)
            laid = self.laid(lines, px)
            whole = not any(messages.broken(one.message) for one in laid)
            if whole and _height(laid, self.gap) <= self.area.h:
                return px
            share -= GROW_STEP
        return base

    @property
    def gap(self) -> int:
        """Give the free rows between two messages."""
        return self.composer.theme.scale.px(Space.L)

    @property
    def _most(self) -> int:
        """Give how wide a message may be: the other side's edge stays free."""
        scale = self.composer.theme.scale
        if self.faces:
            face = face_side(self.composer) + scale.px(Space.M)
            return self.area.w - face - face // 3
        return self.area.w - (0 if narrow(self.composer, self.area.w) else scale.px(Space.XXL))

    def _name(self, name: str) -> Paragraph:
        """Give a speaker's name above a message, in a row a little lower than a line of words."""
        scale, colours = self.composer.theme.scale, self.composer.theme.colours
        room = self.area.w - (face_side(self.composer) + scale.px(Space.M) if self.faces else 0)
        # A closing quote may hang by half its width, but not over the device's edge.
        return frame.label(
            self.composer, name, scale.helper, colours.ink2, room - scale.helper // 2
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
        message = messages.shortened(
            self.composer, placed.message, self._most, tall - row, cards=self.cards, end=end
        )
        return replace(placed, message=message, height=row + message.height)

    def set(self, y: int, placed: _Placed) -> None:
        """Set a message with the name and the face of who sent it."""
        scale, colours = self.composer.theme.scale, self.composer.theme.colours
        face = face_side(self.composer) + scale.px(Space.M) if self.faces else 0
        top = y + placed.height - placed.message.height
        if placed.named:
            self.composer.text(self.area.x + face, y, placed.named, colours.screen)
        left = self.area.x + face
        if placed.message.own:
            left = self.area.right - face - placed.message.width
        words = self.state.words
        forms.draw(self.composer, left, top, placed.message, placed.index, words)
        if self.faces:
            self._face(top, placed.message)

    def _face(self, y: int, message: Message) -> None:
        side = face_side(self.composer)
        theme = self.composer.theme
        if message.own:
            box = Box(self.area.right - side, y, side, side)
            frame.initial(self.composer, box, self.state.words("device.me"), theme.colours.teal.ink)
            return
        character = self.state.character(message.line.speaker)
        if character is not None:
            box = Box(self.area.x, y, side, side)
            radius = theme.scale.px(Corner.BADGE)
            self.composer.front.append(Art(box, f"people/{character.portrait}", radius=radius))


def face_side(composer: Composer) -> int:
    """Give the width of a face beside a message: the visitor's own is a character that is read."""
    scale = composer.theme.scale
    return max(scale.px(Thing.FACE_IN_CHAT), math.ceil(scale.helper / frame.INITIAL))


def narrow(composer: Composer, width: int) -> bool:
    """Tell whether a device is so narrow that faces would leave the words too little."""
    return width < composer.theme.scale.helper * NARROW


def draw(
    composer: Composer, area: Box, state: DeviceState, *, faces: bool, cards: bool = True
) -> None:
    """Set the newest messages that fit into `area`, the first of them at its top.

    With `faces` each has its speaker's picture. With `cards` it is a chat: links are cards and,
    in a group, a name stands where somebody new speaks.
    """
    thread = _Thread(composer, area, state, faces, cards)
    gap, px = thread.gap, thread.size()
    lines = list(state.lines)
    placed = thread.laid(lines, px)
    if _height(placed, gap) > area.h:
        gap //= 2
    dropped: list[tuple[int, Line]] = []
    while len(placed) > 1 and _height(placed, gap) > area.h:
        dropped.append(lines.pop(0))
        composer.left_out.append(dropped[-1][1].text)
        placed = thread.laid(lines, px)
    if placed and _height(placed, gap) > area.h:
        placed = [thread.shortened(placed[0], area.h)]
    elif dropped:
        # As on a phone: the end of the message before is still there.
        room = area.h - _height(placed, gap) - gap
        before = thread.shortened(thread.laid(dropped[-1:], px)[0], room, end=True)
        if before.height <= room:
            placed.insert(0, before)
    y = area.y
    for one in placed:
        arriving = state.arriving and one.index == state.revealed - 1
        with composer.moving() if arriving else nullcontext():
            thread.set(y, one)
        y += one.height + gap


def _height(placed: list[_Placed], gap: int) -> int:
    return sum(one.height for one in placed) + gap * (len(placed) - 1)
