"""A decision must have something to decide, and in a scam a careful way out."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.model import Kind, Verdict
from kiosk.scenario.subject import Finding, Subject


def check(subject: Subject) -> Iterator[Finding]:
    """Find decisions whose choices are all judged alike, and scams' without a careful one."""
    for scene in subject.scenario.scenes:
        verdicts = {choice.verdict for choice in scene.choices}
        if len(scene.choices) > 1 and len(verdicts) == 1:
            yield Finding(
                "same-verdict",
                f"“{scene.id}”的选择全是“{next(iter(verdicts)).zh}”",
                "至少有一个选择的判断要不一样",
                scene.mark,
                "choices",
            )
        elif subject.scenario.kind is Kind.SCAM and scene.choices and Verdict.SAFE not in verdicts:
            yield Finding(
                "no-safe-choice",
                f"“{scene.id}”没有“稳妥”的选择",
                "骗局里每一次选择，都要有一个“稳妥”的：核实、拒绝或求助",
                scene.mark,
                "choices",
            )
