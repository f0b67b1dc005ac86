"""Texts should be short enough for large letters on one screen."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found
from kiosk.scenario.model import CHOICE_BUDGET, LINE_BUDGET, WHY_BUDGET, Device, Mark

CONSEQUENCE_BUDGET = 45
NOTE_BUDGET = 18
TITLE_BUDGET = 14
ENDING_TITLE_BUDGET = 12
REMEMBER_BUDGET = 24
NAME_BUDGET = 10
QUESTION_BUDGET = 13
SENDER_BUDGET = 12
ITEM_BUDGET = 16
DEVICE_BUDGETS = {
    "title": (12, "画面的标题"),
    "number": (16, "号码"),
    "address": (24, "网址"),
    "payee": (8, "收款人"),
    "account": (19, "账号"),
    "place": (10, "地点"),
    "button": (6, "按钮上的字"),
}
"""How long the texts of a device may be and what each is called.

All of them together have room on every screen, in 大字 too, where words on a device are never
smaller than a label: tests/screens/at_the_limit has every text this long.
"""

Piece = tuple[Mark, str, str, int, str]
"""An object's mark, its field, the text, how long it may be, and what it is called."""


def check(subject: CheckContext) -> Iterator[Finding]:
    """Find texts longer than their budget."""
    for mark, field, text, budget, what in pieces(subject):
        if len(text) > budget:
            over = len(text) - budget
            yield found(
                "too-wordy", mark, field, what=what, length=len(text), most=budget, over=over
            )


def pieces(subject: CheckContext) -> Iterator[Piece]:
    """Give every text that has a budget, with it."""
    story = subject.scenario
    yield story.mark, "title", story.title, TITLE_BUDGET, "标题"
    yield story.mark, "remember", story.remember, REMEMBER_BUDGET, "“记住”"
    for line in subject.lines():
        yield line.mark, "text", line.text, LINE_BUDGET, "台词"
        for cue in line.cues:
            yield cue.mark, "note", cue.note, NOTE_BUDGET, "破绽的说明"
    for character in story.cast:
        yield character.mark, "name", character.name, NAME_BUDGET, "称呼"
    for scene in story.scenes:
        yield from _device(scene.device)
        yield scene.mark, "question", scene.question, QUESTION_BUDGET, "“提问”"
        for choice in scene.choices:
            yield choice.mark, "text", choice.text, CHOICE_BUDGET, "选项"
            yield choice.mark, "consequence", choice.consequence, CONSEQUENCE_BUDGET, "后果"
            yield choice.mark, "why", choice.why, WHY_BUDGET, "“为什么”"
    for ending in story.endings:
        yield ending.mark, "title", ending.title, ENDING_TITLE_BUDGET, "结局的标题"
    for item in story.quiz:
        yield item.mark, "sender", item.sender, SENDER_BUDGET, "考题的“来自”"
        yield item.mark, "text", item.text, LINE_BUDGET, "考题的内容"
        yield item.mark, "why", item.why, WHY_BUDGET, "“为什么”"


def _device(device: Device) -> Iterator[Piece]:
    for field, (budget, what) in DEVICE_BUDGETS.items():
        yield device.mark, field, getattr(device, field), budget, what
    for n, item in enumerate(device.items):
        yield device.mark, f"items.{n}", item, ITEM_BUDGET, "画面的内容"
