"""A story brings at least three quiz items, scam and genuine among them."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found
from kiosk.scenario.model import Kind, Mark

FEWEST = 3


def check(subject: CheckContext) -> Iterator[Finding]:
    """Find too few items, one kind alone, and the same text twice."""
    story = subject.scenario
    if len(story.quiz) < FEWEST:
        yield found("few-quiz-items", story.mark, "quiz", count=len(story.quiz), least=FEWEST)
    missing = [kind for kind in Kind if all(item.kind is not kind for item in story.quiz)]
    if story.quiz and missing:
        yield found("one-kind-of-quiz", story.mark, "quiz", kind=missing[0].zh)
    first: dict[str, Mark] = {}
    for item in story.quiz:
        if item.text in first:
            yield found("same-quiz-text", item.mark, "text", first=first[item.text].line)
        first.setdefault(item.text, item.mark)
