"""What drawing needs and is made once: glyph runs, pictures, corners, shadows; all bounded."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from math import inf
from pathlib import Path

import pygame

from kiosk import process
from kiosk.ui.geometry import Box
from kiosk.ui.image_worker import ImageWorker
from kiosk.ui.images import Images
from kiosk.ui.text.fonts import Fonts
from kiosk.ui.theme import SHADOW, SHADOW_ALPHA, Colour

SCREENS = 1.4
"""Surfaces kept, measured in pixels of the screen: most screens take 0.3, attract takes 1."""
BYTES_A_PIXEL = 4
SMOOTH = 4
"""Edges are drawn this many times larger and shrunk."""
SPARSE = 512
"""Sparse surfaces kept, each of some kilobytes: the hoops of attract take 240 to 360 in all their shades."""


class SurfaceCache:
    """Makes surfaces and keeps the ones used last, up to `SCREENS` times what a screen takes."""

    def __init__(self, fonts: Fonts, pictures: Path, size: tuple[int, int]) -> None:
        self.fonts = fonts
        self.most = _most(size)
        self.pictures = Images(pictures)
        self.image_worker = ImageWorker()
        self._kept: OrderedDict[Hashable, tuple[pygame.Surface, int]] = OrderedDict()
        self._sparse: OrderedDict[Hashable, pygame.Surface] = OrderedDict()
        self._bytes = self._depth = 0

    def fit(self, size: tuple[int, int]) -> None:
        """Keep as much as a screen of another size takes, and nothing of what was made before."""
        self.image_worker.forget()
        self._kept.clear()
        self._sparse.clear()
        self._bytes = 0
        self.most = _most(size)
        self.rest()

    def kept(
        self,
        key: Hashable,
        make: Callable[[], pygame.Surface],
        *,
        cheap: bool = False,
    ) -> pygame.Surface:
        """Give the surface of that key, made now if it isn't kept. A cheap one takes more room than time."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key, last=not (cheap and self._depth))
            return found[0]
        surface = self.image_worker.take(key) or make()
        return self._keep(key, surface, cheap=cheap)

    def sparse(self, key: Hashable, make: Callable[[], pygame.Surface]) -> pygame.Surface:
        """Give the surface of that key, which is empty nearly everywhere, made now if it isn't kept.

        It takes a form that holds and draws the rest only, so little that it is kept beside the
        others. The form suits the one canvas it is first drawn on: it is not for what goes on the
        window and into groups too.
        """
        surface = self._sparse.get(key)
        if surface is None:
            surface = self._sparse[key] = make()
            surface.set_alpha(255, pygame.RLEACCEL)
            if len(self._sparse) > SPARSE:
                self._sparse.popitem(last=False)
        else:
            self._sparse.move_to_end(key)
        return surface

    def order(self, key: Hashable, make: Callable[[], pygame.Surface]) -> None:
        """Have a surface made that a screen to come will need; one that is kept stays longer.

        `make` runs in a thread of its own and may use no font.
        """
        if key in self._kept:
            self._kept.move_to_end(key)
        else:
            self.image_worker.ask(key, make)

    def keep_longer(self, key: Hashable) -> None:
        """Let go of the surface of a key after all others that are kept now."""
        if key in self._kept:
            self._kept.move_to_end(key)

    def forget(self, key: Hashable) -> None:
        """Let go of the surface of a key now: nobody is going to see it again."""
        _, size = self._kept.pop(key, (None, 0))
        self._bytes -= size

    @contextmanager
    def parts(self) -> Iterator[None]:
        """Let what is cheap and used meanwhile be the first to be let go: the whole is kept."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1

    def gather(self) -> None:
        """Keep what has been made of what was ordered."""
        for key, surface in self.image_worker.finished():
            self._keep(key, surface)

    def _keep(
        self,
        key: Hashable,
        surface: pygame.Surface,
        *,
        cheap: bool = False,
    ) -> pygame.Surface:
        size = surface.get_pitch() * surface.get_height()
        self._kept[key] = surface, size
        self._kept.move_to_end(key, last=not (cheap and self._depth))
        self._bytes += size
        self._let_go(self.most)
        return surface

    def _let_go(self, most: int) -> None:
        """Let go of what was used longest ago until the rest takes so many bytes."""
        while self._bytes > most and len(self._kept) > 1:
            _, (_, old) = self._kept.popitem(last=False)
            self._bytes -= old

    def rest(self) -> None:
        """Let go of every glyph, and of the memory they leave; called between visitors."""
        self.fonts.reopen()
        process.give_back_memory()

    def close(self, until: float = inf) -> bool:
        """End the image worker's thread; False where it runs at second `until` still."""
        return self.image_worker.close(until)

    def glyphs(self, text: str, px: int, face: int, colour: Colour) -> pygame.Surface:
        """Give a run of characters in one face."""
        return self.kept(
            ("run", text, px, face, colour),
            lambda: self.fonts.draw(text, px, face, colour),
            cheap=True,
        )

    def disc(self, size: int, colour: Colour) -> pygame.Surface:
        """Give a filled circle `size` pixels wide with a smooth edge."""
        return self.kept(("disc", size, colour), lambda: _disc(size, colour))

    def shade(self, canvas: pygame.Surface, box: Box, radius: int, spread: int) -> None:
        """Draw the soft shadow of a card, a little below it and `spread` pixels around.

        One small shadow is made for each radius; its corners are set and its sides stretched, as far as the
        canvas' clip shows them.
        """
        whole = self.kept(("shadow", radius, spread), lambda: _shadow(radius, spread))
        outer = Box(box.x - spread, box.y - spread // 2, box.w + 2 * spread, box.h + 2 * spread)
        # A small card takes the outermost parts of the corners; its middle lies under the card.
        across = min(radius + 2 * spread, outer.w // 2)
        down = min(radius + 2 * spread, outer.h // 2)
        wide, tall = outer.w - 2 * across, outer.h - 2 * down
        side = whole.get_width()
        for right in (0, 1):
            for low in (0, 1):
                at = (outer.x + right * (outer.w - across), outer.y + low * (outer.h - down))
                part = (right * (side - across), low * (side - down), across, down)
                canvas.blit(whole, at, part)
        seen = canvas.get_clip()
        for far in (0, 1):
            at = (outer.x + far * (outer.w - across), outer.y + down)
            shown = seen.clip((*at, across, tall))
            if shown:
                left = far * (side - across) + shown.x - at[0]
                strip = whole.subsurface((left, side // 2, shown.w, 1))
                canvas.blit(pygame.transform.scale(strip, shown.size), shown)
            at = (outer.x + across, outer.y + far * (outer.h - down))
            shown = seen.clip((*at, wide, down))
            if shown:
                top = far * (side - down) + shown.y - at[1]
                strip = whole.subsurface((side // 2, top, 1, shown.h))
                canvas.blit(pygame.transform.scale(strip, shown.size), shown)


def _most(size: tuple[int, int]) -> int:
    """Give how many bytes are kept for a screen of so many pixels."""
    return round(SCREENS * BYTES_A_PIXEL * size[0] * size[1])


def _disc(size: int, colour: Colour) -> pygame.Surface:
    big = pygame.Surface((size * SMOOTH, size * SMOOTH), pygame.SRCALPHA)
    big.fill((*colour, 0))
    half = size * SMOOTH // 2
    pygame.draw.circle(big, (*colour, 255), (half, half), half)
    return pygame.transform.smoothscale(big, (size, size))


def _shadow(radius: int, spread: int) -> pygame.Surface:
    """Give the shadow of the smallest card of a radius, fading from within its edge to outside."""
    side = 2 * (radius + 2 * spread) + 1
    whole = pygame.Surface((side, side), pygame.SRCALPHA)
    whole.fill((*SHADOW, 0))
    # Each sheet lies on the one before and is darker by a shade or two: no blur is as even.
    for step in range(2 * spread):
        share = (step + 1) / (2 * spread)
        alpha = round(SHADOW_ALPHA * share * share * (3 - 2 * share))
        composer = pygame.Rect(step, step, side - 2 * step, side - 2 * step)
        corner = max(0, radius + spread - step)
        pygame.draw.rect(whole, (*SHADOW, alpha), composer, border_radius=corner)
    return whole
