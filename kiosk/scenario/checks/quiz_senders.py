"""Who a quiz item comes from stands without quotes: they would give the answer away."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found

QUOTES = '“”"「」『』'


def check(subject: CheckContext) -> Iterator[Finding]:
    """Find senders in quotes, which stand for a claimed name everywhere else."""
    for item in subject.scenario.quiz:
        if any(mark in item.sender for mark in QUOTES):
            bare = item.sender.strip(QUOTES)
            yield found("sender-quoted", item.mark, "sender", sender=bare)
