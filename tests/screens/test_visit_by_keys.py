"""A whole visit with the keypad alone, by ear: every story, the careful way and the foolish one."""

from __future__ import annotations

import pygame
import pytest

from kiosk.review.plays import best_and_worst
from kiosk.scenario.model import Scenario
from kiosk.screens.attract import AttractScreen
from kiosk.screens.choose import ChooseScreen
from kiosk.screens.debrief import DebriefScreen
from kiosk.screens.ending import EndingScreen
from kiosk.screens.grade import GradeScreen
from kiosk.screens.install import InstallScreen
from kiosk.screens.outcome import OutcomeScreen
from kiosk.screens.quiz import QuizScreen
from kiosk.screens.replay_screen import ReplayScreen
from kiosk.screens.scene import SceneScreen
from kiosk.visit.play import Play
from tests.driven_loop import DrivenLoop, FakeVoice
from tests.kits import kit, stories
from tests.sample import SAMPLE, story_of

STORIES = {story.id: story for story in stories().deck.scenarios}


@pytest.fixture
def stage(canvas: pygame.Surface) -> DrivenLoop:
    return DrivenLoop(canvas, kit(), FakeVoice())


def play(stage: DrivenLoop, story: Scenario, wanted: Play) -> None:
    """Choose a story and make the choices of a play, by keys, up to the ending."""
    stage.key("5")
    assert isinstance(stage.screen, ChooseScreen)
    while story not in stage.screen.stories:
        stage.key("enter")
        assert isinstance(stage.screen, ChooseScreen)
    stage.key(str(stage.screen.stories.index(story) + 1))
    steps = iter(wanted.steps)
    for _ in range(200):
        screen = stage.screen
        if isinstance(screen, EndingScreen):
            return
        if isinstance(screen, SceneScreen) and screen.open and screen.scene.choices:
            step = next(steps)
            assert step.scene == screen.scene
            stage.key(str(step.index + 1))
            assert isinstance(stage.screen, OutcomeScreen)
        else:
            stage.key("enter")
    pytest.fail("the story doesn't end")


@pytest.mark.parametrize("story", [story_of(path).id for path in SAMPLE])
@pytest.mark.parametrize("best", [True, False], ids=["best", "worst"])
def test_a_story_is_played_to_its_install_page(
    stage: DrivenLoop,
    story: str,
    best: bool,  # noqa: FBT001 (one of two cases)
) -> None:
    wanted = best_and_worst(STORIES[story])[0 if best else 1]
    play(stage, STORIES[story], wanted)
    stage.key("enter")
    debrief = stage.screen
    assert isinstance(debrief, DebriefScreen)
    assert debrief.play.trail == wanted.trail
    assert [step.choice for step in debrief.play.steps] == [step.choice for step in wanted.steps]
    stage.key("1")
    assert isinstance(stage.screen, ReplayScreen)
    stage.key("backspace")
    assert isinstance(stage.screen, DebriefScreen)
    stage.key("enter")
    asked = 0
    while isinstance(stage.screen, QuizScreen):
        stage.key("1" if asked % 2 else "2")
        stage.key("enter")
        asked += 1
    assert asked == 3
    assert isinstance(stage.screen, GradeScreen)
    stage.key("enter")
    assert isinstance(stage.screen, InstallScreen)
    stage.key("enter")
    assert isinstance(stage.screen, AttractScreen)
    assert not stage.faults


def test_all_that_a_scene_says_is_said_in_turn(stage: DrivenLoop) -> None:
    stage.key("enter")
    stage.key("1")
    scene = stage.screen
    assert isinstance(scene, SceneScreen)
    script = [one.id for one in scene.script]
    stage.voice.quick = True
    for _ in range(len(script) + 2):
        stage.frame()
    said = stage.voice.said
    assert said[said.index(script[0]) :] == script


def test_every_step_of_a_long_debrief_is_opened_by_its_number(stage: DrivenLoop) -> None:
    story = max(STORIES.values(), key=lambda one: len(best_and_worst(one)[1].steps))
    wanted = best_and_worst(story)[1]
    play(stage, story, wanted)
    stage.key("enter")
    opened = set()
    debrief = stage.screen
    assert isinstance(debrief, DebriefScreen)
    for _ in range(debrief.page_count):
        rows = sorted(name for name in stage.names() if name.startswith("row-"))
        for name in rows:
            (key,) = stage.target(name).keys
            stage.key(key)
            state = stage.screen
            assert isinstance(state, ReplayScreen)
            assert f"row-{state.row.number}" == name
            opened.add(state.row.number)
            stage.key("enter")
        stage.key("5")
    assert opened == set(range(1, len(wanted.steps) + 1))


def test_a_story_is_tried_again_by_key(stage: DrivenLoop) -> None:
    story = next(iter(STORIES.values()))
    play(stage, story, best_and_worst(story)[0])
    stage.key("enter")
    stage.key("6")
    assert isinstance(stage.screen, SceneScreen)
    assert stage.screen.play.steps == ()


def test_any_key_of_the_keypad_starts_a_visit(canvas: pygame.Surface) -> None:
    for key in (*"0123456789", "enter", ".", "/", "*", "+", "-", "backspace"):
        stage = DrivenLoop(canvas, kit())
        assert isinstance(stage.key(key), ChooseScreen), key
