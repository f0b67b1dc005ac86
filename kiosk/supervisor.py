"""Keeps the kiosk running: a small outer process that starts it again when it dies.

It imports nothing of the kiosk, so that whatever broke the kiosk can't break it too.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import FrameType

log = logging.getLogger(__name__)

INNER = "KIOSK_INNER"
"""Set in the environment of the inner process, where a system can't fork."""
CRASHED = 70
"""Exit code of an inner process that met a fault it couldn't live with (sysexits.h, EX_SOFTWARE)."""
AGAIN = 75
"""Exit code of an inner process that asks to be started anew (sysexits.h, EX_TEMPFAIL)."""
AFTER_CRASH = "KIOSK_AFTER_CRASH"
"""Set in the environment of an inner process whose forerunner ended by itself."""
REFUSED = frozenset({0, 1, 2})
"""Exit codes by which it ended on purpose."""
BUDGET = 6
"""Crashes within BUDGET_SECONDS after which it is given up."""
BUDGET_SECONDS = 600.0
LOOK_SECONDS = 0.05
"""How often a pause looks whether the end has been asked for."""
GRACE_SECONDS = (0.0, 0.5, 2.0, 5.0, 10.0, 20.0)
"""Pauses before the first, the second, … restart."""
STOP_SECONDS = 0.9
"""How long the inner process may take to end when asked; then it is killed."""


class Supervisor:
    """Starts an inner process and restarts it; `start` gives something with `wait` and `kill`."""

    def __init__(
        self,
        start: Callable[[], Inner],
        *,
        clock: Callable[[], float] = time.monotonic,
        pause: Callable[[float], object] | None = None,
    ) -> None:
        self._inner: Inner | None = None
        # A plain flag: a signal handler must take no lock that what it interrupts may hold.
        self._asked = False
        self._start, self._clock, self._pause = start, clock, pause or self._wait

    def stop(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        """Ask the inner process to end, and start no other; a signal handler."""
        self._asked = True
        if self._inner is not None:
            self._inner.stop()

    def _wait(self, seconds: float) -> None:
        """Wait, but no longer once the end is asked for."""
        end = self._clock() + seconds
        while not self._asked and self._clock() < end:
            time.sleep(LOOK_SECONDS)

    def run(self) -> int:
        """Keep it running; give the exit code of its last end, 1 when its budget is used up."""
        crashes: list[float] = []
        while True:
            self._inner = self._start()
            if self._asked:
                self._inner.stop()
            code = self._inner.wait()
            if code in REFUSED or self._asked:
                return code if code in REFUSED else 0
            if code == AGAIN:
                os.environ.pop(AFTER_CRASH, None)
                log.info("按要求重新启动")
                continue
            os.environ[AFTER_CRASH] = "1"
            now = self._clock()
            crashes = [*(t for t in crashes if now - t < BUDGET_SECONDS), now]
            log.error("程序意外结束（%s），第 %d 次重新启动", code, len(crashes))
            if len(crashes) >= BUDGET:
                log.error(
                    "十分钟里意外结束了 %d 次，不再重新启动。请运行 kiosk doctor。", len(crashes)
                )
                return 1
            self._pause(GRACE_SECONDS[min(len(crashes) - 1, len(GRACE_SECONDS) - 1)])
            if self._asked:
                return 0


class Inner:
    """The inner process as a forked child: nothing is loaded twice, start costs nothing."""

    def __init__(self, main: Callable[[], int]) -> None:
        self.pid = os.fork()
        if self.pid == 0:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, signal.SIG_DFL)
            os._exit(_guarded(main))

    def stop(self) -> None:
        """Ask it to end; one that hangs is killed after STOP_SECONDS."""
        signal.signal(signal.SIGALRM, self._kill)
        signal.setitimer(signal.ITIMER_REAL, STOP_SECONDS)
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)

    def _kill(self, _number: int, _frame: FrameType | None) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """Wait for its end and give its code; negative for a signal."""
        _, status = os.waitpid(self.pid, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)  # its number may soon be another's
        return os.waitstatus_to_exitcode(status)


def _guarded(main: Callable[[], int]) -> int:
    try:
        code = main()
    except Exception:
        log.exception("程序出错")
        code = CRASHED
    except (SystemExit, KeyboardInterrupt):
        code = 0
    sys.stdout.flush()
    sys.stderr.flush()
    return code


class SpawnedInner(Inner):
    """The inner process as a new Python, where a system can't fork (Windows)."""

    def __init__(self, arguments: Sequence[str]) -> None:
        import subprocess  # noqa: PLC0415 (takes 4 ms of a start that forks)

        # -P: what lies in the folder it was started in is none of the program.
        command = [sys.executable, "-P", "-m", "kiosk", *arguments]
        self._process = subprocess.Popen(command, env={**os.environ, INNER: "1"})  # noqa: S603

    def stop(self) -> None:
        """Ask it to end."""
        self._process.terminate()

    def wait(self) -> int:
        """Wait for its end and give its code."""
        return self._process.wait()


def supervised(main: Callable[[], int], arguments: Sequence[str]) -> int:
    """Run `main` in an inner process that is restarted when it dies, and give its exit code.

    `arguments` are those of the command line, for systems that can't fork.
    """
    if os.environ.get(INNER):
        # As a forked one: Python's own end would quit pygame under a thread that hangs.
        os._exit(_guarded(main))
    can_fork = hasattr(os, "fork")
    supervisor = Supervisor(lambda: Inner(main) if can_fork else SpawnedInner(arguments))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, supervisor.stop)
    return supervisor.run()
