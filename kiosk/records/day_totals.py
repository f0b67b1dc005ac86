"""A day's totals of one kiosk, asked of its journal."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kiosk.records.told_apart import SUMS, TAKEN
from kiosk.records.totals_code import DayTotals

if TYPE_CHECKING:
    from sqlite3 import Connection

_PLAYS = """
SELECT count(DISTINCT visit), count(*), total(verb = 'completed'),
  total(spared) FILTER (WHERE story.kind = 'scam'), count(install), min(clock = 'trusted')
FROM play JOIN story ON story.hash = play.story WHERE kiosk = ? AND day = ? AND NOT trial
"""
_FIRST = f"""
SELECT kind, count(*), total({TAKEN}) FROM (
  SELECT story.kind, {SUMS}
  FROM play JOIN story ON story.hash = play.story LEFT JOIN choice ON choice.play = play.id
  WHERE kiosk = ? AND day = ? AND NOT trial AND verb = 'completed' AND attempt = 1 GROUP BY play.id
) GROUP BY kind
"""  # noqa: S608 (our own words)
_ANSWERS = """
SELECT stage, count(*), total(answer.success) FROM answer JOIN play ON play.id = answer.play
WHERE kiosk = ? AND day = ? AND NOT trial GROUP BY stage
"""
_TRIALS = "SELECT count(*) FROM play WHERE kiosk = ? AND day = ? AND trial"
_NAME = "SELECT name FROM kiosk WHERE id = ?"


def day_totals(base: Connection, kiosk: str, day: date) -> DayTotals:
    """Give what a kiosk counted on a day; zeros where it counted nothing."""
    who = kiosk, day.isoformat()
    visits, plays, completed, spared, install, trusted = base.execute(_PLAYS, who).fetchone()
    first = {kind: (met, taken) for kind, met, taken in base.execute(_FIRST, who)}
    scams, handled = first.get("scam", (0, 0))
    genuine, refused = first.get("genuine", (0, 0))
    answers = {stage: (asked, right) for stage, asked, right in base.execute(_ANSWERS, who)}
    before, after = answers.get("before", (0, 0)), answers.get("after", (0, 0))
    named = base.execute(_NAME, (kiosk,)).fetchone()
    return DayTotals(
        kiosk=kiosk,
        day=day,
        name=named[0] if named else "",
        trusted=trusted is None or bool(trusted),
        visits=visits,
        plays=plays,
        completed=int(completed),
        trials=base.execute(_TRIALS, who).fetchone()[0],
        scams=scams,
        handled=int(handled),
        genuine=genuine,
        refused=int(refused),
        spared=int(spared),
        install=install,
        before=before[0],
        before_right=int(before[1]),
        after=after[0],
        after_right=int(after[1]),
    )
