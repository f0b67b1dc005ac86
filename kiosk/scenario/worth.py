"""What decisions are worth: the one table of the 防骗分, for plays and for checks alike."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.scenario.model import Verdict

FULL = 100
PASS = 60
COST = {Verdict.SAFE: 0, Verdict.RISKY: 15, Verdict.FALL: 45}


def worth(verdicts: Iterable[Verdict]) -> int:
    """Give the 防骗分 of decisions judged so: 100 less the cost of each, not below 0."""
    return less(sum(COST[verdict] for verdict in verdicts))


def less(cost: int) -> int:
    """Give the 防骗分 after so much was lost of it."""
    return max(0, FULL - cost)
