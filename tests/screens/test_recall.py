"""先想一想 comes before the questions after a second story, and leads on to them whatever was picked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.review.plays import best_and_worst
from kiosk.screens.kit import Kit, Session
from kiosk.screens.quiz import QuizScreen
from kiosk.screens.recall import RecallScreen
from kiosk.speech import Heard
from kiosk.ui.items import Text
from kiosk.ui.screen import Screen
from kiosk.visit.visit import Visit
from tests.kits import SMALL, shared

NOW = 1000.0


@pytest.fixture
def kit() -> Kit:
    return shared(SMALL)[0]


def asked(kit: Kit) -> RecallScreen:
    first, second = kit.deck.scenarios[:2]
    visit = Visit()
    for story in (first, second):
        visit = visit.with_play(best_and_worst(story)[0])
    screen = kit.flow.quiz(Session(seed=3, visit=visit), visit.plays[-1])
    assert isinstance(screen, RecallScreen)
    assert screen.recall.story == first
    return screen


def press(screen: Screen, key: str) -> Screen:
    target = screen.view(NOW, Heard()).target_for(key)
    assert target is not None
    return target.then(NOW)


def written(screen: Screen) -> set[str]:
    view = screen.view(NOW, Heard())
    return {item.paragraph.text for item in view.items if isinstance(item, Text)}


def test_after_the_first_story_the_questions_come_at_once(kit: Kit) -> None:
    play = best_and_worst(kit.deck.scenarios[0])[0]
    session = Session(seed=3, visit=Visit().with_play(play))
    assert isinstance(kit.flow.quiz(session, play), QuizScreen)


def test_the_storys_title_and_three_sentences_stand_there(kit: Kit) -> None:
    screen = asked(kit)
    shown = written(screen)
    assert {screen.recall.story.title, *(one.remember for one in screen.recall.choices)} <= shown


@pytest.mark.parametrize("key", ["1", "2", "3"])
def test_whatever_is_picked_the_right_sentence_is_shown_and_said_and_the_questions_come(
    kit: Kit, key: str
) -> None:
    screen = asked(kit)
    told = press(screen, key)
    assert isinstance(told, RecallScreen)
    right = int(key) - 1 == screen.recall.right
    assert told.piece_name == "found"
    assert told.words_of("found") == kit.words("recall.right" if right else "recall.this")
    sentence = screen.recall.story.remember
    assert told.words_of("remember") == sentence
    assert sentence in written(told)
    assert not {one.remember for one in screen.recall.choices} - {sentence} & written(told)
    quiz = press(told, "enter")
    assert isinstance(quiz, QuizScreen)
    assert screen.recall.story.id in {one.scenario.id for one in quiz.questions}
    assert quiz.session.visit.answers == screen.session.visit.answers


def test_by_keypad_each_sentence_is_read_by_its_number(kit: Kit) -> None:
    screen = replace(asked(kit), session=replace(asked(kit).session, keyed=True))
    for n in range(3):
        assert screen.index_of(("sentence", n)) == screen.index_of(("number", n)) + 1
