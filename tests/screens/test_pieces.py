"""What a screen says is called by name: a name means one piece, and leads to it."""

from __future__ import annotations

from kiosk.screens.outcome import OutcomeScreen
from tests.kits import SMALL, walked


def test_no_two_pieces_of_a_screen_have_the_same_name() -> None:
    named = {name: [one.name for one in screen.pieces] for name, screen in walked(SMALL)}
    assert [name for name, pieces in named.items() if len(set(pieces)) < len(pieces)] == []


def test_a_piece_is_reached_once_it_is_said_and_past_once_the_next_is() -> None:
    screens = (screen for _, screen in walked(SMALL))
    screen = next(one for one in screens if isinstance(one, OutcomeScreen))
    why = screen.from_piece("why")
    assert why.piece_name == "why"
    assert why.utterance is not None
    assert why.utterance.text == why.words_of("why") == why.step.choice.why
    states = (screen, why, why.said(), why.all_said())
    assert [one.reached("why") for one in states] == [False, True, True, True]
    assert [one.past("why") for one in states] == [False, False, True, True]
    assert why.all_said().piece_name is None
