"""A decision must have something to decide, and in a scam a careful way out."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found
from kiosk.scenario.model import Kind, Verdict


def check(subject: CheckContext) -> Iterator[Finding]:
    """Find decisions whose choices are all judged alike, and scams' without a careful one."""
    for scene in subject.scenario.scenes:
        verdicts = {choice.verdict for choice in scene.choices}
        if len(scene.choices) > 1 and len(verdicts) == 1:
            verdict = next(iter(verdicts)).zh
            yield found("same-verdict", scene.mark, "choices", place=scene.id, verdict=verdict)
        elif subject.scenario.kind is Kind.SCAM and scene.choices and Verdict.SAFE not in verdicts:
            yield found("no-safe-choice", scene.mark, "choices", place=scene.id)
