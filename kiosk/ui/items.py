"""The things that can be drawn, each a value: fills, cards, words, pictures, rings, strokes, codes."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator
from enum import Flag, auto
from functools import lru_cache

import pygame

from kiosk.ui.geometry import Box
from kiosk.ui.screen import Item
from kiosk.ui.surface_cache import SMOOTH, SurfaceCache
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import BLACK, WHITE, Colour
from kiosk.values import dataclass

COLUMNS = 64
"""Width of the piece of a large blend that is kept, in pixels."""
BANDS = 16
"""Rows of tiles of a hoop; more have less empty space in them and take longer to be drawn."""
FINER = 2
"""A hoop's edges are drawn this many times larger and shrunk."""


@dataclass(frozen=True, slots=True)
class Fill:
    """A plain rectangle."""

    box: Box
    colour: Colour

    @property
    def bounds(self) -> Box:
        """Give the box outside which nothing is drawn."""
        return self.box

    def paint(self, canvas: pygame.Surface, surfaces: SurfaceCache) -> None:  # noqa: ARG002
        """Draw on the canvas."""
        canvas.fill(self.colour, self.box)


@dataclass(frozen=True, slots=True)
class Veil:
    """What makes all under it darker: each colour is multiplied by the veil's, of 255."""

    box: Box
    colour: Colour

    @property
    def bounds(self) -> Box:
        """Give the box outside which nothing is drawn."""
        return self.box

    def paint(self, canvas: pygame.Surface, surfaces: SurfaceCache) -> None:  # noqa: ARG002
        """Draw on the canvas."""
        canvas.fill(self.colour, self.box, pygame.BLEND_MULT)


class Corners(Flag):
    """The corners of a box that are round."""

    TOP_LEFT = auto()
    TOP_RIGHT = auto()
    LOW_LEFT = auto()
    LOW_RIGHT = auto()
    TOP = TOP_LEFT | TOP_RIGHT
    LEFT = TOP_LEFT | LOW_LEFT
    ALL = TOP | LOW_LEFT | LOW_RIGHT


@dataclass(frozen=True, slots=True)
class Blend:
    """A rectangle that runs from one colour above to another below, with round corners."""

    box: Box
    top: Colour
    low: Colour
    radius: int = 0
    corners: Corners = Corners.ALL

    @property
    def bounds(self) -> Box:
        """Give the box outside which nothing is drawn."""
        return self.box

    def paint(self, canvas: pygame.Surface, surfaces: SurfaceCache) -> None:
        """Draw on the canvas."""
        if self.radius:
            key = ("blend", self.box[2:], self.top, self.low, self.radius, self.corners)
            canvas.blit(surfaces.kept(key, self._round, cheap=True), self.box[:2])
            return
        # All columns are alike: a few of them are kept and set side by side.
        columns = surfaces.kept(("blend", self.box.h, self.top, self.low), self._columns)
        for left in range(self.box.x, self.box.right, COLUMNS):
            part = (0, 0, min(COLUMNS, self.box.right - left), self.box.h)
            canvas.blit(columns, (left, self.box.y), part)

    def _columns(self) -> pygame.Surface:
        return pygame.transform.scale(self._column(), (COLUMNS, self.box.h))

    def _round(self) -> pygame.Surface:
        full = pygame.transform.scale(self._column(), (self.box.w, self.box.h))
        return _rounded(full, self.radius, self.corners)

    def _column(self) -> pygame.Surface:
        strip = pygame.Surface((1, 2))
        strip.set_at((0, 0), self.top)
        strip.set_at((0, 1), self.low)
        # smoothscale interpolates between pixel centres; the strip is cut to that part.
        return pygame.transform.smoothscale(strip, (1, self.box.h))


