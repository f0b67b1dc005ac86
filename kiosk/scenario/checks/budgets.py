"""Texts should be short enough for large letters on one screen."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.model import CHOICE_BUDGET, LINE_BUDGET, WHY_BUDGET, Mark
from kiosk.scenario.subject import Finding, Subject, found

CONSEQUENCE_BUDGET = 45
NOTE_BUDGET = 18
TITLE_BUDGET = 14
ENDING_TITLE_BUDGET = 12
REMEMBER_BUDGET = 24

Piece = tuple[Mark, str, str, int, str]
"""An object's mark, its field, the text, how long it may be, and what it is called."""


def check(subject: Subject) -> Iterator[Finding]:
    """Find texts longer than their budget."""
    for mark, field, text, budget, what in _pieces(subject):
        if len(text) > budget:
            over = len(text) - budget
            yield found(
                "too-wordy", mark, field, what=what, length=len(text), most=budget, over=over
            )


def _pieces(subject: Subject) -> Iterator[Piece]:
    story = subject.scenario
    yield story.mark, "title", story.title, TITLE_BUDGET, "标题"
    yield story.mark, "remember", story.remember, REMEMBER_BUDGET, "“记住”"
    for line in subject.lines():
        yield line.mark, "text", line.text, LINE_BUDGET, "台词"
        for cue in line.cues:
            yield cue.mark, "note", cue.note, NOTE_BUDGET, "破绽的说明"
    for scene in story.scenes:
        for choice in scene.choices:
            yield choice.mark, "text", choice.text, CHOICE_BUDGET, "选项"
            yield choice.mark, "consequence", choice.consequence, CONSEQUENCE_BUDGET, "后果"
            yield choice.mark, "why", choice.why, WHY_BUDGET, "“为什么”"
    for ending in story.endings:
        yield ending.mark, "title", ending.title, ENDING_TITLE_BUDGET, "结局的标题"
    for item in story.quiz:
        yield item.mark, "text", item.text, LINE_BUDGET, "考题的内容"
        yield item.mark, "why", item.why, WHY_BUDGET, "“为什么”"
