"""Each line has a recording of its own: names that are one and the same to a file system are told."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found
from kiosk.scenario.model import Mark
from kiosk.scenario.spoken import Speaker

_Named = tuple[str, Mark, str]
"""A name, the mark of the object it belongs to, and the key to tell it at."""


def same_name(name: str) -> str:
    """Give a name as file systems and eyes compare it: without case, width and form of its characters.

    Figures in a ring and the like stay as they are: nobody takes ① for 1.
    """
    wide = (
        c if unicodedata.category(c) == "No" else unicodedata.normalize("NFKC", c) for c in name
    )
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", "".join(wide)).casefold())


def alike_ids(context: CheckContext) -> Iterator[Finding]:
    """Find ids of one kind that differ in nothing but case, width or form."""
    story = context.scenario
    yield from _alike("场景或结局", ((p.id, p.mark, "id") for p in story.places))
    yield from _alike("角色", ((c.id, c.mark, "id") for c in story.cast))
    yield from _alike("考题", ((q.id, q.mark, "id") for q in story.quiz))
    yield from _alike("台词", ((line.id, line.mark, "id") for line in context.lines()))


def _alike(what: str, named: Iterable[_Named]) -> Iterator[Finding]:
    first: dict[str, tuple[str, Mark]] = {}
    for name, mark, field in named:
        if not name:
            continue
        other, at = first.setdefault(same_name(name), (name, mark))
        if other != name:
            yield found("alike-ids", mark, field, what=what, id=name, other=other, line=at.line)


def own_recordings(context: CheckContext) -> Iterator[Finding]:
    """Find ids by which a recording would be of two pieces of speech at once."""
    story = context.scenario
    lines = {line.mark: line.id for line in context.lines()}
    items = {item.mark: item.id for item in story.quiz}
    places = {place.mark: place.id for place in story.places}
    given = {**lines, **items, **places}
    first: dict[str, tuple[str, Mark]] = {}
    told: set[Mark] = set()
    for utterance, mark, _ in Speaker(story).written():
        name = utterance.id.partition("/")[2]
        other, at = first.setdefault(same_name(name), (name, mark))
        if at == mark or (name == other and {at, mark} <= lines.keys()):
            continue  # two lines of one id are told as that
        # It is told where somebody gave the name: at a line's own id, else at a quiz item's.
        named = [one for one in (mark, at) if lines.get(one)] or [
            one for one in (mark, at) if one in items
        ]
        here = named[0] if named else mark
        there = at if here == mark else mark
        if here in told or _alike_themselves(given.get(here, ""), given.get(there, "")):
            continue
        told.add(here)
        yield found("shared-recording", here, "id", id=name, line=there.line)


def _alike_themselves(one: str, other: str) -> bool:
    """Tell whether the ids are alike that the names were made from: that is told already."""
    return bool(one) and same_name(one) == same_name(other)
