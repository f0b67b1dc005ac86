"""先想一想: asked is the sentence of the story before, among sentences that differ."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.scenario.model import Scenario
from kiosk.visit.play import Play
from kiosk.visit.recall import FEWEST, SENTENCES, recall
from kiosk.visit.visit import Visit

from .stories import SAFE, choice, scene, story

NAMES = "甲乙丙丁戊"
names = st.sampled_from(NAMES)


def tale(name: str, remember: str = "") -> Scenario:
    only = scene("开头", choice("good", SAFE))
    return story(only, id=name, title=name, remember=remember or f"记住{name}")


def after(*stories: Scenario) -> Visit:
    visit = Visit()
    for one in stories:
        visit = visit.with_play(Play.begin(one).choose(0))
    return visit


@given(st.lists(names, max_size=6), st.sets(names), st.integers())
def test_the_story_played_before_the_last_is_asked_among_three_sentences(
    played: list[str], others: set[str], seed: int
) -> None:
    more = [tale(name) for name in sorted(others)]
    asked = recall(after(*map(tale, played)), more, seed)
    before = [name for name in played if name != played[-1]] if played else []
    if not before:
        assert asked is None
        return
    assert asked is not None
    assert asked.story.id == before[-1]
    assert asked.choices[asked.right] == asked.story
    sentences = [one.remember for one in asked.choices]
    assert len(set(sentences)) == len(sentences)
    known = {*played, *others}
    assert FEWEST <= len(sentences) == min(SENTENCES, len(known))
    assert f"记住{played[-1]}" in sentences
    assert asked == recall(after(*map(tale, played)), more, seed)


def test_stories_that_leave_the_same_sentence_are_no_question() -> None:
    same = [tale(name, "一样的话") for name in "甲乙丙"]
    assert recall(after(same[0], same[1]), same, 1) is None


def test_the_right_one_stands_in_every_place() -> None:
    stories = [tale(name) for name in NAMES]
    visit = after(*stories[:2])
    places = {found.right for seed in range(60) if (found := recall(visit, stories, seed))}
    assert places == {0, 1, 2}
