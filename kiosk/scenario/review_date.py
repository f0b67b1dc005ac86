"""A story past its review date should be looked at again."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.subject import Finding, Subject, notice


def check(subject: Subject) -> Iterator[Finding]:
    """Find a review date that is past; never an error, as a dead clock mustn't stop a story."""
    due = subject.scenario.review_by
    if due < subject.today:
        yield notice(
            "review-due",
            f"复审日期 {due.isoformat()} 已经过了",
            "重新核对内容，再把“复审日期”往后改",
            subject.scenario.mark,
            "review_by",
        )
