"""A story brings at least three quiz items, scam and genuine among them."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.model import Kind, Mark
from kiosk.scenario.subject import Finding, Subject

FEWEST = 3


def check(subject: Subject) -> Iterator[Finding]:
    """Find too few items, one kind alone, and the same text twice."""
    story = subject.scenario
    if len(story.quiz) < FEWEST:
        yield Finding(
            "few-quiz-items",
            f"考题只有 {len(story.quiz)} 道，至少要 {FEWEST} 道",
            "在“考题”下面补上",
            story.mark,
            "quiz",
        )
    missing = [kind for kind in Kind if all(item.kind is not kind for item in story.quiz)]
    if story.quiz and missing:
        yield Finding(
            "one-kind-of-quiz",
            f"考题里没有“{missing[0].zh}”",
            "骗局和真事都要有，观众才练得出分辨的本事",
            story.mark,
            "quiz",
        )
    first: dict[str, Mark] = {}
    for item in story.quiz:
        if item.text in first:
            yield Finding(
                "same-quiz-text",
                f"这道考题和第 {first[item.text].line} 行的一样",
                "换一个内容",
                item.mark,
                "text",
            )
        first.setdefault(item.text, item.mark)
