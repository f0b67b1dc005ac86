"""Decisions are worth making: judged apart, playable well and badly, with no more lost than there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found
from kiosk.scenario.measures import FULL
from kiosk.scenario.model import Kind, Scene, Verdict

LOWEST = 20
"""What the worst play of a story is worth at most."""
FEWEST_DECISIONS = 3
"""Decisions from which on one and the same place is no accident."""
MOST_ALIKE = 0.8
"""The share of decisions from which on visitors learn the place instead of reading."""


def verdicts_differ(context: CheckContext) -> Iterator[Finding]:
    """Find decisions whose choices are all judged alike, and scams' without a careful one."""
    for scene in context.scenario.scenes:
        verdicts = {choice.verdict for choice in scene.choices}
        if len(scene.choices) > 1 and len(verdicts) == 1:
            verdict = next(iter(verdicts)).zh
            yield found("same-verdict", scene.mark, "choices", place=scene.id, verdict=verdict)
        elif context.scenario.kind is Kind.SCAM and scene.choices and Verdict.SAFE not in verdicts:
            yield found("no-safe-choice", scene.mark, "choices", place=scene.id)


def best_and_worst(context: CheckContext) -> Iterator[Finding]:
    """Find a story in which nobody can do well, or nobody badly."""
    extremes, story = context.extremes, context.scenario
    if extremes is None:
        return
    if extremes.best < FULL:
        yield found("no-perfect-play", story.mark, "scenes", best=extremes.best, full=FULL)
    if extremes.worst > LOWEST:
        yield found("no-poor-play", story.mark, "scenes", worst=extremes.worst, low=LOWEST)


def losses(context: CheckContext) -> Iterator[Finding]:
    """Find the choice at which the dearest play has lost more than there was."""
    extremes = context.extremes
    wallet = context.scenario.wallet
    if extremes is None or extremes.most_lost <= wallet:
        return
    lost = 0
    for scene, index in _decisions(context, extremes.most_lost_choices):
        choice = scene.choices[index]
        lost += choice.loss
        if lost > wallet:
            yield found("overdrawn", choice.mark, "loss", lost=lost, wallet=wallet)
            return


def _decisions(context: CheckContext, choices: tuple[int, ...]) -> Iterator[tuple[Scene, int]]:
    places = context.graph.places
    place = places[context.graph.first]
    made = iter(choices)
    while isinstance(place, Scene):
        if place.choices:
            index = next(made)
            yield place, index
            place = places[place.choices[index].goto]
        else:
            place = places[place.goto]


def safe_positions(context: CheckContext) -> Iterator[Finding]:
    """Find a story whose careful choices mostly stand in one place."""
    story = context.scenario
    places = Counter(
        next((n for n, c in enumerate(scene.choices, 1) if c.verdict is Verdict.SAFE), 0)
        for scene in story.scenes
        if scene.choices
    )
    decisions = places.total()
    if decisions < FEWEST_DECISIONS:
        return
    place, count = places.most_common(1)[0]
    if place and count >= MOST_ALIKE * decisions:
        yield found(
            "same-position", story.mark, "scenes", place=place, count=count, decisions=decisions
        )
