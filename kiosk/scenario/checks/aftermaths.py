"""What a transfer shows is what is lost."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found
from kiosk.scenario.model import Result


def sums_shown(context: CheckContext) -> Iterator[Finding]:
    """Find transfers that show another sum than is lost, or none."""
    for scene in context.scenario.scenes:
        for choice in scene.choices:
            told = choice.aftermath
            if told.result is Result.TRANSFERRED and not (told.amount or choice.loss):
                yield found("result-sum", told.mark, "result", "none")
            elif told.amount and choice.loss and told.amount != choice.loss:
                yield found("result-sum", told.mark, "amount", amount=told.amount, loss=choice.loss)
