"""What an inner process says by its exit code, and what it is told by its environment."""

from __future__ import annotations

INNER = "KIOSK_INNER"
"""Set in the environment of the inner process, where a system can't fork."""
CRASHED = 70
"""Exit code of an inner process that met a fault it couldn't live with (sysexits.h, EX_SOFTWARE)."""
AGAIN = 75
"""Exit code of an inner process that asks to be started anew (sysexits.h, EX_TEMPFAIL)."""
NO_SCREEN = 69
"""Exit code of an inner process that found no screen to draw on (sysexits.h, EX_UNAVAILABLE)."""
AFTER_CRASH = "KIOSK_AFTER_CRASH"
"""Set in the environment of an inner process whose forerunner ended by itself: how it ended, for the log."""
CRASHED_IN = "KIOSK_CRASHED_IN"
"""Set beside it: what the forerunner drew then, as it had told by `Pulse.draws`."""
REFUSED = frozenset({0, 1, 2})
"""Exit codes by which it ends on purpose: the last two only before it has shown anything."""
