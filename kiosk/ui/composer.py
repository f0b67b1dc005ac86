"""What a screen is put together with: words, cards and buttons, and where what is said stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import field
from typing import TYPE_CHECKING

from kiosk.speech import Heard
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art, Disc, Fill, Panel, Text
from kiosk.ui.motion import shifted, swept
from kiosk.ui.screen import Item, PieceName, SpokenPlace, Target, Then
from kiosk.ui.sizes import largest, shrinking
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import BLACK, Corner, Shadow, Space, Stroke
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass

if TYPE_CHECKING:
    from kiosk.ui.text.fonts import Fonts
    from kiosk.ui.theme import Colour, Theme

FIGURE = 1.45
"""Width of the ring around a button's figure, in ems of a label."""


@dataclass(frozen=True, slots=True)
class ButtonStyle:
    """How a button looks."""

    ground: Colour
    ink: Colour
    edge: int = 0
    edge_colour: Colour = BLACK
    shadow: bool = True
    bold: bool = True


@dataclass(frozen=True, slots=True)
class Button:
    """A button: its target's name, its words, what a press brings, how it looks, its keys."""

    name: str
    label: str
    then: Then
    look: ButtonStyle | None = None
    keys: tuple[str, ...] = ()
    icon: str = ""

    @property
    def figure(self) -> str:
        """Give the figure of the keypad to set before its words, "" where none is or they begin with it."""
        figure = next((key for key in self.keys if key.isdecimal()), "")
        return "" if figure and self.label.startswith(figure) else figure


@dataclass(frozen=True, slots=True)
class LitPlace:
    """Words to be lit when their turn comes: such as give a scam away, or such as can be trusted."""

    turn: int
    box: Box
    trusted: bool = False


