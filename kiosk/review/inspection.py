"""Looks over every screen in every state and says what a visitor could not read, press or hear."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from kiosk.review import gallery
from kiosk.review.inspection_rules import (
    contrast,
    grid,
    large_is_larger,
    overlap,
    sizes,
    spoken_and_shown,
    targets,
    words_whole,
)
from kiosk.review.screen_probe import Defect, InspectedScreen
from kiosk.screens.kit import KioskScreen, Kit
from kiosk.ui.surface_cache import SurfaceCache
from kiosk.ui.theme import Look
from kiosk.values import dataclass

Rule = Callable[[InspectedScreen], Iterable[Defect]]

RULES: tuple[Rule, ...] = (
    overlap.check,
    sizes.check,
    large_is_larger.check,
    targets.check,
    grid.check,
    contrast.check,
    spoken_and_shown.check,
    words_whole.check,
)
"""What every screen is held to; a new rule has its line here."""

LOOK_NAMES = {Look.NORMAL: "标准", Look.LARGE: "大字", Look.LARGE_CONTRAST: "大字高对比"}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where a defect was found: the size of the screen in pixels, its look, the name of its state."""

    size: tuple[int, int]
    look: Look
    state: str

    def __str__(self) -> str:
        """Give it as a line of the report names it."""
        return f"{self.size[0]}x{self.size[1]} {LOOK_NAMES[self.look]} {self.state}"


def inspect(screen: KioskScreen, surfaces: SurfaceCache) -> tuple[Defect, ...]:
    """Give all that is wrong with one screen, as it stands and half-way through its speech."""
    inspected = InspectedScreen.of(screen, surfaces)
    return tuple(defect for rule in RULES for defect in rule(inspected))


def states(
    kit: Kit,
    look: Look = Look.NORMAL,
    only: re.Pattern[str] = gallery.EVERYTHING,
    shown: gallery.States = gallery.states,
) -> list[tuple[str, KioskScreen]]:
    """Give every state of every screen whose name `only` finds, with its name."""
    return [(name, screen) for name, screen in shown(kit, look) if only.search(name)]


def inspect_states(
    kit: Kit, surfaces: SurfaceCache, chosen: Iterable[tuple[str, KioskScreen]], look: Look
) -> Iterator[tuple[Occurrence, Defect]]:
    """Give what is wrong with some states of one screen size, each with its state."""
    for name, screen in chosen:
        for defect in inspect(screen, surfaces):
            yield Occurrence(kit.size, look, name), defect


def grouped(found: Iterable[tuple[Occurrence, Defect]]) -> dict[Defect, list[Occurrence]]:
    """Give each defect once, with all the states it was found in, those of one rule together."""
    groups: dict[Defect, list[Occurrence]] = {}
    for state, defect in found:
        groups.setdefault(defect, []).append(state)
    return dict(sorted(groups.items(), key=lambda pair: pair[0].rule))
