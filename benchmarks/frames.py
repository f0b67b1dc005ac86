"""Prints how long each kind of screen takes to be laid out and drawn, at 1920x1080.

Run: .venv/bin/python benchmarks/frames.py; needs no display. "Anew" is a screen met for the first
time, its pictures and words made; "again" is all of it drawn once more; "spoken" is the frame in
which the next words are lit, of which there are many a second. A frame at 60 a second has 16 ms.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections import defaultdict
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.update(SDL_VIDEODRIVER="dummy", PYGAME_HIDE_SUPPORT_PROMPT="1")

import pygame

from kiosk import composition
from kiosk.engine.painter import Painter
from kiosk.review.gallery import NOW, states
from kiosk.settings import Settings
from kiosk.speech import Heard
from kiosk.ui.screen import Screen
from kiosk.ui.surface_cache import SurfaceCache

SIZE = (1920, 1080)
AFTER = 3.0
"""Seconds after a screen came, when what slides in has arrived."""


def clock() -> float:
    return time.perf_counter() * 1000


def timed(
    screen: Screen, canvas: pygame.Surface, surfaces: SurfaceCache
) -> tuple[float, float, float]:
    """Give milliseconds for the screen anew, again, and with more of its words lit."""
    begun = clock()
    utterance = screen.utterance
    painter = Painter(canvas, surfaces)
    painter.paint(screen.view(NOW, Heard(utterance)))
    anew = clock() - begun
    painter.paint(screen.view(NOW + AFTER, Heard(utterance)))
    painter.forget()
    begun = clock()
    painter.paint(screen.view(NOW + AFTER, Heard(utterance)))
    again = clock() - begun
    if utterance is None:
        return anew, again, 0.0
    half = max(1, len(utterance.text) // 2)
    begun = clock()
    painter.paint(screen.view(NOW + AFTER, Heard(utterance, (0, half), half, audible=True)))
    return anew, again, clock() - begun


def main() -> None:
    pygame.display.init()
    canvas = pygame.display.set_mode(SIZE)
    pygame.font.init()
    kit = composition.make_kit(
        SIZE, composition.open_stories([], None, date(2026, 11, 21)), Settings()
    )
    surfaces = composition.make_surfaces(kit)
    times: defaultdict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for _, screen in states(kit):
        times[type(screen).__name__].append(timed(screen, canvas, surfaces))
    print(f"{'':<18}{'anew':>14}{'again':>14}{'spoken':>14}   median / worst, ms")
    for name, rows in times.items():
        columns = (f"{statistics.median(c):6.1f} /{max(c):5.1f}" for c in zip(*rows, strict=True))
        print(f"{name:<18}" + "".join(f"{column:>14}" for column in columns) + f"   {len(rows)}")


if __name__ == "__main__":
    main()
