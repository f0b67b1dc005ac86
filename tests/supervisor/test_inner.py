"""The inner process is watched: what tells nothing is killed, what rightly stands still is not."""

from __future__ import annotations

import os
import signal
import subprocess
import textwrap
import time
from collections.abc import Callable, Iterator
from itertools import count

import pytest

from kiosk.supervisor import inner as room
from kiosk.supervisor.inner import Inner, Limits
from kiosk.supervisor.pulse import EVERY_SECONDS, VARIABLE, Pulse

from .programs import PATIENCE, command, environment, said

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system can't fork")

SOON = Limits(start=0.3, slow=60.0, silent=0.3)


def watched(main: str, limits: str = "Limits(start=0.4, slow=0.1, silent=0.4)") -> list[str]:
    """Give what is seen of an inner process that runs these lines, and at last its code."""
    body = textwrap.indent(textwrap.dedent(main), "    ")
    code = (
        "import ctypes, os, signal, time\n"
        "from kiosk.supervisor.inner import Inner, Limits, Sign\n"
        "from kiosk.supervisor.pulse import Pulse\n"
        f"def main():\n    pulse = Pulse.from_environment()\n{body}\n"
        "def seen(sign):\n"
        "    if sign is not Sign.QUIET: print(sign.name, flush=True)\n"
        f"inner = Inner(main, {limits})\n"
        "print(inner.wait(seen))\n"
    )
    told = said(code)
    return told.split()


FREEZES = {
    "stopped": "os.kill(os.getpid(), signal.SIGSTOP)",
    "an endless loop": "while True: pass",
    "waiting for a lock for ever": "import threading; threading.Lock().acquire() and threading.Lock()\n"
    "held = threading.Lock(); held.acquire(); held.acquire()",
    "a call into C that never returns": "ctypes.PyDLL(None).pause()",
    "deaf to signals": "[signal.signal(n, signal.SIG_IGN) for n in (15, 2)]\nwhile True: time.sleep(60)",
}


@pytest.mark.parametrize("freeze", FREEZES)
def test_whatever_freezes_it_it_is_killed(freeze: str) -> None:
    seen = watched(f"pulse.picture(); pulse.beat()\n{FREEZES[freeze]}")
    assert seen == ["PICTURE", "BEAT", "FROZEN", str(-signal.SIGKILL)]


def test_a_start_that_hangs_is_killed_too_after_a_deadline_of_its_own() -> None:
    assert watched("time.sleep(60)") == ["SLOW", "FROZEN", str(-signal.SIGKILL)]


def test_a_slow_start_is_not_killed() -> None:
    limits = "Limits(start=20.0, slow=0.1, silent=0.2)"
    assert watched("time.sleep(0.5); pulse.picture(); return 7", limits) == ["SLOW", "PICTURE", "7"]


def test_after_its_picture_it_still_has_the_time_of_a_start() -> None:
    limits = "Limits(start=20.0, slow=5.0, silent=0.1)"
    assert watched("pulse.picture(); time.sleep(0.4); return 0", limits) == ["PICTURE", "0"]


def test_one_that_beats_and_does_nothing_else_lives_on() -> None:
    main = """
        pulse.picture()
        import kiosk.supervisor.pulse as room
        room.EVERY_SECONDS = 0.05
        for _ in range(20):
            pulse.beat()
            time.sleep(0.05)
        return 0
    """
    seen = watched(main, "Limits(start=20.0, slow=20.0, silent=0.8)")
    assert seen[0] == "PICTURE"
    assert seen[-1] == "0"
    assert "FROZEN" not in seen


class Dozing(Inner):
    """An inner process that lives without end and tells nothing; time is counted, not waited for."""

    def __init__(self, limits: Limits, oversleeps: Iterator[float]) -> None:
        self.limits, self.frozen, self.now, self.killed = limits, False, 0.0, False
        self.oversleeps = oversleeps

    def clock(self) -> float:
        return self.now

    def _told(self, seconds: float) -> bytes | None:
        self.now += seconds + next(self.oversleeps)
        return None

    def kill(self) -> None:
        self.killed = True

    def _ended(self, clock: Callable[[], float]) -> int:  # noqa: ARG002
        return 0


