"""What a choice notes decides which words a play meets later, and nothing is met by nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.scenario.checks import CheckContext, findings
from kiosk.scenario.graph import Graph
from kiosk.scenario.memory import NOTHING, as_met
from kiosk.scenario.model import Scenario, Scene
from kiosk.scenario.spoken import Speaker
from kiosk.visit.debrief import Debrief
from kiosk.visit.play import NotAChoice, Play
from kiosk.visit.transcript import differences, played, transcribe

from .remembering import story

PAID, GAVE, CLOSED = 0, 1, 2


def plays(scenario: Scenario) -> list[Play]:
    return [played(scenario, choices) for choices in Graph(scenario).plays(1000)]


def at_daughter(first: int) -> Play:
    play = Play.begin(story()).choose(0).choose(first)
    while not isinstance(play.position, Scene) or not play.position.choices:
        play = play.go_on()
    return play


def heard(play: Play) -> list[str]:
    return [line.text for line in play.position.lines]


def test_only_those_who_paid_are_asked_where_the_money_is() -> None:
    assert heard(at_daughter(PAID))[1:] == ["卡里怎么少了八千？"]
    assert heard(at_daughter(GAVE))[1:] == ["幸好还没有转。"]


def test_a_choice_is_offered_to_those_alone_who_meet_it() -> None:
    paid, gave = at_daughter(PAID), at_daughter(GAVE)
    assert isinstance(paid.position, Scene)
    assert isinstance(gave.position, Scene)
    assert len(paid.position.choices) == 3
    assert [one.text for one in gave.position.choices] == ["瞒着女儿，把钱转了", "挂断，打 110"]
    with pytest.raises(NotAChoice):
        gave.choose(2)


def test_an_ending_says_to_each_what_is_true() -> None:
    assert heard(at_daughter(PAID).choose(1)) == ["您和女儿一起去派出所做了记录。"]
    assert heard(at_daughter(GAVE).choose(1))[-1] == "您一分钱也没有少。"


def test_the_debrief_shows_each_moment_as_it_was_met() -> None:
    rows = Debrief.of(at_daughter(GAVE).choose(1)).rows
    daughter = next(row for row in rows if row.scene.id == "女儿来了")
    assert "幸好还没有转。" in [line.text for line in daughter.scene.lines]
    assert len(daughter.scene.choices) == 2
    assert [scene.id for scene in daughter.screens] == ["又要钱", "女儿来了"]


def test_words_keep_their_recordings_whoever_meets_them() -> None:
    paid, gave = at_daughter(PAID), at_daughter(GAVE)
    speaker = Speaker(paid.scenario)
    assert isinstance(paid.position, Scene)
    assert isinstance(gave.position, Scene)
    assert speaker.line(paid.position, 1).id.endswith("/女儿来了-2")
    assert speaker.line(gave.position, 1).id.endswith("/女儿来了-3")
    assert speaker.consequence(gave.position, 1).id == speaker.consequence(paid.position, 2).id
    # Read by the number it stands under: that is another clip.
    assert speaker.choice(gave.position, 1).say.startswith("二，")
    assert speaker.choice(paid.position, 2).say.startswith("三，")


def test_all_that_may_be_said_is_told_ahead() -> None:
    scenario = story()
    speaker = Speaker(scenario)
    ahead = {one.id: one for one in speaker.everything()}
    assert len(ahead) == len(list(speaker.everything()))
    for play in plays(scenario):
        for place in play.way:
            told = [speaker.line(place, n) for n in range(len(place.lines))]
            if isinstance(place, Scene):
                told += [speaker.choice(place, n) for n in range(len(place.choices))]
                told += [speaker.why(place, n) for n in range(len(place.choices))]
            assert all(ahead[one.id] == one for one in told)


def test_all_that_is_said_in_a_story_of_thousands_of_scenes_is_told() -> None:
    # Nothing is asserted about time: looked for one by one, its scenes would take minutes.
    short = story()
    asked = next(scene for scene in short.scenes if scene.choices)
    count = 12_000
    scenes = (replace(asked, id=f"{asked.id}{n}") for n in range(count))
    long = replace(short, scenes=(*short.scenes, *scenes))
    said = {utterance.id for utterance in Speaker(long).everything()}
    assert f"{long.id}/{asked.id}{count - 1}-选1" in said


def test_bounds_are_those_of_the_plays_there_are() -> None:
    scenario = story()
    every = list(plays(scenario))
    extremes = Graph(scenario).extremes()
    assert extremes is not None
    assert extremes.most_lost == max(sum(step.choice.loss for step in play.steps) for play in every)
    assert extremes.most_decisions == max(len(play.steps) for play in every)
    assert Graph(scenario).count_plays() == len(every)
    assert list(differences(scenario, transcribe(scenario))) == []


def test_a_place_that_asks_for_nothing_is_the_very_same() -> None:
    scenario = story()
    assert as_met(scenario.scenes[0], NOTHING) is scenario.scenes[0]


def test_such_a_story_is_right() -> None:
    told = {one.code for one in findings(CheckContext(story()))}
    assert not told & {"never-noted", "note-unused", "nothing-met", "never-met", "choice-count"}
