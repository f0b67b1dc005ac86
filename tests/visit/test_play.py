from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.scenario.model import Kind
from kiosk.visit.debrief import ROWS_A_PAGE, Debrief
from kiosk.visit.play import NoSuchPlace, NotAChoice, Play
from kiosk.visit.score import passed, score, spotted_at

from .stories import FALL, RISKY, SAFE, choice, ladder, scene, story

choices = st.lists(st.integers(0, 2), min_size=1, max_size=9)


def walk(indices: list[int], **more: object) -> Play:
    play = Play.begin(ladder(len(indices), **more))
    for index in indices:
        play = play.choose(index)
    return play


def test_a_play_begins_at_the_first_scene_with_all_the_money() -> None:
    play = Play.begin(ladder(2))
    assert (play.position.id, play.trail, play.steps) == ("s0", ("s0",), ())
    assert (play.kept, play.lost, play.leaks, play.finished) == (10_000, 0, (), False)


def test_choices_lead_where_they_say_and_an_ending_finishes() -> None:
    play = walk([0, 2])
    assert play.trail == ("s0", "s1", "good")
    assert play.finished
    assert [step.choice.verdict for step in play.steps] == [SAFE, FALL]


def test_losses_never_exceed_the_wallet() -> None:
    play = walk([2, 2, 2])
    assert (play.lost, play.kept) == (10_000, 0)


def test_information_given_away_twice_is_named_once_in_order() -> None:
    assert walk([1, 2, 1]).leaks == ("姓名", "验证码")


@pytest.mark.parametrize("index", [-1, 3, 99])
def test_a_choice_that_is_not_offered_is_refused(index: int) -> None:
    with pytest.raises(NotAChoice):
        Play.begin(ladder(1)).choose(index)


def test_nothing_can_be_chosen_after_the_end_nor_gone_on() -> None:
    play = walk([0])
    with pytest.raises(NotAChoice):
        play.choose(0)
    with pytest.raises(NotAChoice):
        play.go_on()


def test_a_scene_without_choices_goes_on_and_only_such_a_scene() -> None:
    play = Play.begin(story(scene("one", goto="two"), scene("two", choice("good", SAFE))))
    with pytest.raises(NotAChoice):
        play.choose(0)
    play = play.go_on()
    assert play.position.id == "two"
    with pytest.raises(NotAChoice):
        play.go_on()


def test_a_decision_is_not_passed_by_though_the_scene_says_where_it_goes_on() -> None:
    both = scene("one", choice("good", SAFE), goto="bad")
    with pytest.raises(NotAChoice):
        Play.begin(story(both)).go_on()


def test_a_dead_link_is_an_error_of_its_own() -> None:
    with pytest.raises(NoSuchPlace):
        Play.begin(story(scene("one", goto="nowhere"))).go_on()
    with pytest.raises(NoSuchPlace):
        Play.begin(story())


@pytest.mark.parametrize(
    ("indices", "expected"),
    [([0, 0], 100), ([1], 85), ([2], 55), ([1, 1], 70), ([2, 2], 10), ([2, 2, 2], 0), ([2, 1], 40)],
)
def test_the_score_is_a_hundred_less_fifteen_and_forty_five(
    indices: list[int], expected: int
) -> None:
    assert score(walk(indices)) == expected


@given(choices)
def test_a_score_keeps_its_bounds_and_one_fall_costs_the_pass(indices: list[int]) -> None:
    play = walk(indices)
    assert 0 <= score(play) <= 100
    if 2 in indices:
        assert not passed(play)
    assert passed(play) == (indices.count(2) == 0 and indices.count(1) <= 2)


@given(choices, st.integers(0, 2))
def test_going_on_never_raises_a_score(indices: list[int], more: int) -> None:
    assert score(walk(indices)) >= score(walk([*indices, more]))


@pytest.mark.parametrize(
    ("indices", "expected"),
    [
        ([0], 1),
        ([0, 0, 0], 1),
        ([1, 0], 2),
        ([1, 2, 0, 0], 3),
        ([0, 1, 0], 3),
        ([0, 1], None),
        ([2], None),
    ],
)
def test_a_scam_is_seen_through_where_only_careful_acts_follow(
    indices: list[int], expected: int | None
) -> None:
    assert spotted_at(walk(indices)) == expected


@given(choices)
def test_nothing_is_seen_through_in_a_genuine_story_or_before_a_decision(
    indices: list[int],
) -> None:
    assert spotted_at(walk(indices, kind=Kind.GENUINE)) is None
    assert spotted_at(Play.begin(ladder(1))) is None


@given(choices)
def test_the_debrief_shows_each_step_once_as_it_happened_four_a_page(indices: list[int]) -> None:
    play = walk(indices)
    debrief = Debrief.of(play)
    assert [row.number for row in debrief.rows] == list(range(1, len(indices) + 1))
    careless = [row for row in debrief.rows if row.choice.verdict is not SAFE]
    assert debrief.wrong == (careless[0] if careless else None)
    assert [row for page in debrief.pages for row in page] == list(debrief.rows)
    assert all(len(page) == ROWS_A_PAGE for page in debrief.pages[:-1])
    for row in debrief.rows:
        assert row.choice is play.steps[row.number - 1].choice
        assert (row.better is None) == (row.choice.verdict is SAFE)
        assert row.better is None or row.better.verdict is SAFE
    assert (debrief.kept + debrief.lost, debrief.law) == (10_000, ("刑法-266",))


@given(choices, st.data())
def test_a_play_taken_back_to_a_step_stands_as_it_stood_then(
    indices: list[int], data: st.DataObject
) -> None:
    play, step = walk(indices), data.draw(st.integers(1, len(indices)))
    then = Play.begin(play.scenario)
    for index in indices[: step - 1]:
        then = then.choose(index)
    again = play.rewound(step)
    assert again == then
    for index in indices[step - 1 :]:
        again = again.choose(index)
    assert again == play


def test_missed_cues_stand_before_decisions_that_were_not_careful() -> None:
    debrief = Debrief.of(walk([0, 1, 0, 2]))
    assert [cue.words for cue in debrief.missed] == ["破s1", "破s3"]


def test_a_cue_of_a_scene_without_a_choice_belongs_to_the_next_decision() -> None:
    tale = story(
        scene("one", goto="two", cue="甲"),
        scene("two", choice("good", SAFE), choice("bad", RISKY), cue="乙"),
    )
    (row,) = Debrief.of(Play.begin(tale).go_on().choose(1)).rows
    assert [place.id for place in row.screens] == ["one", "two"]
    assert [cue.words for cue in row.evidence] == ["甲", "乙"]


def test_a_scene_without_a_choice_is_shown_again_for_one_decision_only() -> None:
    tale = story(
        scene("one", goto="two"),
        scene("two", choice("three", SAFE)),
        scene("three", goto="four"),
        scene("four", choice("good", SAFE)),
    )
    play = Play.begin(tale).go_on().choose(0).go_on().choose(0)
    screens = [[place.id for place in row.screens] for row in Debrief.of(play).rows]
    assert screens == [["one", "two"], ["three", "four"]]


def test_a_play_left_early_has_a_debrief_without_an_ending() -> None:
    debrief = Debrief.of(Play.begin(ladder(2)))
    assert (debrief.ending, debrief.rows, debrief.pages, debrief.score) == (None, (), (), 100)
