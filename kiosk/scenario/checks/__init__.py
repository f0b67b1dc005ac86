"""The rules a story must keep, one a file, each pure: subject in, findings out.

`LOCAL` rules look at pieces and hold even where other pieces couldn't be read; `WHOLE` rules
need the whole story, and `GRAPH` rules follow its links, so a dead one would only make them
repeat it. The one rule that depends on the day, a review date that is past, is no part of them:
`kiosk.scenario.reading.library.on_day` asks it again at every start, also of stories from the cache.
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
    invisible,
    length,
    links,
    money,
    names,
    pairs,
    pictures,
    quiz_items,
    quiz_senders,
    reach,
    safe_positions,
    same_choice,
    scene_shape,
    scores,
    unique_ids,
    verdicts,
)
from kiosk.scenario.checks.check_context import CheckContext, Finding
from kiosk.scenario.model import FORMAT_VERSION

Check = Callable[[CheckContext], Iterator[Finding]]

LOCAL: tuple[Check, ...] = (
    unique_ids.check,
    links.check,
    names.check,
    cue_words.check,
    controls.check,
    harmless.check,
    invisible.check,
    pairs.check,
    same_choice.check,
    pictures.check,
    budgets.check,
    quiz_senders.check,
)

WHOLE: tuple[Check, ...] = (
    scene_shape.check,
    verdicts.check,
    quiz_items.check,
    safe_positions.check,
    approved.check,
)

GRAPH: tuple[Check, ...] = (
    reach.check,
    money.check,
    scores.check,
    cues_shown.check,
    length.check,
)


def findings(subject: CheckContext, *, whole: bool = True) -> Iterator[Finding]:
    """Give all findings that don't depend on the day; without `whole`, of the pieces alone."""
    version = subject.scenario.format
    if version != FORMAT_VERSION and (whole or version):
        yield from format_version.check(subject)
        return
    dead = False
    for rule in (*LOCAL, *WHOLE) if whole else LOCAL:
        for finding in rule(subject):
            dead = dead or finding.code == links.CODE
            yield finding
    for rule in GRAPH if whole and not dead else ():
        yield from rule(subject)


__all__ = ["GRAPH", "LOCAL", "WHOLE", "Finding", "Subject", "findings"]
