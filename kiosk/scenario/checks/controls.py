"""A control of the device belongs to one choice of its scene."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found
from kiosk.scenario.model import Control


def check(subject: CheckContext) -> Iterator[Finding]:
    """Find controls bound twice in a scene."""
    for scene in subject.scenario.scenes:
        bound: set[Control] = set()
        for choice in scene.choices:
            if choice.control in bound and choice.control:
                yield found("control-twice", choice.mark, "control", control=choice.control.zh)
            if choice.control:
                bound.add(choice.control)
