"""Texts are short enough to be read and heard, and hold nothing that shows wrong or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found, keyed_texts, texts
from kiosk.scenario.model import Mark

_PAIRS = ("“”", "‘’", "「」", "《》", "（）", "【】")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ue000-\uf8ff"
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)


def budgets(context: CheckContext) -> Iterator[Finding]:
    """Find texts longer than their budget, which `key` in `kiosk/scenario/model.py` gives.

    All texts of that length together have room on every screen, in 大字 too, where words on a
    device are never smaller than a label: tests/screens/at_the_limit has every text this long.
    """
    for one in keyed_texts(context.scenario):
        length, most = len(one.text), one.key.budget
        if most and length > most:
            yield found(
                "too-wordy",
                one.mark,
                one.field,
                what=one.key.called,
                length=length,
                most=most,
                over=length - most,
            )


def pairs(context: CheckContext) -> Iterator[Finding]:
    """Find texts in which one sign of a pair is there more often than the other."""
    for mark, field, text in texts(context.scenario, "id", "goto"):
        for pair in _PAIRS:
            if text.count(pair[0]) != text.count(pair[1]):
                yield found("odd-pair", mark, field, pair=pair)


def invisible(context: CheckContext) -> Iterator[Finding]:
    """Find direction marks, zero-width characters and private ones, once a text."""
    seen: set[tuple[Mark, str]] = set()
    for mark, field, text in texts(context.scenario):
        hidden = _INVISIBLE.search(text)
        if hidden and (mark, field) not in seen:
            seen.add((mark, field))
            yield found("invisible-character", mark, field, number=f"{ord(hidden.group()):04X}")
