"""Every id must be there once, and be one that files and links can be named by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kiosk.scenario.model import NARRATOR, VISITOR, Mark
from kiosk.scenario.spoken import line_id
from kiosk.scenario.subject import Finding, Subject

_SCENARIO_ID = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]|^\.|[. ]$')


def check(subject: Subject) -> Iterator[Finding]:
    """Find ids given twice, reserved ones, and ones no file can be named by."""
    story = subject.scenario
    if story.id and not _SCENARIO_ID.fullmatch(story.id):
        yield Finding(
            "bad-id",
            f"剧本编号“{story.id}”只能用字母、数字和短横线",
            "改成例如 kefu-2",
            story.mark,
            "id",
        )
    places = story.places
    yield from _twice("场景或结局", ((p.id, p.mark) for p in places))
    yield from _twice("角色", ((c.id, c.mark) for c in story.cast))
    yield from _twice("考题", ((q.id, q.mark) for q in story.quiz))
    yield from _twice(
        "台词", ((line_id(p, n), line.mark) for p in places for n, line in enumerate(p.lines))
    )
    for character in story.cast:
        if character.id in (NARRATOR, VISITOR):
            yield Finding(
                "reserved-id",
                f"“{character.id}”是每个剧本都有的角色，不用写",
                "删掉这个角色，或者换一个编号",
                character.mark,
                "id",
            )
    named = [(p.id, p.mark) for p in places] + [(q.id, q.mark) for q in story.quiz]
    named += [(line.id, line.mark) for line in subject.lines()]
    for name, mark in named:
        if _NOT_IN_FILE_NAMES.search(name):
            yield Finding(
                "bad-id", f"编号“{name}”里有文件名不能用的符号", "只用汉字、字母和数字", mark, "id"
            )


def _twice(what: str, ids: Iterable[tuple[str, Mark]]) -> Iterator[Finding]:
    first: dict[str, Mark] = {}
    for name, mark in ids:
        if name in first and name:
            yield Finding(
                "duplicate-id",
                f"{what}编号“{name}”用了两次",
                f"第 {first[name].line} 行已经用过，换一个编号",
                mark,
                "id",
            )
        first.setdefault(name, mark)
