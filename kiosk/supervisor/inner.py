"""The inner process: started, watched for as long as it lives, and killed when it tells nothing any more."""

from __future__ import annotations

import logging
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from enum import Enum, auto
from types import FrameType
from typing import NamedTuple

from kiosk.supervisor.codes import CRASHED, INNER
from kiosk.supervisor.pulse import BEAT, DRAWS, PICTURE, VARIABLE

log = logging.getLogger(__name__)

STOP_SECONDS = 0.9
"""How long the inner process may take to end when asked; then it is killed."""
OVERSLEPT_SECONDS = 2.0
"""When a pause of this process took so much longer, it was stopped itself: nothing is known of the other."""
REAP_SECONDS = 2.0
"""How long the system may take to end what was killed; a hanging disk may hold it for ever."""
LOOK_SECONDS = 0.01
MOST_AT_ONCE = 4096
"""Bytes read at once of what it tells."""
AT_MOST_SECONDS = 5.0
"""Between two looks, however quiet it is: whoever watches this process wants to hear of it."""
_PR_SET_PDEATHSIG = 1
"""Linux's number, of sys/prctl.h."""


class Sign(Enum):
    """What is seen of an inner process."""

    SLOW = auto()
    """Its first picture takes long."""
    PICTURE = auto()
    """Its first picture is there."""
    BEAT = auto()
    """It goes on."""
    FROZEN = auto()
    """It is silent and will be killed at once."""
    QUIET = auto()
    """Nothing new."""


class Limits(NamedTuple):
    """Seconds in which it must tell that it lives.

    No dataclass: for this alone the supervisor and the curtain would hold 2.6 MB each of what makes them.
    """

    start: float = 90.0
    """Until it has begun its rounds: a slow disk is no fault."""
    slow: float = 10.0
    """Until a start counts as slow."""
    silent: float = 10.0
    """Between two beats."""


USUAL = Limits()


