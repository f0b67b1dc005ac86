"""What is prepared of sentences with figures is what a visitor can be told."""

from __future__ import annotations

import random
from datetime import date

from kiosk import app
from kiosk.commands.common import library
from kiosk.paths import shipped
from kiosk.scenario.model import Scene
from kiosk.settings import Settings
from kiosk.stage.screens.debrief import DebriefScreen
from kiosk.stage.screens.screen import Session
from kiosk.visit.play import Play
from kiosk.voice.figures import with_figures
from kiosk.words import Words

WORDS = Words.load(shipped("assets") / "words" / "zh-CN.toml")
STORIES = library([]).scenarios


def test_they_are_few_and_each_stands_once() -> None:
    found = with_figures(WORDS, STORIES)
    assert len(found) == len(set(found)) < 400
    assert not [u.text for u in found if "{" in u.text]


def test_whatever_is_played_the_debrief_says_only_what_was_prepared() -> None:
    kit = app.make_kit((1366, 768), app.open_stories([], None, date(2026, 11, 21)), Settings())
    prepared = {*with_figures(WORDS, STORIES), *WORDS.sentences()}
    chance = random.Random(7)  # noqa: S311  a test that is the same every time
    for story in STORIES:
        for _ in range(25):
            play = Play.begin(story)
            while isinstance(play.place, Scene):
                count = len(play.place.choices)
                play = play.choose(chance.randrange(count)) if count else play.go_on()
            said = DebriefScreen(kit, Session(1), play=play, seconds=60).script
            assert {u for u in said if u.id.startswith("界面/")} <= prepared
