"""Texts are short enough to be read and heard, and their signs come in pairs."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found, keyed_texts, texts

_PAIRS = ("“”", "‘’", "「」", "《》", "（）", "【】")


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
