"""The knock at the door: staff's is heard, and nothing a visitor does is one."""

from __future__ import annotations

from dataclasses import replace

import pygame
import pytest

from kiosk.engine.knock import HOLD_SECONDS, KEY_SECONDS, KEYS, TAP_SECONDS, TAPS, Knock, corner
from kiosk.engine.window import KeyHit, Pressed, Released
from kiosk.staff.checkup import Checkup
from kiosk.staff.gallery import all_states
from kiosk.staff.screens.check_steps import TouchStep
from kiosk.ui.items import Ring
from kiosk.ui.screen import Screen
from kiosk.ui.theme import Look
from tests.driven_loop import DrivenLoop, FakeVoice
from tests.kits import FINE, SMALL, UPRIGHT, WIDE, kit, shared

LEAST_MM = 18.0
"""Of the corner's side: a finger is that wide."""


def tapped(times: int, every: float = 0.3, held: float = 0.08) -> tuple[Knock, float]:
    knock, now = Knock(), 100.0
    for _ in range(times):
        knock = knock.pressed(now).released(now + held)
        now += every
    return knock, now


def test_five_taps_the_last_held_open() -> None:
    knock, now = tapped(TAPS - 1)
    knock = knock.pressed(now)
    assert not knock.opens(now + HOLD_SECONDS * 0.9)
    assert 0 < knock.held(now + HOLD_SECONDS / 2) < 1
    assert knock.opens(now + HOLD_SECONDS)


def test_one_tap_too_many_opens_too_as_long_as_the_last_is_held() -> None:
    knock, now = tapped(TAPS + 1)
    assert knock.pressed(now).opens(now + HOLD_SECONDS)


@pytest.mark.parametrize("times", range(TAPS - 1))
def test_fewer_taps_do_not_open_however_long_the_last_is_held(times: int) -> None:
    knock, now = tapped(times)
    assert not knock.pressed(now).opens(now + 60)


def test_any_number_of_taps_does_not_open_while_none_is_held() -> None:
    knock, now = tapped(40)
    assert not knock.opens(now)
    assert not knock.waits(now + TAP_SECONDS)


def test_slow_taps_begin_again() -> None:
    knock, now = tapped(TAPS - 1, every=TAP_SECONDS + 0.2)
    assert not knock.pressed(now).opens(now + 60)


def test_a_long_press_among_the_taps_begins_again() -> None:
    knock = Knock().pressed(0).released(TAP_SECONDS + 0.1)
    now = TAP_SECONDS + 0.2
    for _ in range(TAPS - 2):
        knock = knock.pressed(now).released(now + 0.1)
        now += 0.2
    assert not knock.pressed(now).opens(now + 60)


def test_the_keys_open_in_their_order_and_in_time() -> None:
    knock, now = Knock(), 0.0
    for key in KEYS:
        assert not knock.opens(now)
        knock = knock.hears(key, now)
        now += KEY_SECONDS * 0.9
    assert knock.opens(now)


@pytest.mark.parametrize("at", range(1, len(KEYS)))
@pytest.mark.parametrize(("other", "pause"), [("5", 0.2), (None, KEY_SECONDS + 0.1)])
def test_another_key_or_a_pause_among_the_keys_begins_again(
    at: int, other: str | None, pause: float
) -> None:
    knock, now = Knock(), 0.0
    for n, key in enumerate(KEYS):
        if n == at and other:
            knock = knock.hears(other, now)
        now += pause if n == at else 0.2
        knock = knock.hears(key, now)
        assert not knock.opens(now)


@pytest.mark.parametrize("key", ["+", "-"])
def test_changing_the_volume_again_and_again_does_not_open(key: str) -> None:
    knock = Knock()
    for n in range(50):
        knock = knock.hears(key, n * 0.2)
        assert not knock.opens(n * 0.2)


@pytest.mark.parametrize("size", [WIDE, UPRIGHT, SMALL, FINE], ids=str)
@pytest.mark.parametrize("look", Look)
def test_the_corner_is_wide_enough_for_a_finger(size: tuple[int, int], look: Look) -> None:
    scale = shared(size)[0].theme(look).scale
    assert corner(scale).w * scale.mm > LEAST_MM


class Doorstep(DrivenLoop):
    """A loop with a door: what it opens is noted, and the screen stays."""

    def __init__(self, canvas: pygame.Surface) -> None:
        super().__init__(canvas, kit(), FakeVoice())
        self.opened: list[str] = []
        self.loop._door = self.open

    def open(self, screen: Screen, _now: float) -> Screen:
        self.opened.append(str(screen.identity))
        return self.kit.flow.install(screen.session)  # type: ignore[attr-defined]

    def wait(self, seconds: float) -> None:
        end = self.now + seconds
        while self.now < end:
            self.frame()

    def knock(self, times: int, hold: float) -> None:
        at = corner(self.loop.screen.theme.scale).centre
        for n in range(times):
            self.frame(Pressed(*at))
            self.wait(hold if n == times - 1 else 0.05)
            self.frame(Released(*at))
            self.wait(0.1)


