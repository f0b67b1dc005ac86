"""While a telephone rings nobody has said who they are: the screen mustn't tell it before them."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.patterns import pattern
from kiosk.scenario.checks.check_context import CheckContext, Finding, found

ANYBODY = "陌生人"
"""The portrait that tells nothing."""
_NO_NAME = pattern(r"来电|陌生|未知|未显示|号码|不认识|生人|匿名|\d")
"""What a screen shows where a name would stand."""


def callers(context: CheckContext) -> Iterator[Finding]:
    """Find ringing scenes that show a claimed name or an unknown caller's face, or let them speak.

    Whoever is known to the visitor's telephone has a name on it and no number: a daughter's call
    shows the daughter.
    """
    cast = context.cast()
    for scene in context.scenario.scenes:
        who = cast.get(scene.contact)
        if who is None or not scene.device.ringing:
            continue
        name = who.name.strip('“”"')
        known = not scene.device.number and not who.borrowed
        if not known and not _NO_NAME.search(who.name):
            yield found("caller-shown", scene.mark, "contact", "name", name=name)
        elif not known and who.portrait and who.portrait.partition("-")[0] != ANYBODY:
            yield found("caller-shown", scene.mark, "contact", "face", name=name)
        for line in scene.lines:
            if line.speaker == who.id:
                yield found("caller-shown", line.mark, "speaker", "speaks", name=name)
