"""What the quiz comes to is told in plain words, and a full score is a warm moment."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.review import gallery, inspection
from kiosk.review.plays import best_and_worst
from kiosk.scenario.model import Kind
from kiosk.screens.choose import ChooseScreen
from kiosk.screens.grade import GradeScreen
from kiosk.screens.kit import Kit, Session
from kiosk.screens.quiz import QuizScreen
from kiosk.screens.scene import SceneScreen
from kiosk.speech import Heard
from kiosk.ui.items import Art, Panel, Text
from kiosk.ui.screen import Comfort
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import Look
from kiosk.visit.deck import Deck
from kiosk.visit.visit import Visit
from tests.kits import SMALL, UPRIGHT, WIDE, shared

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


# A story that is like the one just played ---------------------------------------------------------


def paired(first: int, second: int) -> Kit:
    """Give a kit in which one story names another as its pair."""
    whole = shared(SMALL)[0]
    stories = [replace(story, twin="") for story in whole.deck.scenarios]
    stories[first] = replace(stories[first], twin=stories[second].id)
    return replace(whole, deck=Deck(tuple(stories)))


def graded(kit: Kit, *played: int) -> GradeScreen:
    visit = Visit()
    for number in played:
        visit = visit.with_play(best_and_worst(kit.deck.scenarios[number])[0])
    return GradeScreen(kit, Session(seed=1, visit=visit))


@pytest.mark.parametrize(("played", "offered"), [(0, 2), (2, 0)])
def test_after_either_of_a_pair_the_other_is_offered_by_its_title_and_a_press_begins_it(
    played: int, offered: int
) -> None:
    kit = paired(0, 2)
    screen = graded(kit, played)
    target = screen.view(NOW, Heard()).target_for("2")
    assert target is not None
    title = kit.deck.scenarios[offered].title
    assert title in target.label
    assert title in screen.words_of("twin")
    assert not any(kind.zh in target.label for kind in Kind), "which is true isn't told"
    scene = target.then(NOW)
    assert isinstance(scene, SceneScreen)
    assert scene.play.scenario.id == kit.deck.scenarios[offered].id
    assert scene.session.visit == screen.session.visit


@pytest.mark.parametrize("played", [(1,), (0, 2), (2, 0), ()])
def test_nothing_is_offered_without_a_pair_or_when_both_were_played(played: tuple[int]) -> None:
    screen = graded(paired(0, 2), *played)
    assert screen.view(NOW, Heard()).target_for("2") is None
    assert "twin" not in [piece.name for piece in screen.pieces]


def test_on_the_page_of_stories_the_pair_comes_first_among_the_unplayed() -> None:
    kit = paired(0, 3)
    visit = Visit().with_play(best_and_worst(kit.deck.scenarios[0])[0])
    screen = ChooseScreen(kit, Session(seed=1, visit=visit))
    ids = [story.id for page in screen.story_pages for story in page]
    deck = [story.id for story in kit.deck.scenarios]
    assert ids == [deck[0], deck[3], *deck[1:3], *deck[4:]]
    before = ChooseScreen(kit, Session(seed=1))
    assert [story.id for story in before.stories] == deck[: len(before.stories)]


@pytest.mark.parametrize("look", Look)
@pytest.mark.parametrize("size", [SMALL, UPRIGHT, WIDE])
def test_there_is_room_for_the_offer(size: tuple[int, int], look: Look) -> None:
    kit, surfaces = shared(size)
    play = best_and_worst(kit.deck.scenarios[0])[0]
    with_pair = gallery.with_twin(kit, play.scenario)
    assert with_pair is not None
    session = Session(seed=1, visit=Visit().with_play(play), comfort=Comfort(look=look))
    screen = GradeScreen(with_pair, session)
    assert screen.twin is not None
    assert inspection.inspect(screen, surfaces) == ()


# The tricks of the visit --------------------------------------------------------------------------


def graded_after(
    *plays: int, worst: bool, size: tuple[int, int] = WIDE, look: Look = Look.NORMAL
) -> GradeScreen:
    kit = shared(size)[0]
    visit = Visit()
    for number in plays:
        visit = visit.with_play(best_and_worst(kit.deck.scenarios[number])[worst])
    return GradeScreen(kit, Session(seed=1, visit=visit, comfort=Comfort(look=look)))


def test_the_tricks_most_often_missed_are_named_and_said_in_that_order() -> None:
    screen = graded_after(1, worst=True)
    missed = screen.session.visit.techniques().missed
    assert len(missed) > 2
    named = missed[:2]
    assert f"还要留心的手法：{'、'.join(named)}" in texts(screen)
    said = [piece.utterance.text for piece in screen.pieces]
    at = said.index("还要留心的手法：")
    assert said[at + 1 : at + 3] == [f"{one}。" for one in named]


def test_who_missed_none_hears_how_many_were_seen_through() -> None:
    screen = graded_after(1, worst=False)
    met = screen.session.visit.techniques().met
    assert f"遇到的 {len(met)} 种手法都看出来了" in texts(screen)
    assert screen.words_of("heed") == f"遇到的 {len(met)} 种手法都看出来了。"


def test_nothing_is_told_of_tricks_where_none_came_up() -> None:
    screen = graded_after(worst=False)
    assert not [text for text in texts(screen) if "手法" in text]
    assert "heed" not in {piece.name for piece in screen.pieces}


@pytest.mark.parametrize("size", [WIDE, SMALL, UPRIGHT], ids=str)
@pytest.mark.parametrize("look", list(Look), ids=str)
def test_all_of_the_result_stands_on_its_card(size: tuple[int, int], look: Look) -> None:
    for worst in (False, True):
        screen = graded_after(1, worst=worst, size=size, look=look)
        items = screen.view(NOW, Heard()).items
        cards = [i.box for i in items if isinstance(i, Panel)]
        for place in (
            p for p in screen.still.composed.spoken if p.name in {"result", "counts", "heed"}
        ):
            assert isinstance(place.paragraph, Paragraph)
            low = place.y + place.paragraph.height
            assert any(box.holds(place.x + 1, place.y + 1) and box.bottom >= low for box in cards)
