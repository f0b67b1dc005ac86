"""A way to every scene of a story, so that each can be shown as a visitor would meet it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from kiosk.scenario.graph import Graph
from kiosk.scenario.model import Scenario, Scene
from kiosk.visit.play import Play


def plays_to_everywhere(scenario: Scenario) -> Iterator[Play]:
    """Give, for every place that can be reached, the shortest play that stands there."""
    waiting = deque([Play.begin(scenario)])
    seen = {waiting[0].place.id}
    while waiting:
        play = waiting.popleft()
        yield play
        for after in steps(play):
            if after.place.id not in seen:
                seen.add(after.place.id)
                waiting.append(after)


def steps(play: Play) -> tuple[Play, ...]:
    """Give the plays one step further: one for each choice, one where the story just goes on."""
    place = play.place
    if not isinstance(place, Scene):
        return ()
    if place.choices:
        return tuple(play.choose(n) for n in range(len(place.choices)))
    return (play.go_on(),)


def best_and_worst(scenario: Scenario) -> tuple[Play, Play]:
    """Give a play worth the most and one worth the least."""
    extremes = Graph(scenario).extremes()
    if extremes is None:
        raise ValueError(f"剧本“{scenario.title}”不是每条路都能走到结局")
    return played(scenario, extremes.best_choices), played(scenario, extremes.worst_choices)


def played(scenario: Scenario, choices: tuple[int, ...]) -> Play:
    """Give the play that makes these choices, counted from 0, and goes on where there is none."""
    play = Play.begin(scenario)
    left = list(choices)
    while not play.finished:
        place = play.place
        if isinstance(place, Scene) and place.choices:
            if not left:
                return play
            play = play.choose(left.pop(0))
        else:
            play = play.go_on()
    return play
