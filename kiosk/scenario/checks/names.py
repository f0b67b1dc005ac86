"""Every id is there once, and every name is of something that is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kiosk.patterns import pattern
from kiosk.scenario.catalogue import GENUINE_TYPE
from kiosk.scenario.checks.check_context import CheckContext, Finding, found
from kiosk.scenario.model import NARRATOR, VISITOR, Kind, Mark, line_id
from kiosk.scenario.suggest import did_you_mean

_SCENARIO_ID = pattern(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
_NOT_IN_FILE_NAMES = pattern(r'[\\/:*?"<>|\x00-\x1f]|^\.|[. ]$')


def ids(context: CheckContext) -> Iterator[Finding]:
    """Find ids given twice, reserved ones, and ones no file can be named by."""
    story = context.scenario
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
    named += [(line.id, line.mark) for line in context.lines()]
    for name, mark in named:
        if _NOT_IN_FILE_NAMES.search(name):
            yield found("bad-id", mark, "id", "file", id=name)


def _twice(what: str, ids: Iterable[tuple[str, Mark]]) -> Iterator[Finding]:
    first: dict[str, Mark] = {}
    for name, mark in ids:
        if name in first and name:
            line = first[name].line
            yield found("duplicate-id", mark, "id", what=what, id=name, line=line)
        first.setdefault(name, mark)


def known_names(context: CheckContext) -> Iterator[Finding]:
    """Find names the story or the catalogue doesn't have."""
    yield from _speakers(context)
    yield from _catalogue(context)
    story = context.scenario
    if story.type and (story.kind is Kind.GENUINE) != (story.type == GENUINE_TYPE):
        yield found(
            "type-and-kind",
            story.mark,
            "type",
            kind=story.kind.zh,
            type=story.type,
            genuine=GENUINE_TYPE,
        )


def _speakers(context: CheckContext) -> Iterator[Finding]:
    cast = (*context.cast(), NARRATOR, VISITOR)
    if "" in cast:
        return  # a character's id is missing, which is told already
    for line in context.lines():
        yield from _unknown("unknown-speaker", line.speaker, cast, line.mark, "speaker")
    for scene in context.scenario.scenes:
        yield from _unknown("unknown-speaker", scene.contact, cast, scene.mark, "contact")
        for n, one in enumerate(scene.present):
            yield from _unknown("unknown-speaker", one, cast, scene.mark, f"present.{n}")


def _catalogue(context: CheckContext) -> Iterator[Finding]:
    story, catalogue = context.scenario, context.catalogue
    techniques = catalogue.names("techniques")
    for line in context.lines():
        for one in line.evidence:
            yield from _unknown(
                "unknown-technique", one.technique, techniques, one.mark, "technique"
            )
    for item in story.quiz:
        yield from _unknown("unknown-technique", item.technique, techniques, item.mark, "technique")
    types, laws = catalogue.names("types"), catalogue.names("laws")
    yield from _unknown("unknown-type", story.type, types, story.mark, "type")
    for n, law in enumerate(story.law):
        yield from _unknown("unknown-law", law, laws, story.mark, f"law.{n}")
    for character in story.cast:
        yield from _unknown(
            "unknown-voice", character.voice, catalogue.voices, character.mark, "voice"
        )


def _unknown(
    code: str, name: str, known: Iterable[str], mark: Mark, field: str
) -> Iterator[Finding]:
    known = tuple(known)
    if name and known and name not in known:
        suggestion = did_you_mean(name, known)
        yield found(code, mark, field, name=name, suggestion=suggestion, known="、".join(known))
