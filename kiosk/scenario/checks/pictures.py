"""Pictures must be there and fit to be drawn: shipped ones, or files in the story's own folder."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found
from kiosk.scenario.model import Mark
from kiosk.scenario.reading.files import PICTURES
from kiosk.scenario.reading.picture_file import fault_of, lost_of
from kiosk.scenario.suggest import did_you_mean


def is_own(picture: str) -> bool:
    """Tell whether a picture is named as a file of the story's own folder."""
    return picture.lower().endswith(PICTURES)


def pictures(context: CheckContext) -> Iterator[Finding]:
    """Find pictures nobody has, and own ones that can't be drawn."""
    story, known = context.scenario, context.pictures
    if is_own(story.picture):
        if story.picture not in context.own_files:
            suggestion = did_you_mean(story.picture, context.own_files)
            yield found(
                "no-picture",
                story.mark,
                "picture",
                "own",
                name=story.picture,
                suggestion=suggestion,
            )
        elif context.own_picture is not None:
            yield from _unfit(story.mark, story.picture, context.own_picture)
    elif known and story.picture and story.picture not in known.covers:
        yield _none("cover", story.mark, "picture", story.picture, known.covers)
    for character in story.cast:
        if known and character.portrait and character.portrait not in known.portraits:
            yield _none("portrait", character.mark, "portrait", character.portrait, known.portraits)


def _unfit(mark: Mark, name: str, data: bytes) -> Iterator[Finding]:
    fault = fault_of(name, data)
    if fault is not None:
        figures = dict(fault.figures)
        yield found("bad-picture", mark, "picture", fault.variant, name=name, **figures)
        return
    for lost in lost_of(name, data):
        yield found("picture-lost", mark, "picture", lost.variant, name=name, what=lost.what)


def _none(what: str, mark: Mark, field: str, name: str, names: frozenset[str]) -> Finding:
    suggestion = did_you_mean(name, names)
    return found(
        "no-picture",
        mark,
        field,
        what,
        name=name,
        suggestion=suggestion,
        known="、".join(sorted(names)),
    )
