from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.scenario.model import Kind, QuizItem, Scenario, Stance, Verdict
from kiosk.visit.deck import STORIES_A_PAGE, Deck
from kiosk.visit.play import Play
from kiosk.visit.quiz import Question, draw
from kiosk.visit.visit import Discernment, Grade, Techniques, Visit

from .stories import choice, item, ladder, scene, story

seeds = st.integers(0, 2**32)


def play(tale: Scenario, *indices: int) -> Play:
    at = Play.begin(tale)
    for index in indices:
        at = at.choose(index)
    return at


def visited(scam: int, genuine: int) -> Visit:
    """Give a visit in which every decision of two scams and two genuine stories was this one."""
    visit = Visit()
    for n in range(2):
        visit = visit.with_play(play(ladder(2, id=f"scam{n}"), scam, scam))
        real = ladder(2, id=f"real{n}", kind=Kind.GENUINE)
        visit = visit.with_play(play(real, genuine, genuine))
    return visit


def test_who_verifies_comes_out_well() -> None:
    told = visited(scam=0, genuine=0).discernment()
    assert told == Discernment(scams=2, spotted=2, genuine=2, refused=0)
    assert (told.sharpness, told.fairness, told.overall) == (Grade.GOOD,) * 3


def test_who_refuses_everything_comes_out_poorly() -> None:
    told = visited(scam=0, genuine=2).discernment()
    assert told == Discernment(scams=2, spotted=2, genuine=2, refused=2)
    assert told.overall is Grade.CARE


def test_who_believes_everything_comes_out_poorly() -> None:
    told = visited(scam=2, genuine=0).discernment()
    assert told == Discernment(scams=2, spotted=0, genuine=2, refused=0)
    assert told.overall is Grade.CARE


@pytest.mark.parametrize(
    ("indices", "spotted"), [((1, 0), 1), ((1, 1), 0), ((2, 0), 0), ((0, 0), 1)]
)
def test_a_scam_is_handled_with_no_fall_and_at_most_one_gamble(
    indices: tuple[int, ...], spotted: int
) -> None:
    assert Visit().with_play(play(ladder(2), *indices)).discernment().spotted == spotted


@pytest.mark.parametrize(("indices", "refused"), [((1, 1), 0), ((2, 0), 1), ((0, 0), 0)])
def test_a_genuine_contact_is_refused_with_any_fall_by_refusing(
    indices: tuple[int, ...], refused: int
) -> None:
    real = ladder(2, kind=Kind.GENUINE)
    assert Visit().with_play(play(real, *indices)).discernment().refused == refused


@pytest.mark.parametrize("stance", Stance)
@pytest.mark.parametrize("verdict", Verdict)
def test_only_who_refuses_to_their_own_harm_refused_somebody_who_meant_well(
    verdict: Verdict, stance: Stance
) -> None:
    """To pay the swindler a genuine caller warned of is a fall, and no 误伤."""
    made = choice("good", verdict, stance)
    real = story(scene("s0", made, choice("good", Verdict.SAFE)), kind=Kind.GENUINE)
    told = Visit().with_play(play(real, 0)).discernment()
    harmed = verdict is Verdict.FALL and stance is Stance.REFUSE
    assert told == Discernment(genuine=1, refused=int(harmed))
    scam = story(scene("s0", made, choice("good", Verdict.SAFE)))
    spotted = Visit().with_play(play(scam, 0)).discernment().spotted
    assert spotted == int(verdict is not Verdict.FALL)


# The 手法 of a visit ------------------------------------------------------------------------------


def tricky(name: str, *techniques: str) -> Scenario:
    """Give a story with a decision for each 手法, whose words stand before it."""
    names = [f"{name}{n}" for n in range(len(techniques))]
    scenes = []
    for own, technique, after in zip(names, techniques, [*names[1:], "good"], strict=True):
        made = scene(own, choice(after, Verdict.SAFE), choice(after, Verdict.RISKY), cue="破")
        cue = replace(made.lines[0].cues[0], technique=technique)
        scenes.append(replace(made, lines=(replace(made.lines[0], cues=(cue,)),)))
    return story(*scenes, id=name)


