"""Pictures from `assets/pictures`, drawn at the very size they are shown."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pygame

from kiosk.patterns import pattern
from kiosk.storage import read_file, read_text
from kiosk.ui.figure import FOLDER as ARMS
from kiosk.ui.figure import POSE, posed
from kiosk.ui.theme import Colour

log = logging.getLogger(__name__)

TRUE_COLOUR = 24
"""Bits a pixel from which on a picture can be scaled smoothly."""

_ROOT = pattern(r"<svg\b[^>]*>", re.DOTALL)
_SIZE = pattern(r'\b(width|height)="[^"]*"')
_VIEW = pattern(r'viewBox="\s*([-\d.]+)[ ,]+([-\d.]+)[ ,]+([-\d.]+)[ ,]+([-\d.]+)\s*"')

LARGEST_PHOTO = 32 * 1024 * 1024
"""Bytes; the checks of stories and of sites allow less."""

CARD_TOPS = "covers/"
"""Pictures made as wide strips, their motif in the middle of an even ground."""
LEAST_SHOWN = 0.85
"""Share of a card top's height that must be seen."""
MOST_TEXTS = 64
"""Drawings whose text is kept, 3 kB each: those of the screens at hand. In weeks every mood and pose comes by."""


class Images:
    """Gives pictures by folder and name; a missing or broken one gives an empty surface."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._text = lru_cache(maxsize=MOST_TEXTS)(self._read)

    def draw(
        self,
        name: str,
        size: tuple[int, int],
        tint: Colour | None = None,
        *,
        cover: bool = False,
    ) -> pygame.Surface:
        """Give the picture `folder/name` in `size` pixels, its middle in the middle.

        It is fitted in, or with `cover` fills the size and is cut; where more than a little of its
        height would go, it is fitted and the colour of its edge fills the sides. A tint replaces
        an icon's black.
        """
        try:
            if cover and self._would_lose(name, size):
                return _native(_flooded(self.rendered(name, size, tint, min)))
            return _native(self.rendered(name, size, tint, max if cover else min))
        except (OSError, pygame.error, ValueError, ArithmeticError, MemoryError) as error:
            log.warning("图片 %s 画不出来：%s", name, error)
            return pygame.Surface(size, pygame.SRCALPHA)

    def _read(self, name: str) -> str:
        at_rest, _, pose = name.partition(POSE)
        path = Path(name)
        if pose and not path.is_absolute():
            return posed(self._text(at_rest), self._text(f"{ARMS}/{pose}"))
        return read_text(path if path.is_absolute() else self._root / f"{name}.svg")

    def _would_lose(self, name: str, size: tuple[int, int]) -> bool:
        """Tell whether a card's picture would be cut at head and foot, not just at its sides."""
        if not name.startswith(CARD_TOPS):
            return False
        view = _VIEW.search(self._text(name))
        if view is None:
            return False
        across, down = float(view[3]), float(view[4])
        return size[1] / (down * size[0] / across) < LEAST_SHOWN

    def rendered(
        self,
        name: str,
        size: tuple[int, int],
        tint: Colour | None = None,
        pick: Callable[..., float] = min,
    ) -> pygame.Surface:
        """Give the picture fitted in, or by `max` cut to fill the size; raise where it can't be drawn."""
        path = Path(name)
        if path.is_absolute() and path.suffix.lower() != ".svg":
            return _fit(_loaded(path), size, pick)
        text = self._text(name)
        view = _VIEW.search(text)
        if view is None:
            raise ValueError("没有 viewBox")
        left, top, across, down = (float(part) for part in view.groups())
        scale = pick(size[0] / across, size[1] / down)
        # What would be cut off isn't drawn: a third of a backdrop's cost on an upright card.
        wide, tall = min(across, size[0] / scale), min(down, size[1] / scale)
        left, top = left + (across - wide) / 2, top + (down - tall) / 2
        width, height = max(1, round(wide * scale)), max(1, round(tall * scale))
        root = _ROOT.search(text)
        if root is None:
            raise ValueError("不是 SVG")
        head = _VIEW.sub(f'viewBox="{left:g} {top:g} {wide:g} {tall:g}"', _SIZE.sub("", root[0]))
        head = f'{head[:-1]} width="{width}" height="{height}">'
        if tint is not None:
            text = text.replace("#000000", "#{:02x}{:02x}{:02x}".format(*tint))
        svg = _ROOT.sub(lambda _: head, text, count=1)
        drawn = pygame.image.load(io.BytesIO(svg.encode()), "picture.svg")
        return _centre(drawn, size)


def _loaded(path: Path) -> pygame.Surface:
    """Give a photograph of a site or a story; whatever lies there now, neither more nor longer than it may be."""
    return pygame.image.load(io.BytesIO(read_file(path, LARGEST_PHOTO)), path.name)


def _flooded(fitted: pygame.Surface) -> pygame.Surface:
    """Give a picture that was fitted in, the colour of its left edge beside it."""
    shown = fitted.get_bounding_rect()
    whole = pygame.Surface(fitted.get_size(), pygame.SRCALPHA)
    whole.fill(fitted.get_at((min(shown.left + 2, shown.right - 1), shown.centery)))
    whole.blit(fitted, (0, 0))
    return whole


def _native(drawn: pygame.Surface) -> pygame.Surface:
    """Give the picture with its bytes in the order all other surfaces have.

    SDL_image gives them the other way round, and a backdrop then took 10 ms each time it was set on
    the canvas instead of 0.4. Where there is no screen it can't be turned and needn't be quick.
    """
    if not pygame.display.get_init():
        return drawn
    return drawn.convert(pygame.Surface((1, 1), pygame.SRCALPHA))


def _fit(
    picture: pygame.Surface, size: tuple[int, int], pick: Callable[..., float]
) -> pygame.Surface:
    if picture.get_bitsize() < TRUE_COLOUR:
        # Few colours from a list, or shades of grey: those can't be scaled smoothly.
        whole = pygame.Surface(picture.get_size(), pygame.SRCALPHA)
        whole.blit(picture, (0, 0))
        picture = whole
    scale = pick(size[0] / picture.get_width(), size[1] / picture.get_height())
    # What would be cut off isn't scaled: a strip that fills a card would take gigabytes.
    shown = pygame.Rect(0, 0, 0, 0)
    shown.size = (
        min(picture.get_width(), max(1, round(size[0] / scale))),
        min(picture.get_height(), max(1, round(size[1] / scale))),
    )
    shown.center = picture.get_rect().center
    part = picture.subsurface(shown.clamp(picture.get_rect()))
    fitted = max(1, round(part.get_width() * scale)), max(1, round(part.get_height() * scale))
    return _centre(pygame.transform.smoothscale(part, fitted), size)


def _centre(picture: pygame.Surface, size: tuple[int, int]) -> pygame.Surface:
    if picture.get_size() == size:
        return picture
    surface = pygame.Surface(size, pygame.SRCALPHA)
    left, top = (size[0] - picture.get_width()) // 2, (size[1] - picture.get_height()) // 2
    surface.blit(picture, (left, top))
    return surface
