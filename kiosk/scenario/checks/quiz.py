"""A story brings at least three quiz items, scam and genuine among them, none gives itself away, and its words can be lit."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found
from kiosk.scenario.checks.lit_words import misplaced
from kiosk.scenario.model import Kind, Mark

QUOTES = '“”"「」『』'


FEWEST_ITEMS = 3
MOST_LIT = 2
"""Pieces of an item that are lit once it is answered: more would be all of it."""


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


def lit_words(context: CheckContext) -> Iterator[Finding]:
    """Find words to be lit that the item doesn't say exactly so and once, and too many of them."""
    for item in context.scenario.quiz:
        for one in misplaced(item.text, item.words):
            told = {"words": one.words, "count": one.count, "alike": one.alike}
            yield found("quiz-words", item.mark, f"words.{one.index}", one.fault, **told)
        if len(item.words) > MOST_LIT:
            told = {"count": len(item.words), "most": MOST_LIT}
            yield found("quiz-words", item.mark, f"words.{MOST_LIT}", "too-many", **told)
