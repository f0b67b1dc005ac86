"""Looks over every screen in every state and says what a visitor could not read, press or hear."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kiosk.review import gallery
from kiosk.review.inspection_rules import (
    contrast,
    overlap,
    sizes,
    spoken_and_shown,
    targets,
)
from kiosk.review.screen_probe import NOW, Defect, ScreenProbe
from kiosk.screens.kit import KioskScreen, Kit
from kiosk.ui.surface_cache import SurfaceCache
from kiosk.ui.theme import Look

AGE = 3.0
"""Seconds the attract screen has stood when it is looked at."""


@dataclass(frozen=True, slots=True)
class Where:
    """A screen in a state: its size in pixels, the look, and the name of the state."""

    size: tuple[int, int]
    look: Look
    state: str

    def __str__(self) -> str:
        """Give it as a line of the report names it."""
        return f"{self.size[0]}x{self.size[1]} {LOOKS[self.look]} {self.state}"


LOOKS = {Look.NORMAL: "标准", Look.LARGE: "大字", Look.LARGE_CONTRAST: "大字高对比"}


def inspect(screen: KioskScreen, surfaces: SurfaceCache) -> tuple[Defect, ...]:
    """Give all that is wrong with one screen, as it stands and half-way through its speech."""
    shown = ScreenProbe.of(screen, now=NOW + AGE)
    speaking = ScreenProbe.of(screen, gallery.heard_halfway(screen), NOW + AGE)
    return (
        *overlap.check(shown),
        *sizes.check(shown),
        *targets.check(shown),
        *contrast.check(speaking, surfaces),
        *spoken_and_shown.check(shown),
    )


EVERYTHING = re.compile("")


def states(
    kit: Kit, look: Look = Look.NORMAL, only: re.Pattern[str] = EVERYTHING
) -> list[tuple[str, KioskScreen]]:
    """Give every state of every screen whose name `only` finds, with its name."""
    return [(name, screen) for name, screen in gallery.states(kit, look) if only.search(name)]


def inspect_states(
    kit: Kit, surfaces: SurfaceCache, chosen: Iterable[tuple[str, KioskScreen]], look: Look
) -> Iterator[tuple[Where, Defect]]:
    """Give what is wrong with some states of one screen size, each with its place."""
    for name, screen in chosen:
        for finding in inspect(screen, surfaces):
            yield Where(kit.size, look, name), finding


def grouped(found: Iterable[tuple[Where, Defect]]) -> dict[Defect, list[Where]]:
    """Give each finding once, with all the places it was found in, those of one rule together."""
    groups: dict[Defect, list[Where]] = {}
    for where, finding in found:
        groups.setdefault(finding, []).append(where)
    return dict(sorted(groups.items(), key=lambda pair: pair[0].rule))
