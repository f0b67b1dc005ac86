"""Kits for tests of the screens: of a few stories, and of the story whose texts are all at their limit."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from kiosk import composition
from kiosk.review import gallery
from kiosk.screens.kit import KioskScreen, Kit
from kiosk.settings import Settings
from kiosk.ui.surface_cache import SurfaceCache
from kiosk.ui.theme import Look
from tests.sample import FAMILIAR, SAMPLE

WIDE, UPRIGHT = (1920, 1080), (1080, 1920)
SMALL, FINE = (1366, 768), (3840, 2160)
TODAY = date(2026, 11, 21)
AT_THE_LIMIT = Path(__file__).parent / "screens" / "at_the_limit"
"""A folder with the one story in which every text is as long as it may be."""


@cache
def stories() -> composition.Stories:
    """Give the four stories that tests know by name, read once."""
    return composition.open_stories(list(FAMILIAR), None, TODAY)


def kit(size: tuple[int, int] = SMALL, **changed: Any) -> Kit:  # noqa: ANN401 (fields of the kit and of the settings)
    """Give a kit of its own: a test may wear it out."""
    names = {one.name for one in fields(Settings)}
    decided = {name: value for name, value in changed.items() if name in names}
    settings = Settings(**{"site_name": "示范银行", **decided})
    made = composition.make_kit(size, stories(), settings)
    rest = {name: value for name, value in changed.items() if name not in names}
    return replace(made, **rest)


@cache
def shared(size: tuple[int, int]) -> tuple[Kit, SurfaceCache]:
    """Give a kit and a studio that tests share, for those that only look."""
    composition.drawing_without_display()
    one = kit(size)
    return one, composition.make_surfaces(one)


@cache
def sample_stories() -> composition.Stories:
    """Give the stories that are walked whole, read once."""
    return composition.open_stories(list(SAMPLE), None, TODAY)


@cache
def sampled(size: tuple[int, int]) -> tuple[Kit, SurfaceCache]:
    """Give a kit and a studio of the stories that are walked whole."""
    composition.drawing_without_display()
    one = composition.make_kit(size, sample_stories(), Settings(site_name="示范银行"))
    return one, composition.make_surfaces(one)


@lru_cache(maxsize=2)
def walked(size: tuple[int, int], look: Look = Look.NORMAL) -> tuple[tuple[str, KioskScreen], ...]:
    """Give every state of the stories that are walked whole, with its name: to list them takes seconds."""
    return tuple(gallery.states(sampled(size)[0], look))


@cache
def limit(size: tuple[int, int]) -> tuple[Kit, SurfaceCache]:
    """Give a kit of the one story in which every text is as long as it may be."""
    composition.drawing_without_display()
    one = composition.make_kit(
        size, composition.open_stories([AT_THE_LIMIT], None, TODAY), Settings()
    )
    return one, composition.make_surfaces(one)
