"""Numbers for plays: no two kiosks give the same, and nobody can read a time from them.

A number is a chance of 44 bits, drawn anew at each start of the program and once more when its plays
have run out, above a running number of 19: 63 bits, as SQLite and PostgreSQL count. A machine that was
copied with its data draws its own. With 500 kiosks started daily for a year, two of the 180,000 chances
are the same once in a thousand years of that kind.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

CHANCE_BITS = 44
RUNNING_BITS = 19
PLAYS_A_CHANCE = 1 << RUNNING_BITS


class PlayIds:
    """Gives one number after the other."""

    def __init__(self, chance: Callable[[int], int] = secrets.randbits) -> None:
        """Draw by `chance`, which gives a number of so many bits."""
        self._chance = chance
        self._drawn, self._running = chance(CHANCE_BITS), 0

    @property
    def since(self) -> int:
        """Give a number below all that have been given since the last chance was drawn, and above others."""
        return self._drawn * PLAYS_A_CHANCE

    @property
    def last(self) -> int:
        """Give the number given last."""
        return self._drawn * PLAYS_A_CHANCE + self._running

    def __call__(self) -> int:
        """Give the next number, from 1 up to 2⁶³ - 1."""
        self._running += 1
        if self._running == PLAYS_A_CHANCE:
            self._drawn, self._running = self._chance(CHANCE_BITS), 1
        return self._drawn * PLAYS_A_CHANCE + self._running
