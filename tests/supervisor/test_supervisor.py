"""The outer process: what it restarts, when it gives up, and how soon it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

import kiosk
from kiosk import supervisor as room
from kiosk.supervisor import (
    AFTER_CRASH,
    AGAIN,
    BUDGET,
    BUDGET_SECONDS,
    CRASHED,
    INNER,
    Inner,
    Supervisor,
    supervised,
)

ROOT = Path(kiosk.__file__).resolve().parent.parent
PATIENCE = 30.0


class Fake(Inner):
    """An inner process that has ended, with a code, by the time it is waited for."""

    def __init__(self, code: int, meanwhile: Callable[[], None]) -> None:
        self.code, self.meanwhile, self.stopped = code, meanwhile, 0

    def stop(self) -> None:
        self.stopped += 1

    def wait(self) -> int:
        self.meanwhile()
        return self.code


class Stand:
    """A supervisor of fakes, with a clock of its own."""

    def __init__(self, codes: Sequence[int], lives: float = 1.0) -> None:
        self.codes, self.lives = list(codes), lives
        self.now = 0.0
        self.pauses: list[float] = []
        self.started: list[Fake] = []
        self.while_running: Callable[[], None] = lambda: None
        self.while_pausing: Callable[[], None] = lambda: None
        self.supervisor = Supervisor(self._start, clock=lambda: self.now, pause=self._pause)

    def _start(self) -> Inner:
        self.started.append(Fake(self.codes[len(self.started)], self._live))
        return self.started[-1]

    def _live(self) -> None:
        self.now += self.lives
        self.while_running()

    def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds
        self.while_pausing()


@pytest.mark.parametrize("code", [0, 1, 2])
def test_an_end_on_purpose_is_the_end(code: int) -> None:
    stand = Stand([code])
    assert stand.supervisor.run() == code
    assert len(stand.started) == 1


@pytest.mark.parametrize("code", [CRASHED, -signal.SIGSEGV, -signal.SIGKILL, 3])
def test_any_other_end_starts_another_at_once(code: int) -> None:
    stand = Stand([code, 0])
    assert stand.supervisor.run() == 0
    assert len(stand.started) == 2
    assert stand.pauses == [0.0]


def test_one_that_asks_to_be_started_anew_is_started_at_once_and_counts_as_no_crash() -> None:
    stand = Stand([AGAIN] * (BUDGET + 2) + [0])
    assert stand.supervisor.run() == 0
    assert len(stand.started) == BUDGET + 3
    assert stand.pauses == []


def test_one_that_follows_a_crash_can_tell_and_one_that_was_asked_for_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(AFTER_CRASH, "")
    told = []
    stand = Stand([CRASHED, AGAIN, 0])
    stand.while_running = lambda: told.append(os.environ.get(AFTER_CRASH))
    assert stand.supervisor.run() == 0
    assert told == ["", "1", None]


def test_each_crash_is_followed_by_a_longer_pause_and_the_last_by_none() -> None:
    stand = Stand([CRASHED] * BUDGET)
    assert stand.supervisor.run() == 1
    assert len(stand.started) == BUDGET
    assert len(stand.pauses) == BUDGET - 1
    assert all(longer > pause for pause, longer in pairwise(stand.pauses)), stand.pauses


def test_crashes_far_apart_are_forgiven_for_ever() -> None:
    stand = Stand([CRASHED] * 40 + [0], lives=BUDGET_SECONDS / 2)
    assert stand.supervisor.run() == 0
    assert len(stand.started) == 41


def test_asked_to_end_it_passes_it_on_and_starts_no_other() -> None:
    stand = Stand([-signal.SIGTERM])
    stand.while_running = stand.supervisor.stop
    assert stand.supervisor.run() == 0
    assert [inner.stopped for inner in stand.started] == [1]


def test_asked_in_a_pause_it_starts_no_other() -> None:
    stand = Stand([CRASHED])
    stand.while_pausing = stand.supervisor.stop
    assert stand.supervisor.run() == 0
    assert len(stand.started) == 1


def test_asked_while_it_starts_one_that_one_is_stopped() -> None:
    stand = Stand([0])
    stand.supervisor.stop()
    assert stand.supervisor.run() == 0
    assert [inner.stopped for inner in stand.started] == [1]


# The rest starts real processes ------------------------------------------------------------------

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system can't fork")


def program(main: str) -> list[str]:
    """Give the command of a program whose inner process runs these lines."""
    body = textwrap.indent(textwrap.dedent(main), "    ")
    code = (
        "import os, signal, sys, time\n"
        "from kiosk.supervisor import supervised\n"
        f"def main():\n{body}\n"
        "sys.exit(supervised(main, []))\n"
    )
    return [sys.executable, "-P", "-c", code]


def started(main: str, pass_fds: Sequence[int] = (), **environment: str) -> subprocess.Popen[str]:
    usual = {k: v for k, v in os.environ.items() if k != INNER}
    return subprocess.Popen(
        program(main),
        env=usual | {"PYTHONPATH": str(ROOT)} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        pass_fds=pass_fds,
    )


@forks
@pytest.mark.parametrize("code", [0, 1, 2])
def test_the_inner_exit_code_is_the_program_s(code: int) -> None:
    with started(f"return {code}") as process:
        assert process.wait(PATIENCE) == code


@forks
def test_a_killed_inner_process_is_started_again_and_leaves_no_zombie(tmp_path: Path) -> None:
    mark = tmp_path / "been here"
    main = f"""
        if not os.path.exists({str(mark)!r}):
            open({str(mark)!r}, "w").close()
            os.kill(os.getpid(), signal.SIGKILL)
        children = open(f"/proc/{{os.getppid()}}/task/{{os.getppid()}}/children").read().split()
        print(children == [str(os.getpid())])
        return 0
    """
    with started(main) as process:
        out, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert out.split() == ["True"]


@forks
def test_a_fault_is_told_and_the_program_starts_again(tmp_path: Path) -> None:
    mark = tmp_path / "been here"
    main = f"""
        if not os.path.exists({str(mark)!r}):
            open({str(mark)!r}, "w").close()
            raise ZeroDivisionError
        return 0
    """
    with started(main) as process:
        _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert "ZeroDivisionError" in told
    assert str(CRASHED) in told


@forks
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_to_the_outer_process_ends_both(number: signal.Signals) -> None:
    with started("print(os.getpid(), flush=True)\nwhile True: time.sleep(60)") as process:
        assert process.stdout is not None
        inner = int(process.stdout.readline())
        process.send_signal(number)
        assert process.wait(PATIENCE) == 0
    with pytest.raises(ProcessLookupError):
        os.kill(inner, 0)


@forks
def test_an_inner_process_that_hangs_is_ended_all_the_same() -> None:
    main = """
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        print(os.getpid(), flush=True)
        while True: time.sleep(60)
    """
    with started(main) as process:
        assert process.stdout is not None
        inner = int(process.stdout.readline())
        process.terminate()
        assert process.wait(PATIENCE) == 0
    with pytest.raises(ProcessLookupError):
        os.kill(inner, 0)


@forks
def test_what_reads_the_trace_hears_the_inner_process() -> None:
    read, write = os.pipe()
    with started(f"os.write({write}, b'frame\\n'); return 0", pass_fds=[write]) as process:
        os.close(write)
        assert process.wait(PATIENCE) == 0
    with os.fdopen(read, "rb") as pipe:
        assert pipe.read() == b"frame\n"


# Where a system can't fork -----------------------------------------------------------------------


def test_without_fork_a_new_python_runs_the_same_command(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[list[str], dict[str, str]]] = []

    class Process:
        def __init__(self, command: list[str], env: dict[str, str]) -> None:
            asked.append((command, env))

        def wait(self) -> int:
            return 0

    monkeypatch.delattr(os, "fork", raising=False)
    monkeypatch.delenv(INNER, raising=False)
    monkeypatch.setattr(subprocess, "Popen", Process)
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        assert supervised(lambda: 5, ["run", "--windowed", "1280x720"]) == 0
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    ((command, env),) = asked
    assert command == [sys.executable, "-P", "-m", "kiosk", "run", "--windowed", "1280x720"]
    assert env[INNER]


@pytest.mark.parametrize(("main", "code"), [("return 2", 2), ("raise ZeroDivisionError", CRASHED)])
def test_the_new_python_runs_it_itself_and_tells_a_fault_by_its_code(main: str, code: int) -> None:
    with started(main, **{INNER: "1"}) as process:
        assert process.wait(PATIENCE) == code


def test_the_new_python_ends_without_quitting_what_a_hanging_thread_uses() -> None:
    main = """
        import atexit
        atexit.register(print, "quit")
        print("asked to end")
        return 0
    """
    with started(main, **{INNER: "1"}) as process:
        out, _ = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (0, "asked to end\n")


@pytest.mark.parametrize("end", ["raise SystemExit(3)", "raise KeyboardInterrupt"])
def test_one_that_ends_itself_has_not_crashed(end: str) -> None:
    with started(end, **{INNER: "1"}) as process:
        assert process.wait(PATIENCE) == 0


def test_it_imports_nothing_of_the_kiosk_and_nothing_large() -> None:
    code = (
        "import sys; import kiosk.supervisor; "
        "print(*[name for name in sys.modules if name.startswith(('kiosk', 'pygame'))])"
    )
    run = subprocess.run(
        [sys.executable, "-P", "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
        text=True,
    )
    assert run.stdout.split() == ["kiosk", "kiosk.supervisor"]


def test_one_that_is_killed_after_the_end_was_asked_for_has_not_crashed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    stand = Stand([-signal.SIGKILL])
    stand.while_running = stand.supervisor.stop
    assert stand.supervisor.run() == 0
    assert stand.pauses == []
    assert caplog.text == ""


def test_once_it_has_ended_its_number_is_sent_no_signal() -> None:
    before = signal.getsignal(signal.SIGALRM)
    inner = Inner.__new__(Inner)
    inner.pid = os.posix_spawn(sys.executable, [sys.executable, "-c", "input()"], os.environ)
    try:
        inner.stop()
        assert inner.wait() != 0
        assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
    finally:
        signal.signal(signal.SIGALRM, before)


def test_the_inner_process_ends_when_asked_before_it_listens_for_signals() -> None:
    program = """
        import os, signal
        from kiosk.supervisor import Inner
        ready, say = os.pipe()
        def main():
            os.write(say, b"!")
            while True:
                signal.pause()
        signal.signal(signal.SIGTERM, lambda *_: None)  # as the supervisor's own
        inner = Inner(main)
        os.read(ready, 1)
        inner.stop()
        print(inner.wait())
    """
    run = subprocess.run(
        [sys.executable, "-P", "-c", textwrap.dedent(program)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
        text=True,
        timeout=PATIENCE,
    )
    assert run.stdout.split() == [str(-signal.SIGTERM)]


def test_a_pause_ends_as_soon_as_the_end_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "LOOK_SECONDS", 0.0)
    looked = 0

    def clock() -> float:
        nonlocal looked
        looked += 1
        if looked == 4:
            supervisor.stop()
        assert looked < 10, "it goes on waiting"
        return 0.0

    supervisor = Supervisor(lambda: Fake(0, lambda: None), clock=clock)
    supervisor._wait(60.0)
    assert looked >= 4