@pytest.fixture
def doorstep(canvas: pygame.Surface) -> Doorstep:
    return Doorstep(canvas)


def test_knocking_at_attract_opens_and_starts_no_visit(doorstep: Doorstep) -> None:
    doorstep.settle()
    doorstep.knock(TAPS, HOLD_SECONDS + 0.2)
    assert doorstep.opened == ["attract"]
    assert doorstep.loop.screen.identity == "install"
    doorstep.wait(2)
    assert doorstep.loop.screen.identity == "install"


def test_one_touch_in_the_corner_starts_a_visit_a_moment_later(doorstep: Doorstep) -> None:
    doorstep.settle()
    doorstep.knock(1, 0.1)
    assert doorstep.loop.screen.identity == "attract"
    doorstep.wait(TAP_SECONDS + 0.1)
    assert doorstep.loop.screen.identity == ("choose", 0)
    assert not doorstep.opened


def test_knocking_within_a_visit_opens_and_presses_nothing_meanwhile(doorstep: Doorstep) -> None:
    doorstep.tap("start")
    doorstep.settle()
    doorstep.knock(TAPS - 1, 0.1)
    assert doorstep.loop.screen.identity == ("choose", 0)
    doorstep.knock(1, HOLD_SECONDS + 0.2)
    assert doorstep.opened == [str(("choose", 0))]


def test_a_touch_elsewhere_among_the_taps_begins_again(doorstep: Doorstep) -> None:
    doorstep.tap("start")
    doorstep.settle()
    doorstep.knock(TAPS - 1, 0.1)
    width, height = doorstep.kit.size
    doorstep.frame(Pressed(width // 2, height // 4), Released(width // 2, height // 4))
    doorstep.knock(1, HOLD_SECONDS + 0.2)
    assert not doorstep.opened


def test_a_ring_fills_while_the_last_tap_is_held_and_is_gone_when_it_is_lifted(
    doorstep: Doorstep,
) -> None:
    doorstep.tap("start")
    doorstep.settle()
    doorstep.knock(TAPS - 1, 0.1)
    at = corner(doorstep.loop.screen.theme.scale).centre
    before = pygame.image.tobytes(doorstep.canvas, "RGB")
    doorstep.frame(Pressed(*at))
    doorstep.wait(HOLD_SECONDS / 2)
    view = doorstep.loop._with_knock(doorstep.loop._view, doorstep.now)
    ring = view.items[-1]
    assert isinstance(ring, Ring)
    assert 0.3 < ring.share < 0.7
    assert pygame.image.tobytes(doorstep.canvas, "RGB") != before
    doorstep.frame(Released(*at))
    doorstep.frame()
    assert pygame.image.tobytes(doorstep.canvas, "RGB") == before
    assert not doorstep.opened


def test_the_keys_open_at_attract_and_start_no_visit(doorstep: Doorstep) -> None:
    doorstep.settle()
    for key in KEYS:
        assert doorstep.loop.screen.identity == "attract"
        doorstep.frame(KeyHit(key))
        doorstep.wait(0.2)
    assert doorstep.opened == ["attract"]


def test_one_of_the_keys_alone_starts_a_visit_a_moment_later(doorstep: Doorstep) -> None:
    doorstep.settle()
    doorstep.frame(KeyHit(KEYS[0]))
    doorstep.wait(KEY_SECONDS + 0.2)
    assert doorstep.loop.screen.identity == ("choose", 0)


def test_within_a_visit_the_keys_set_the_volume_at_once(doorstep: Doorstep) -> None:
    doorstep.tap("start")
    doorstep.settle()
    before = doorstep.loop.screen.comfort.volume
    doorstep.frame(KeyHit("-"))
    assert doorstep.loop.screen.comfort.volume == before - 1


def test_on_a_page_of_staffs_a_touch_in_the_corner_counts_at_once(doorstep: Doorstep) -> None:
    screens = dict(all_states(doorstep.kit))
    touch = screens["工作人员-检查-触摸"]
    assert isinstance(touch, TouchStep)
    # It looks at nothing: what it finds is no matter here, and it would write where this runs.
    page = replace(touch, checkup=Checkup(touch.desk.installation, ()))
    doorstep.loop.show(lambda _, __: page)
    doorstep.settle()
    at = corner(page.theme.scale).centre
    doorstep.frame(Pressed(*at))
    doorstep.frame(Released(*at))
    assert doorstep.loop.screen is not page


def test_without_a_door_a_touch_in_the_corner_counts_at_once(canvas: pygame.Surface) -> None:
    plain = DrivenLoop(canvas, kit(), FakeVoice())
    plain.settle()
    at = corner(plain.loop.screen.theme.scale).centre
    plain.frame(Pressed(*at))
    plain.frame(Released(*at))
    assert plain.loop.screen.identity == ("choose", 0)
