"""The rules a story must keep, one a file, each pure: subject in, findings out.

`LOCAL` rules look at pieces and hold even where other pieces couldn't be read; `WHOLE` rules
need the whole story; `DATED` ones depend on the day and are asked again at every start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kiosk.scenario.checks import (
    approved,
    budgets,
    controls,
    cue_words,
    cues_shown,
    format_version,
    harmless,
    length,
    links,
    money,
    names,
    pictures,
    quiz_items,
    reach,
    review_date,
    safe_positions,
    scene_shape,
    scores,
    unique_ids,
    verdicts,
)
from kiosk.scenario.checks.subject import Finding, Pictures, Subject

Check = Callable[[Subject], Iterator[Finding]]

LOCAL: tuple[Check, ...] = (
    unique_ids.check,
    links.check,
    names.check,
    cue_words.check,
    controls.check,
    harmless.check,
    pictures.check,
    budgets.check,
)

WHOLE: tuple[Check, ...] = (
    scene_shape.check,
    reach.check,
    verdicts.check,
    money.check,
    scores.check,
    quiz_items.check,
    cues_shown.check,
    safe_positions.check,
    length.check,
    approved.check,
)

DATED: tuple[Check, ...] = (review_date.check,)


def findings(subject: Subject, *, whole: bool = True) -> Iterator[Finding]:
    """Give all findings that don't depend on the day; without `whole`, of the pieces alone."""
    other_version = tuple(format_version.check(subject))
    if other_version:
        yield from other_version
        return
    for rule in (*LOCAL, *WHOLE) if whole else LOCAL:
        yield from rule(subject)


def dated_findings(subject: Subject) -> Iterator[Finding]:
    """Give the findings that depend on the day."""
    for rule in DATED:
        yield from rule(subject)


__all__ = [
    "DATED",
    "LOCAL",
    "WHOLE",
    "Finding",
    "Pictures",
    "Subject",
    "dated_findings",
    "findings",
]
