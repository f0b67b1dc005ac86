"""What a play is worth: the 防骗分, whether it passes, and when a scam was seen through."""

from __future__ import annotations

from kiosk.scenario.measures import PASS, worth
from kiosk.scenario.model import Kind, Verdict
from kiosk.visit.play import Play


def score(play: Play) -> int:
    """Give the 防骗分 of the decisions made so far, 0 to 100; money doesn't enter it."""
    return worth(step.choice.verdict for step in play.steps)


def passed(play: Play) -> bool:
    """Tell whether the play passes: 60 or more, so that a single fall costs it."""
    return score(play) >= PASS


def spotted_at(play: Play) -> int | None:
    """Give the number, counted from 1, of the decision from which all were 稳妥.

    None where the last decision was not, where none was made, and for genuine stories, in which
    there is nothing to see through.
    """
    if play.scenario.kind is not Kind.SCAM:
        return None
    made = len(play.steps)
    bad = (n for n, s in enumerate(play.steps, 1) if s.choice.verdict is not Verdict.SAFE)
    first = max(bad, default=0) + 1
    return first if first <= made else None
