"""How long nobody is let in after wrong tries: longer each time, whatever the machine's clock says.

It is counted in the seconds the machine has been running, which nobody can set: a clock that was
wrong, or is put right, neither opens early nor locks for ever.
"""

from __future__ import annotations

from kiosk.values import dataclass

FREE = 5
"""Wrong tries after which the first lock-out comes; after each further one comes the next."""
SECONDS = (30.0, 60.0, 300.0, 900.0, 3600.0)
"""How long each lasts; the last one is not outgrown."""


@dataclass(frozen=True, slots=True)
class Lockout:
    """The wrong tries since the last right one, and what they brought."""

    wrong: int = 0
    wait: float = 0.0
    """Seconds that were left at `at`."""
    at: float = 0.0
    """Seconds the machine had been running then."""

    def left(self, uptime: float) -> float:
        """Give the seconds until another try, in a machine that has been running for so long.

        A machine that has been running for less than then was started anew: it has been off for nobody knows
        how long, and only what it has run since counts. Running for longer it may have been started anew
        too; then it has run for longer than what is counted here.
        """
        passed = uptime - self.at if uptime >= self.at else uptime
        return max(0.0, self.wait - max(0.0, passed))

    @property
    def tries(self) -> int:
        """Give the wrong tries that are left before the next lock-out."""
        return max(1, FREE - self.wrong)

    def after_wrong(self, uptime: float) -> Lockout:
        """Give what it is after one more wrong try."""
        wrong = self.wrong + 1
        step = wrong - FREE
        wait = SECONDS[min(step, len(SECONDS) - 1)] if step >= 0 else 0.0
        return Lockout(wrong, wait, uptime)
