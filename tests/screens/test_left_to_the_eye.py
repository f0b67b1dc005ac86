"""Who touches the screen isn't told what a glance tells: by keypad, and heard again, all is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.review import gallery
from kiosk.review.whole_visit import said_to_the_end
from kiosk.screens.attract import AttractScreen
from kiosk.screens.kit import KioskScreen
from kiosk.screens.scene import SceneScreen
from kiosk.speech import Heard
from tests.kits import SMALL, WIDE, shared, walked

NOW = 1000.0
KEYS = ("或按", "或者按")


def states() -> dict[str, KioskScreen]:
    return {
        name: screen
        for name, screen in walked(SMALL)
        if not isinstance(screen, AttractScreen) and screen.read_aloud
    }


def told(screen: KioskScreen) -> list[str]:
    """Give what is said from the start to the end where nobody presses anything."""
    return [one.text for one in said_to_the_end(replace(screen, piece=0))]


def test_by_touch_nobody_is_told_of_keys_but_whether_they_are_still_there() -> None:
    named = {
        name: text
        for name, screen in states().items()
        for text in told(screen)
        if any(key in text for key in KEYS)
    }
    assert set(named) == {"还在吗"}


def beginning_otherwise() -> dict[str, KioskScreen]:
    """Give of the states that say the same from their beginning the first: they differ in where they stand."""
    met: dict[tuple[type, tuple[str, ...]], tuple[str, KioskScreen]] = {}
    for name, screen in states().items():
        met.setdefault(
            (type(screen), tuple(p.utterance.text for p in screen.pieces)), (name, screen)
        )
    return dict(met.values())


def test_by_keypad_and_when_heard_again_every_piece_is_said_in_its_order() -> None:
    for name, screen in beginning_otherwise().items():
        for thorough in (replace(screen.keyed(), piece=0), screen.again()):
            said, here = [], thorough
            while here.piece_name is not None:
                said.append(here.piece_name)
                here = here.said()
            # How words are turned that have no room is told once the choices stand there.
            assert said == [piece.name for piece in here.pieces], name


def test_the_story_what_came_of_it_and_why_one_was_mistaken_is_said_to_everybody() -> None:
    heard_by_all = {"consequence", "verdict", "score", "headline", "remember", "sender", "truth"}
    for name, screen in states().items():
        for piece in screen.pieces:
            kind = piece.name if isinstance(piece.name, str) else piece.name[0]
            if kind in heard_by_all | {"line", "choice", "card", "store", "developer"}:
                assert not piece.seen, (name, piece.name)
    wrong = [
        screen
        for name, screen in states().items()
        if name.endswith(("-骗局", "-真事")) and screen.words_of("truth").startswith("其实")
    ]
    assert wrong
    assert all(screen.words_of("why") in told(screen) for screen in wrong)


@pytest.fixture
def opened() -> SceneScreen:
    """Give a scene, its first decision read out."""
    kit, _ = shared(WIDE)
    found = (s for _, s in gallery.states(kit) if isinstance(s, SceneScreen) and s.open)
    return next(screen for screen in found if screen.scene.choices and not screen.play.steps)


def test_a_first_key_goes_on_with_what_was_being_said(opened: SceneScreen) -> None:
    during = opened.from_piece(("choice", 1))
    assert during.keyed().utterance == during.utterance


def test_a_first_key_when_all_is_told_has_the_rest_said(opened: SceneScreen) -> None:
    silent = opened
    while (said := silent.utterance) is not None:
        after = silent.tick(NOW, Heard(said, done=True))
        assert isinstance(after, SceneScreen)
        silent = after
    assert silent.keyed().piece_name == "how to choose"


def test_a_piece_passed_over_counts_as_past(opened: SceneScreen) -> None:
    at_the_step = replace(opened, piece=opened.index_of("step"))
    assert at_the_step.piece_name == "question"
    assert (at_the_step.past("step"), at_the_step.reached("question")) == (True, True)
    assert at_the_step.past("question") is False


def test_what_is_passed_over_is_made_ready_last(opened: SceneScreen) -> None:
    ahead = [one.text for one in replace(opened, piece=0).upcoming_speech()]
    assert ahead.index(opened.words_of(("choice", 0))) < ahead.index(opened.words_of("step"))
