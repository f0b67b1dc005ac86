"""Quotes and brackets should come in pairs, or a half of one is shown on the screen."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found, texts

_PAIRS = ("“”", "‘’", "「」", "《》", "（）", "【】")


def check(subject: CheckContext) -> Iterator[Finding]:
    """Find texts in which one sign of a pair is there more often than the other."""
    for mark, field, text in texts(subject.scenario, "id", "goto"):
        for pair in _PAIRS:
            if text.count(pair[0]) != text.count(pair[1]):
                yield found("odd-pair", mark, field, pair=pair)
