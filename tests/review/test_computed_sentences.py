"""What is prepared of sentences with figures is what a visitor can be told."""

from __future__ import annotations

import random

import pytest

from kiosk import composition
from kiosk.review.computed_sentences import LONGEST_PLAY, computed_sentences
from kiosk.scenario.model import Scene
from kiosk.screens.debrief import DebriefScreen, how_long
from kiosk.screens.kit import Kit, Session
from kiosk.settings import Settings
from kiosk.visit.play import Play
from kiosk.words import SPOKEN_FOLDER
from tests.kits import stories

pytestmark = pytest.mark.once  # words alone


@pytest.fixture(scope="module")
def kit() -> Kit:
    composition.drawing_without_display()
    return composition.make_kit((1366, 768), stories(), Settings())


def test_they_are_few_and_each_stands_once(kit: Kit) -> None:
    found = computed_sentences(kit)
    assert len(found) == len(set(found)) < 1000
    assert not [u.text for u in found if "{" in u.text]


def test_whatever_is_played_the_debrief_says_only_what_was_prepared(kit: Kit) -> None:
    prepared = {*computed_sentences(kit), *kit.words.sentences()}
    chance = random.Random(7)  # noqa: S311  a test that is the same every time
    for story in kit.deck.scenarios:
        for _ in range(25):
            seconds = chance.uniform(0, LONGEST_PLAY)
            play = Play.begin(story)
            while isinstance(play.position, Scene):
                count = len(play.position.choices)
                play = play.choose(chance.randrange(count)) if count else play.go_on()
            said = DebriefScreen(kit, Session(1), play=play, seconds=seconds).script
            assert {u for u in said if u.id.startswith(SPOKEN_FOLDER)} <= prepared


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0, "10 秒"), (44, "40 秒"), (58, "1 分钟"), (61, "1 分钟"), (192, "3 分 10 秒")],
)
def test_how_long_it_took_is_told_in_tens_of_seconds(kit: Kit, seconds: float, told: str) -> None:
    assert how_long(kit.words, seconds) == told
