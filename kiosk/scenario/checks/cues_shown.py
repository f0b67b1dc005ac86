"""A scam must give itself away somewhere, and every cue must come up in some debrief."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found
from kiosk.scenario.model import Kind, Scene


def check(subject: CheckContext) -> Iterator[Finding]:
    """Find a scam without cues, and cues after the last decision, which no debrief shows."""
    story = subject.scenario
    if story.kind is Kind.SCAM and not any(line.cues for s in story.scenes for line in s.lines):
        yield found("no-cues", story.mark, "scenes")
    shown = _before_a_decision(subject)
    for place in story.places:
        for line in place.lines:
            for cue in line.cues:
                if place.id not in shown:
                    yield found("cue-not-shown", cue.mark, place=place.id, words=cue.words)


def _before_a_decision(subject: CheckContext) -> frozenset[str]:
    """Give the ids of the scenes that are a decision or lead straight to one."""
    graph = subject.graph
    shown: set[str] = set()
    for name in reversed(graph.order):
        place = graph.places[name]
        if isinstance(place, Scene) and (place.choices or place.goto in shown):
            shown.add(name)
    return frozenset(shown) if graph.order and not graph.cycle else frozenset(graph.places)
