"""A story brings at least three quiz items, scam and genuine among them, and none gives itself away."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found
from kiosk.scenario.model import Kind, Mark

QUOTES = '“”"「」『』'


FEWEST_ITEMS = 3


def items(context: CheckContext) -> Iterator[Finding]:
    """Find too few items, one kind alone, and the same text twice."""
    story = context.scenario
    if len(story.quiz) < FEWEST_ITEMS:
        yield found("few-quiz-items", story.mark, "quiz", count=len(story.quiz), least=FEWEST_ITEMS)
    missing = [kind for kind in Kind if all(item.kind is not kind for item in story.quiz)]
    if story.quiz and missing:
        yield found("one-kind-of-quiz", story.mark, "quiz", kind=missing[0].zh)
    first: dict[str, Mark] = {}
    for item in story.quiz:
        if item.text in first:
            yield found("same-quiz-text", item.mark, "text", line=first[item.text].line)
        first.setdefault(item.text, item.mark)


def senders(context: CheckContext) -> Iterator[Finding]:
    """Find senders in quotes, which stand for a claimed name everywhere else."""
    for item in context.scenario.quiz:
        if any(mark in item.sender for mark in QUOTES):
            bare = item.sender.strip(QUOTES)
            yield found("sender-quoted", item.mark, "sender", sender=bare)
