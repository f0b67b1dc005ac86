"""How long a story takes: spoken length, estimated from characters, and time to choose."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.scenario.model import Choice, Ending, Line, Scene

CHARS_PER_SECOND = 3.3
PAUSE = 0.35
"""Seconds of silence after each utterance."""

TO_CHOOSE = 6.0
"""Seconds a visitor is given for a choice, in the estimate."""

LONGEST = 240.0
"""Seconds the longest play of a story should take at most."""


def spoken(texts: Iterable[str]) -> float:
    """Give the seconds it takes to say texts, each an utterance; nothing is said of an empty one."""
    return sum(len(text) / CHARS_PER_SECOND + PAUSE for text in texts if text)


def place_seconds(place: Scene | Ending) -> float:
    """Give the seconds of a place: its lines, and all its choices read aloud and thought over."""
    seconds = spoken(_heard(line) for line in place.lines)
    if isinstance(place, Scene) and place.choices:
        seconds += spoken(choice.say or choice.text for choice in place.choices) + TO_CHOOSE
    return seconds


def choice_seconds(choice: Choice) -> float:
    """Give the seconds of what follows a choice: consequence and why."""
    return spoken((choice.consequence, choice.why))


def _heard(line: Line) -> str:
    return line.say or line.text
