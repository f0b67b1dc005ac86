"""A scam gives itself away and a genuine contact can be trusted, in words some debrief lights."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found
from kiosk.scenario.checks.lit_words import misplaced
from kiosk.scenario.model import NARRATOR, VISITOR, Kind, Scene


def lit_words(context: CheckContext) -> Iterator[Finding]:
    """Find 破绽 and 凭据 whose words are not in the line, are there twice, or overlap another's."""
    for line in context.lines():
        marked = line.evidence
        for one in misplaced(line.text, (each.words for each in marked)):
            each = marked[one.index]
            told = {"what": each.called, "count": one.count, "alike": one.alike}
            yield found("cue-words", each.mark, "words", one.fault, words=one.words, **told)


def lit_somewhere(context: CheckContext) -> Iterator[Finding]:
    """Find stories with nothing to be lit, and what stands after the last decision: no debrief lights it."""
    story = context.scenario
    lines = [line for scene in story.scenes for line in scene.lines]
    if story.kind is Kind.SCAM and not any(line.cues for line in lines):
        yield found("no-cues", story.mark, "scenes")
    if story.kind is Kind.GENUINE and not any(line.grounds for line in lines):
        yield found("no-grounds", story.mark, "scenes")
    shown = _before_a_decision(context)
    for place in story.places:
        for line in place.lines:
            for one in line.evidence:
                if place.id not in shown:
                    told = {"place": place.id, "what": one.called, "words": one.words}
                    yield found("cue-not-shown", one.mark, **told)


def grounds_of_the_honest(context: CheckContext) -> Iterator[Finding]:
    """Find 凭据 in words of somebody with a borrowed name, or who gives a scam away elsewhere."""
    cast = context.cast()
    swindlers = {line.speaker for line in context.lines() if line.cues} - {NARRATOR, VISITOR}
    for line in context.lines():
        who = cast.get(line.speaker)
        borrowed = who is not None and who.borrowed
        if not borrowed and line.speaker not in swindlers:
            continue
        name = who.name if who else line.speaker
        for ground in line.grounds:
            yield found(
                "ground-of-a-swindler",
                ground.mark,
                "words",
                "borrowed" if borrowed else "cues",
                name=name,
                words=ground.words,
            )


def _before_a_decision(context: CheckContext) -> frozenset[str]:
    """Give the ids of the scenes that are a decision or lead straight to one."""
    graph = context.graph
    shown: set[str] = set()
    for name in reversed(graph.order):
        place = graph.places[name]
        if isinstance(place, Scene) and (place.choices or place.goto in shown):
            shown.add(name)
    return frozenset(shown) if graph.order and not graph.cycle else frozenset(graph.places)
