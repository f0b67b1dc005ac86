"""Ways through a story, as visitors may take them: to every scene, every play, or random ones."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from kiosk.scenario.graph import Graph
from kiosk.scenario.memory import Notes
from kiosk.scenario.model import Ending, Scenario, Scene
from kiosk.screens.debrief import DebriefScreen
from kiosk.screens.kit import KioskScreen, Kit, Session
from kiosk.screens.outcome import OutcomeScreen
from kiosk.screens.scene import SceneScreen
from kiosk.visit.play import Play

MOST_WHOLE = 400
"""Plays up to which a story is walked whole."""

Beginning = tuple[tuple[str, ...], tuple[int, ...]]
"""How a play began: the places entered and what was chosen there."""


def plays_to_everywhere(scenario: Scenario) -> Iterator[Play]:
    """Give, for every place that can be reached, the shortest play that stands there.

    A place that is met several ways, by what was noted, comes once for each.
    """
    waiting = deque([Play.begin(scenario)])
    seen = {_where(waiting[0])}
    given: set[Scene | Ending] = set()
    while waiting:
        play = waiting.popleft()
        if play.position not in given:
            given.add(play.position)
            yield play
        for after in next_plays(play):
            if _where(after) not in seen:
                seen.add(_where(after))
                waiting.append(after)


def _where(play: Play) -> tuple[str, Notes]:
    return play.position.id, play.notes


def next_plays(play: Play) -> tuple[Play, ...]:
    """Give the plays one step further: one for each choice, one where the story just goes on."""
    place = play.position
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
    best = play_choices(scenario, extremes.best_choices)
    return best, play_choices(scenario, extremes.worst_choices)


def play_choices(scenario: Scenario, choices: tuple[int, ...]) -> Play:
    """Give the play that makes these choices, counted from 0, and goes on where there is none."""
    play = Play.begin(scenario)
    left = list(choices)
    while not play.finished:
        place = play.position
        if isinstance(place, Scene) and place.choices:
            if not left:
                return play
            play = play.choose(left.pop(0))
        else:
            play = play.go_on()
    return play


def count_plays(scenario: Scenario) -> int:
    """Give how many plays a story has; 0 where there is a cycle. Linear in the story's size."""
    return Graph(scenario).count_plays()


def plays(scenario: Scenario, most: int = MOST_WHOLE, seed: int = 0) -> Iterator[Play]:
    """Give every play of a story that has at most so many, else so many random ones, finished.

    The same seed gives the same plays; a random one chooses evenly at each decision.
    """
    if count_plays(scenario) <= most:
        for choices in Graph(scenario).plays(most):
            yield play_choices(scenario, choices)
        return
    chance = random.Random(seed)  # noqa: S311 - nothing is kept secret by it
    for _ in range(most):
        play = Play.begin(scenario)
        while not play.finished:
            play = chance.choice(next_plays(play))
        yield play


def screens_of(
    kit: Kit, session: Session, play: Play, now: float
) -> Iterator[tuple[str, KioskScreen]]:
    """Give every screen a visitor meets on a finished play, with a name, as if all were pressed.

    Each scene while its last line is said and when the choices stand, each outcome closed and
    opened, the ending, and every page of the debrief.
    """
    yield from told_screens_of(kit, session, play, now, set())
    yield from _debrief_of(kit, session, play, now)


def told_screens_of(
    kit: Kit, session: Session, play: Play, now: float, met: set[Beginning]
) -> Iterator[tuple[str, KioskScreen]]:
    """Give those screens up to the ending, but of none that `met` knows from a play that began alike.

    Most plays do begin as another does: what such screens need isn't laid out again.
    """
    flow = kit.flow
    choices_left = [step.index for step in play.steps]
    so_far = Play.begin(play.scenario)
    while not so_far.finished:
        place = so_far.position
        chosen = tuple(step.index for step in so_far.steps)
        screen = flow.onward(session, so_far, now) if _new(met, so_far, chosen) else None
        if isinstance(screen, SceneScreen):
            yield f"{place.id}-说", replace(screen, piece=max(0, len(place.lines) - 1))
            yield f"{place.id}-选", screen.hurried()
        if not (isinstance(place, Scene) and place.choices):
            so_far = so_far.go_on()
            continue
        index = choices_left.pop(0)
        new = _new(met, so_far, (*chosen, index))
        outcome = flow.outcome(session, so_far, index, now) if new else None
        if isinstance(outcome, OutcomeScreen):
            yield f"{place.id}-选{index + 1}-后果", outcome
            yield f"{place.id}-选{index + 1}-为什么", outcome.opened()
        so_far = so_far.choose(index)
    yield f"结局-{so_far.position.id}", flow.onward(session, so_far, now)


def _new(met: set[Beginning], so_far: Play, chosen: tuple[int, ...]) -> bool:
    """Tell whether no play before has met this, and note it."""
    beginning = so_far.trail, chosen
    new = beginning not in met
    met.add(beginning)
    return new


def _debrief_of(
    kit: Kit, session: Session, play: Play, now: float
) -> Iterator[tuple[str, KioskScreen]]:
    debrief = kit.flow.debrief(session, play, now)
    if isinstance(debrief, DebriefScreen):
        for page, told in enumerate(debrief.told_pages, start=1):
            yield f"复盘-{page}", told
