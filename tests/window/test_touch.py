"""What a hurried or trembling hand does: nothing that the visitor hasn't seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .displays import Display
from .harness import Kiosk, running
from .visits import by_touch, deciding


@pytest.fixture(scope="module")
def kiosk(shared_display: Display, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    with running(shared_display, tmp_path_factory.mktemp("data")) as one:
        yield one


@pytest.fixture
def scene(kiosk: Kiosk) -> Iterator[Kiosk]:
    """Give a kiosk that tells a scene with choices, and leave it afterwards."""
    by_touch(kiosk, "start")
    kiosk.see("ChooseScreen")
    by_touch(kiosk, deciding())
    kiosk.see("SceneScreen")
    yield kiosk
    by_touch(kiosk, "leave")
    kiosk.see("LeaveScreen")
    by_touch(kiosk, "leave-yes")
    kiosk.see("AttractScreen")


def tap_quickly(kiosk: Kiosk, name: str, times: int) -> list[str]:
    """Tap a place several times within the blink of an eye, and give what counted."""
    kiosk.ready(name)
    kiosk.skip()
    before = len(kiosk.events)
    taps = ["click", "--repeat", times, "--delay", 70, 1]
    kiosk.display.xdotool("mousemove", *kiosk.point(name), *taps)
    kiosk.wait(lambda e: e["ev"] == "press", f"tapping {name}")
    kiosk.ready()  # by then the last of the taps has been heard or ignored
    return [e["name"] for e in kiosk.events[before:] if e["ev"] == "press"]


@pytest.mark.parametrize("name", ["device", "show-all"])
def test_taps_that_ask_for_the_rest_of_the_words_choose_nothing(scene: Kiosk, name: str) -> None:
    assert tap_quickly(scene, name, 4) == [name]
    assert scene.frame["screen"] == "SceneScreen"
    assert "choice-1" in scene.targets


def test_taps_that_ask_why_do_not_pass_over_the_answer(scene: Kiosk) -> None:
    by_touch(scene, "show-all")
    by_touch(scene, "choice-1")
    scene.see("OutcomeScreen")
    assert tap_quickly(scene, "main", 4) == ["main"]
    assert scene.frame["screen"] == "OutcomeScreen"


def test_taps_on_a_card_choose_the_story_and_no_more(kiosk: Kiosk) -> None:
    by_touch(kiosk, "start")
    kiosk.see("ChooseScreen")
    assert tap_quickly(kiosk, "story-1", 4) == ["story-1"]
    assert kiosk.frame["screen"] == "SceneScreen"
    by_touch(kiosk, "leave")
    kiosk.see("LeaveScreen")
    by_touch(kiosk, "leave-yes")
    kiosk.see("AttractScreen")


def test_a_finger_that_slides_off_a_choice_takes_it_back(scene: Kiosk) -> None:
    by_touch(scene, "show-all")
    scene.ready("choice-1")
    scene.skip()
    x, y = scene.point("choice-1")
    away = scene.display.size[0] // 2, 5
    scene.display.xdotool("mousemove", x, y, "mousedown", 1, "mousemove", *away, "mouseup", 1)
    scene.display.xdotool("key", "KP_0")
    assert scene.wait(lambda e: e["ev"] == "press", "重听")["name"] == "replay"
    assert scene.frame["screen"] == "SceneScreen"


def test_the_right_button_and_the_wheel_do_nothing(scene: Kiosk) -> None:
    by_touch(scene, "show-all")
    scene.ready("choice-1")
    scene.skip()
    x, y = scene.point("choice-1")
    scene.display.xdotool("mousemove", x, y, "click", 3, "click", 2, "click", 4, "click", 5)
    scene.display.xdotool("key", "KP_0")
    assert scene.wait(lambda e: e["ev"] == "press", "重听")["name"] == "replay"
