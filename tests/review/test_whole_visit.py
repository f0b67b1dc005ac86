"""A whole visit, measured by the shipped speech, is as long as its card says."""

from __future__ import annotations

from functools import cache
from itertools import accumulate

import pytest

from kiosk.review.plays import plays
from kiosk.review.whole_visit import Part, chances, met, seconds_of_parts, shipped_lengths
from kiosk.scenario.measures import AFTERWARDS
from kiosk.screens.install import InstallScreen
from kiosk.screens.kit import Kit, Session
from kiosk.screens.quiz import QuizScreen
from kiosk.visit.quiz import QUESTIONS
from tests.kits import WIDE, shared

FIVE_MINUTES = 300
ROUNDED = 30
"""Seconds that "about so many minutes" may be beside the truth."""


@pytest.fixture(scope="module")
def kit() -> Kit:
    return shared(WIDE)[0]


@pytest.fixture(scope="module")
def lasted(kit: Kit) -> dict[str, list[tuple[dict[Part, float], float]]]:
    """Give the parts of each play of each story, with its share among visitors, the shortest first."""
    of_speech = cache(shipped_lengths())  # plays have most of their lines in common
    return {
        story.id: sorted(
            ((seconds_of_parts(kit, play, of_speech), share) for play, share in chances(story)),
            key=lambda visit: sum(visit[0].values()),
        )
        for story in kit.deck.scenarios
    }


def test_a_visit_is_walked_from_the_stories_to_the_app_with_every_decision_of_its_play(
    kit: Kit,
) -> None:
    for story in kit.deck.scenarios:
        for play in plays(story):
            screens = [one.screen for one in met(kit, Session(seed=1), play)]
            trails = [
                one.screen.play.trail
                for one in met(kit, Session(seed=1), play)
                if one.part is Part.ENDING
            ]  # type: ignore[attr-defined]
            assert trails == [play.trail]
            asked = [one for one in screens if isinstance(one, QuizScreen)]
            assert len(asked) == 2 * QUESTIONS
            assert isinstance(screens[-1], InstallScreen)


def test_the_shares_of_visitors_are_a_whole(kit: Kit) -> None:
    for story in kit.deck.scenarios:
        found = list(chances(story))
        assert {play.trail for play, _ in found} == {play.trail for play in plays(story)}
        assert sum(share for _, share in found) == pytest.approx(1)


def test_who_listens_to_the_end_is_through_in_five_minutes_on_the_median_play(
    lasted: dict[str, list[tuple[dict[Part, float], float]]],
) -> None:
    for id_, visits in lasted.items():
        passed = accumulate(share for _, share in visits)
        median = next(parts for (parts, _), upto in zip(visits, passed, strict=True) if upto >= 0.5)
        assert sum(median.values()) < FIVE_MINUTES, id_


def test_what_follows_a_story_takes_as_long_as_a_cards_minutes_reckon(
    lasted: dict[str, list[tuple[dict[Part, float], float]]],
) -> None:
    after = (Part.DEBRIEF, Part.QUIZ, Part.GRADE, Part.INSTALL)
    for id_, visits in lasted.items():
        for parts, _ in visits:
            assert sum(parts[part] for part in after) == pytest.approx(AFTERWARDS, abs=15), id_


def test_no_visit_from_its_card_on_is_longer_than_the_card_says(
    kit: Kit, lasted: dict[str, list[tuple[dict[Part, float], float]]]
) -> None:
    for id_, visits in lasted.items():
        longest = max(sum(parts.values()) - parts[Part.CHOOSING] for parts, _ in visits)
        assert longest <= 60 * kit.minutes[id_] + ROUNDED, id_
