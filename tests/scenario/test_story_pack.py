"""The shipped stories together: what they cover, how people fare in them, and that nothing gives them away."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import date
from difflib import SequenceMatcher
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest

from kiosk.review.policies import (
    Habit,
    chance_of_passing,
    fares,
    longest_is_safe,
    ruled_a_scam,
)
from kiosk.scenario.catalogue import Catalogue
from kiosk.scenario.graph import extremes
from kiosk.scenario.model import Kind, Stance, Verdict
from kiosk.scenario.reading.catalogue_files import load_catalogue
from tests.sample import SCENARIOS, every_story

ROOT = Path(__file__).parents[2]
STORIES = every_story()
SCAMS = [story for story in STORIES if story.kind is Kind.SCAM]
GENUINE = [story for story in STORIES if story.kind is Kind.GENUINE]
ITEMS = [(story, item) for story in STORIES for item in story.quiz]

TELLING = (
    "骗",
    "诈",
    "真",
    "假",
    "警",
    "公安",
    "客服",
    "退款",
    "中奖",
    "返利",
    "刷单",
    "涉嫌",
    "安全",
    "反诈",
    "96110",
)
"""Words of a title that would say what it is about."""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(SCENARIOS / "catalogue")[0]


def test_there_are_twenty_four_and_every_third_is_genuine() -> None:
    assert (len(SCAMS), len(GENUINE)) == (16, 8)


def test_every_type_of_the_list_and_every_keyword_is_played(catalogue: Catalogue) -> None:
    played = {story.type for story in STORIES}
    listed = {one.name for one in catalogue.types if one.list_year == 2025}
    assert listed <= played
    assert {"AI拟声冒充亲人", "养老诈骗", "扫码送礼引流", "电诈工具人"} <= played
    ids = {story.id for story in STORIES}
    for word in catalogue.keywords:
        assert word.stories, word.words
        assert ids.issuperset(word.stories), word.words


def test_every_technique_is_met_and_every_genuine_contact_says_why_it_can_be_trusted(
    catalogue: Catalogue,
) -> None:
    lines = {s.id: [line for place in s.places for line in place.lines] for s in STORIES}
    met = {cue.technique for every in lines.values() for line in every for cue in line.cues}
    assert met == set(catalogue.names("techniques"))
    for story in GENUINE:
        assert sum(len(line.grounds) for line in lines[story.id]) >= 3, story.id


def test_who_believes_all_or_refuses_all_fares_badly() -> None:
    believed = [fares(story, Habit.BELIEVES) for story in STORIES]
    assert not any(fares(story, Habit.BELIEVES).handled for story in SCAMS)
    assert _mean(fare.score for fare in believed) < 35
    refused = [fares(story, Habit.REFUSES) for story in GENUINE]
    assert not any(fare.handled for fare in refused)
    assert _mean(fare.score for fare in refused) < 50


@pytest.mark.parametrize("habit", [Habit.VERIFIES, Habit.ASKS])
def test_who_verifies_or_asks_handles_everything(habit: Habit) -> None:
    fared = {story.id: fares(story, habit) for story in STORIES}
    assert [id_ for id_, fare in fared.items() if not fare.handled] == []
    assert _mean(fare.score for fare in fared.values()) >= 95


def test_pressing_blindly_seldom_passes() -> None:
    assert _mean(chance_of_passing(story) for story in STORIES) < Fraction(45, 100)
    for habit in (Habit.FIRST, Habit.LAST, Habit.LONGEST):
        passed = sum(fares(story, habit).passed for story in STORIES)
        assert passed < 0.55 * len(STORIES), habit
    both = [longest_is_safe(story) for story in STORIES]
    assert sum(safe for safe, _ in both) <= 0.4 * sum(decisions for _, decisions in both)


def test_one_rule_does_not_answer_the_quiz() -> None:
    right = sum(ruled_a_scam(item.text) is (item.kind is Kind.SCAM) for _, item in ITEMS)
    assert right <= 0.65 * len(ITEMS), f"{right} of {len(ITEMS)}"


def test_no_two_items_are_nearly_the_same() -> None:
    for (story, one), (_, other) in combinations(ITEMS, 2):
        alike = SequenceMatcher(None, one.text, other.text, autojunk=False).ratio()
        assert alike < 0.6, f"{story.id}: {one.text} / {other.text}"


def test_title_and_cover_do_not_tell_what_is_true() -> None:
    for story in STORIES:
        assert len(story.title) <= 14
        assert not any(mark in story.title for mark in "“”\"'!！?？")
        assert not any(word in story.title for word in TELLING), story.title
    for told in (lambda s: [s.picture], lambda s: _pairs(s.title)):
        uses = [Counter(one for s in some for one in set(told(s))) for some in (SCAMS, GENUINE)]
        for one, count in (uses[0] + uses[1]).items():
            if count > 2:
                assert uses[0][one], one
                assert uses[1][one], one


def test_a_story_is_long_enough_to_be_one_and_short_enough_to_be_heard() -> None:
    for story in STORIES:
        assert 10 <= len(story.scenes) <= 18, story.id
        bounds = extremes(story)
        assert bounds is not None
        assert bounds.longest < 220, story.id
        assert bounds.shortest >= 80, story.id


def test_a_genuine_contact_is_only_harmed_by_refusing_it() -> None:
    for story in GENUINE:
        falls = [
            choice
            for scene in story.scenes
            for choice in scene.choices
            if choice.verdict is Verdict.FALL
        ]
        assert falls, story.id
        assert {choice.stance for choice in falls} == {Stance.REFUSE}, story.id


def test_what_is_remembered_is_short_and_each_story_has_its_own() -> None:
    kept = [story.remember for story in STORIES]
    assert len(set(kept)) == len(kept)
    assert sum(len(words) <= 14 for words in kept) >= 0.75 * len(kept)


def test_twins_name_each_other() -> None:
    twins = {story.id: story.twin for story in STORIES if story.twin}
    assert {frozenset(pair) for pair in twins.items()} >= {
        frozenset(pair)
        for pair in (
            ("kusheng", "erzi-haoma"),
            ("kongbaoguo", "daofu"),
            ("gongjiao", "benren-ma"),
            ("tui-860", "kefu-baiwan"),
            ("yutian", "gongjianfa"),
        )
    }
    kinds = {story.id: story.kind for story in STORIES}
    for one, other in twins.items():
        assert twins.get(other) == one
        assert kinds[one] is not kinds[other]


def test_every_story_was_approved_by_the_editors_and_is_looked_at_again() -> None:
    for story in STORIES:
        assert story.approval is not None, story.id
        assert "编辑" in story.approval.by, story.id
        assert story.review_by > date(2027, 1, 1), story.id


def test_the_page_is_what_the_stories_say() -> None:
    call = [sys.executable, ROOT / "scripts" / "stories_page.py", "--check"]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _mean(numbers: object) -> float:
    every = list(numbers)  # type: ignore[call-overload]
    return float(sum(every) / len(every))


def _pairs(title: str) -> list[str]:
    return [title[n : n + 2] for n in range(len(title) - 1)]
