"""Watches the display: a new size, another side up, another display; the picture follows once it stays.

A display that is plugged in or turned has several sizes within a moment, and may have none. What is
drawn is laid out anew only for one that has stayed for a while and that a picture has room on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from kiosk.ui.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Hashable

SETTLE_SECONDS = 0.2
"""How long a size has to stay."""
LEAST_SIDE, MOST_SIDE = 320, 8192
"""Pixels; what is smaller or larger is no display but a moment between two."""


def believable(width: int, height: int) -> bool:
    """Tell whether a picture may be laid out for so many pixels."""
    return min(width, height) >= LEAST_SIDE and max(width, height) <= MOST_SIDE


def _nowhere() -> Box | None:
    return None


def _nothing(_box: Box) -> None:
    return


class DisplayWatch:
    """Tells the canvas that is shown now, and when it wants another picture.

    `canvas` gives the window's surface, which is another one after each change of its size; `shown`
    gives where the display lies, None where that isn't known, and `cover` puts the window there. A
    window that is none of a full screen needs neither. The picture was made for `size`. What `shown`
    knows comes over `connection`, a descriptor, -1 where there is none.
    """

    def __init__(
        self,
        size: tuple[int, int],
        canvas: Callable[[], pygame.Surface],
        shown: Callable[[], Box | None] = _nowhere,
        cover: Callable[[Box], None] = _nothing,
        connection: int = -1,
    ) -> None:
        self.connection = connection
        self.canvas, self._shown, self._cover = canvas, shown, cover
        self._covered = shown()
        self._fits: Hashable = (self._covered, size)
        self._state: Hashable = self._fits
        self._since = 0.0
        # The display may have changed while the first picture was made.
        if self._covered is not None and self._covered[2:] != canvas().get_size():
            cover(self._covered)

    def _seen(self) -> Hashable:
        return self._covered, self.canvas().get_size()

    @property
    def unsettled(self) -> bool:
        """Tell whether something has changed that the picture doesn't follow yet."""
        return self._state != self._fits

    def settled(self, now: float) -> bool:
        """Tell, once, that another size has stayed and the picture is to be laid out for it."""
        box = self._shown()
        if box is not None and box != self._covered and believable(*box[2:]):
            # Once for each change: where a window manager knows better, it has the last word.
            self._covered = box
            self._cover(box)
        state = self._seen()
        if state != self._state:
            self._state, self._since = state, now
        if not self.unsettled or now - self._since < SETTLE_SECONDS:
            return False
        self._fits = state
        return believable(*self.canvas().get_size())
