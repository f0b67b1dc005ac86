"""Text as a tree of YAML nodes, with places, under limits; problems instead of exceptions.

Events first, with the C parser, stopping at the first limit: composing 30,000 nested brackets
in C overflows the stack and kills the process, and an alias may make an endless tree. The marks
of the C parser are those of the pure one, so nothing is parsed a second time to word an error.
"""

from __future__ import annotations

from itertools import islice
from typing import Any, Protocol

import yaml

from kiosk.scenario.characters import name_of, number_of
from kiosk.scenario.model import Mark
from kiosk.scenario.reading.character_rules import MOST_TOLD, UNSEEN, fault_of
from kiosk.scenario.reading.text import Manuscript, odd_places
from kiosk.scenario.reading.typing_errors import (
    Complaint,
    accounted_for,
    typing_error_of,
    typing_errors_in,
)

DEPTH = 16
EVENTS = 1_500_000
"""Above what 10,000 scenes need (about 600,000), below what fills the memory."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Position(Protocol):
    """What both of PyYAML's parsers give as a mark, counted from 0."""

    line: int
    column: int


def mark_of(mark: _Position | None) -> Mark:
    """Give a parser's mark counted from 1; the file's beginning where there is none."""
    return Mark(mark.line + 1, mark.column + 1) if mark else Mark()


def parse(manuscript: Manuscript, known: frozenset[str]) -> yaml.Node | None:
    """Give the tree of a text, None where there is none; `known` are the keys of the format."""
    try:
        if not _within_limits(manuscript):
            return None
        node: yaml.Node | None = yaml.compose(manuscript.text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        _report(manuscript, error, known)
        return None
    except yaml.YAMLError as error:
        manuscript.report("syntax", None, detail=error)
        return None
    if node is None:
        manuscript.report("empty", None)
    return node


def _within_limits(manuscript: Manuscript) -> bool:
    depth = documents = 0
    for count, event in enumerate(yaml.parse(manuscript.text, Loader=_Loader)):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        documents += isinstance(event, yaml.DocumentStartEvent)
        code, values = _beyond(event, depth, count, documents)
        if code:
            manuscript.report(code, mark_of(event.start_mark), **values)
            return False
    return True


def _beyond(event: Any, depth: int, count: int, documents: int) -> tuple[str, dict[str, object]]:  # noqa: ANN401 - PyYAML's events have no types
    """Give the code of the limit an event goes beyond, with its values; empty where none."""
    if depth > DEPTH:
        return "too-deep", {"most": DEPTH}
    if count > EVENTS:
        return "too-long", {}
    if documents > 1:
        return "two-documents", {}
    if isinstance(event, yaml.AliasEvent):
        return "alias", {"sign": "*"}
    if isinstance(event, yaml.NodeEvent) and event.anchor:
        return "alias", {"sign": "&"}
    return ("tag", {}) if getattr(event, "tag", None) else ("", {})


def _report(manuscript: Manuscript, error: yaml.MarkedYAMLError, known: frozenset[str]) -> None:
    at = mark_of(error.problem_mark or error.context_mark)
    said = Complaint(
        problem=str(error.problem or ""),
        context=str(error.context or ""),
        at=at,
        begun=mark_of(error.context_mark) if error.context_mark else None,
        line=manuscript.line(at.line),
    )
    odd = _report_odd(manuscript)
    if any(mark.line in (at.line - 1, at.line) for mark in odd):
        return
    found = typing_error_of(said)
    typing_errors = list(typing_errors_in(manuscript.lines, known))
    for typing_error in typing_errors:
        typing_error.report_to(manuscript)
    if not accounted_for(found, typing_errors, said):
        found.report_to(manuscript)


def _report_odd(manuscript: Manuscript) -> list[Mark]:
    """Report the characters no text may hold, a few, and give where they are."""
    places = []
    for character, mark in islice(odd_places(manuscript), MOST_TOLD):
        code, variant = fault_of(character) or (UNSEEN, "")
        name, how = name_of(character), f"U+{number_of(character)}"
        manuscript.report(code, mark, variant, name=name, how=how, number=how)
        places.append(mark)
    return places
