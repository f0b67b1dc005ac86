"""A screen may keep what it has made, and only that."""

from __future__ import annotations

from dataclasses import replace

from kiosk.screens.kit import Session
from kiosk.speech import Heard
from kiosk.ui.memo import Memo
from tests.driven_loop import BEGAN
from tests.kits import SMALL, shared


def test_the_same_thing_is_given_until_another_is_asked_for() -> None:
    memo: Memo[list[int]] = Memo()
    first = memo.of("one", lambda: [1])
    assert memo.of("one", lambda: [2]) is first
    assert memo.of("two", lambda: [3]) == [3]
    assert memo.of("one", lambda: [4]) == [4]


def test_a_changed_screen_keeps_nothing_of_the_one_before() -> None:
    kit, _ = shared(SMALL)
    screen = kit.flow.choose(Session(seed=1), BEGAN)
    seen = screen.view(BEGAN, Heard())
    assert screen.view(BEGAN, Heard()) is seen
    assert replace(screen).view(BEGAN, Heard()) is not seen
