"""What all three are asked to show: the first steps of three stories, as the kiosk itself lays them out.

A run of the kiosk gives where everything to press lies; the words are the stories' own. The page and the
game are made from that, so that a finger presses the same places on all of them, in the same order.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

# the program before the benchmarks: one of these has its name
sys.path[:0] = [str(Path(__file__).resolve().parents[n]) for n in (2, 1)]

from stand import ROOT, Finger, GoneError, Kiosk, Line, Visitor, prepare

from kiosk import composition
from kiosk.scenario.model import Scenario, Scene

STORIES = tuple(
    str(ROOT / "scenarios" / f"{name}.yaml") for name in ("冒充客服", "刷单返利", "96110来电")
)
WANTED = ("show-all", "choice-1", "main", "device")
SETTLE_SECONDS = 3.0
STEPS = 5
"""Taps inside a story before it is left."""
SPOKEN = {
    "leave": "退出",
    "leave-yes": "退出",
    "main": "继续",
    "show-all": "显示全部",
    "start": "开始",
}


@dataclass(frozen=True)
class Page:
    """A screen: its words, its places to press with a label each, and which of them is pressed."""

    lines: tuple[str, ...]
    targets: tuple[tuple[str, int, int, int, int], ...]
    pressed: int


def arguments() -> list[str]:
    """Give how the kiosk is started with the three stories alone."""
    return [word for story in STORIES for word in ("--scenarios", story)]


def recorded(screen: str, data: Path) -> list[Page]:
    """Walk through the kiosk once and give the pages, in the order they came, back to the first."""
    stories = composition.open_stories(
        list(map(Path, STORIES)), None, date(2026, 1, 1)
    ).deck.scenarios
    prepare(data)
    kiosk = Kiosk(screen, data, arguments=arguments())
    finger = Finger(screen)
    try:
        kiosk.watch(SETTLE_SECONDS)
        return list(_pages(Visitor(kiosk, finger), stories))
    finally:
        kiosk.stop()
        finger.close()


def _pages(visitor: Visitor, stories: tuple[Scenario, ...]) -> Iterator[Page]:
    for number, story in enumerate(stories, 1):
        scene, lines = story.scenes[0], [story.title]
        yield _tapped(visitor, "start", lines)
        titles = {f"story-{n}": other.title for n, other in enumerate(stories, 1)}
        yield _tapped(visitor, f"story-{number}", ["请选一个故事"], titles)
        lines = [line.text for line in scene.lines]
        labels = dict(_labels(story))
        for _ in range(STEPS):
            name = _first(visitor, WANTED)
            yield _tapped(visitor, name, lines, labels)
            if name == "choice-1":
                while not scene.choices:
                    scene = _scene(story, scene.goto)
                chosen = scene.choices[0]
                lines = [chosen.consequence, chosen.why]
                scene = _scene(story, chosen.goto)
        yield _tapped(visitor, "leave", lines, labels)
        yield _tapped(visitor, "leave-yes", ["要退出吗？"])


def _scene(story: Scenario, name: str) -> Scene:
    return next(one for one in story.scenes if one.id == name)


def _labels(story: Scenario) -> Iterator[tuple[str, str]]:
    """Give the words of the first choices of a story by the names of their places."""
    scene = next(one for one in story.scenes if one.choices)
    for number, choice in enumerate(scene.choices, 1):
        yield f"choice-{number}", choice.text


def _tapped(
    visitor: Visitor, name: str, lines: list[str], labels: dict[str, str] | None = None
) -> Page:
    """Give the page that stands there, and press one place of it."""
    _first(visitor, (name,))
    frame: Line = visitor.frame
    spoken = {**SPOKEN, **(labels or {})}
    targets = tuple((spoken.get(t[0], ""), *map(int, t[1:5])) for t in frame["targets"])
    pressed = max(n for n, t in enumerate(frame["targets"]) if t[0] == name)
    visitor.tap(name)
    return Page(tuple(filter(None, lines)), targets, pressed)


def _first(visitor: Visitor, names: tuple[str, ...]) -> str:
    """Wait until one of some places can be pressed and give the first that can."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        visitor.look()
        for name in names:
            if visitor.has(name):
                return name
        visitor.kiosk.watch(0.1)
    raise GoneError(f"nowhere to press {names} on {visitor.frame['screen']}")


def plain(pages: list[Page]) -> list[dict[str, object]]:
    """Give pages as JSON takes them."""
    return [asdict(page) for page in pages]
