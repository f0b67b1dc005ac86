"""The longest play of a story should take four minutes at most."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found
from kiosk.scenario.minutes import CHARS_PER_SECOND, LONGEST


def check(subject: CheckContext) -> Iterator[Finding]:
    """Find a story whose longest play is too long."""
    extremes = subject.extremes
    if extremes and extremes.longest > LONGEST:
        minutes, seconds = divmod(round(extremes.longest), 60)
        yield found(
            "too-long-a-play",
            subject.scenario.mark,
            "scenes",
            length=f"{minutes} 分 {seconds:02} 秒",
            most=int(LONGEST // 60),
            over=round((extremes.longest - LONGEST) * CHARS_PER_SECOND),
        )
