"""Names must be ones that are known: speakers, techniques, types, laws, voices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kiosk.scenario.catalogue import GENUINE_TYPE
from kiosk.scenario.checks.check_context import CheckContext, Finding, found
from kiosk.scenario.model import NARRATOR, VISITOR, Kind, Mark
from kiosk.scenario.suggest import did_you_mean


def check(subject: CheckContext) -> Iterator[Finding]:
    """Find names the story or the catalogue doesn't have."""
    yield from _speakers(subject)
    yield from _catalogue(subject)
    story = subject.scenario
    if story.type and (story.kind is Kind.GENUINE) != (story.type == GENUINE_TYPE):
        yield found(
            "type-and-kind",
            story.mark,
            "type",
            kind=story.kind.zh,
            type=story.type,
            genuine=GENUINE_TYPE,
        )


def _speakers(subject: CheckContext) -> Iterator[Finding]:
    cast = (*subject.cast(), NARRATOR, VISITOR)
    if "" in cast:
        return  # a character's id is missing, which is told already
    for line in subject.lines():
        yield from _unknown("unknown-speaker", line.speaker, cast, line.mark, "speaker")
    for scene in subject.scenario.scenes:
        yield from _unknown("unknown-speaker", scene.contact, cast, scene.mark, "contact")


def _catalogue(subject: CheckContext) -> Iterator[Finding]:
    story, catalogue = subject.scenario, subject.catalogue
    techniques = catalogue.names("techniques")
    for line in subject.lines():
        for cue in line.cues:
            yield from _unknown(
                "unknown-technique", cue.technique, techniques, cue.mark, "technique"
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
        near = did_you_mean(name, known)
        yield found(code, mark, field, name=name, near=near, known="、".join(known))
