"""What a visitor sets and opens: it acts at once, leads back to the same place, and ends with them."""

from __future__ import annotations

from collections.abc import Iterator

import pygame
import pytest

from kiosk.review import gallery
from kiosk.screens.attract import AttractScreen
from kiosk.screens.choose import ChooseScreen
from kiosk.screens.leave import LeaveScreen
from kiosk.screens.visit_screen import VisitScreen
from kiosk.settings import TextSize
from kiosk.speech import Heard
from kiosk.ui.screen import USUAL_VOLUME, VOLUMES, Comfort, Screen
from kiosk.ui.theme import Look
from tests.driven_loop import DrivenLoop, FakeVoice
from tests.kits import SMALL, kit, shared

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


def one_of_each() -> Iterator[tuple[str, Screen]]:
    states = dict(gallery.states(shared(SMALL)[0]))
    for kind, name in KINDS.items():
        yield kind, states[name]


EACH = dict(one_of_each())


def press(screen: Screen, name: str) -> Screen:
    view = screen.view(NOW, Heard())
    return next(target for target in view.targets if target.name == name).then(NOW)


@pytest.mark.parametrize("kind", EACH)
def test_help_leads_back_to_the_same_place(kind: str) -> None:
    there = EACH[kind]
    back = press(press(there, "help"), "main")
    assert (type(back), back.identity, back.piece) == (type(there), there.identity, there.piece)
    assert back.session == there.session


@pytest.mark.parametrize("kind", EACH)
def test_leaving_is_asked_once_and_may_be_taken_back(kind: str) -> None:
    there = EACH[kind]
    asked = press(there, "leave")
    assert isinstance(asked, LeaveScreen)
    back = press(asked, "main")
    assert (type(back), back.identity, back.session) == (type(there), there.identity, there.session)
    assert isinstance(press(asked, "leave-yes"), AttractScreen)


@pytest.mark.parametrize("kind", EACH)
def test_hearing_again_says_the_same_from_its_beginning(kind: str) -> None:
    there = EACH[kind]
    again = press(there, "replay")
    assert again.identity == there.identity
    assert again.piece == 0
    said, first = again.utterance, there.script[0]
    assert said is not None
    assert (said.id, said.text) == (first.id, first.text)
    # A repetition is another one than the first, else the voice would take it for said.
    assert said != first


@pytest.mark.parametrize("kind", EACH)
def test_slow_look_and_volume_keep_the_place(kind: str) -> None:
    there = EACH[kind]
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
    there = EACH["场景"]
    back = press(press(press(there, "help"), "slow"), "main")
    assert back.session.comfort.slow


def test_the_volume_stops_at_its_ends_by_key_and_goes_round_by_touch() -> None:
    screen = EACH["选故事"]
    assert screen.session.comfort.volume == USUAL_VOLUME
    for _ in VOLUMES:
        screen = press(screen, "softer")
    assert screen.session.comfort.volume == 0
    assert press(screen, "volume").session.comfort.volume == 1
    for _ in VOLUMES:
        screen = press(screen, "louder")
    assert screen.session.comfort.volume == len(VOLUMES) - 1
    assert press(screen, "volume").session.comfort.volume == 0


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
    for screen in EACH.values():
        assert isinstance(screen, VisitScreen)
        view = screen.view(NOW, Heard())
        names = ("replay", "slow", "look", "volume", "leave", "help")
        bars.add(tuple(t.box for t in view.targets if t.name in names))
    assert len(bars) == 1
