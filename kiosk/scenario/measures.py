"""What is measured of a play: the 防骗分 its decisions are worth, and how long it takes.

One table for plays and for checks alike. The length is that of what is spoken, estimated from
characters, and of the time to choose.
"""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.scenario.model import Choice, Ending, Line, Scene, Verdict

FULL = 100
PASS = 60
COST = {Verdict.SAFE: 0, Verdict.RISKY: 15, Verdict.FALL: 45}

CHARS_PER_SECOND = 3.3
PAUSE = 0.35
"""Seconds of silence after each utterance."""

TO_CHOOSE = 6.0
"""Seconds a visitor is given for a choice, in the estimate."""

LONGEST = 240.0
"""Seconds the longest play of a story should take at most."""

AFTERWARDS = 90.0
"""Seconds of a visit after the story's end, for somebody who listens: 复盘, 再考考您, 安装 App.

`benchmarks/visit.py` measures them by the shipped speech.
"""


def worth(verdicts: Iterable[Verdict]) -> int:
    """Give the 防骗分 of decisions judged so: 100 less the cost of each, not below 0."""
    return points_after(sum(COST[verdict] for verdict in verdicts))


def points_after(cost: int) -> int:
    """Give the 防骗分 after so much was lost of it."""
    return max(0, FULL - cost)


def speech_seconds(texts: Iterable[str]) -> float:
    """Give the seconds it takes to say texts, each an utterance; nothing is said of an empty one."""
    return sum(len(text) / CHARS_PER_SECOND + PAUSE for text in texts if text)


def place_seconds(place: Scene | Ending) -> float:
    """Give the seconds of a place: its lines, and all its choices read aloud and thought over."""
    seconds = speech_seconds(_heard(line) for line in place.lines)
    if isinstance(place, Scene) and place.choices:
        seconds += speech_seconds(choice.say or choice.text for choice in place.choices) + TO_CHOOSE
    return seconds


def choice_seconds(choice: Choice) -> float:
    """Give the seconds of what follows a choice: consequence and why."""
    return speech_seconds((choice.consequence, choice.why))


def _heard(line: Line) -> str:
    return line.say or line.text
