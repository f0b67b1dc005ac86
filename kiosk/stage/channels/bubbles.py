"""Where messages stand in a chat or among text messages: one below the other, with faces or without."""

from __future__ import annotations

import math
from contextlib import nullcontext
from dataclasses import dataclass

from kiosk.scenario.model import VISITOR, Line
from kiosk.stage.box import Box
from kiosk.stage.channels import frame, messages
from kiosk.stage.channels.messages import Message
from kiosk.stage.channels.moment import Moment
from kiosk.stage.shapes import Art
from kiosk.stage.sheet import Sheet
from kiosk.stage.theme import Corner, Space, Thing

NAME_ROW = 1.3
"""Height of the row with a speaker's name, in ems."""
GROW = 1.25
GROW_STEP = 0.05
"""How far the words may grow where the device has room, as a share of a label's size."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A message, its piece of the script, and the name above it."""

    index: int
    message: Message
    named: str
    height: int


@dataclass(frozen=True, slots=True)
class _Thread:
    """The messages of a scene on their device."""

    sheet: Sheet
    area: Box
    moment: Moment
    faces: bool

    def laid(self, lines: list[tuple[int, Line]], px: int) -> list[_Placed]:
        """Give the messages laid out with words of that size."""
        placed = []
        before = ""
        for index, line in lines:
            named = self.faces and line.speaker != before and self._needs_name(line)
            character = self.moment.character(line.speaker)
            name = character.name if named and character else ""
            message = messages.lay(self.sheet, line, px, self._most, cards=self.faces)
            row = round(self.sheet.theme.scale.helper * NAME_ROW) if name else 0
            placed.append(_Placed(index, message, name, row + message.height))
            before = line.speaker
        return placed

    def size(self) -> int:
        """Give the largest em at which all messages of the scene have room, told or to come."""
        base = self.sheet.theme.scale.helper
        lines = self.moment.all_lines
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
        return self.sheet.theme.scale.px(Space.L)

    @property
    def _most(self) -> int:
        """Give how wide a message may be: the other side's edge stays free."""
        scale = self.sheet.theme.scale
        face = face_side(self.sheet) + scale.px(Space.M) if self.faces else 0
        return self.area.w - face - (face // 3 if self.faces else scale.px(Space.XXL))

    def _needs_name(self, line: Line) -> bool:
        """Tell whether the title above leaves open who speaks: a group, or somebody else."""
        if line.speaker == VISITOR:
            return False
        scene = self.moment.scene
        return bool(scene.device.members) or line.speaker != scene.contact

    def set(self, y: int, placed: _Placed) -> None:
        """Set a message with the name and the face of who sent it."""
        scale, colours = self.sheet.theme.scale, self.sheet.theme.colours
        face = face_side(self.sheet) + scale.px(Space.M) if self.faces else 0
        top = y + placed.height - placed.message.height
        if placed.named:
            room = (self.area.w - face, scale.helper * 2)
            label = self.sheet.fit(placed.named, scale.helper, colours.ink2, room)
            self.sheet.text(self.area.x + face, y, label, colours.screen)
        left = self.area.x + face
        if placed.message.own:
            left = self.area.right - face - placed.message.width
        words = self.moment.words
        messages.draw(self.sheet, left, top, placed.message, placed.index, words)
        if self.faces:
            self._face(top, placed.message)

    def _face(self, y: int, message: Message) -> None:
        side = face_side(self.sheet)
        theme = self.sheet.theme
        if message.own:
            box = Box(self.area.right - side, y, side, side)
            frame.initial(self.sheet, box, self.moment.words("device.me"), theme.colours.teal.ink)
            return
        character = self.moment.character(message.line.speaker)
        if character is not None:
            box = Box(self.area.x, y, side, side)
            radius = theme.scale.px(Corner.BADGE)
            self.sheet.front.append(Art(box, f"people/{character.portrait}", radius=radius))


def face_side(sheet: Sheet) -> int:
    """Give the width of a face beside a message: the visitor's own is a character that is read."""
    scale = sheet.theme.scale
    return max(scale.px(Thing.FACE_IN_CHAT), math.ceil(scale.helper / frame.INITIAL))


def draw(sheet: Sheet, area: Box, moment: Moment, *, faces: bool) -> None:
    """Set the newest messages that fit into `area`, the first of them at its top.

    With `faces` each has its speaker's picture and, in a group, a name where somebody new speaks.
    """
    thread = _Thread(sheet, area, moment, faces)
    gap, px = thread.gap, thread.size()
    lines = list(moment.lines)
    placed = thread.laid(lines, px)
    if _height(placed, gap) > area.h:
        gap //= 2
    while len(placed) > 1 and _height(placed, gap) > area.h:
        sheet.left_out.append(lines.pop(0)[1].text)
        placed = thread.laid(lines, px)
    y = area.y
    for one in placed:
        arriving = moment.arriving and one.index == moment.told - 1
        with sheet.moving() if arriving else nullcontext():
            thread.set(y, one)
        y += one.height + gap


def _height(placed: list[_Placed], gap: int) -> int:
    return sum(one.height for one in placed) + gap * (len(placed) - 1)
