"""A scam gives itself away, in words that can be lit and that some debrief shows."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.characters import fold
from kiosk.scenario.checks.check_context import CheckContext, Finding, found
from kiosk.scenario.model import Kind, Scene


def cue_words(context: CheckContext) -> Iterator[Finding]:
    """Find cues whose words are not in the line, are there twice, or overlap another's."""
    for line in context.lines():
        lit: list[tuple[int, int]] = []
        for cue in line.cues:
            if not cue.words or not line.text:
                continue  # missing, which is told already
            count = line.text.count(cue.words)
            start = line.text.find(cue.words)
            end = start + len(cue.words)
            fault = alike = ""
            if count != 1:
                fault = "many" if count else "missing"
                alike = "" if count else _alike(line.text, cue.words)
                fault = "alike" if alike else fault
            elif any(start < other_end and other < end for other, other_end in lit):
                fault = "overlap"
            else:
                lit.append((start, end))
            if fault:
                values = {"words": cue.words, "count": count, "alike": alike}
                yield found("cue-words", cue.mark, "words", fault, **values)


def _alike(text: str, words: str) -> str:
    """Give the words of a text that look like others though they are written otherwise."""
    folded, wanted = fold(text), fold(words).text.strip()
    at = folded.text.find(wanted)
    return folded.as_written(at, at + len(wanted)) if wanted and at >= 0 else ""


def cues_shown(context: CheckContext) -> Iterator[Finding]:
    """Find a scam without cues, and cues after the last decision, which no debrief shows."""
    story = context.scenario
    if story.kind is Kind.SCAM and not any(line.cues for s in story.scenes for line in s.lines):
        yield found("no-cues", story.mark, "scenes")
    shown = _before_a_decision(context)
    for place in story.places:
        for line in place.lines:
            for cue in line.cues:
                if place.id not in shown:
                    yield found("cue-not-shown", cue.mark, place=place.id, words=cue.words)


def _before_a_decision(context: CheckContext) -> frozenset[str]:
    """Give the ids of the scenes that are a decision or lead straight to one."""
    graph = context.graph
    shown: set[str] = set()
    for name in reversed(graph.order):
        place = graph.places[name]
        if isinstance(place, Scene) and (place.choices or place.goto in shown):
            shown.add(name)
    return frozenset(shown) if graph.order and not graph.cycle else frozenset(graph.places)
