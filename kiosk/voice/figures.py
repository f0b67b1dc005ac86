"""The sentences of the interface that carry figures or a story's own words, each as it can come up.

They have no recording, and an engine makes them in passing; a machine without one needs them made ahead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.scenario.graph import Graph
from kiosk.scenario.model import Scene
from kiosk.visit.debrief import Debrief
from kiosk.visit.play import Play
from kiosk.visit.quiz import QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kiosk.scenario.model import Scenario
    from kiosk.scenario.spoken import Utterance
    from kiosk.words import Words

MOST_PLAYS = 3000
"""Plays of a story that are looked at; the shipped ones have some hundreds."""


def with_figures(words: Words, scenarios: Iterable[Scenario]) -> list[Utterance]:
    """Give the sentences that plays of these stories can lead to, each once."""
    found = [words.spoken("say.grade", right=n) for n in range(QUESTIONS + 1)]
    for scenario in scenarios:
        found += _of_cues(words, scenario)
        found += _of_plays(words, scenario)
    return list(dict.fromkeys(found))


def _of_cues(words: Words, scenario: Scenario) -> Iterator[Utterance]:
    for scene in scenario.scenes:
        for line in scene.lines:
            for cue in line.cues:
                yield words.spoken("say.cue", words=cue.words, note=cue.note)


def _of_plays(words: Words, scenario: Scenario) -> Iterator[Utterance]:
    for choices in Graph(scenario).plays(MOST_PLAYS):
        debrief = Debrief.of(_played(scenario, choices))
        for grade in ("good", "pass") if debrief.passed else ("low",):
            yield words.spoken(f"say.score_{grade}", score=debrief.score)
        if debrief.spotted_at:
            yield words.spoken("say.spotted", step=debrief.spotted_at)
        if debrief.lost:
            yield words.spoken("say.lost", amount=debrief.lost, kept=debrief.kept)


def _played(scenario: Scenario, choices: tuple[int, ...]) -> Play:
    play, left = Play.begin(scenario), list(choices)
    while isinstance(play.place, Scene):
        play = play.choose(left.pop(0)) if play.place.choices else play.go_on()
    return play
