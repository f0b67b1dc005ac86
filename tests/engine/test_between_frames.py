"""Between two frames the loop does what can wait, but not while somebody touches the screen."""

from __future__ import annotations

from collections.abc import Iterator

import pygame
import pytest

from kiosk.engine.loop import BUSY_MS, IDLE_MS
from kiosk.engine.prefetch import Prefetch
from kiosk.engine.window import InputWait, Released
from kiosk.ui.surface_cache import SurfaceCache
from tests.driven_loop import DrivenLoop
from tests.kits import kit

Done = list[str]


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Done:
    """Give what was done between frames from now on."""
    seen: Done = []
    rest, work = SurfaceCache.rest, Prefetch.work

    def resting(self: SurfaceCache) -> None:
        seen.append("rest")
        rest(self)

    def working(self: Prefetch, now: float) -> None:
        seen.append("work")
        work(self, now)

    monkeypatch.setattr(SurfaceCache, "rest", resting)
    monkeypatch.setattr(Prefetch, "work", working)
    monkeypatch.setattr(InputWait, "wait", lambda *_: None)
    return seen


@pytest.fixture
def between_visits(canvas: pygame.Surface, done: Done) -> Iterator[DrivenLoop]:
    """Give a loop that has just come back to attract."""
    one = DrivenLoop(canvas, kit())
    for name in ("start", "leave", "leave-yes"):
        one.tap(name)
    assert one.screen.between_visits
    assert done == []
    pygame.event.clear()
    yield one
    one.loop._surfaces.close()


def test_glyphs_are_let_go_between_two_visits_and_once_what_comes_next_is_drawn(
    between_visits: DrivenLoop, done: Done
) -> None:
    between_visits.run(*[None] * 5)
    assert (done[0], done[-1], done.count("rest")) == ("rest", "rest", 2)
    between_visits.run(*[None] * 5)
    assert done.count("rest") == 2
    for name in ("start", "leave", "leave-yes"):
        between_visits.tap(name)
    assert done.count("rest") == 2
    between_visits.run(*[None] * 5)
    assert done.count("rest") == 4


def test_in_the_middle_of_a_visit_none_is_let_go(between_visits: DrivenLoop, done: Done) -> None:
    between_visits.run(*[None] * 5)
    between_visits.tap("start")
    between_visits.run(None, None, None)
    assert done.count("rest") == 2


def test_while_a_finger_is_down_nothing_is_done_that_can_wait(
    between_visits: DrivenLoop, done: Done
) -> None:
    between_visits.settle()
    between_visits.down("start")
    between_visits.run(None, None, None)
    assert done == []
    between_visits.run(Released(-1, -1), None, None)
    assert {"rest", "work"} <= set(done)


def test_what_has_come_in_is_answered_first(between_visits: DrivenLoop, done: Done) -> None:
    pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_1))
    between_visits.run(None, None, None)
    assert done == []
    pygame.event.clear()
    between_visits.run(None, None, None)
    assert {"rest", "work"} <= set(done)


def test_it_waits_for_input_and_looks_oftener_while_a_finger_is_down(
    between_visits: DrivenLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    between_visits.run(*[None] * 5)  # all that can wait is done
    waits: list[int] = []
    monkeypatch.setattr(InputWait, "wait", lambda _, milliseconds: waits.append(milliseconds))
    between_visits.settle()
    between_visits.down("start")
    between_visits.run(*[None] * 5)
    assert set(waits) == {BUSY_MS}
    waits.clear()
    between_visits.run(Released(-1, -1), *[None] * 5)
    assert IDLE_MS in waits