def test_techniques_are_met_in_order_and_the_most_often_missed_come_first() -> None:
    first = play(tricky("a", "制造紧迫", "要求保密", "恐吓威胁"), 0, 1, 0)
    second = play(tricky("b", "小利诱饵", "要求保密", "小利诱饵"), 1, 1, 0)
    told = Visit().with_play(first).with_play(second).techniques()
    assert told.met == ("制造紧迫", "要求保密", "恐吓威胁", "小利诱饵")
    assert told.missed == ("要求保密", "小利诱饵")


def test_the_quiz_tells_of_techniques_too_and_a_replay_of_none() -> None:
    tale = tricky("a", "制造紧迫")
    scam = replace(item("x", Kind.SCAM), technique="托儿作证")
    real = replace(item("y", Kind.GENUINE), technique="")
    visit = Visit().with_play(play(tale, 0)).with_play(play(tale, 1))
    assert visit.techniques() == Techniques(("制造紧迫",))
    visit = visit.with_answer(Question(tale, scam), Kind.GENUINE)
    visit = visit.with_answer(Question(tale, real), Kind.SCAM)
    assert visit.techniques() == Techniques(("制造紧迫", "托儿作证"), ("托儿作证",))


@given(st.lists(st.tuples(st.sampled_from("甲乙丙丁"), st.booleans()), max_size=9))
def test_what_is_missed_was_met_and_nothing_is_named_twice(steps: list[tuple[str, bool]]) -> None:
    visit = Visit()
    for n, (technique, missed) in enumerate(steps):
        visit = visit.with_play(play(tricky(f"s{n}", technique), int(missed)))
    told = visit.techniques()
    assert {*told.missed} == {technique for technique, missed in steps if missed}
    assert {*told.met} == {technique for technique, _ in steps}
    assert len({*told.met}) == len(told.met)
    times = [sum(missed for one, missed in steps if one == name) for name in told.missed]
    assert times == sorted(times, reverse=True)


def test_only_the_first_play_of_a_story_counts_and_only_if_finished() -> None:
    tale = ladder(1)
    again = Visit().with_play(play(tale, 2)).with_play(play(tale, 0))
    assert again.discernment() == Discernment(scams=1, spotted=0)
    left = Visit().with_play(play(tale)).with_play(play(tale, 0))
    assert left.discernment() == Discernment()
    assert left.played == ("demo",)


def test_nothing_is_graded_before_both_kinds_were_met() -> None:
    assert Discernment().sharpness is None
    assert Discernment(scams=1, spotted=1).overall is None
    assert Discernment(scams=2, spotted=1, genuine=1).overall is Grade.FAIR


def test_quiz_answers_are_counted_apart() -> None:
    tale = ladder(1)
    scam, genuine = Question(tale, tale.quiz[0]), Question(tale, tale.quiz[1])
    visit = Visit().with_answer(scam, Kind.GENUINE).with_answer(genuine, Kind.SCAM)
    assert visit.quiz_discernment() == Discernment(scams=1, spotted=0, genuine=1, refused=1)
    assert visit.discernment() == Discernment()
    assert [answer.right for answer in visit.answers] == [False, False]


def items(name: str) -> tuple[QuizItem, ...]:
    return tuple(item(f"{name}{kind.en}{n}", kind) for n in range(2) for kind in Kind)


@given(seeds)
def test_a_quiz_is_three_different_items_of_the_story_with_both_kinds(seed: int) -> None:
    tale = ladder(1)
    questions = draw(tale, (), seed)
    assert len({question.item.id for question in questions}) == 3
    assert {question.item.kind for question in questions} == set(Kind)
    assert questions == draw(tale, (), seed)


@given(seeds)
def test_a_kind_the_story_lacks_comes_from_another(seed: int) -> None:
    poor = story(id="poor", quiz=tuple(item(f"p{n}", Kind.SCAM) for n in range(3)))
    questions = draw(poor, (poor, ladder(1)), seed)
    assert len(questions) == 3
    assert [q.item.kind for q in questions].count(Kind.GENUINE) == 1
    assert [q.scenario.id for q in questions].count("poor") == 2


