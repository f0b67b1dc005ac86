"""Every story must have a play worth 100 and one worth 20 or less."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found
from kiosk.scenario.worth import FULL

LOW = 20


def check(subject: CheckContext) -> Iterator[Finding]:
    """Find a story in which nobody can do well, or nobody badly."""
    extremes, story = subject.extremes, subject.scenario
    if extremes is None:
        return
    if extremes.best < FULL:
        yield found("no-perfect-play", story.mark, "scenes", best=extremes.best, full=FULL)
    if extremes.worst > LOW:
        yield found("no-poor-play", story.mark, "scenes", worst=extremes.worst, low=LOW)
