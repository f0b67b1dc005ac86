"""The words of a cue must stand in its line, once, so that exactly they can be lit."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.subject import Finding, Subject


def check(subject: Subject) -> Iterator[Finding]:
    """Find cues whose words are not in the line, are there twice, or overlap another's."""
    for line in subject.lines():
        lit: list[tuple[int, int]] = []
        for cue in line.cues:
            if not cue.words or not line.text:
                continue  # missing, which is told already
            count = line.text.count(cue.words)
            start = line.text.find(cue.words)
            end = start + len(cue.words)
            if count != 1:
                yield Finding(
                    "cue-words",
                    f"台词里找不到“{cue.words}”"
                    if not count
                    else f"台词里有 {count} 处“{cue.words}”",
                    "破绽的“词”要和台词一模一样，并且只出现一次：从台词里复制过来，长一点也可以",
                    cue.mark,
                    "words",
                )
            elif any(start < other_end and other < end for other, other_end in lit):
                yield Finding(
                    "cue-words",
                    f"“{cue.words}”和同一句里另一处破绽重叠",
                    "让两处破绽的字不重叠",
                    cue.mark,
                    "words",
                )
            else:
                lit.append((start, end))
