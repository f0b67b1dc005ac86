"""我可能正在被骗: one page over the paused play, spoken: 停 · 挂 · 打 · 找."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property

from kiosk.screens.kit import KioskScreen
from kiosk.screens.station import station_line, station_pieces
from kiosk.screens.visit_screen import VisitScreen
from kiosk.ui.composer import ButtonStyle, Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Disc, Panel
from kiosk.ui.screen import Piece, Screen, numbered
from kiosk.ui.theme import Corner, Space, Thing
from kiosk.ui.typesetter import Typesetter

STEPS = ("stop", "hang", "call", "find")


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
    def has_help(self) -> bool:
        """Leave the help button out: this is what it opens."""
        return False

    @property
    def can_leave(self) -> bool:
        """Leave 退出 out: 返回 is the way on."""
        return False

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Give the four things to do, how to go back, and whom to call."""
        words = self.kit.words
        return (
            Piece("title", words.spoken("help.title")),
            *numbered("step", (words.spoken(f"say.help.{n}") for n in range(len(STEPS)))),
            *station_pieces(self.kit),
            Piece("back", words.spoken("say.press_back")),
            Piece("hotlines", words.spoken("say.hotlines")),
        )

    @property
    def head(self) -> str:
        """Give the title in the head line."""
        return self.kit.words("help.title")

    def compose(self, composer: Composer, body: Box) -> None:
        """Set the four steps and the way back."""
        scale, colours, words = composer.theme.scale, composer.theme.colours, self.kit.words
        inner = body.inset(scale.side, scale.px(Space.S))
        foot = inner.low(scale.bar)
        steps = inner.above(scale.bar + scale.gap)
        steps = steps.above(self._station(composer, steps))
        cells = steps.rows(len(STEPS), scale.px(Space.L))
        notes = [words(f"help.{step}_note") for step in STEPS]
        room = self._room(composer, cells[0])
        # All four in one size, the largest in which the longest still has room.
        px = min(
            composer.largest(note, scale.spoken, colours.ink, room[2:], bold=True).style.px
            for note in notes
        )
        for n, (cell, step, text) in enumerate(zip(cells, STEPS, notes, strict=True)):
            composer.card(cell)
            composer.speak_box(("step", n), cell)
            side = self._disc(composer, cell)
            disc = Box(cell.x + scale.px(Space.XXL), cell.y + (cell.h - side) // 2, side, side)
            composer.front.append(Disc(disc, colours.red.ink))
            letter = composer.lay(
                words(f"help.{step}"), side // 2, colours.on_dark, side, bold=True
            )
            composer.middle(disc, letter, colours.red.ink)
            note = composer.lay(text, px, colours.ink, room.w, bold=True)
            composer.beside(self._room(composer, cell), note, colours.card)
        composer.button(
            "main",
            foot,
            words("help.back"),
            self._back,
            look=ButtonStyle(colours.teal.ink, colours.on_dark),
            keys=("enter", "backspace"),
            icon="back",
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
        return min(cell.h - scale.px(Space.XL), scale.px(Thing.HELP_DISC))

    def _room(self, typesetter: Typesetter, cell: Box) -> Box:
        """Give where a step's words stand, beside its disc."""
        pad = typesetter.theme.scale.px(Space.XXL)
        side = self._disc(typesetter, cell)
        return cell.after(side + 2 * pad).left(cell.w - side - 3 * pad)

    def _back(self, now: float) -> Screen:  # noqa: ARG002
        return self.back.comforted(self.session.comfort)
