"""What a visitor sets and opens: it acts at once, leads back to the same place, and ends with them."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pygame
import pytest

from kiosk.review import gallery
from kiosk.screens.attract import AttractScreen
from kiosk.screens.choose import ChooseScreen
from kiosk.screens.debrief import DebriefScreen
from kiosk.screens.leave import LeaveScreen
from kiosk.screens.retry import RetryScreen
from kiosk.screens.scene import SceneScreen
from kiosk.screens.visit_screen import VisitScreen
from kiosk.settings import TextSize
from kiosk.speech import Heard
from kiosk.ui.screen import USUAL_VOLUME, VOLUMES, Comfort, Screen
from kiosk.ui.theme import Look
from tests.driven_loop import DrivenLoop, FakeVoice
from tests.kits import SMALL, kit, walked

NOW = gallery.NOW
KINDS = {
    "选故事": "选故事-1",
    "场景": "call-96110-来电-选",
    "后果": "call-96110-来电-选1-为什么",
    "结局": "call-96110-结局-守住",
    "复盘": "call-96110-复盘-最差-1",
    "考题": "call-96110-考题-1",
    "识骗力": "call-96110-识骗力",
    "安装": "安装",
}


@cache
def each() -> dict[str, Screen]:
    """Give a screen of each kind."""
    states = dict(walked(SMALL))
    return {kind: states[name] for kind, name in KINDS.items()}


def press(screen: Screen, name: str) -> Screen:
    view = screen.view(NOW, Heard())
    return next(target for target in view.targets if target.name == name).then(NOW)


@pytest.mark.parametrize("kind", KINDS)
def test_help_leads_back_to_the_same_place(kind: str) -> None:
    there = each()[kind]
    back = press(press(there, "help"), "main")
    assert (type(back), back.identity, back.piece) == (type(there), there.identity, there.piece)
    assert back.session == there.session


@pytest.mark.parametrize("kind", KINDS)
def test_leaving_is_asked_once_and_may_be_taken_back(kind: str) -> None:
    there = each()[kind]
    asked = press(there, "leave")
    assert isinstance(asked, LeaveScreen)
    back = press(asked, "main")
    assert (type(back), back.identity, back.session) == (type(there), there.identity, there.session)
    assert isinstance(press(asked, "leave-yes"), AttractScreen)


@pytest.mark.parametrize("kind", KINDS)
def test_hearing_again_says_the_same_from_its_beginning(kind: str) -> None:
    there = each()[kind]
    again = press(there, "replay")
    assert again.identity == there.identity
    assert again.piece == 0
    said, first = again.utterance, there.script[0]
    assert said is not None
    assert (said.id, said.text) == (first.id, first.text)
    # A repetition is another one than the first, else the voice would take it for said.
    assert said != first


@pytest.mark.parametrize("kind", KINDS)
def test_slow_look_and_volume_keep_the_place(kind: str) -> None:
    there = each()[kind]
    for name in ("slow", "look", "volume", "louder", "softer"):
        after = press(there, name)
        assert (type(after), after.identity, after.piece) == (
            type(there),
            there.identity,
            there.piece,
        )
        assert after.session.visit == there.session.visit
    assert press(there, "slow").session.comfort.slow
    assert not press(press(there, "slow"), "slow").session.comfort.slow
    looks = [there.session.comfort.look]
    screen = there
    for _ in Look:
        screen = press(screen, "look")
        looks.append(screen.session.comfort.look)
    assert looks == [Look.NORMAL, Look.LARGE, Look.LARGE_CONTRAST, Look.NORMAL]


def test_what_is_set_in_help_holds_after_it() -> None:
    there = each()["场景"]
    back = press(press(press(there, "help"), "slow"), "main")
    assert back.session.comfort.slow


def test_the_volume_stops_at_its_ends_by_key() -> None:
    screen = each()["选故事"]
    assert screen.session.comfort.volume == USUAL_VOLUME
    for _ in VOLUMES:
        screen = press(screen, "softer")
    assert screen.session.comfort.volume == 0
    for _ in VOLUMES:
        screen = press(screen, "louder")
    assert screen.session.comfort.volume == len(VOLUMES) - 1


def test_trying_again_goes_back_to_the_first_step_that_went_astray() -> None:
    debrief = each()["复盘"]
    assert isinstance(debrief, DebriefScreen)
    wrong = debrief.debrief.wrong
    assert wrong is not None
    asked = press(debrief, "again")
    assert isinstance(asked, RetryScreen)
    back = press(asked, "main")
    assert isinstance(back, SceneScreen)
    assert back.scene.id == wrong.scene.id
    assert [step.scene.id for step in back.play.steps] == [
        step.scene.id for step in debrief.play.steps[: wrong.number - 1]
    ]
    start = press(asked, "retry-start")
    assert isinstance(start, SceneScreen)
    assert start.play.steps == ()
    assert press(asked, "retry-back").identity == debrief.identity


def test_a_careful_play_tried_again_begins_anew() -> None:
    best = dict(walked(SMALL))["call-96110-复盘-最好-1"]
    again = press(best, "again")
    assert isinstance(again, SceneScreen)
    assert again.play.steps == ()


def test_the_debrief_tells_its_steps_one_by_one_and_all_at_a_touch() -> None:
    states = dict(walked(SMALL))
    told: Screen = states["call-96110-复盘-最差-说"].keyed()
    rows = [0]
    while (said := told.utterance) is not None:
        told = told.tick(NOW, Heard(said, done=True))
        shown = [t for t in told.view(NOW, Heard()).targets if t.box and t.name.startswith("row-")]
        rows.append(len(shown))
    assert rows == sorted(rows)
    assert rows[-1] > 1
    assert max(b - a for a, b in pairwise(rows)) == 1
    hurried = press(states["call-96110-复盘-最差-说"].keyed(), "rest-0")
    names = [t.name for t in hurried.view(NOW, Heard()).targets if t.box]
    assert sum(name.startswith("row-") for name in names) == rows[-1]


def test_who_isnt_told_the_steps_of_the_debrief_sees_them_once_the_score_is_told() -> None:
    states = dict(walked(SMALL))
    told: Screen = states["call-96110-复盘-最好-说"]
    assert isinstance(told, DebriefScreen)
    decisions = len(told.debrief.rows)
    rows = []
    while (said := told.utterance) is not None:
        assert "您选了" not in said.text
        shown = [t for t in told.view(NOW, Heard()).targets if t.box and t.name.startswith("row-")]
        rows.append(len(shown))
        told = told.tick(NOW, Heard(said, done=True))
    assert rows[0] == 0
    assert set(rows[1:]) == {decisions}


def test_by_touch_the_volume_gets_louder_first_and_silent_last_of_all() -> None:
    screen, heard = each()["选故事"], []
    for _ in VOLUMES:
        screen = press(screen, "volume")
        heard.append(screen.session.comfort.volume)
    assert heard[0] > USUAL_VOLUME
    assert heard[-2] == 0
    assert heard[-1] == USUAL_VOLUME
    assert sorted(heard) == list(range(len(VOLUMES)))


def test_the_helper_of_letters_names_the_look_there_is() -> None:
    screen, named = each()["选故事"], []
    for _ in Look:
        target = screen.view(NOW, Heard()).target_for("*")
        assert target is not None
        named.append(target.label)
        screen = press(screen, "look")
    assert named == ["标准字", "大字", "高对比"]


def test_the_voice_follows_at_once(canvas: pygame.Surface) -> None:
    stage = DrivenLoop(canvas, kit(), FakeVoice())
    stage.tap("start")
    loud = stage.voice.volume
    stage.tap("slow")
    stage.key("-")
    assert stage.voice.slow
    assert stage.voice.volume < loud


def test_what_one_visitor_set_doesnt_reach_the_next(canvas: pygame.Surface) -> None:
    stage = DrivenLoop(canvas, kit())
    stage.tap("start")
    for name in ("slow", "look", "volume"):
        stage.tap(name)
    assert stage.screen.session.comfort != Comfort()
    stage.tap("leave")
    stage.tap("leave-yes")
    assert isinstance(stage.screen, AttractScreen)
    assert not stage.voice.slow
    stage.tap("start")
    assert isinstance(stage.screen, ChooseScreen)
    assert stage.screen.session.comfort == Comfort()


def test_a_site_that_wants_large_text_gives_it_to_every_visitor(canvas: pygame.Surface) -> None:
    own = kit(text_size=TextSize.LARGE)
    stage = DrivenLoop(canvas, own)
    stage.tap("start")
    assert stage.screen.session.comfort.look is Look.LARGE
    stage.tap("look")
    stage.tap("leave")
    stage.tap("leave-yes")
    stage.tap("start")
    assert stage.screen.session.comfort.look is Look.LARGE


def test_the_bar_of_helpers_never_moves() -> None:
    bars = set()
    for screen in each().values():
        assert isinstance(screen, VisitScreen)
        view = screen.view(NOW, Heard())
        names = ("replay", "slow", "look", "volume", "leave", "help")
        bars.add(tuple(t.box for t in view.targets if t.name in names))
    assert len(bars) == 1


def test_a_key_that_does_nothing_here_is_answered(canvas: pygame.Surface) -> None:
    stage = DrivenLoop(canvas, kit(), FakeVoice())
    stage.tap("start")
    there = stage.screen.identity
    stage.key("6")
    assert stage.screen.identity == there
    assert isinstance(stage.screen, VisitScreen)
    assert stage.screen.aside is not None
    assert stage.screen.aside.words == kit().words.spoken("say.wrong_key")


def test_what_stands_on_a_device_is_told_by_keypad_or_when_heard_again_alone() -> None:
    scene = each()["场景"]
    assert isinstance(scene, SceneScreen)

    def tells(screen: Screen) -> bool:
        return any(name == ("also", 0) for name in (piece.name for piece in screen.pieces))

    assert not tells(scene)
    assert tells(scene.again())
    assert tells(scene.keyed())
