"""No text may hold characters nobody sees: they turn words round, or hide others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found, texts
from kiosk.scenario.model import Mark

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ue000-\uf8ff"
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)


def check(subject: CheckContext) -> Iterator[Finding]:
    """Find direction marks, zero-width characters and private ones, once a text."""
    seen: set[tuple[Mark, str]] = set()
    for mark, field, text in texts(subject.scenario):
        hidden = _INVISIBLE.search(text)
        if hidden and (mark, field) not in seen:
            seen.add((mark, field))
            yield found("invisible-character", mark, field, number=f"{ord(hidden.group()):04X}")
