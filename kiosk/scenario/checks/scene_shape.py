"""A scene has lines, and either one next place or two or three choices."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found
from kiosk.scenario.model import Scene

FEWEST = 2
MOST = 3


def check(subject: CheckContext) -> Iterator[Finding]:
    """Find scenes of another shape, and a story without scenes or endings."""
    story = subject.scenario
    if not story.scenes:
        yield found("no-scenes", story.mark, "scenes")
    if not story.endings:
        yield found("no-endings", story.mark, "endings")
    for place in story.places:
        if not place.lines:
            yield found("no-lines", place.mark, "lines", place=place.id)
    for scene in story.scenes:
        yield from _ways(scene)


def _ways(scene: Scene) -> Iterator[Finding]:
    count = len(scene.choices)
    if count and scene.goto:
        yield found("both-ways", scene.mark, "goto", place=scene.id)
    elif not count and not scene.goto:
        yield found("no-way-on", scene.mark, place=scene.id)
    elif count and not FEWEST <= count <= MOST:
        yield found("choice-count", scene.mark, "choices", place=scene.id, count=count)
