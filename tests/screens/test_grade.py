"""What the quiz comes to is told in plain words, and a full score is a warm moment."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.review import gallery
from kiosk.scenario.model import Kind
from kiosk.screens.grade import GradeScreen
from kiosk.screens.kit import Session
from kiosk.screens.quiz import QuizScreen
from kiosk.speech import Heard
from kiosk.ui.items import Art, Text
from kiosk.visit.visit import Visit
from tests.kits import WIDE, shared

NOW = gallery.NOW
KIT = shared(WIDE)[0]


def answered(*, right: int) -> GradeScreen:
    """Give the result of a quiz of which so many answers, the first ones, are right."""
    play = next(iter(gallery.plays_to_everywhere(KIT.deck.scenarios[0])))
    screen = KIT.flow.quiz(Session(seed=3, visit=Visit((play,))), play)
    while isinstance(screen, QuizScreen):
        kind = screen.question.item.kind
        other = next(one for one in Kind if one is not kind)
        told = screen.answered(kind if screen.number < right else other)
        screen = KIT.flow.next_question(told.session, told.questions, told.number + 1)
    assert isinstance(screen, GradeScreen)
    return screen


def texts(screen: GradeScreen) -> list[str]:
    items = screen.view(NOW, Heard()).items
    return [item.paragraph.text for item in items if isinstance(item, Text)]


def faces(screen: GradeScreen) -> list[str]:
    items = screen.view(NOW, Heard()).items
    return [i.name for i in items if isinstance(i, Art) and "真民警" in i.name]


@pytest.mark.parametrize("right", range(4))
def test_as_many_are_known_as_were_answered_rightly(right: int) -> None:
    screen = answered(right=right)
    assert sum(screen.known.values()) == screen.right == right
    counts = KIT.words(
        "grade.counts", scams=screen.known[Kind.SCAM], genuine=screen.known[Kind.GENUINE]
    )
    assert counts in texts(screen)
    assert screen.words_of("counts").rstrip("。") == counts


def test_no_word_of_the_page_is_one_that_only_staff_know() -> None:
    for right in range(4):
        assert not [
            text for text in texts(answered(right=right)) if "误伤" in text or "识骗力" in text
        ]


def test_a_full_score_is_a_warm_moment() -> None:
    best, other = answered(right=3), answered(right=2)
    assert KIT.words("grade.advice_perfect") in texts(best)
    assert KIT.words("grade.advice_perfect") not in texts(other)
    assert faces(best) != faces(other)


def test_a_wrong_answer_is_told_as_what_was_said_and_what_is_so() -> None:
    play = next(iter(gallery.plays_to_everywhere(KIT.deck.scenarios[0])))
    screen = KIT.flow.quiz(Session(seed=3), play)
    assert isinstance(screen, QuizScreen)
    item = replace(screen.question.item, kind=Kind.GENUINE, technique="")
    asked = replace(screen, questions=(replace(screen.question, item=item), *screen.questions[1:]))
    told = asked.answered(Kind.SCAM)
    assert [piece.utterance.text for piece in told.pieces[:2]] == ["您答：是骗局。", "其实是真的。"]
    told = asked.answered(Kind.GENUINE)
    assert told.words_of("truth") == "答对了，这是真的。"
