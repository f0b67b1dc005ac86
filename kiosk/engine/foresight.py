"""The screen that lifting the finger will bring, drawn while the finger is still down.

People hold a button for about 80 ms; that is enough to draw any screen. Screens are values and
asking for one changes nothing, so a finger that slides off costs only the work.
"""

from __future__ import annotations

import logging
from dataclasses import replace

import pygame

from kiosk.engine.painter import Painter
from kiosk.speech import Heard
from kiosk.ui.screen import Target, View
from kiosk.ui.surface_cache import SurfaceCache

log = logging.getLogger(__name__)


class Foresight:
    """Holds one picture, as large as the canvas, as long as a finger is down."""

    def __init__(self, canvas: pygame.Surface, surfaces: SurfaceCache) -> None:
        self._canvas, self._surfaces = canvas, surfaces
        self._target: Target | None = None
        self._drawn: tuple[View, pygame.Surface] | None = None

    def look(self, target: Target | None, now: float) -> None:
        """Draw, once, what the target under the finger would bring at a time in seconds.

        A fault is kept for the moment it is met on the way: then the loop knows what to do about
        it. Without a target the picture is let go.
        """
        if target == self._target:
            return
        self._target, self._drawn = target, None
        if target is None:
            return
        try:
            screen = replace(target.then(now), since=now)
            view = screen.view(now, Heard(screen.utterance))
            picture = pygame.Surface(self._canvas.get_size(), 0, self._canvas)
            Painter(picture, self._surfaces).paint(view)
        except Exception:
            log.debug("没能提前画好 %s", target.name, exc_info=True)
            return
        self._drawn = view, picture

    def bring(self, target: Target, painter: Painter) -> None:
        """Put what was drawn for a target on the canvas; what it lacks is for the next frame."""
        if target == self._target and self._drawn is not None:
            painter.adopt(*self._drawn)
