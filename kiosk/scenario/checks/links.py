"""Every link must lead to a scene or an ending that is there."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found
from kiosk.scenario.model import Choice, Scene
from kiosk.scenario.suggest import did_you_mean

CODE = "dead-link"


def check(subject: CheckContext) -> Iterator[Finding]:
    """Find links to nowhere."""
    places = subject.graph.places
    if "" in places:
        return  # an id is missing, which is told already: the link may be meant for it
    for scene in subject.scenario.scenes:
        ways: tuple[Scene | Choice, ...] = (scene, *scene.choices)
        for way in ways:
            if way.goto and way.goto not in places:
                near = did_you_mean(way.goto, places)
                yield found("dead-link", way.mark, "goto", goal=way.goto, near=near)
