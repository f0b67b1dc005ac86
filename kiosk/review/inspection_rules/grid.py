"""Whether a screen keeps one grid: one margin at its edges, one size for what looks the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kiosk.review.screen_probe import Defect, InspectedScreen, ScreenProbe
from kiosk.screens.visit_screen import VisitScreen
from kiosk.ui.geometry import Box
from kiosk.ui.items import Panel, Text
from kiosk.ui.screen import Target
from kiosk.ui.text.paragraph import Paragraph

NEAR = 2
"""Margins from an edge of the screen within which a card is meant to keep the margin."""
ROUNDED = 2
"""Pixels that columns may lose by their rounding."""
OTHERS = ("replay", "slow", "look", "volume", "leave", "help", "story-")
"""The helpers keep places of their own; 随便来一个 is no card of a story and larger on purpose."""


def check(inspected: InspectedScreen) -> Iterator[Defect]:
    """Give what stands beside the margin, and siblings of two sizes."""
    probe = inspected.still
    if not isinstance(probe.screen, VisitScreen):
        return
    yield from _beside_the_margin(probe)
    yield from _siblings(probe)
    yield from _figures(probe)


def _beside_the_margin(probe: ScreenProbe) -> Iterator[Defect]:
    margin, width = probe.screen.theme.scale.margin, probe.whole.w
    cards = [item.box for item in probe.items if isinstance(item, Panel)]
    targets = [t.box for t in probe.view.targets if t.box is not None and not t.bare]
    for box in dict.fromkeys((*cards, *targets)):
        if box.w >= width or box.h < margin or any(_within(box, other) for other in cards):
            continue
        for name, gap in (("左", box.x), ("右", width - box.right)):
            if gap < NEAR * margin and abs(gap - margin) > ROUNDED:
                yield Defect("不在边线上", f"有一块离{name}边 {gap} 像素，应当是 {margin}")


def _within(box: Box, other: Box) -> bool:
    return other != box and other.around(box)


def _siblings(probe: ScreenProbe) -> Iterator[Defect]:
    """Give buttons side by side of one height whose words have two sizes, and cards of two heights."""
    buttons = [one for one in _buttons(probe) if not one.name.startswith(OTHERS)]
    found = [(target, words) for target in buttons if (words := _words(probe, target))]
    for (one, a), (other, b) in combinations(found, 2):
        if one.box is None or other.box is None or one.box.y != other.box.y:
            continue
        if one.box.h == other.box.h and one.box.w == other.box.w and a.style.px != b.style.px:
            yield Defect(
                "同类按钮不一样大",
                f"“{a.text}”{a.style.px} 像素，“{b.text}”{b.style.px} 像素",
            )


def _buttons(probe: ScreenProbe) -> Iterator[Target]:
    for target in probe.view.targets:
        if target.box is not None and not target.bare:
            yield target


def _words(probe: ScreenProbe, target: Target) -> Paragraph | None:
    """Give the words of a button, if its label stands there."""
    for item in probe.items:
        if isinstance(item, Text) and item.paragraph.text == target.label:
            inside = Box(item.x, item.y, item.paragraph.width, item.paragraph.height)
            if target.box is not None and target.box.around(inside):
                return item.paragraph
    return None


def _figures(probe: ScreenProbe) -> Iterator[Defect]:
    """Give what a figure of the keypad presses and doesn't show it."""
    figures = [text for text in probe.texts if text.paragraph.text.isdecimal()]
    for target in _buttons(probe):
        keys = [key for key in target.keys if key.isdecimal()]
        box = target.box
        if not keys or box is None or target.name == "replay":
            continue
        shown = {t.paragraph.text for t in figures if box.around(t.ink)}
        if not shown & set(keys):
            yield Defect("没有印键号", f"按钮 {target.name} 用键 {keys[0]} 按，却没有写出来")
