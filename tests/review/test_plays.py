"""Every way through a story has all its screens, and they can be drawn."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk import composition
from kiosk.process import prepare_pygame
from kiosk.review.gallery import NOW, draw
from kiosk.review.plays import MOST_WHOLE, count_plays, plays, screens_of
from kiosk.scenario.graph import Graph
from kiosk.scenario.model import Scenario
from kiosk.scenario.reading.reader import read_story
from kiosk.screens.kit import Kit, Session
from kiosk.settings import Settings
from kiosk.speech import Heard
from kiosk.ui.screen import Screen
from tests.kits import stories
from tests.sample import SAMPLE, every_story, story_of

pytestmark = pytest.mark.once  # which screens there are, not how they are drawn

ROOT = Path(__file__).parents[2]
DRAWN = 12
"""Pictures drawn of one story, taken by chance from all there are; every view is made."""


def ladder(steps: int) -> Scenario:
    """Give a story in which each choice either goes on or skips a scene: far too many plays."""
    text = (ROOT / "docs" / "example-story.yaml").read_text(encoding="utf-8")
    start, end = text.index("  - 编号: 网页\n"), text.index("  - 编号: 又要钱\n")
    scene = text[start:end].replace("没上当", "{far}").replace("又要钱", "{near}")
    rungs = []
    for n in range(steps):
        near, far = (f"网页{m}" if m < steps else "又要钱" for m in (n + 1, n + 2))
        rung = scene.replace("{near}", near).replace("{far}", far).replace("损失: 8000", "损失: 1")
        rungs.append(rung.replace("编号: 网页", f"编号: 网页{n}"))
    text = text[:start] + "".join(rungs) + text[end:]
    story = read_story(text.replace("去: 网页\n", "去: 网页0\n").encode(), "长.yaml")
    assert story.scenario is not None, [p.text() for p in story.problems]
    return story.scenario


@pytest.fixture(scope="module")
def kit() -> Kit:
    prepare_pygame()
    composition.drawing_without_display()
    return composition.make_kit((1366, 768), stories(), Settings())


def met(play_screens: Iterator[tuple[str, Screen]], seen: dict[object, Screen]) -> int:
    """Make each screen's view and keep those that were not seen before; give how many there are."""
    count = 0
    for name, screen in play_screens:
        view = screen.view(NOW, Heard())
        assert view.items, name
        seen.setdefault(view, screen)
        count += 1
    return count


def test_no_shipped_story_has_more_plays_than_are_walked() -> None:
    assert [story.id for story in every_story() if not 0 < count_plays(story) <= MOST_WHOLE] == []


@pytest.mark.parametrize("file", SAMPLE, ids=lambda file: file.stem)
def test_every_play_of_a_story_has_all_its_screens(kit: Kit, file: Path) -> None:
    story = story_of(file)
    session = Session(seed=7)
    seen: dict[object, Screen] = {}
    for play in plays(story):
        names = [name for name, _ in screens_of(kit, session, play, NOW)]
        decisions = len(play.steps)
        assert len([name for name in names if name.endswith("-后果")]) == decisions
        assert len([name for name in names if name.endswith("-说")]) == len(play.trail) - 1
        assert f"结局-{play.position.id}" in names
        assert "复盘-1" in names
    every = list(plays(story))
    chosen = random.Random(1).sample(every, min(6, len(every)))  # noqa: S311 - no secret
    for play in chosen:
        met(screens_of(kit, session, play, NOW), seen)
    surfaces = composition.make_surfaces(kit)
    views = list(seen.values())
    for screen in random.Random(2).sample(views, min(DRAWN, len(views))):  # noqa: S311 - no secret
        assert draw(kit, surfaces, screen).get_size() == kit.size


def test_all_plays_of_a_small_story_are_walked_once_each() -> None:
    for file in (*SAMPLE, ROOT / "docs" / "example-story.yaml"):
        story = story_of(file)
        walked = [tuple(step.index for step in play.steps) for play in plays(story)]
        assert len(walked) == len(set(walked)) == count_plays(story)
        assert all(play.finished for play in plays(story))
        assert set(walked) == set(Graph(story).plays(10_000))


def test_a_large_story_is_walked_by_random_plays_that_a_seed_repeats(kit: Kit) -> None:
    story = ladder(60)
    assert count_plays(story) > 10**9
    first, again, other = (
        [play.trail for play in plays(story, most=5, seed=seed)] for seed in (3, 3, 4)
    )
    assert first == again != other
    assert len(first) == 5
    play = next(plays(story, most=1, seed=3))
    seen: dict[object, Screen] = {}
    assert met(screens_of(kit, Session(seed=7), play, NOW), seen) > len(play.steps) * 4
    surfaces = composition.make_surfaces(kit)
    for screen in list(seen.values())[-3:]:
        assert draw(kit, surfaces, screen).get_size() == kit.size


def test_a_story_that_goes_round_has_no_plays() -> None:
    story = story_of(ROOT / "docs" / "example-story.yaml")
    looped = replace(story.scenes[2], choices=(), goto="网页")
    scenes = tuple(looped if scene.id == looped.id else scene for scene in story.scenes)
    around = replace(story, scenes=scenes)
    assert count_plays(around) == 0
    assert list(plays(around)) == []
