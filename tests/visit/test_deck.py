"""The order of a deck: the least recently shown first, no kind of scam twice running, one of three genuine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise, permutations
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.scenario.catalogue import FOLDER, NamedDeck
from kiosk.scenario.model import Kind, Scenario
from kiosk.scenario.reading.catalogue_files import load_catalogue
from kiosk.scenario.reading.library import Library, load_library
from kiosk.timetable import When, rules
from kiosk.visit.deck import RUNNING, Deck, dealt

from .stories import story

WINDOW = RUNNING + 1
ALL = "全部轮换"
STORIES = Path(__file__).parents[2] / "scenarios"


def stories_of(types: Sequence[str]) -> tuple[Scenario, ...]:
    """Give a story for each type, genuine where it is empty."""
    return tuple(
        story(id=f"s{n}", type=type_ or "真实联系", kind=Kind.SCAM if type_ else Kind.GENUINE)
        for n, type_ in enumerate(types)
    )


def mixed(order: Sequence[Scenario]) -> bool:
    """Tell whether of any three that follow each other one is genuine."""
    return all(
        any(one.kind is Kind.GENUINE for one in order[at : at + WINDOW])
        for at in range(len(order) - RUNNING)
    )


def apart(order: Sequence[Scenario]) -> bool:
    """Tell whether no kind of scam comes twice running."""
    return all(
        one.type != other.type
        for one, other in pairwise(order)
        if Kind.SCAM is one.kind is other.kind
    )


few = st.lists(st.sampled_from(["", "甲", "乙", "丙"]), max_size=6)
many = st.lists(st.sampled_from(["", "", *"甲乙丙丁戊己庚"]), max_size=30)


@given(many, st.data())
def test_every_story_comes_once(types: list[str], data: st.DataObject) -> None:
    stories = stories_of(types)
    shown = data.draw(st.permutations([one.id for one in stories]))
    order = dealt(stories, shown)
    assert sorted(one.id for one in order) == sorted(one.id for one in stories)
    assert order == dealt(stories, shown)


@given(few, st.data())
@example(["甲", "甲", "甲", "", ""], None)
@example(["甲", "甲", "乙", "乙", ""], None)
def test_both_rules_are_kept_wherever_some_order_keeps_them(
    types: list[str], data: st.DataObject | None
) -> None:
    stories = stories_of(types)
    shown = data.draw(st.permutations([one.id for one in stories])) if data else ()
    order = dealt(stories, shown)
    possible = [one for one in permutations(stories) if mixed(one) and apart(one)]
    if possible:
        last = {id_: place for place, id_ in enumerate(shown)}
        assert mixed(order)
        assert apart(order)
        # And of all that keep them it is the one with what was shown least recently in front.
        wanted = min(possible, key=lambda one: [last.get(s.id, -1) for s in one])
        assert [last.get(s.id, -1) for s in order] == [last.get(s.id, -1) for s in wanted]
    elif any(mixed(one) for one in permutations(stories)):
        assert mixed(order)
    elif any(apart(one) for one in permutations(stories)):
        assert apart(order)


@given(st.permutations(range(24)))
def test_twenty_four_stories_of_which_eight_are_genuine_keep_both(shown: list[int]) -> None:
    scams = [*"甲乙丙丁戊己庚辛壬癸子丑", "甲", "甲", "乙", "乙"]
    stories = stories_of([*scams, *[""] * 8])
    order = dealt(stories, [f"s{n}" for n in shown])
    assert mixed(order)
    assert apart(order)


def test_what_was_never_shown_comes_before_what_was_and_the_latest_comes_last() -> None:
    stories = stories_of(["", "甲", "乙", "", "丙"])
    assert [one.id for one in dealt(stories, ["s1", "s0", "s9"])] == ["s2", "s3", "s4", "s1", "s0"]


def test_without_anything_shown_the_order_given_stays_where_it_keeps_the_rules() -> None:
    stories = stories_of(["甲", "乙", "", "丙", "甲", ""])
    assert dealt(stories) == stories


# The decks that come with the kiosk --------------------------------------------------------------


@cache
def shipped() -> Library:
    """Give the stories and the catalogue that come with the kiosk, read as their files are."""
    catalogue, problems = load_catalogue(STORIES / FOLDER)
    assert problems == ()
    return load_library([STORIES], catalogue, date(2026, 11, 21))


@pytest.fixture(scope="module")
def decks() -> dict[str, NamedDeck]:
    found = {one.name: one for one in shipped().catalogue.decks}
    assert found
    return found


def test_every_shipped_story_is_in_the_deck_of_all_and_every_deck_is_a_part_of_it(
    decks: dict[str, NamedDeck],
) -> None:
    """So once all of them are there no deck names a story that isn't."""
    there = {one.id for one in shipped().scenarios}
    everything = set(decks[ALL].stories)
    assert there <= everything
    for deck in decks.values():
        assert len(set(deck.stories)) == len(deck.stories), deck.name
        assert set(deck.stories) <= everything, deck.name


