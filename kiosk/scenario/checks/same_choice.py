"""Two choices of a scene must differ in what the visitor reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found

_NO_WORD = re.compile(r"\W")


def check(subject: CheckContext) -> Iterator[Finding]:
    """Find a choice whose words, marks and blanks aside, are those of another of its scene."""
    for scene in subject.scenario.scenes:
        first: dict[str, int] = {}
        for number, choice in enumerate(scene.choices, 1):
            words = _NO_WORD.sub("", choice.text)
            if words and words in first:
                yield found("same-choice", choice.mark, "text", number=number, first=first[words])
            first.setdefault(words, number)
