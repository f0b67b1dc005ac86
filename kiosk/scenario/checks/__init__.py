"""The rules a story must keep, grouped by theme, each pure: a context in, findings out.

`LOCAL` rules look at pieces and hold even where other pieces couldn't be read; `WHOLE` rules
need the whole story, and `GRAPH` rules follow its links, so a dead one would only make them
repeat it. A new rule is a function in the file of its theme, a line here, and the file of its
code's words in `kiosk/scenario/problem_codes/`. What depends on the day, dates that are past or to
come, is no part of them: it is `dated_findings`, and `kiosk.scenario.reading.library.on_day` asks
them at every start, also of stories from the cache.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kiosk.scenario.checks import (
    aftermaths,
    approval,
    callers,
    cues,
    harmless,
    names,
    notes,
    outcomes,
    pictures,
    playing_time,
    quiz,
    readings,
    recordings,
    scores,
    structure,
    wording,
)
from kiosk.scenario.checks.approval import dated as dated_findings
from kiosk.scenario.checks.check_context import CheckContext, Finding
from kiosk.scenario.model import FORMAT_VERSION

Check = Callable[[CheckContext], Iterator[Finding]]

LOCAL: tuple[Check, ...] = (
    names.ids,
    recordings.alike_ids,
    recordings.own_recordings,
    structure.links,
    names.known_names,
    cues.lit_words,
    cues.grounds_of_the_honest,
    structure.controls,
    notes.known,
    harmless.harmless,
    wording.pairs,
    structure.choices_differ,
    pictures.pictures,
    wording.budgets,
    quiz.senders,
    quiz.lit_words,
    callers.callers,
    aftermaths.sums_shown,
)

WHOLE: tuple[Check, ...] = (
    structure.scene_shape,
    scores.verdicts_differ,
    quiz.items,
    scores.safe_positions,
    approval.approval,
    readings.used,
    outcomes.money_told,
    outcomes.safe_costs,
    outcomes.falls_agree,
    outcomes.help_refused,
)

GRAPH: tuple[Check, ...] = (
    structure.every_play_ends,
    notes.met,
    scores.losses,
    scores.best_and_worst,
    cues.lit_somewhere,
    playing_time.playing_time,
)


def findings(context: CheckContext, *, whole: bool = True) -> Iterator[Finding]:
    """Give all findings that don't depend on the day; without `whole`, of the pieces alone."""
    version = context.scenario.format
    if version != FORMAT_VERSION and (whole or version):
        yield from structure.known_format(context)
        return
    dead = False
    for rule in (*LOCAL, *WHOLE) if whole else LOCAL:
        for finding in rule(context):
            dead = dead or finding.code == structure.DEAD_LINK
            yield finding
    for rule in GRAPH if whole and not dead else ():
        yield from rule(context)


__all__ = [
    "GRAPH",
    "LOCAL",
    "WHOLE",
    "Check",
    "CheckContext",
    "Finding",
    "dated_findings",
    "findings",
]
