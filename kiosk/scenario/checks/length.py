"""The longest play of a story should take four minutes at most."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.minutes import LONGEST
from kiosk.scenario.subject import Finding, Subject, notice


def check(subject: Subject) -> Iterator[Finding]:
    """Find a story whose longest play is too long."""
    extremes = subject.extremes
    if extremes and extremes.longest > LONGEST:
        minutes, seconds = divmod(round(extremes.longest), 60)
        yield notice(
            "too-long-a-play",
            f"最长的走法要 {minutes} 分 {seconds:02} 秒，超过 {int(LONGEST // 60)} 分钟",
            f"删去约 {round((extremes.longest - LONGEST) * 3.3)} 个字，或者少一次选择",
            subject.scenario.mark,
            "scenes",
        )