def test_silence_is_not_held_against_it_while_the_supervisor_itself_was_stopped() -> None:
    # It is stopped for an hour once; then the silence is counted from its waking.
    inner = Dozing(Limits(start=60.0, slow=999999.0), iter([3600.0, *[0.0] * 99]))
    inner.wait(lambda _: None, inner.clock)
    assert inner.killed
    assert inner.now >= 3600.0 + 60.0


def test_what_the_system_does_not_let_go_of_is_left_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    # A process that waits for a disk is not ended by SIGKILL either.
    class Held(Inner):
        def __init__(self) -> None:
            self._pulse, self.write = os.pipe()
            self.pid, self.frozen, self.limits, self.kills = 1, False, SOON, 0

        def kill(self) -> None:
            self.kills += 1

    monkeypatch.setattr(os, "waitpid", lambda _pid, _how: (0, 0))
    monkeypatch.setattr(room, "LOOK_SECONDS", 0.0)
    ticks = count()
    held = Held()
    assert held.wait(lambda _: None, lambda: next(ticks) / 10) == -signal.SIGKILL
    assert held.frozen
    assert held.kills == 2
    os.close(held.write)


def test_when_the_supervisor_is_killed_nothing_of_it_lives_on() -> None:
    code = """
        import os, signal, time
        from kiosk.supervisor.policy import supervised
        def main():
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            print(os.getpid(), flush=True)
            while True:
                pass
        supervised(main, [])
    """
    with subprocess.Popen(
        command(code), env=environment(), stdout=subprocess.PIPE, text=True
    ) as outer:
        assert outer.stdout is not None
        inner = os.pidfd_open(int(outer.stdout.readline()))
        outer.kill()
        import select  # noqa: PLC0415 (for this alone)

        assert select.select([inner], [], [], PATIENCE)[0]
        os.close(inner)


# The kiosk's end ---------------------------------------------------------------------------------


def test_a_beat_is_told_every_other_second_and_not_each_time() -> None:
    now = 0.0
    read, write = os.pipe()
    pulse = Pulse(write, lambda: now)
    for _ in range(200):
        pulse.beat()
        now += EVERY_SECONDS / 100
    assert os.read(read, 99) == b"b\nb\n"
    os.close(read)
    pulse.picture()
    assert pulse.alone
    os.close(write)


def test_a_supervisor_that_stands_still_does_not_hold_the_kiosk_up() -> None:
    read, write = os.pipe()
    os.set_blocking(write, False)
    pulse = Pulse.from_environment({VARIABLE: str(write)})
    began = time.monotonic()
    for _ in range(70_000):  # more than a pipe holds
        pulse.picture()
    assert time.monotonic() - began < PATIENCE
    assert not pulse.alone
    os.close(read)
    os.close(write)


def test_what_it_draws_is_told_when_it_changes_and_known_when_it_is_dead() -> None:
    code = """
        import os, signal
        from kiosk.supervisor.inner import Inner
        from kiosk.supervisor.pulse import Pulse
        def main():
            pulse = Pulse.from_environment()
            for what in ("bbbb 1", "bbbb 1", "", "长" * 500, "kefu\\nb 2"):
                pulse.draws(what)
            os.kill(os.getpid(), signal.SIGKILL)
        inner = Inner(main)
        seen = []
        print(inner.wait(lambda sign: seen.append(sign.name)), inner.draws, set(seen))
    """
    told = said(code)
    assert told.strip() == f"{-signal.SIGKILL} kefu b 2 {{'QUIET'}}"


def test_a_line_that_comes_in_pieces_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = [b"p\ndke", b"fu", b" 1\nb", b"\n", b""]
    inner = Dozing(Limits(), iter([0.0] * 9))
    monkeypatch.setattr(inner, "_told", lambda _seconds: pieces.pop(0))
    seen: list[room.Sign] = []
    inner.wait(seen.append, inner.clock)
    assert inner.draws == "kefu 1"
    assert seen.count(room.Sign.BEAT) == seen.count(room.Sign.PICTURE) == 1


def test_without_a_supervisor_nobody_is_told() -> None:
    pulse = Pulse.from_environment({})
    pulse.picture()
    pulse.beat()
    assert not pulse.alone
