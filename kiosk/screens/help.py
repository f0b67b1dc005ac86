"""我可能正在被骗: one page over the paused play, spoken: 停 · 挂 · 打 · 找."""

from __future__ import annotations

import math
from collections.abc import Hashable
from functools import cached_property

from kiosk.screens.head_line import HeadLine
from kiosk.screens.kit import KioskScreen
from kiosk.screens.station import station_line, station_pieces
from kiosk.screens.visit_screen import Live, VisitScreen
from kiosk.speech import Heard
from kiosk.ui.composer import Composer, Layer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Disc, Fill, Outline, Panel
from kiosk.ui.screen import Piece, Screen, numbered
from kiosk.ui.sizes import down, largest
from kiosk.ui.theme import Corner, Pace, Space, Stroke, Thing
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass

STEPS = ("stop", "hang", "call", "find")
NUMBERS = ("police", "hotline")
ICONS = {"stop": "wallet", "hang": "hang-up", "call": "phone", "find": "people"}
LARGEST = 2.2
"""How much larger than a score the numbers may stand."""


@dataclass(frozen=True, eq=False, kw_only=True)
class HelpScreen(VisitScreen):
    """What to do now, at once, in real life; `back` is the paused screen."""

    back: KioskScreen

    @property
    def identity(self) -> Hashable:
        """Give what makes this a new screen to the visitor."""
        return "help", self.back.identity

    @property
    def idle_timeout(self) -> float | None:
        """Give more time: somebody may be making a call."""
        return self.kit.settings.install_idle_seconds

    @property
    def can_leave(self) -> bool:
        """Leave 退出 out: 返回 is the way on."""
        return False

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Give the numbers, the four things to do, and how to go back."""
        words = self.kit.words
        return (
            Piece("title", words.spoken("help.title")),
            Piece("hotlines", words.spoken("say.hotlines")),
            *numbered("step", (words.spoken(f"say.help.{n}") for n in range(len(STEPS)))),
            *station_pieces(self.kit),
            Piece("back", words.spoken("say.press_back"), seen=True),
        )

    @property
    def head(self) -> str:
        """Give the title in the head line."""
        return self.kit.words("help.title")

    def head_line(self, composer: Composer, box: Box) -> HeadLine:
        """Set the title on red: staff see from across the hall that somebody needs them."""
        scale, colours = composer.theme.scale, composer.theme.colours
        ground = colours.red.ink
        composer.back.append(Fill(box, ground))
        room = box.inset(scale.margin, 0)
        title = composer.fit(self.head, scale.title, colours.on_dark, (room.w, room.h), bold=True)
        layer = Layer()
        with composer.on(layer):
            composer.beside(room, title, ground)
        # What is lit under white words would pale them: the band itself is what stands out.
        composer.speak_box("title", box, ground=ground)
        return HeadLine(layer, room)

    def compose(self, composer: Composer, body: Box) -> None:
        """Set the two numbers first, as large as they can be, then the four things to do."""
        scale = composer.theme.scale
        inner = body.inset(scale.margin, scale.px(Space.L))
        high = inner.h * (30 if scale.portrait else 42) // 100
        gap = scale.px(Space.L)
        self._numbers(composer, inner.top(high).columns(2, scale.gap))
        rest = inner.below(high + scale.gap)
        rest = rest.above(self._station(composer, rest))
        columns = 1 if scale.portrait else 2
        rows = rest.rows(len(STEPS) // columns, gap)
        self._steps(composer, [cell for row in rows for cell in row.columns(columns, scale.gap)])

    def _numbers(self, composer: Composer, cells: tuple[Box, ...]) -> None:
        """Set two tiles: when to call, and the number in figures that are read from across a room."""
        scale, colours, words = composer.theme.scale, composer.theme.colours, self.kit.words
        inner = cells[0].inset(scale.px(Space.L), scale.px(Space.S))
        row = (inner.w, inner.h // 3)
        ink = colours.on_dark
        digits = [words(f"help.{number}") for number in NUMBERS]
        longest = max(digits, key=len)

        def fits(px: int) -> bool:
            one = composer.lay(longest, px, ink, 10**6, bold=True)
            return one.width <= inner.w and one.height <= inner.h - row[1]

        px = largest(down(round(scale.figure * LARGEST), scale.figure, 4), fits)
        for cell, number, figures in zip(cells, NUMBERS, digits, strict=True):
            urgent = number == "police"
            ground = colours.red.ink if urgent else colours.card
            ink = colours.on_dark if urgent else colours.red.ink
            edge = 0 if urgent else scale.px(Stroke.CUE)
            composer.back.append(Panel(cell, ground, scale.radius, edge, colours.red.ink))
            when = composer.fit(words(f"help.{number}_when"), scale.spoken, ink, row, bold=True)
            told = composer.lay(figures, px, ink, cell.w, bold=True)
            y = cell.y + max(0, cell.h - when.height - told.height) // 2
            for paragraph in (when, told):
                y = composer.text(cell.x + (cell.w - paragraph.width) // 2, y, paragraph, ground)
            at = self.words_of("hotlines").find(f" {figures}")
            composer.speak_box("hotlines", cell, ground=ground, part=(at, at + len(figures) + 1))

    def live(self, now: float, heard: Heard) -> Live:
        """Let a rim around everything breathe: somebody across the hall sees it and walks over."""
        under, over = super().live(now, heard)
        theme = self.theme
        age = self.age(now)
        on = math.isinf(age) or int(age / Pace.BREATH_SECONDS) % 2 == 0
        colour = theme.colours.red.ink if on else theme.colours.invite
        rim = Outline(Box(0, 0, *self.kit.size), colour, theme.scale.px(Stroke.RIM) // 2, 0)
        return under, (*over, rim)

    def _steps(self, composer: Composer, cells: list[Box]) -> None:
        """Set what to do, each with its word and its sign, all in one size."""
        scale, colours, words = composer.theme.scale, composer.theme.colours, self.kit.words
        notes = [words(f"help.{step}_note") for step in STEPS]
        room = self._room(composer, cells[0])
        px = min(
            composer.largest(note, scale.spoken, colours.ink, room[2:], bold=True).style.px
            for note in notes
        )
        for n, (cell, step, text) in enumerate(zip(cells, STEPS, notes, strict=True)):
            composer.card(cell)
            composer.speak_box(("step", n), cell)
            side = self._disc(composer, cell)
            disc = Box(cell.x + scale.px(Space.XL), cell.y + (cell.h - side) // 2, side, side)
            composer.front.append(Disc(disc, colours.red.ink))
            letter = composer.lay(
                words(f"help.{step}"), side // 2, colours.on_dark, side, bold=True
            )
            composer.middle(disc, letter, colours.red.ink)
            note = composer.lay(text, px, colours.ink, room.w, bold=True)
            there = self._room(composer, cell)
            composer.beside(there, note, colours.card)
            icon = self._icon(composer)
            end = cell.right - scale.px(Space.XL) - icon
            composer.icon(
                Box(end, cell.y + (cell.h - icon) // 2, icon, icon), ICONS[step], colours.red.ink
            )

    def corner(self, composer: Composer, box: Box) -> None:
        """Set 返回 where 我可能正在被骗 was: it is a way back, and not the strongest thing here."""
        composer.button(
            "main",
            box,
            self.kit.words("help.back"),
            self._back,
            look=composer.plain,
            keys=("enter", "backspace"),
            icon="back",
            px=composer.theme.scale.helper,
        )

    def _station(self, composer: Composer, box: Box) -> int:
        """Set the local police station's number at the foot of a box, and give what it takes."""
        scale, colours = composer.theme.scale, composer.theme.colours
        line = station_line(self.kit)
        if not line:
            return 0
        room = (box.w - 2 * scale.px(Space.XL), scale.title * 2)
        words = composer.fit(line, scale.title, colours.red.ink, room, bold=True)
        plate = box.low(words.height + scale.px(Space.L))
        edge = scale.px(colours.edge)
        composer.back.append(
            Panel(plate, colours.red.tint, scale.px(Corner.BUBBLE), edge, colours.red.ink)
        )
        composer.middle(plate, words, colours.red.tint)
        composer.speak_box("station", plate)
        return plate.h + scale.px(Space.L)

    def _disc(self, typesetter: Typesetter, cell: Box) -> int:
        scale = typesetter.theme.scale
        return min(cell.h - scale.px(Space.M), scale.px(Thing.HELP_DISC))

    def _icon(self, typesetter: Typesetter) -> int:
        return typesetter.theme.scale.px(Thing.SIGN_LEAST)

    def _room(self, typesetter: Typesetter, cell: Box) -> Box:
        """Give where a step's words stand, between its disc and its sign."""
        scale = typesetter.theme.scale
        pad, space = scale.px(Space.XL), scale.px(Space.L)
        left = pad + self._disc(typesetter, cell) + space
        return Box(
            cell.x + left, cell.y, cell.w - left - self._icon(typesetter) - space - pad, cell.h
        )

    def _back(self, now: float) -> Screen:  # noqa: ARG002
        return self.back.comforted(self.session.comfort)
