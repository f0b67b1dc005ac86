"""The words of a cue must stand in its line, once, so that exactly they can be lit."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found


def check(subject: CheckContext) -> Iterator[Finding]:
    """Find cues whose words are not in the line, are there twice, or overlap another's."""
    for line in subject.lines():
        lit: list[tuple[int, int]] = []
        for cue in line.cues:
            if not cue.words or not line.text:
                continue  # missing, which is told already
            count = line.text.count(cue.words)
            start = line.text.find(cue.words)
            end = start + len(cue.words)
            fault = ""
            if count != 1:
                fault = "many" if count else "missing"
            elif any(start < other_end and other < end for other, other_end in lit):
                fault = "overlap"
            else:
                lit.append((start, end))
            if fault:
                yield found("cue-words", cue.mark, "words", fault, words=cue.words, count=count)
