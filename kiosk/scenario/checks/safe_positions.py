"""The careful choice shouldn't always stand in the same place, or it is found without reading."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.model import Verdict
from kiosk.scenario.subject import Finding, Subject, notice

ENOUGH = 3
"""Decisions from which on one and the same place is no accident."""


def check(subject: Subject) -> Iterator[Finding]:
    """Find a story whose careful choices all stand in one place."""
    story = subject.scenario
    places = [
        next((n for n, c in enumerate(scene.choices, 1) if c.verdict is Verdict.SAFE), 0)
        for scene in story.scenes
        if scene.choices
    ]
    if len(places) >= ENOUGH and len(set(places)) == 1 and places[0]:
        yield notice(
            "same-position",
            f"“稳妥”的选择总是第 {places[0]} 个",
            "把几个场景的选择换换顺序",
            story.mark,
            "scenes",
        )
