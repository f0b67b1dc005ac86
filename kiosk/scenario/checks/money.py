"""Nobody can lose more than the wallet holds."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.model import Scene
from kiosk.scenario.subject import Finding, Subject, found


def check(subject: Subject) -> Iterator[Finding]:
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


def _walk(subject: Subject, choices: tuple[int, ...]) -> Iterator[tuple[Scene, int]]:
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
