"""A screen of a visit stands on another display where it stood, drawn as if it had always been there."""

from __future__ import annotations

from functools import cache

import pytest

from kiosk.review.gallery import NOW, heard_halfway, states
from kiosk.screens.attract import AttractScreen
from kiosk.screens.debrief import DebriefScreen
from kiosk.screens.kit import KioskScreen
from kiosk.screens.visit_screen import VisitScreen
from kiosk.speech import Heard
from kiosk.ui.geometry import Box
from kiosk.ui.theme import Look
from tests.kits import SMALL, UPRIGHT, WIDE, limit

pytestmark = pytest.mark.once  # where things stand and what is said, not how it is drawn

Size = tuple[int, int]
CHANGES = [(WIDE, UPRIGHT), (UPRIGHT, SMALL), (SMALL, WIDE)]


@cache
def visit_states(size: Size) -> tuple[tuple[str, KioskScreen], ...]:
    """Give every state of the story at the limits, where most pages are turned."""
    return tuple(states(limit(size)[0], Look.NORMAL))


@pytest.mark.parametrize(("before", "after"), CHANGES)
def test_every_screen_says_on_another_display_what_it_said_and_leaves_nothing_out(
    before: Size, after: Size
) -> None:
    new, _ = limit(after)
    whole = Box(0, 0, *after)
    for name, screen in visit_states(before):
        moved = screen.on_display(new)
        view = moved.view(NOW, heard_halfway(moved))
        assert all(whole.around(target.box) for target in view.targets if target.box), name
        assert not view.left_out, name
        names = {piece.name for piece in moved.pieces}
        if screen.piece_name in names:
            assert moved.piece_name == screen.piece_name, name
        elif screen.piece < len(screen.pieces):
            assert moved.piece <= len(moved.pieces), name


@pytest.mark.parametrize(("before", "after"), CHANGES)
def test_there_and_back_is_the_same_picture(before: Size, after: Size) -> None:
    (old, _), (new, _) = limit(before), limit(after)
    for name, screen in visit_states(before):
        if screen.kit is not old:
            continue  # in quiet hours, which the other kit doesn't have
        there = screen.on_display(new)
        if there.piece_name != screen.piece_name:
            continue  # what was said of turning pages isn't said there
        if getattr(screen, "page", 0) or getattr(there, "page", 0):
            continue  # which page stands there follows what it holds, or what is heard of it
        here, back = screen.view(NOW, Heard()), there.on_display(old).view(NOW, Heard())
        assert back.items == here.items, name


@pytest.mark.parametrize(("before", "after"), CHANGES)
def test_what_stood_first_in_a_debrief_stands_there_still(before: Size, after: Size) -> None:
    new, _ = limit(after)
    pages = 0
    for name, screen in visit_states(before):
        if isinstance(screen, DebriefScreen):
            pages += 1
            assert screen._entries[0] in screen.on_display(new)._entries, name
    assert pages


def test_what_a_question_stands_over_comes_along(subtests: pytest.Subtests) -> None:
    (old, _), (new, _) = limit(WIDE), limit(UPRIGHT)
    flow = old.flow
    choose = flow.choose(flow.attract(NOW).session, NOW)
    for over in (flow.leave(choose, NOW), flow.help(choose, NOW), flow.still_there(choose, NOW)):
        with subtests.test(type(over).__name__):
            name = "anywhere" if over.idle_timeout is None else "main"
            view = over.on_display(new).view(NOW, Heard())
            target = next(target for target in view.targets if target.name == name)
            under = target.then(NOW)
            assert isinstance(under, KioskScreen)
            assert under.kit is new


def test_a_helper_being_spoken_of_goes_on_being_spoken_of() -> None:
    (old, _), (new, _) = limit(SMALL), limit(UPRIGHT)
    choose = old.flow.choose(old.flow.attract(NOW).session, NOW)
    assert isinstance(choose, VisitScreen)
    for screen in (choose, choose.all_said()):
        asked = screen.saying("slow", "say.slow_on")
        moved = asked.on_display(new)
        assert moved.utterance == asked.utterance
        assert moved.piece_name == asked.piece_name


def test_the_reel_goes_on_where_it_was_and_still_calls_out() -> None:
    (old, _), (new, _) = limit(SMALL), limit(UPRIGHT)
    screen = old.flow.attract(NOW)
    assert isinstance(screen, AttractScreen)
    moved = screen.on_display(new)
    assert (moved.began, moved.piece, moved.called) == (screen.began, screen.piece, screen.called)
    assert moved.utterance is None