@dataclass(slots=True)
class Layer:
    """What stands under the words that are lit, and what stands over them."""

    back: list[Item] = field(default_factory=list)
    front: list[Item] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Composed:
    """What a composer has collected, fixed; what is lit goes between `back` and `front`."""

    theme: Theme
    back: tuple[Item, ...]
    front: tuple[Item, ...]
    loose: tuple[tuple[Item, ...], tuple[Item, ...]]
    """What moves: items under the words and those over them."""
    targets: tuple[Target, ...]
    spoken: tuple[SpokenPlace, ...]
    lit_places: tuple[LitPlace, ...]
    left_out: tuple[str, ...]
    """Words for which there was no room."""

    def moved(self, dx: int, dy: int) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
        """Give what moves, moved: the items under the words and those over them."""
        back = tuple(shifted(item, dx, dy) for item in self.loose[0])
        return back, tuple(shifted(item, dx, dy) for item in self.loose[1])

    def places_lit(self, age: float) -> tuple[Item, ...]:
        """Give the tint under words that are lit and the line below, as far as they have lit up.

        Below words that can be trusted it is a double one: colour is never the only sign.
        """
        colours, stroke = self.theme.colours, self.theme.scale.px(Stroke.CUE)
        items: list[Item] = []
        for place in self.lit_places:
            box = place.box
            width = swept(age, place.turn, box.w)
            if not width:
                continue
            tone = colours.green if place.trusted else colours.red
            items.append(Fill(box.low(box.h * 45 // 100).left(width), tone.tint))
            thin = max(2, stroke // 2)
            rows = ((0, thin), (2 * thin, thin)) if place.trusted else ((0, stroke),)
            items += [Fill(Box(box.x, box.bottom + at, width, h), tone.ink) for at, h in rows]
        return tuple(items)

    def lit(self, name: PieceName | None, heard: Heard) -> tuple[Item, ...]:
        """Give what lights up the words of a piece that are heard now."""
        colours = self.theme.colours
        start, end = heard.lit
        items: list[Item] = []
        for place in self.spoken:
            if place.name != name:
                continue
            if isinstance(place.paragraph, Box):
                first, past = place.part or (start, end + 1)
                if first <= end and past > start:
                    items.append(self._box_lit(place.paragraph, place.ground))
                continue
            least, most = place.part or (0, len(place.paragraph.text))
            first, past = start - place.offset, end - place.offset
            for box in place.paragraph.boxes(max(least, first), min(past, most)):
                at = box.move(place.x, place.y)
                items.append(Panel(at, colours.spoken, self.theme.scale.px(Corner.LIT)))
        return tuple(items)

    def _box_lit(self, box: Box, ground: Colour | None) -> Panel:
        """Give a box as it looks while it is heard: a dark one keeps its ground, or its words would pale."""
        scale, colour = self.theme.scale, self.theme.colours.spoken
        if ground is None:
            return Panel(box, colour, scale.radius)
        return Panel(box, ground, scale.radius, scale.px(Stroke.LIT), colour)


class Composer(Typesetter):
    """Collects items in two layers and targets; what is lit while spoken goes between the layers."""

    def __init__(self, fonts: Fonts, theme: Theme) -> None:
        super().__init__(fonts, theme)
        self.back: list[Item] = []
        self.front: list[Item] = []
        self.targets: list[Target] = []
        self.loose = Layer()
        """What moves."""
        self.lit_places: list[LitPlace] = []
        self.spoken: list[SpokenPlace] = []
        self.left_out: list[str] = []
        """Words for which there was no room."""

    def composed(self) -> Composed:
        """Give what has been set."""
        return Composed(
            self.theme,
            tuple(self.back),
            tuple(self.front),
            (tuple(self.loose.back), tuple(self.loose.front)),
            tuple(self.targets),
            tuple(self.spoken),
            tuple(self.lit_places),
            tuple(self.left_out),
        )

    def moving(self) -> AbstractContextManager[None]:
        """Let what is set meanwhile move: it is drawn with the live items."""
        return self.on(self.loose)

    @contextmanager
    def on(self, layer: Layer) -> Iterator[None]:
        """Let what is set meanwhile stand on a layer of its own."""
        still = self.back, self.front
        self.back, self.front = layer.back, layer.front
        try:
            yield
        finally:
            self.back, self.front = still

    def speak(
        self,
        name: PieceName,
        x: int,
        y: int,
        paragraph: Paragraph,
        offset: int = 0,
        *,
        part: tuple[int, int] | None = None,
    ) -> None:
        """Note that a piece of the script stands here, so that its words light up.

        `offset` counts the characters of the piece that come before the paragraph's first, `part`
        says which of the paragraph's are the piece's.
        """
        place = SpokenPlace(name, x, y, paragraph, offset, part=part)
        self.spoken.append(place)

    def speak_box(
        self,
        name: PieceName,
        box: Box,
        *,
        worded: bool = True,
        ground: Colour | None = None,
        part: tuple[int, int] | None = None,
    ) -> None:
        """Note that a piece of the script is what this box says; it lights up whole, a dark one its edge.

        Where the box says a part of the piece only, `part` tells from which character to which.
        """
        place = SpokenPlace(name, box.x, box.y, box, worded=worded, ground=ground, part=part)
        self.spoken.append(place)

    def spoken_text(
        self, name: PieceName, x: int, y: int, paragraph: Paragraph, ground: Colour | None = None
    ) -> int:
        """Set a paragraph that is a piece of the script and give the row under it."""
        self.speak(name, x, y, paragraph)
        return self.text(x, y, paragraph, ground)

    def text(self, x: int, y: int, paragraph: Paragraph, ground: Colour | None = None) -> int:
        """Set a paragraph and give the row under it."""
        self.front.append(Text(x, y, paragraph, ground))
        return y + paragraph.height

    def middle(self, box: Box, paragraph: Paragraph, ground: Colour | None = None) -> None:
        """Set a paragraph in the middle of a box."""
        x = box.x + (box.w - paragraph.width) // 2
        self.front.append(Text(x, box.y + (box.h - paragraph.height) // 2, paragraph, ground))

    def beside(self, box: Box, paragraph: Paragraph, ground: Colour | None = None) -> None:
        """Set a paragraph at a box's left edge, halfway down."""
        self.front.append(Text(box.x, box.y + (box.h - paragraph.height) // 2, paragraph, ground))

    def icon(self, box: Box, name: str, tint: Colour) -> None:
        """Set an icon of assets/pictures/icons."""
        self.front.append(Art(box, f"icons/{name}", tint))

    def card(self, box: Box, colour: Colour | None = None, *, shadow: bool = True) -> None:
        """Lay a card."""
        colours, scale = self.theme.colours, self.theme.scale
        self.back.append(
            Panel(
                box,
                colour or colours.card,
                scale.radius,
                scale.px(colours.edge),
                colours.line,
                scale.px(Shadow.CARD) if shadow and not colours.edge else 0,
            )
        )

    def line(self, box: Box) -> None:
        """Draw a thin line."""
        self.back.append(Fill(box, self.theme.colours.line))

    def sign(self, box: Box, name: str, colour: Colour) -> None:
        """Set a disc with an icon in white on it."""
        self.front.append(Disc(box, colour))
        self.icon(box.centred(box.w * 5 // 8, box.h * 5 // 8), name, self.theme.colours.on_dark)

    def number(self, box: Box, number: int) -> None:
        """Set a number in a disc of our colour."""
        colours = self.theme.colours
        self.front.append(Disc(box, colours.teal.ink))
        px = box.w * 6 // 10
        self.middle(
            box,
            self.lay(str(number), px, colours.on_dark, box.w, bold=True),
            colours.teal.ink,
        )

    @property
    def main(self) -> ButtonStyle:
        """Give the look of the main button."""
        return ButtonStyle(self.theme.colours.teal.ink, self.theme.colours.on_dark)

    @property
    def plain(self) -> ButtonStyle:
        """Give the look of a second button."""
        colours = self.theme.colours
        edge = self.theme.scale.px(colours.outline)
        return ButtonStyle(colours.card, colours.teal.ink, edge, colours.line)

    def button(  # noqa: PLR0913 (what a button is)
        self,
        name: str,
        box: Box,
        label: str,
        then: Then,
        *,
        look: ButtonStyle | None = None,
        keys: tuple[str, ...] = (),
        icon: str = "",
        px: int = 0,
    ) -> None:
        """Set a button with its words in the middle; before them its figure on the keypad, or an icon."""
        self.buttons((box,), (Button(name, label, then, look, keys, icon),), px)

    def buttons(self, boxes: Sequence[Box], buttons: Sequence[Button], px: int = 0) -> None:
        """Set buttons that belong together: their words are all of one size."""
        em = px or self.theme.scale.choice
        pairs = tuple(zip(boxes, buttons, strict=True))
        em = min((self._label(box, one, em).style.px for box, one in pairs), default=em)
        for box, one in pairs:
            self._button(box, one, em)

    def row_of_buttons(self, box: Box, buttons: Sequence[Button]) -> None:
        """Set buttons side by side: of one width, or as wide as each asks where that leaves larger words."""
        scale = self.theme.scale
        asked, boxes = scale.choice, box.columns(len(buttons), scale.gap)
        pairs = zip(boxes, buttons, strict=True)
        alike = min(self._label(one, button, asked).style.px for one, button in pairs)
        free = box.w - scale.gap * (len(buttons) - 1)
        own = largest(
            shrinking(asked, 1), lambda px: sum(self._wide(one, px) for one in buttons) <= free
        )
        if own > alike:
            wide = [self._wide(one, own) for one in buttons]
            spare, x = (free - sum(wide)) // len(wide), box.x
            boxes = ()
            for width in wide[:-1]:
                boxes = (*boxes, Box(x, box.y, width + spare, box.h))
                x = boxes[-1].right + scale.gap
            boxes = (*boxes, Box(x, box.y, box.right - x, box.h))
        self.buttons(boxes, buttons)

    def _wide(self, button: Button, px: int) -> int:
        """Give the width that a button's words ask for, with all that stands beside them."""
        look = button.look or self.main
        words = self.lay(button.label, px, look.ink, 10**6, bold=look.bold)
        return words.width + sum(self._before(button, px)) + 2 * self._pad

    @property
    def _pad(self) -> int:
        """Give the free space at a button's ends."""
        scale = self.theme.scale
        narrow = scale.crowded or scale.factor > 1
        return scale.px(Space.S if narrow else Space.L)

    def _before(self, button: Button, px: int) -> tuple[int, int]:
        """Give the width of what stands before a button's words, and the free space between."""
        space = self.theme.scale.px(Space.M)
        if button.figure:
            return round(self.theme.scale.helper * FIGURE), space
        return (px, space) if button.icon else (0, 0)

    def _label(self, box: Box, button: Button, px: int) -> Paragraph:
        scale, look = self.theme.scale, button.look or self.main
        room = (
            box.w - 2 * self._pad - sum(self._before(button, px)),
            box.h - scale.px(Space.XS),
        )
        return self.fit(button.label, px, look.ink, room, bold=look.bold, centred=True)

    def _button(self, box: Box, button: Button, px: int) -> None:
        look, scale = button.look or self.main, self.theme.scale
        spread = scale.px(Shadow.BUTTON) if look.shadow and not self.theme.colours.edge else 0
        radius = min(scale.radius, box.h // 2)
        self.back.append(Panel(box, look.ground, radius, look.edge, look.edge_colour, spread))
        paragraph = self._label(box, button, px)
        side, space = self._before(button, px)
        left = box.x + (box.w - paragraph.width - side - space) // 2
        sign = Box(left, box.y + (box.h - side) // 2, side, side)
        if button.figure:
            self._figure(sign, button.figure, look)
        elif button.icon:
            self.icon(sign, button.icon, look.ink)
        at = (left + side + space, box.y + (box.h - paragraph.height) // 2)
        self.front.append(Text(*at, paragraph, look.ground))
        self.targets.append(Target(button.name, box, button.then, button.label, button.keys))

    def _figure(self, box: Box, figure: str, look: ButtonStyle) -> None:
        """Set the key of a button in a ring of its words' colour."""
        edge = max(1, self.theme.scale.px(Stroke.EDGE))
        self.front.append(Panel(box, look.ground, box.w // 2, edge, look.ink))
        em = self.theme.scale.helper
        self.middle(box, self.lay(figure, em, look.ink, box.w, bold=True), look.ground)
