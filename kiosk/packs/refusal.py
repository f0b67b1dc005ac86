"""Why something staff asked for with a pack can't be: a problem, as one sentence with what to do."""

from __future__ import annotations

import errno

from kiosk.os_errors import reason_of
from kiosk.paths import RefusedError
from kiosk.scenario.problems import Problem


class PackRefusedError(RefusedError):
    """All of what was given can't be taken, or can't go live; `problem` says why and what to do."""

    def __init__(self, problem: Problem) -> None:
        """Take the problem."""
        advice = problem.advice
        super().__init__(f"{problem.message}。{advice}。" if advice else f"{problem.message}。")
        self.problem = problem


def refused(variant: str, /, **values: object) -> PackRefusedError:
    """Give the error for a pack that is refused whole."""
    return PackRefusedError(Problem.of("pack-refused", variant, **values))


def not_written(error: OSError) -> PackRefusedError:
    """Give the error for a disk of this machine that takes no more."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return refused("full")
    return refused("unwritable", detail=reason_of(error))
