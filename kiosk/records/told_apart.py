"""Who was taken for a swindler, asked of a journal: `kiosk.visit.visit.handled_as_scam` in SQL, for all that count it."""

from __future__ import annotations

from kiosk.visit.visit import GAMBLES_FORGIVEN

SUMS = """total(choice.verdict = 'fall') AS falls, total(choice.verdict = 'risky') AS gambles,
          total(choice.verdict = 'fall' AND choice.stance = 'refuse') AS refusals"""
"""Of the decisions of a play, LEFT JOINed to it and grouped by it."""

TAKEN = f"""CASE kind WHEN 'scam' THEN falls = 0 AND gambles <= {GAMBLES_FORGIVEN}
                      ELSE refusals > 0 END"""
"""Whether a play of a story of a `kind` handled it as a scam, of those sums."""