def test_no_deck_is_called_like_anything_else_a_rule_may_name(decks: dict[str, NamedDeck]) -> None:
    library = shipped()
    names = {one.name for one in library.catalogue.types} | {
        one.group for one in library.catalogue.types
    }
    for one in shipped().scenarios:
        names |= {one.id, one.title, one.kind.zh, *one.audience}
    assert names.isdisjoint(decks)
    for name in decks:
        (rule,) = rules(f"周一 {name}", lambda named: (named, named))
        assert rule.what == name
        assert rules(name, lambda named: (named, named))[0].when == When()


def test_a_shipped_deck_whose_stories_are_all_there_keeps_both_rules(
    decks: dict[str, NamedDeck],
) -> None:
    there = {story.id: story for story in shipped().scenarios}
    for deck in decks.values():
        if set(deck.stories) <= set(there):
            for last in deck.stories:
                order = dealt([there[id_] for id_ in deck.stories], [last])
                assert mixed(order), deck.name
                assert apart(order), deck.name


# Pairs -------------------------------------------------------------------------------------------


def test_a_pair_is_one_whichever_of_both_says_so() -> None:
    one, other, third = (story(id=name) for name in "abc")
    for deck in (
        Deck((replace(one, twin="b"), other, third)),
        Deck((one, replace(other, twin="a"), third)),
    ):
        twins = [deck.twin(each) for each in deck.scenarios]
        assert [twin.id if twin else None for twin in twins] == ["b", "a", None]


def test_a_twin_that_isnt_there_is_none() -> None:
    alone = story(id="a", twin="gone")
    assert Deck((alone,)).twin(alone) is None
    assert Deck((alone,)).after(["a"]) == Deck((alone,))


@given(
    st.lists(st.integers(0, 7), max_size=8),
    st.lists(st.lists(st.integers(0, 7), min_size=2, max_size=2, unique=True), max_size=3),
)
def test_for_who_has_played_pairs_come_first_among_the_unplayed_and_all_else_stays_in_order(
    played: list[int], pairs: list[list[int]]
) -> None:
    twins = {one: f"s{other}" for one, other in pairs}
    deck = Deck(tuple(story(id=f"s{n}", twin=twins.get(n, "")) for n in range(8)))
    begun = [f"s{n}" for n in played]
    found = deck.after(begun).scenarios
    assert sorted(one.id for one in found) == [one.id for one in deck.scenarios]
    known = {one.id: one for one in deck.scenarios}
    wanted = list(
        dict.fromkeys(
            twin
            for id_ in reversed(begun)
            if (twin := deck.twin(known[id_])) and twin.id not in begun
        )
    )
    unplayed = [one for one in found if one.id not in begun]
    assert unplayed[: len(wanted)] == wanted
    others = [one for one in deck.scenarios if one not in wanted]
    assert [one for one in found if one not in wanted] == others