@given(seeds)
def test_items_already_asked_come_last(seed: int) -> None:
    tale = ladder(1)
    asked = draw(tale, (), seed)
    left = {item.id for item in tale.quiz} - {question.item.id for question in asked}
    again = draw(tale, (), seed + 1, asked)
    assert left <= {question.item.id for question in again}
    assert {question.item.kind for question in again} == set(Kind)


def test_an_item_that_two_stories_have_is_the_played_storys() -> None:
    tale, other = story(quiz=(item("a", Kind.SCAM),)), story(id="other")
    asked = draw(tale, [other], 0)
    (same,) = [one for one in asked if one.item.text == "内容a"]
    assert same.scenario is tale
    assert {one.scenario.id for one in asked} == {"demo", "other"}


def test_chance_chooses_among_the_items_of_others_too() -> None:
    quiz = tuple(item(name, kind) for kind in Kind for name in (f"{kind.en}{n}" for n in range(5)))
    drawn = {
        one.item.text
        for seed in range(60)
        for one in draw(story(quiz=()), [story(id="other", quiz=quiz)], seed)
    }
    assert drawn == {one.text for one in quiz}


@given(seeds)
def test_one_item_is_of_a_story_played_before_and_the_others_of_the_one_just_played(
    seed: int,
) -> None:
    first, tale = story(id="first", quiz=items("f")), story(quiz=items("t"))
    other = story(id="other", quiz=items("o"))
    asked = draw(first, [tale, other], seed)
    questions = draw(tale, [first, other], seed + 1, asked, earlier=[first, tale])
    assert sorted(one.scenario.id for one in questions) == ["demo", "demo", "first"]
    assert {one.item.kind for one in questions} == set(Kind)
    (before,) = [one for one in questions if one.scenario is first]
    assert before not in asked


@given(seeds)
def test_where_all_of_the_story_before_was_asked_one_of_it_is_asked_again(seed: int) -> None:
    first, tale = story(id="first", quiz=items("f")[:3]), story(quiz=items("t"))
    asked = draw(first, (), seed)
    questions = draw(tale, [first], seed, asked, earlier=[first])
    assert [one.scenario.id for one in questions].count("first") == 1
    assert len({one.item.text for one in questions}) == 3


def test_a_story_played_twice_is_no_earlier_one() -> None:
    tale = story(quiz=items("t"))
    assert draw(tale, (), 3, earlier=[tale, tale]) == draw(tale, (), 3)


def test_both_mixtures_and_all_orders_occur() -> None:
    tale = story(quiz=tuple(item(f"{kind.en}{n}", kind) for n in range(3) for kind in Kind))
    mixtures = {
        tuple(question.item.kind for question in draw(tale, (), seed)) for seed in range(200)
    }
    assert len(mixtures) == 6


@given(st.integers(1, 60))
def test_pages_hold_five_stories_at_most_and_nearly_as_many_each(count: int) -> None:
    tales = tuple(ladder(1, id=f"t{n}") for n in range(count))
    pages = Deck(tales).paged()
    lengths = [len(page) for page in pages]
    assert len(pages) == -(-count // STORIES_A_PAGE)
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[0] - lengths[-1] <= 1
    assert tuple(tale for page in pages for tale in page) == tales


@given(seeds, st.sets(st.sampled_from(["t0", "t1", "t2"])))
def test_chance_prefers_what_was_not_played(seed: int, played: set[str]) -> None:
    deck = Deck(tuple(ladder(1, id=f"t{n}") for n in range(3)))
    picked = deck.pick(seed, played)
    assert picked.id not in played or len(played) == 3
    assert picked == deck.pick(seed, played)


def test_an_empty_deck_says_so() -> None:
    assert Deck(()).paged() == ()
    with pytest.raises(ValueError, match="剧本"):
        Deck(()).pick(1)
