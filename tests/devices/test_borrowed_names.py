"""A borrowed name stands in quotation marks only once it was told what followed of its bearer."""

from __future__ import annotations

import pytest

from kiosk.devices.aftermath import state_after
from kiosk.review.plays import plays_to_everywhere
from kiosk.scenario.model import Scenario, Scene
from kiosk.screens.kit import Kit, Session
from kiosk.screens.scene import SceneScreen
from tests import kits
from tests.sample import every_story

DOUBTFUL = [story for story in every_story() if any(one.borrowed for one in story.cast)]


@pytest.fixture(scope="module")
def kit() -> Kit:
    return kits.kit()


def marked(screen: SceneScreen) -> set[str]:
    """Give the ids of those whose names the screen's device shows in quotation marks."""
    cast = screen.play.scenario.cast
    shown = (screen.state.character(one.id) for one in cast)
    return {one.id for one in shown if one is not None and one.borrowed}


@pytest.mark.parametrize("story", DOUBTFUL, ids=lambda story: story.id)
def test_nobody_is_doubted_before_a_choice_about_them_is_told(kit: Kit, story: Scenario) -> None:
    claimed = {one.id for one in story.cast if one.borrowed}
    for play in plays_to_everywhere(story):
        if not isinstance(play.position, Scene):
            continue
        told: set[str] = set()
        for step in play.steps:
            told |= {step.scene.contact, *(line.speaker for line in step.scene.lines)}
            told |= set(step.scene.present)
        assert marked(SceneScreen(kit, Session(1), play=play)) == claimed & told


@pytest.mark.parametrize("story", DOUBTFUL, ids=lambda story: story.id)
def test_what_follows_a_choice_calls_them_so_called(kit: Kit, story: Scenario) -> None:
    borrowed = {one.id: one.name for one in story.cast if one.borrowed}
    for scene in story.scenes:
        for choice in scene.choices:
            after = state_after(kit.words, story, scene, choice)
            if scene.contact in borrowed:
                who = after.character(scene.contact)
                assert who is not None
                assert who.name == borrowed[scene.contact]
