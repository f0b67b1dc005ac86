"""Every story must have a play worth 100 and one worth 20 or less."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.subject import Finding, Subject
from kiosk.scenario.worth import FULL

LOW = 20


def check(subject: Subject) -> Iterator[Finding]:
    """Find a story in which nobody can do well, or nobody badly."""
    extremes, story = subject.extremes, subject.scenario
    if extremes is None:
        return
    if extremes.best < FULL:
        yield Finding(
            "no-perfect-play",
            f"最好的走法只有 {extremes.best} 分，应当有一种走法是 {FULL} 分",
            "让观众从头到尾都能选到“稳妥”",
            story.mark,
            "scenes",
        )
    if extremes.worst > LOW:
        yield Finding(
            "no-poor-play",
            f"最差的走法也有 {extremes.worst} 分，应当有一种走法不超过 {LOW} 分",
            "一路选错应当至少有两次“上当”，或者一次“上当”加三次“冒险”",
            story.mark,
            "scenes",
        )
