"""A control of the device belongs to one choice of its scene."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.model import Control
from kiosk.scenario.subject import Finding, Subject


def check(subject: Subject) -> Iterator[Finding]:
    """Find controls bound twice in a scene."""
    for scene in subject.scenario.scenes:
        bound: set[Control] = set()
        for choice in scene.choices:
            if choice.control in bound and choice.control:
                yield Finding(
                    "control-twice",
                    f"按键“{choice.control.zh}”绑定了两个选项",
                    "每个按键在一个场景里只能绑定一个选项",
                    choice.mark,
                    "control",
                )
            if choice.control:
                bound.add(choice.control)
