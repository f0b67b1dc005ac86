"""What is noted is asked for, what is asked for can be noted, and every play still meets a whole story."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found
from kiosk.scenario.checks.structure import FEWEST_CHOICES, MOST_CHOICES
from kiosk.scenario.memory import MOST_NOTES, asks
from kiosk.scenario.model import Choice, Ending, Line, Mark, Scenario, Scene
from kiosk.scenario.suggest import did_you_mean


def known(context: CheckContext) -> Iterator[Finding]:
    """Find names asked for that no choice notes, names noted that nobody asks for, and too many."""
    story = context.scenario
    noted, asked = _noted(story), set[str]()
    for one in _parts(context):
        for field in ("if_noted", "unless_noted"):
            for n, name in enumerate(getattr(one, field)):
                asked.add(name)
                if name not in noted:
                    told = {"name": name, "suggestion": did_you_mean(name, noted)}
                    yield found("never-noted", one.mark, f"{field}.{n}", **told)
    for name, (mark, field) in noted.items():
        if name not in asked:
            yield found("note-unused", mark, field, name=name)
    if len(noted) > MOST_NOTES:
        mark, field = list(noted.values())[MOST_NOTES]
        yield found("too-many-notes", mark, field, count=len(noted), most=MOST_NOTES)


def met(context: CheckContext) -> Iterator[Finding]:
    """Find words that no play meets, and places where some play meets too little."""
    graph = context.graph
    if graph.cycle or len(_noted(context.scenario)) > MOST_NOTES:
        return
    shown: set[Mark] = set()
    told: set[str] = set()
    for place in graph.met:
        shown.update(line.mark for line in place.lines)
        if isinstance(place, Scene):
            shown.update(choice.mark for choice in place.choices)
        if place.id not in told:
            lacking = list(_lacking(place, graph.places[place.id]))
            told.update(place.id for _ in lacking)
            yield from lacking
    for one in _parts(context):
        if asks(one) and one.mark not in shown:
            yield found("never-met", one.mark, "text", text=one.text)


def _lacking(place: Scene | Ending, written: Scene | Ending) -> Iterator[Finding]:
    """Find too little on a place as some play meets it."""
    if written.lines and not place.lines:
        yield found("nothing-met", written.mark, "lines", place=place.id)
    elif isinstance(place, Scene) and isinstance(written, Scene) and written is not place:
        count = len(place.choices)
        if written.choices and not FEWEST_CHOICES <= count <= MOST_CHOICES:
            values = {"place": place.id, "count": count}
            yield found("nothing-met", written.mark, "choices", "choices", **values)


def _noted(story: Scenario) -> dict[str, tuple[Mark, str]]:
    """Give every name some choice notes, with where it is noted first: an object's mark, and a field."""
    first: dict[str, tuple[Mark, str]] = {}
    for scene in story.scenes:
        for choice in scene.choices:
            for n, name in enumerate(choice.notes):
                first.setdefault(name, (choice.mark, f"notes.{n}"))
    return first


def _parts(context: CheckContext) -> Iterator[Line | Choice]:
    yield from context.lines()
    for scene in context.scenario.scenes:
        yield from scene.choices
