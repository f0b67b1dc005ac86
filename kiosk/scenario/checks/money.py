"""Nobody can lose more than the wallet holds."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found
from kiosk.scenario.model import Scene


def check(subject: CheckContext) -> Iterator[Finding]:
    """Find the choice at which the dearest play has lost more than there was."""
    extremes = subject.extremes
    wallet = subject.scenario.wallet
    if extremes is None or extremes.most_lost <= wallet:
        return
    lost = 0
    for scene, index in _walk(subject, extremes.most_lost_choices):
        choice = scene.choices[index]
        lost += choice.loss
        if lost > wallet:
            yield found("overdrawn", choice.mark, "loss", lost=lost, wallet=wallet)
            return


def _walk(subject: CheckContext, choices: tuple[int, ...]) -> Iterator[tuple[Scene, int]]:
    places = subject.graph.places
    place = places[subject.graph.first]
    made = iter(choices)
    while isinstance(place, Scene):
        if place.choices:
            index = next(made)
            yield place, index
            place = places[place.choices[index].goto]
        else:
            place = places[place.goto]
