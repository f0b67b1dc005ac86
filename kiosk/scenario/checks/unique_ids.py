"""Every id must be there once, and be one that files and links can be named by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found
from kiosk.scenario.model import NARRATOR, VISITOR, Mark
from kiosk.scenario.spoken import line_id

_SCENARIO_ID = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]|^\.|[. ]$')


def check(subject: CheckContext) -> Iterator[Finding]:
    """Find ids given twice, reserved ones, and ones no file can be named by."""
    story = subject.scenario
    if story.id and not _SCENARIO_ID.fullmatch(story.id):
        yield found("bad-id", story.mark, "id", "story", id=story.id)
    places = story.places
    yield from _twice("场景或结局", ((p.id, p.mark) for p in places))
    yield from _twice("角色", ((c.id, c.mark) for c in story.cast))
    yield from _twice("考题", ((q.id, q.mark) for q in story.quiz))
    yield from _twice(
        "台词", ((line_id(p, n), line.mark) for p in places for n, line in enumerate(p.lines))
    )
    for character in story.cast:
        if character.id in (NARRATOR, VISITOR):
            yield found("reserved-id", character.mark, "id", id=character.id)
    named = [(p.id, p.mark) for p in places] + [(q.id, q.mark) for q in story.quiz]
    named += [(line.id, line.mark) for line in subject.lines()]
    for name, mark in named:
        if _NOT_IN_FILE_NAMES.search(name):
            yield found("bad-id", mark, "id", "file", id=name)


def _twice(what: str, ids: Iterable[tuple[str, Mark]]) -> Iterator[Finding]:
    first: dict[str, Mark] = {}
    for name, mark in ids:
        if name in first and name:
            line = first[name].line
            yield found("duplicate-id", mark, "id", what=what, id=name, first=line)
        first.setdefault(name, mark)
