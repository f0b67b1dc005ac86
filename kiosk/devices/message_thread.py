"""Messages of a chat or text messages, one below the other, under the title of whoever they are with."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace

from kiosk.devices import banners, frame, lights, message
from kiosk.devices.device_kind import DeviceLayout, Part, Written
from kiosk.devices.device_state import DeviceState
from kiosk.devices.message import Message
from kiosk.scenario.model import VISITOR, Form, Line, Result, Spot
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art, Panel
from kiosk.ui.sizes import growing, largest
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import Corner, Space, Stroke, Thing
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass

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
            laid = message.lay(
                self.typesetter,
                line,
                px,
                self._most,
                cards=self.cards,
                lit=self.state.lit_in(index),
            )
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
        if row and row + part.height > tall:
            # What is said goes before who says it, which stands beside the device as well.
            alone = replace(placed, named=None, height=placed.message.height)
            return self.shortened(alone, tall, end=end)
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
        sender = self.state.character(placed.message.line.speaker)
        message.paint(
            composer,
            left,
            top,
            placed.message,
            placed.index,
            words=self.state.words,
            portrait=f"people/{sender.portrait if sender else VISITOR}",
        )
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


def title_bar(
    typesetter: Typesetter, inner: Box, title: str, state: DeviceState, spot: Spot
) -> Part:
    """Give the strip with a title under the badge."""
    scale, colours = typesetter.theme.scale, typesetter.theme.colours
    room = inner.w - scale.px(Space.XXL)
    px = max(scale.helper, scale.title * 9 // 10)
    ink = lights.spot_ink(typesetter, state, spot, colours.ink)
    paragraph = frame.label(typesetter, title, px, ink, room, bold=True, centred=True)
    height = max(round(scale.title * 1.7), paragraph.height + scale.px(Space.S))
    strip = Box(inner.x, inner.y + banners.badge_height(typesetter), inner.w, height)
    thin = scale.px(Stroke.THIN)

    def paint(composer: Composer) -> None:
        composer.middle(strip, paragraph, colours.screen)
        x = strip.x + (strip.w - paragraph.width) // 2
        y = strip.y + (strip.h - paragraph.height) // 2
        plate = Box(x, y, paragraph.width + lights.pin_side(composer), paragraph.height)
        lights.spot(composer, state, spot, x, y, paragraph, plate)
        composer.line(Box(strip.x, strip.bottom - thin, strip.w, max(1, thin)))

    return Part(inner.below(strip.bottom - inner.y), paint)


def layout(
    typesetter: Typesetter, box: Box, state: DeviceState, title: str, *, chat: bool
) -> DeviceLayout:
    """Give a phone with a title and, under it, the newest messages that fit, the first at the top.

    In a chat each has its speaker's picture where there is room, links are cards and, in a group,
    a name stands where somebody new speaks.
    """
    if state.result is Result.CLOSED:
        return frame.home(typesetter, box, state)
    scale = typesetter.theme.scale
    body = frame.body(typesetter, box, state, typesetter.theme.colours.screen)
    spot = Spot.NUMBER if state.scene.device.number and not chat else Spot.TITLE
    bar = title_bar(typesetter, body.rest, title, state, spot)
    controls = frame.page_controls(typesetter, bar.rest, state)
    slim = narrow(typesetter, controls.rest.w)
    wide = Space.L if chat else Space.XL
    area = controls.rest.inset(scale.px(Space.M if slim else wide), scale.px(Space.L))
    notes = _notes(typesetter, area.w, state)
    thread = _Thread(typesetter, area, state, faces=chat and not slim, cards=chat)
    taken = sum(note.height + thread.gap for note in notes)
    placed, gap, dropped = _newest(thread, max(0, area.h - taken))
    pinned = _pinned(typesetter, area, dropped)
    down = 0
    if pinned is not None:
        # It stands in the free rows below the title, if the messages leave it those it needs more.
        tall = _height(placed, gap // 2 or gap) + taken
        down = max(0, pinned.bottom + scale.px(Space.XS) - area.y)
        if tall + down > area.h or (placed and placed[0].index in {n for n, _ in dropped}):
            rest = _newest_whole(thread, area.h - taken - down)
            pinned = pinned if rest else None
            placed, gap = rest or (placed, gap)
        else:
            gap //= 2
    down = down if pinned is not None else 0

    def paint(composer: Composer) -> None:
        if pinned is not None:
            pinned.set(composer)
        y = area.y + down
        for one in placed:
            with composer.moving() if state.arrives(one.index) else nullcontext():
                thread.set(composer, y, one)
            y += one.height + gap
        for note in notes:
            if y + note.height > area.bottom:
                break
            with composer.moving() if state.arriving else nullcontext():
                note.set(composer, area, y)
            y += note.height + gap

    paints = body.paint, bar.paint, controls.paint, paint
    return DeviceLayout(paints, tuple(line.text for _, line in dropped))


@dataclass(frozen=True, slots=True)
class _Pinned:
    """A paper that has left the messages: what it says it is stays in sight above them."""

    box: Box
    words: Paragraph

    @property
    def bottom(self) -> int:
        """Give the row below it."""
        return self.box.bottom

    def set(self, composer: Composer) -> None:
        """Set it."""
        scale, colours = composer.theme.scale, composer.theme.colours
        edge = scale.px(colours.outline)
        ground, corner = colours.card, scale.px(Corner.PAPER)
        composer.back.append(Panel(self.box, ground, corner, edge, colours.line))
        side, pad = scale.helper, scale.px(Space.M)
        at = Box(self.box.x + pad, self.box.y + (self.box.h - side) // 2, side, side)
        composer.icon(at, "paper", colours.ink2)
        composer.beside(self.box.after(side + 2 * pad), self.words, ground)


def _pinned(typesetter: Typesetter, area: Box, dropped: list[tuple[int, Line]]) -> _Pinned | None:
    """Give the newest paper among the messages that have no room any more."""
    papers = [line for _, line in dropped if line.form is Form.PAPER]
    if not papers:
        return None
    scale, colours = typesetter.theme.scale, typesetter.theme.colours
    text = papers[-1].text.partition("。")[0].partition("，")[0]
    room = area.w - scale.helper - 3 * scale.px(Space.M)
    words = typesetter.lay(text, scale.helper, colours.ink, room, bold=True)
    if len(words.rows) > 1:
        return None
    top = area.y - scale.px(Space.M)
    box = Box(area.x, top, area.w, words.height + scale.px(Space.XXS))
    return _Pinned(box, words)


def _newest_whole(thread: _Thread, tall: int) -> tuple[list[_Placed], int] | None:
    """Give the newest messages that stand whole in some rows; None where not even two do."""
    gap = thread.gap // 2
    placed = thread.laid(list(thread.state.lines), thread.size())
    while placed and _height(placed, gap) > tall:
        placed.pop(0)
    return (placed, gap) if len(placed) > 1 else None


@dataclass(frozen=True, slots=True)
class _Note:
    """What happened among messages: what the visitor did, on their side, or what the group says."""

    words: Paragraph
    own: bool
    height: int

    def set(self, composer: Composer, area: Box, y: int) -> None:
        """Set it at a row of the messages."""
        scale, colours = composer.theme.scale, composer.theme.colours
        if not self.own:
            x = area.x + (area.w - self.words.width) // 2
            composer.text(x, y, self.words, colours.screen)
            return
        wide = self.words.width + scale.helper + scale.px(Space.S) + 2 * scale.px(Space.L)
        box = Box(area.right - wide, y, wide, self.height)
        edge = scale.px(colours.edge)
        ground, corner = colours.bubble_own, scale.px(Corner.CARD)
        composer.back.append(Panel(box, ground, corner, edge, colours.line))
        side = scale.helper
        icon = Box(box.x + scale.px(Space.L), y + (box.h - side) // 2, side, side)
        composer.icon(icon, "hand-tap", colours.teal.ink)
        composer.beside(box.after(side + scale.px(Space.S) + scale.px(Space.L)), self.words, ground)


def _notes(typesetter: Typesetter, width: int, state: DeviceState) -> list[_Note]:
    """Give what the visitor did where they sent nothing, and what became of the group."""
    scale, colours = typesetter.theme.scale, typesetter.theme.colours
    found = []
    if state.act:
        room = width - scale.helper - scale.px(Space.S) - 2 * scale.px(Space.L)
        words = typesetter.lay(state.act, scale.helper, colours.ink, room)
        found.append(_Note(words, own=True, height=words.height + scale.px(Space.M)))
    if state.result in _SAYS:
        text = state.words(_SAYS[state.result])
        words = typesetter.lay(text, scale.helper, colours.ink2, width, centred=True)
        found.append(_Note(words, own=False, height=words.height))
    return found


_SAYS = {Result.LEFT_GROUP: "device.left_group", Result.REMOVED: "device.removed"}
"""What a group says of who is no longer in it."""


def texts(state: DeviceState) -> Iterator[Written]:
    """Give what stands among the messages after a choice, and what stands on any device."""
    if state.settled is not None:
        yield from ((line.text, "") for line in state.scene.lines[state.settled :])
    if state.result in _SAYS:
        yield state.words(_SAYS[state.result]), ""
    yield from frame.texts(state)


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
        before, *after = thread.laid([dropped[-1], *lines], px)
        room = tall - _height(after, gap) - gap
        before = thread.shortened(before, room, end=True)
        if before.height <= room:
            placed = [before, *after]
    return placed, gap, dropped


def _height(placed: list[_Placed], gap: int) -> int:
    return sum(one.height for one in placed) + gap * (len(placed) - 1)
