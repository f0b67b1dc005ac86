"""The sentences that carry figures or a story's own words, as the debrief and the result can say them.

They have no recording, and an engine makes them in passing; a machine without one needs them made ahead.
What is said is asked of the screens themselves. How many decisions stand on a page, and so the number said
before each, may differ on a screen of another size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.review.plays import play_choices
from kiosk.scenario.graph import Graph
from kiosk.screens.cue_card import told
from kiosk.screens.debrief import TOLD_STEP, DebriefScreen, how_long
from kiosk.screens.kit import Session
from kiosk.visit.quiz import QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.scenario.model import Scenario
    from kiosk.screens.kit import Kit
    from kiosk.speech import Utterance

MOST_PLAYS = 3000
"""Plays of a story that are looked at; the shipped ones have dozens."""

MOST_PAGES = 4
LONGEST_PLAY = 600
"""Seconds up to which it is told how long a play took; the longest told without a rest takes 240."""


def computed_sentences(kit: Kit) -> list[Utterance]:
    """Give the sentences that plays of the deck's stories can lead to, each once."""
    found = [*_of_results(kit)]
    for scenario in kit.deck.scenarios:
        found += _of_cues(kit, scenario)
        found += _of_plays(kit, scenario)
    return list(dict.fromkeys(found))


def _of_results(kit: Kit) -> Iterator[Utterance]:
    words = kit.words
    for right in range(QUESTIONS + 1):
        yield words.spoken("say.grade", right=right)
    for seconds in range(TOLD_STEP, LONGEST_PLAY + 1, TOLD_STEP):
        yield words.spoken("say.took", time=how_long(words, seconds))
    for one in kit.catalogue.techniques:
        yield words.spoken("say.right_by", technique=one.name)
        yield words.spoken("say.in_fact_by", technique=one.name)
        yield words.spoken("say.technique", technique=one.name)
    for count in range(1, len(kit.catalogue.techniques) + 1):
        yield words.spoken("say.all_seen", count=count)
    for scams in range(QUESTIONS + 1):
        for genuine in range(QUESTIONS + 1 - scams):
            yield words.spoken("say.counts", scams=scams, genuine=genuine)


def _of_cues(kit: Kit, scenario: Scenario) -> Iterator[Utterance]:
    for scene in scenario.scenes:
        for line in scene.lines:
            for one in line.evidence:
                yield told(kit.words, kit.catalogue, one)


def _of_plays(kit: Kit, scenario: Scenario) -> Iterator[Utterance]:
    for choices in Graph(scenario).plays(MOST_PLAYS):
        play = play_choices(scenario, choices)
        for page in range(MOST_PAGES):
            screen = DebriefScreen(kit, Session(0), play=play, seconds=0, page=page)
            yield from screen.script
