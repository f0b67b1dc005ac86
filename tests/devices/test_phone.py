"""A call is like one: it rings, is taken, counts its seconds, and goes on from scene to scene."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.devices import registry
from kiosk.scenario.model import Channel, Control, Scenario, Scene
from kiosk.screens.kit import Kit, Session
from kiosk.screens.scene import SceneScreen
from kiosk.speech import Heard
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art, Text
from kiosk.ui.screen import Screen, Target
from kiosk.visit.play import Play
from tests.kits import SMALL, UPRIGHT, WIDE, kit, shared, stories
from tests.sample import every_story

NOW = 1000.0


def talks(scene: Scene) -> bool:
    return scene.channel is Channel.PHONE and not scene.device.ringing


def standing(own: Kit, story: Scenario, scene: Scene, now: float = NOW) -> SceneScreen:
    """Give the screen of a scene, as if the play had just come there."""
    play = replace(Play.begin(story), way=(scene,))
    screen = own.flow.onward(Session(seed=1), play, now)
    assert isinstance(screen, SceneScreen)
    return screen


def clocks(screen: Screen, now: float) -> list[str]:
    view = screen.view(now, Heard())
    texts = [item.paragraph.text for item in view.items if isinstance(item, Text)]
    return [text for text in texts if text.startswith("通话中")]


@pytest.fixture(params=[s.id for s in stories().deck.scenarios])
def story(request: pytest.FixtureRequest) -> Scenario:
    return next(s for s in stories().deck.scenarios if s.id == request.param)


def test_before_anybody_is_known_the_number_is_the_name_and_stands_there_once() -> None:
    own, _ = shared(WIDE)
    story = stories().deck.scenarios[0]
    scene = next(s for s in story.scenes if s.device.ringing)
    assert not scene.contact
    for number, title in ((scene.device.number, scene.device.number), ("", "未知号码")):
        screen = standing(own, story, replace(scene, device=replace(scene.device, number=number)))
        texts = [
            item.paragraph.text
            for item in screen.view(NOW, Heard()).items
            if isinstance(item, Text)
        ]
        assert texts.count(title) == 1


def test_a_call_counts_its_seconds(story: Scenario) -> None:
    own, _ = shared(WIDE)
    screen = standing(own, story, next(filter(talks, story.scenes)))
    assert clocks(screen, NOW) == ["通话中　00:00"]
    assert clocks(screen, NOW + 61.9) == ["通话中　01:01"]
    assert clocks(screen, NOW + 1e6) == ["通话中　99:59"]


def test_between_two_seconds_nothing_is_drawn(story: Scenario) -> None:
    own, _ = shared(WIDE)
    screen = standing(own, story, next(filter(talks, story.scenes))).hurried()
    assert screen.view(NOW + 0.1, Heard()) is screen.view(NOW + 0.9, Heard())


def test_where_nothing_may_move_no_seconds_are_counted(story: Scenario) -> None:
    own = kit(WIDE, motion=False)
    screen = standing(own, story, next(filter(talks, story.scenes)))
    assert clocks(screen, NOW + 61) == ["通话中"]


def test_a_call_goes_on_from_scene_to_scene_and_a_new_one_begins_anew() -> None:
    own, _ = shared(WIDE)
    going_on = 0
    for story in stories().deck.scenarios:
        for scene in filter(talks, story.scenes):
            first = standing(own, story, scene, NOW)
            for n in range(len(scene.choices)):
                after = first.play.choose(n)
                screen = own.flow.onward(first.session, after, NOW + 30)
                if not isinstance(screen, SceneScreen) or not talks(screen.scene):
                    continue
                hung_up = scene.choices[n].control is Control.HANG_UP
                same = screen.scene.contact == scene.contact and not hung_up
                going_on += same
                assert clocks(screen, NOW + 31) == ["通话中　00:31" if same else "通话中　00:01"]
    assert going_on


def test_a_ringing_phone_is_answered_on_the_device_where_somebody_then_talks() -> None:
    own, _ = shared(WIDE)
    answered = 0
    for story in stories().deck.scenarios:
        for scene in story.scenes:
            if not scene.device.ringing or scene.choices:
                continue
            screen = standing(own, story, scene).hurried()
            targets = {t.name: t for t in screen.view(NOW, Heard()).targets}
            after = screen.play.go_on().position
            assert isinstance(after, Scene)
            assert ("device-answer" in targets) == talks(after)
            if talks(after):
                answered += 1
                taken = targets["device-answer"].then(NOW)
                assert taken.identity == targets["main"].then(NOW).identity
                assert targets["main"].label == own.words("device.answer")
                assert any("接听" in one.text for one in screen.script)
    assert answered


def test_hanging_up_ends_a_call_even_where_the_same_person_rings_again() -> None:
    """Its seconds begin anew."""
    for story in every_story():
        scenes = {scene.id: scene for scene in story.scenes}
        for scene in story.scenes:
            for choice in scene.choices:
                after = scenes.get(choice.goto)
                if choice.control is Control.HANG_UP and after is not None:
                    assert not registry.call_goes_on(scene, after, choice), (
                        story.id,
                        scene.id,
                        choice.text,
                    )


def targets(screen: SceneScreen) -> dict[str, Box]:
    return {t.name: t.box for t in screen.view(NOW, Heard()).targets if t.box is not None}


def under(screen: SceneScreen, box: Box) -> Target:
    """Give what a finger in the middle of a box presses."""
    found = screen.view(NOW, Heard()).target_at(*box.centre)
    assert found is not None
    return found


def test_from_the_first_ring_a_call_can_be_taken_or_refused() -> None:
    own, _ = shared(WIDE)
    seen = 0
    for story in own.deck.scenarios:
        for scene in (s for s in story.scenes if s.channel is Channel.PHONE):
            bound = {f"device-{c.control.en}" for c in scene.choices if c.control is not None}
            first = standing(own, story, scene)
            now, later = targets(first), targets(first.hurried())
            assert bound <= now.keys()
            assert {name: now[name] for name in bound} == {name: later[name] for name in bound}
            for name in bound:
                pressed, chosen = under(first, now[name]), under(first.hurried(), later[name])
                # It leads where the choice bound to it leads, and doesn't only show the rest.
                assert pressed.name == name
                assert pressed.then(NOW).identity == chosen.then(NOW).identity
                seen += 1
    assert seen > 5


def test_a_pages_buttons_stand_there_before_they_can_be_pressed() -> None:
    own, _ = shared(WIDE)
    story = next(s for s in own.deck.scenarios if any(c.device.button for c in s.scenes))
    scene = next(s for s in story.scenes if s.device.button and s.choices and len(s.lines) > 1)
    first = standing(own, story, scene)
    words = [i.paragraph.text for i in first.view(NOW, Heard()).items if isinstance(i, Text)]
    assert scene.device.button in words
    assert "device-confirm" not in targets(first)
    assert "device-confirm" in targets(first.hurried())


@pytest.mark.parametrize("size", [WIDE, SMALL, UPRIGHT], ids=str)
def test_a_video_call_shows_the_face_large_and_the_visitor_small(size: tuple[int, int]) -> None:
    own, _ = shared(size)
    story = next(s for s in own.deck.scenarios if s.id == "kefu-baiwan")
    scene = next(s for s in story.scenes if s.id == "订单")
    seen = replace(scene, device=replace(scene.device, video=True))
    heard, watched = (standing(own, story, one).hurried() for one in (scene, seen))
    faces = [
        [i for i in s.view(NOW, Heard()).items if isinstance(i, Art)] for s in (heard, watched)
    ]
    (voice,) = [art for art in faces[0] if "女客服" in art.name]
    (face,) = [art for art in faces[1] if "女客服" in art.name]
    (me,) = [art for art in faces[1] if art.name == "people/我"]
    assert face.box.w > voice.box.w
    assert me.box.w < face.box.w // 2
    assert clocks(watched, NOW + 61) == ["通话中　01:01"]
    button = targets(watched)["device-hang_up"]
    assert not button.meets(face.box)
    assert not button.meets(me.box)
