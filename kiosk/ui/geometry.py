"""Rectangles as values, and the few ways screens cut them up. All figures are whole pixels."""

from __future__ import annotations

from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle: left, top, width, height in pixels of the screen."""

    x: int
    y: int
    w: int
    h: int

    @property
    def right(self) -> int:
        """Give the first column past the box."""
        return self.x + self.w

    @property
    def bottom(self) -> int:
        """Give the first row past the box."""
        return self.y + self.h

    @property
    def centre(self) -> tuple[int, int]:
        """Give the pixel in the middle."""
        return self.x + self.w // 2, self.y + self.h // 2

    def inset(self, dx: int, dy: int | None = None) -> Box:
        """Give the box less a margin of `dx` left and right and `dy` above and below."""
        dy = dx if dy is None else dy
        return Box(self.x + dx, self.y + dy, max(0, self.w - 2 * dx), max(0, self.h - 2 * dy))

    def grow(self, by: int) -> Box:
        """Give the box with a margin added all around."""
        return Box(self.x - by, self.y - by, self.w + 2 * by, self.h + 2 * by)

    def move(self, dx: int, dy: int) -> Box:
        """Give the box moved."""
        return Box(self.x + dx, self.y + dy, self.w, self.h)

    def top(self, h: int) -> Box:
        """Give the upper `h` rows."""
        return Box(self.x, self.y, self.w, h)

    def low(self, h: int) -> Box:
        """Give the lower `h` rows."""
        return Box(self.x, self.bottom - h, self.w, h)

    def left(self, w: int) -> Box:
        """Give the left `w` columns."""
        return Box(self.x, self.y, w, self.h)

    def end(self, w: int) -> Box:
        """Give the right `w` columns."""
        return Box(self.right - w, self.y, w, self.h)

    def below(self, h: int) -> Box:
        """Give what remains under the upper `h` rows."""
        return Box(self.x, self.y + h, self.w, max(0, self.h - h))

    def above(self, h: int) -> Box:
        """Give what remains over the lower `h` rows."""
        return Box(self.x, self.y, self.w, max(0, self.h - h))

    def after(self, w: int) -> Box:
        """Give what remains right of the left `w` columns."""
        return Box(self.x + w, self.y, max(0, self.w - w), self.h)

    def centred(self, w: int, h: int) -> Box:
        """Give a box of that size in the middle of this one."""
        return Box(self.x + (self.w - w) // 2, self.y + (self.h - h) // 2, w, h)

    def columns(self, count: int, gap: int) -> tuple[Box, ...]:
        """Give `count` columns of equal width with `gap` between."""
        w = (self.w - gap * (count - 1)) // count
        return tuple(Box(self.x + n * (w + gap), self.y, w, self.h) for n in range(count))

    def rows(self, count: int, gap: int) -> tuple[Box, ...]:
        """Give `count` rows of equal height with `gap` between."""
        h = (self.h - gap * (count - 1)) // count
        return tuple(Box(self.x, self.y + n * (h + gap), self.w, h) for n in range(count))

    def holds(self, x: int, y: int) -> bool:
        """Tell whether a point lies inside."""
        return self.x <= x < self.right and self.y <= y < self.bottom

    def meets(self, other: Box) -> bool:
        """Tell whether two boxes share a pixel."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )

    def around(self, other: Box) -> bool:
        """Tell whether the other box lies wholly inside."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    def union(self, other: Box) -> Box:
        """Give the smallest box that holds both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Box(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)