def _rounded(surface: pygame.Surface, radius: int, corners: Corners) -> pygame.Surface:
    """Cut smooth round corners out of a surface."""
    width, height = surface.get_size()
    radius = min(radius, width // 2, height // 2)
    result = pygame.Surface((width, height), pygame.SRCALPHA)
    result.blit(surface, (0, 0))
    mask = pygame.Surface((radius * 2 * SMOOTH,) * 2, pygame.SRCALPHA)
    mask.fill((*WHITE, 0))
    pygame.draw.circle(mask, (*WHITE, 255), (radius * SMOOTH,) * 2, radius * SMOOTH)
    small = pygame.transform.smoothscale(mask, (radius * 2, radius * 2))
    places = {
        Corners.TOP_LEFT: (0, 0),
        Corners.TOP_RIGHT: (1, 0),
        Corners.LOW_LEFT: (0, 1),
        Corners.LOW_RIGHT: (1, 1),
    }
    for corner, (x, y) in places.items():
        if corner in corners:
            part = pygame.Rect(x * radius, y * radius, radius, radius)
            at = (x * (width - radius), y * (height - radius))
            result.blit(small, at, part, special_flags=pygame.BLEND_RGBA_MULT)
    return result


@dataclass(frozen=True, slots=True)
class Panel:
    """A card: filled, round at the corners, with an edge or a shadow where it has one."""

    box: Box
    colour: Colour
    radius: int
    edge: int = 0
    edge_colour: Colour = BLACK
    shadow: int = 0
    """Pixels the shadow reaches beyond the card; 0 for none."""
    corners: Corners = Corners.ALL

    @property
    def bounds(self) -> Box:
        """Give the box outside which nothing is drawn."""
        if not self.shadow:
            return self.box
        return self.box.move(0, self.shadow // 2).grow(self.shadow).union(self.box)

    def paint(self, canvas: pygame.Surface, surfaces: SurfaceCache) -> None:
        """Draw on the canvas."""
        if self.shadow:
            surfaces.shade(canvas, self.box, self.radius, self.shadow)
        if self.edge:
            inner = self.box.inset(self.edge)
            self._card(canvas, surfaces, self.box, self.edge_colour, self.radius)
            self._card(canvas, surfaces, inner, self.colour, self.radius - self.edge)
        else:
            self._card(canvas, surfaces, self.box, self.colour, self.radius)

    def _card(
        self,
        canvas: pygame.Surface,
        surfaces: SurfaceCache,
        box: Box,
        colour: Colour,
        radius: int,
    ) -> None:
        _card(canvas, surfaces, box, colour, radius)
        radius = max(0, min(radius, box.w // 2, box.h // 2))
        for corner, x, y in (
            (Corners.TOP_LEFT, box.x, box.y),
            (Corners.TOP_RIGHT, box.right - radius, box.y),
            (Corners.LOW_LEFT, box.x, box.bottom - radius),
            (Corners.LOW_RIGHT, box.right - radius, box.bottom - radius),
        ):
            if corner not in self.corners:
                canvas.fill(colour, (x, y, radius, radius))


def _card(
    canvas: pygame.Surface, surfaces: SurfaceCache, box: Box, colour: Colour, radius: int
) -> None:
    """Fill a rectangle and set the four quarters of a smooth disc into its corners."""
    radius = max(0, min(radius, box.w // 2, box.h // 2))
    canvas.fill(colour, (box.x + radius, box.y, box.w - 2 * radius, box.h))
    canvas.fill(colour, (box.x, box.y + radius, box.w, box.h - 2 * radius))
    if not radius:
        return
    disc = surfaces.disc(radius * 2, colour)
    for x, y in ((0, 0), (1, 0), (0, 1), (1, 1)):
        at = (box.x + x * (box.w - radius), box.y + y * (box.h - radius))
        canvas.blit(disc, at, (x * radius, y * radius, radius, radius))


@dataclass(frozen=True, slots=True)
class Outline:
    """A frame around what is being pressed."""

    box: Box
    colour: Colour
    width: int
    radius: int

    @property
    def bounds(self) -> Box:
        """Give the box outside which nothing is drawn."""
        return self.box

    def paint(self, canvas: pygame.Surface, surfaces: SurfaceCache) -> None:  # noqa: ARG002
        """Draw on the canvas."""
        radius = min(self.radius, self.box.w // 2, self.box.h // 2)
        pygame.draw.rect(canvas, self.colour, self.box, self.width, border_radius=radius)


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled circle."""

    box: Box
    colour: Colour

    @property
    def bounds(self) -> Box:
        """Give the box outside which nothing is drawn."""
        return self.box

    def paint(self, canvas: pygame.Surface, surfaces: SurfaceCache) -> None:
        """Draw on the canvas."""
        canvas.blit(surfaces.disc(self.box.w, self.colour), self.box[:2])


@dataclass(frozen=True, slots=True)
class Text:
    """A laid-out paragraph, or the part of it up to a character."""

    x: int
    y: int
    paragraph: Paragraph
    ground: Colour | None = None
    """What lies under the words, for the checker of contrasts; it isn't drawn."""

    @property
    def bounds(self) -> Box:
        """Give the box outside which nothing is drawn."""
        # Half an em around: strokes may lean out of their advance, squeezed marks start before 0.
        lean = self.paragraph.style.px // 2
        return Box(self.x - lean, self.y, self.paragraph.width + 2 * lean, self.paragraph.height)

    def paint(self, canvas: pygame.Surface, surfaces: SurfaceCache) -> None:
        """Draw on the canvas."""
        paragraph = self.paragraph
        px = paragraph.style.px
        clip = canvas.get_clip()
        drop = (paragraph.leading - surfaces.fonts.height(px)) // 2
        for run in paragraph.runs:
            top = self.y + run.row * paragraph.leading + drop
            if top > clip.bottom or top + paragraph.leading < clip.top:
                continue
            x = self.x + run.x
            for face, part in surfaces.fonts.split(run.text, bold=run.bold):
                glyphs = surfaces.glyphs(part, px, face, run.colour)
                canvas.blit(glyphs, (x, top))
                x += sum(surfaces.fonts.widths(part, px, bold=run.bold))


@dataclass(frozen=True, slots=True)
class Art:
    """A picture in its box; `name` is `folder/name` under assets/pictures, or a path.

    It is fitted into the box, or covers it and is cut at the sides; a tint replaces an icon's black.
    """

    box: Box
    name: str
    tint: Colour | None = None
    cover: bool = False
    radius: int = 0
    corners: Corners = Corners.ALL

    @property
    def bounds(self) -> Box:
        """Give the box outside which nothing is drawn."""
        return self.box

    def paint(self, canvas: pygame.Surface, surfaces: SurfaceCache) -> None:
        """Draw on the canvas."""
        canvas.blit(surfaces.kept(self.key, lambda: self.make(surfaces)), self.box[:2])

    @property
    def key(self) -> Hashable:
        """Give what tells its surface from others."""
        return ("art", self.box[2:], self.name, self.tint, self.cover, self.radius, self.corners)

    def make(self, surfaces: SurfaceCache) -> pygame.Surface:
        """Give its surface; any thread may ask for it."""
        size = (self.box.w, self.box.h)
        drawn = surfaces.pictures.draw(self.name, size, self.tint, cover=self.cover)
        return _rounded(drawn, self.radius, self.corners) if self.radius else drawn


@dataclass(frozen=True, slots=True)
class Ring:
    """A ring of which a share is coloured, clockwise from the top."""

    box: Box
    share: float
    colour: Colour
    track: Colour
    width: int

    @property
    def bounds(self) -> Box:
        """Give the box outside which nothing is drawn."""
        return self.box

    def paint(self, canvas: pygame.Surface, surfaces: SurfaceCache) -> None:
        """Draw on the canvas."""
        canvas.blit(surfaces.kept(self.key, lambda: self.make(surfaces)), self.box[:2])

    @property
    def key(self) -> Hashable:
        """Give what tells its surface from others."""
        return ("ring", self.box.w, self.share, self.colour, self.track, self.width)

    def make(self, surfaces: SurfaceCache) -> pygame.Surface:  # noqa: ARG002
        """Give its surface; any thread may ask for it."""
        size, width = self.box.w * SMOOTH, self.width * SMOOTH
        big = pygame.Surface((size, size), pygame.SRCALPHA)
        big.fill((*self.track, 0))
        middle, radius = size // 2, (size - width) // 2
        pygame.draw.circle(big, (*self.track, 255), (middle, middle), size // 2)
        pygame.draw.circle(big, (*self.track, 0), (middle, middle), size // 2 - width)
        if self.share > 0:
            # Round pens set closely along the arc give a smooth band with round ends.
            steps = max(2, round(720 * self.share))
            for step in range(steps + 1):
                angle = 2 * math.pi * self.share * step / steps
                x = middle + radius * math.sin(angle)
                y = middle - radius * math.cos(angle)
                pygame.draw.circle(big, (*self.colour, 255), (round(x), round(y)), width // 2)
        return pygame.transform.smoothscale(big, (self.box.w, self.box.h))


@dataclass(frozen=True, slots=True)
class Hoop:
    """A thin circle of one colour, blended by `alpha` (0 to 255).

    It may be as large as the screen and is drawn in tiles: nearly all of its box is empty. `turns` are the
    alphas it takes turns in, this one and those to come.
    """

    box: Box
    colour: Colour
    alpha: int
    width: int
    clip: Box
    turns: tuple[int, ...] = ()

    @property
    def bounds(self) -> Box:
        """Give the box outside which nothing is drawn."""
        return self.clip

    def paint(self, canvas: pygame.Surface, surfaces: SurfaceCache) -> None:
        """Draw on the canvas."""
        old = canvas.get_clip()
        seen = old.clip(pygame.Rect(self.clip))
        canvas.set_clip(seen)
        # Of what changes in a frame most is small: nearly all tiles lie outside of it.
        for tile in self._tiles(seen):
            canvas.blit(self._made(tile, surfaces), (self.box.x + tile.x, self.box.y + tile.y))
        canvas.set_clip(old)

    def get_ready(self, surfaces: SurfaceCache) -> None:
        """Have all made that is going to be seen of it."""
        for tile in self._tiles(pygame.Rect(self.clip)):
            self._made(tile, surfaces)

    def _tiles(self, seen: pygame.Rect) -> Iterator[Box]:
        tiles = _tiles(self.box.w, self.width)
        meeting = seen.move(-self.box.x, -self.box.y).collidelistall(tiles)
        return (tiles[number] for number in meeting)

    def _made(self, tile: Box, surfaces: SurfaceCache) -> pygame.Surface:
        key = self.box.w, tile, self.colour, self.alpha, self.width
        return surfaces.sparse(key, lambda: self._make(tile))

    def _make(self, tile: Box) -> pygame.Surface:
        # The whole circle is drawn for each tile: what falls outside of it costs next to nothing.
        side = self.box.w
        fine = pygame.Surface((tile.w * FINER, tile.h * FINER), pygame.SRCALPHA)
        fine.fill((*self.colour, 0))
        middle = (side * FINER // 2 - tile.x * FINER, side * FINER // 2 - tile.y * FINER)
        colour = (*self.colour, self.alpha)
        pygame.draw.circle(fine, colour, middle, side * FINER // 2, self.width * FINER)
        return pygame.transform.smoothscale(fine, (tile.w, tile.h))


@lru_cache(maxsize=16)
def _tiles(side: int, width: int) -> tuple[Box, ...]:
    """Give the parts of a circle's box, `side` pixels wide, that hold the circle."""
    outer = side / 2
    inner = outer - width
    tiles: list[Box] = []
    rows = math.ceil(side / BANDS)
    for top in range(0, side, rows):
        low = min(side, top + rows)
        above, below = abs(outer - top), abs(outer - low)
        nearest = 0.0 if top < outer < low else min(above, below)
        reach = math.sqrt(max(0.0, outer**2 - nearest**2))
        hollow = math.sqrt(max(0.0, inner**2 - max(above, below) ** 2))
        # A pixel more on each side, for the smooth edge.
        left = max(0, math.floor(outer - reach) - 1)
        right = math.ceil(outer - hollow) + 1
        if right < side // 2:
            tiles.append(Box(left, top, right - left, low - top))
            tiles.append(Box(side - right, top, right - left, low - top))
        else:
            tiles.append(Box(left, top, side - 2 * left, low - top))
    return tuple(tiles)


@dataclass(frozen=True, slots=True)
class Strokes:
    """Upright strokes with round ends, `width` wide and `step` apart from a box's left edge.

    They stand about the middle of its height: a living waveform, or the length of a voice note.

    They are one item: where one stroke changes, only the box is drawn again, however many there
    are. On a turned device each stands lower than the one before by `slope` times the step.
    """

    box: Box
    heights: tuple[int, ...]
    step: int
    width: int
    colour: Colour
    slope: float = 0.0

    @property
    def bounds(self) -> Box:
        """Give the box outside which nothing is drawn."""
        leans = math.ceil(abs(self.slope) * self.box.w)
        return self.box.inset(0, -leans) if leans else self.box

    def paint(self, canvas: pygame.Surface, surfaces: SurfaceCache) -> None:
        """Draw on the canvas."""
        for n, height in enumerate(self.heights):
            left = self.box.x + n * self.step
            down = round((n - len(self.heights) // 2) * self.step * self.slope)
            top = self.box.y + (self.box.h - height) // 2 + down
            stroke = Box(left, top, self.width, height)
            Panel(stroke, self.colour, self.width // 2).paint(canvas, surfaces)


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code: whole pixels a module, black on white, its border among the modules."""

    x: int
    y: int
    matrix: tuple[tuple[bool, ...], ...]
    module: int

    @property
    def bounds(self) -> Box:
        """Give the box outside which nothing is drawn."""
        side = len(self.matrix) * self.module
        return Box(self.x, self.y, side, side)

    def paint(self, canvas: pygame.Surface, surfaces: SurfaceCache) -> None:  # noqa: ARG002
        """Draw on the canvas."""
        self.draw(canvas)

    def draw(self, canvas: pygame.Surface) -> None:
        """Draw on a canvas; it needs nothing else."""
        canvas.fill(WHITE, self.bounds)
        for row, modules in enumerate(self.matrix):
            for column, dark in enumerate(modules):
                if dark:
                    at = (self.x + column * self.module, self.y + row * self.module)
                    canvas.fill(BLACK, (*at, self.module, self.module))


@dataclass(frozen=True, slots=True)
class Group:
    """Items drawn together, then turned by `angle` degrees; their places count from the box."""

    box: Box
    items: tuple[Item, ...]
    angle: float = 0.0

    @property
    def key(self) -> Hashable:
        """Give what its surface is kept under; its place takes no part: a group that slides in is drawn once."""
        return "group", self.box[2:], self.items, self.angle

    @property
    def bounds(self) -> Box:
        """Give the box outside which nothing is drawn."""
        if not self.angle:
            return self.box
        turn = math.radians(abs(self.angle))
        width = math.ceil(self.box.w * math.cos(turn) + self.box.h * math.sin(turn)) + 2
        height = math.ceil(self.box.w * math.sin(turn) + self.box.h * math.cos(turn)) + 2
        return self.box.centred(width, height)

    def paint(self, canvas: pygame.Surface, surfaces: SurfaceCache) -> None:
        """Draw on the canvas."""
        drawn = surfaces.kept(self.key, lambda: self._make(surfaces))
        left, top = self.box.centre
        canvas.blit(drawn, (left - drawn.get_width() // 2, top - drawn.get_height() // 2))

    def _make(self, surfaces: SurfaceCache) -> pygame.Surface:
        whole = pygame.Surface((self.box.w, self.box.h), pygame.SRCALPHA)
        with surfaces.parts():
            for item in self.items:
                item.paint(whole, surfaces)
        return pygame.transform.rotozoom(whole, self.angle, 1.0) if self.angle else whole
