"""The careful choice shouldn't mostly stand in the same place, or it is found without reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found
from kiosk.scenario.model import Verdict

ENOUGH = 3
"""Decisions from which on one and the same place is no accident."""

MOST = 0.8
"""The share of decisions from which on visitors learn the place instead of reading."""


def check(subject: CheckContext) -> Iterator[Finding]:
    """Find a story whose careful choices mostly stand in one place."""
    story = subject.scenario
    places = Counter(
        next((n for n, c in enumerate(scene.choices, 1) if c.verdict is Verdict.SAFE), 0)
        for scene in story.scenes
        if scene.choices
    )
    decisions = places.total()
    if decisions < ENOUGH:
        return
    place, count = places.most_common(1)[0]
    if place and count >= MOST * decisions:
        yield found(
            "same-position", story.mark, "scenes", place=place, count=count, decisions=decisions
        )