class Inner:
    """The inner process as a forked child: nothing is loaded twice, start costs nothing."""

    draws = ""
    """What it draws, as it told last."""
    _begun = b""
    """A line of which the rest hasn't come yet."""

    def __init__(self, main: Callable[[], int], limits: Limits = USUAL) -> None:
        self.limits, self.frozen = limits, False
        self._pulse, write = os.pipe()
        outer = os.getpid()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._pulse)
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, signal.SIG_DFL)
            end_with(outer)
            os.environ[VARIABLE] = str(write)
            os._exit(guarded(main))
        os.close(write)

    def stop(self) -> None:
        """Ask it to end; one that hangs is killed after STOP_SECONDS."""
        signal.signal(signal.SIGALRM, self._alarm)
        signal.setitimer(signal.ITIMER_REAL, STOP_SECONDS)
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)

    def _alarm(self, _number: int, _frame: FrameType | None) -> None:
        self.kill()

    def kill(self) -> None:
        """End it, whatever it does."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def wait(
        self, seen: Callable[[Sign], None], clock: Callable[[], float] = time.monotonic
    ) -> int:
        """Wait for its end and give its code; negative for a signal. `seen` is told what is seen meanwhile.

        One that is silent for longer than its limits is killed. One that doesn't end even then, as the
        system itself waits for a disk, is left to the system and counts as killed.
        """
        heard, limit, late = clock(), self.limits.start, clock() + self.limits.slow
        while True:
            began = clock()
            asked = max(0.0, min(heard + limit, late, began + AT_MOST_SECONDS) - began)
            told = self._told(asked)
            now = clock()
            if told == b"":
                break
            if told or now - began > asked + OVERSLEPT_SECONDS:
                heard = now
            lines = self._lines(told or b"")
            if BEAT in lines:
                limit = self.limits.silent
            if PICTURE in lines:
                late = float("inf")
                seen(Sign.PICTURE)
            elif now >= late:
                late = float("inf")
                seen(Sign.SLOW)
            seen(Sign.BEAT if BEAT in lines else Sign.QUIET)
            if now - heard >= limit:
                self.frozen = True
                seen(Sign.FROZEN)
                self.kill()
                break
        return self._ended(clock)

    def _lines(self, told: bytes) -> list[bytes]:
        """Give the whole lines told by now, and note what it draws."""
        *lines, self._begun = (self._begun + told).split(b"\n")
        for line in lines:
            if line.startswith(DRAWS):
                self.draws = line[len(DRAWS) :].decode(errors="replace")
        return lines

    def _told(self, seconds: float) -> bytes | None:
        """Give what it tells within so many seconds, None for nothing; empty once it has ended."""
        ready, _, _ = select.select([self._pulse], (), (), seconds)
        return os.read(self._pulse, MOST_AT_ONCE) if ready else None

    def _ended(self, clock: Callable[[], float]) -> int:
        """Give its code once the system has let it go."""
        os.close(self._pulse)
        code = self._code_within(REAP_SECONDS, clock)
        if code is None:  # it has closed the pipe and goes on
            self.kill()
            code = self._code_within(REAP_SECONDS, clock)
        signal.setitimer(signal.ITIMER_REAL, 0)  # its number may soon be another's
        return -signal.SIGKILL if code is None else code

    def _code_within(self, seconds: float, clock: Callable[[], float]) -> int | None:
        until = clock() + seconds
        while True:
            found, status = os.waitpid(self.pid, os.WNOHANG)
            if found:
                return os.waitstatus_to_exitcode(status)
            if clock() >= until:
                return None
            time.sleep(LOOK_SECONDS)


def end_with(outer: int) -> None:
    """Have Linux kill this process as soon as the one that started it ends; elsewhere the pulse tells it."""
    if sys.platform != "linux":
        return
    import ctypes  # noqa: PLC0415 (Linux only)

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != outer:  # it has ended meanwhile
        os._exit(CRASHED)


def guarded(main: Callable[[], int]) -> int:
    """Give what `main` gives, or a code for how it failed."""
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

    def __init__(self, arguments: Sequence[str], limits: Limits = USUAL) -> None:
        # A start that forks needs none of these; the first alone takes 4 ms.
        import queue  # noqa: PLC0415
        import subprocess  # noqa: PLC0415
        import threading  # noqa: PLC0415

        self.limits, self.frozen = limits, False
        self._pulse, write = os.pipe()
        number = write
        os.set_inheritable(write, True)  # noqa: FBT003 (its only way)
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 (Windows only)

            number = msvcrt.get_osfhandle(write)
            os.set_handle_inheritable(number, True)  # noqa: FBT003 (as above)
        # -P: what lies in the folder it was started in is none of the program.
        command = [sys.executable, "-P", "-m", "kiosk", *arguments]
        environment = {**os.environ, INNER: "1", VARIABLE: str(number)}
        self._process = subprocess.Popen(command, env=environment, close_fds=False)  # noqa: S603
        os.close(write)
        self._heard: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        """Read in a thread: on Windows nothing else waits for a pipe and a clock."""
        while told := os.read(self._pulse, MOST_AT_ONCE):
            self._heard.put(told)
        os.close(self._pulse)
        self._heard.put(b"")

    def _told(self, seconds: float) -> bytes | None:
        import queue  # noqa: PLC0415 (loaded by now)

        try:
            return self._heard.get(timeout=seconds)
        except queue.Empty:
            return None

    def stop(self) -> None:
        """Ask it to end."""
        self._process.terminate()

    def kill(self) -> None:
        """End it, whatever it does."""
        self._process.kill()

    def _ended(self, clock: Callable[[], float]) -> int:  # noqa: ARG002
        import subprocess  # noqa: PLC0415 (loaded by now)

        for _ in range(2):
            with suppress(subprocess.TimeoutExpired):
                return self._process.wait(REAP_SECONDS)
            self.kill()
        return -signal.SIGTERM
