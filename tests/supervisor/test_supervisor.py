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

from kiosk.supervisor import policy as room
from kiosk.supervisor.codes import AFTER_CRASH, AGAIN, CRASHED, CRASHED_IN, INNER, NO_SCREEN
from kiosk.supervisor.curtain import Page
from kiosk.supervisor.inner import Inner, Sign
from kiosk.supervisor.policy import (
    BUDGET,
    BUDGET_SECONDS,
    CALM_SECONDS,
    SCREEN_SECONDS,
    STEADY_SECONDS,
    Supervisor,
)

from . import programs
from .programs import PATIENCE, ROOT, command, said

Seen = Callable[[Sign], None]


class Fake(Inner):
    """An inner process that has ended, with a code, by the time it is waited for."""

    def __init__(self, code: int, meanwhile: Callable[[Seen], None]) -> None:
        self.code, self.meanwhile, self.stopped = code, meanwhile, 0
        self.frozen = False

    def stop(self) -> None:
        self.stopped += 1

    def wait(self, seen: Seen, clock: Callable[[], float] = lambda: 0.0) -> int:  # noqa: ARG002
        self.meanwhile(seen)
        return self.code


class Before:
    """What stands before the screen: it notes what it is told."""

    def __init__(self) -> None:
        self.told: list[Page | None] = []
        self.closed = False

    def ready(self) -> None:
        pass

    def show(self, page: Page, *, seen: bool = True) -> None:  # noqa: ARG002
        self.told.append(page)

    def hide(self) -> None:
        self.told.append(None)

    def close(self) -> None:
        self.closed = True


class Stand:
    """A supervisor of fakes, with a clock of its own."""

    def __init__(self, codes: Sequence[int], lives: float = 1.0) -> None:
        self.codes, self.lives = list(codes), lives
        self.now = 0.0
        self.pauses: list[float] = []
        self.started: list[Fake] = []
        self.while_running: Callable[[], None] = lambda: None
        self.while_pausing: Callable[[], None] = lambda: None
        self.shows: tuple[Sign, ...] = ()
        self.before = Before()
        self.supervisor = Supervisor(
            self._start, clock=lambda: self.now, pause=self._pause, curtain=self.before
        )

    def _start(self) -> Inner:
        self.started.append(Fake(self.codes[len(self.started)], self._live))
        return self.started[-1]

    def _live(self, seen: Seen) -> None:
        for sign in self.shows:
            seen(sign)
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
    assert told == ["", str(CRASHED), None]


def test_one_that_follows_a_crash_is_told_once_in_what_that_one_died(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in (AFTER_CRASH, CRASHED_IN):
        monkeypatch.setenv(name, "")
    told = []
    stand = Stand([-signal.SIGKILL, NO_SCREEN, CRASHED, -signal.SIGSEGV, AGAIN, 0])
    stand.shows = (Sign.PICTURE,)

    def live() -> None:
        told.append(os.environ.get(CRASHED_IN))
        stand.started[-1].draws = "kefu 1234" if len(stand.started) != 3 else ""

    stand.while_running = live
    before: list[str | None] = []
    start = stand._start

    def started() -> Inner:
        before.append(os.environ.get(CRASHED_IN))
        return start()

    monkeypatch.setattr(stand.supervisor, "_start", started)
    assert stand.supervisor.run() == 0
    # The second had a picture and then no screen; the third died in nothing worth naming.
    assert before == ["", "kefu 1234", None, None, "kefu 1234", None]
    assert told == [None] * 6


def test_each_crash_is_followed_by_a_longer_pause_and_a_page_that_asks_to_wait() -> None:
    stand = Stand([CRASHED] * (BUDGET - 1) + [0])
    assert stand.supervisor.run() == 0
    assert len(stand.pauses) == BUDGET - 1
    assert all(longer > pause for pause, longer in pairwise(stand.pauses)), stand.pauses
    assert stand.before.told == [Page.WAIT] * (BUDGET - 1)


def test_when_its_budget_is_used_up_it_says_so_and_goes_on_trying_for_ever() -> None:
    stand = Stand([CRASHED] * (BUDGET + 5) + [0])
    assert stand.supervisor.run() == 0
    assert stand.before.told == [Page.WAIT] * (BUDGET - 1) + [Page.CALM] * 6
    assert stand.pauses[BUDGET - 1 :] == [*CALM_SECONDS, CALM_SECONDS[-1], CALM_SECONDS[-1]]


def test_the_calm_page_goes_once_the_kiosk_has_run_behind_it_for_a_while() -> None:
    stand = Stand([CRASHED] * BUDGET + [CRASHED, 0])
    while_calm: list[Page | None] = []

    def run_behind_it() -> None:
        if len(stand.started) != BUDGET + 1:
            return
        seen = stand.supervisor._seen
        stand.before.told.clear()
        for passed in (0.0, STEADY_SECONDS / 2):
            stand.now += passed
            seen(Sign.PICTURE)
            seen(Sign.BEAT)
        while_calm.extend(stand.before.told)
        stand.now += STEADY_SECONDS
        seen(Sign.BEAT)

    stand.while_running = run_behind_it
    assert stand.supervisor.run() == 0
    assert while_calm == []
    # Forgotten, too: what fails next is a first crash again.
    assert stand.pauses[-1] == 0.0


def test_a_slow_start_has_a_page_and_its_picture_takes_it_away() -> None:
    stand = Stand([0])
    stand.shows = (Sign.SLOW, Sign.PICTURE)
    assert stand.supervisor.run() == 0
    assert stand.before.told == [Page.WAIT, None]


def test_a_frozen_one_is_covered_before_it_is_killed() -> None:
    stand = Stand([0])
    stand.shows = (Sign.PICTURE, Sign.BEAT, Sign.FROZEN)
    assert stand.supervisor.run() == 0
    assert stand.before.told == [None, Page.WAIT]


def test_without_a_screen_from_the_first_it_ends() -> None:
    assert Stand([NO_SCREEN]).supervisor.run() == 1


def test_a_screen_that_was_there_is_waited_for_and_that_is_no_crash() -> None:
    stand = Stand([CRASHED] + [NO_SCREEN] * (BUDGET + 3) + [0])
    stand.shows = (Sign.PICTURE,)
    assert stand.supervisor.run() == 0
    assert Page.CALM not in stand.before.told


def test_a_screen_that_never_comes_back_is_the_end() -> None:
    stand = Stand([CRASHED] + [NO_SCREEN] * 200)
    stand.while_running = lambda: stand.supervisor._seen(
        Sign.PICTURE if len(stand.started) == 1 else Sign.QUIET
    )
    assert stand.supervisor.run() == 1
    assert SCREEN_SECONDS <= stand.now < 2 * SCREEN_SECONDS


@pytest.mark.parametrize("code", [1, 2])
def test_one_that_has_shown_a_picture_ends_on_purpose_by_nought_alone(code: int) -> None:
    stand = Stand([code, 0])
    stand.shows = (Sign.PICTURE,)
    assert stand.supervisor.run() == 0
    assert len(stand.started) == 2


def test_crashes_far_apart_are_forgiven_for_ever() -> None:
    stand = Stand([CRASHED] * 40 + [0], lives=BUDGET_SECONDS / 2)
    assert stand.supervisor.run() == 0
    assert len(stand.started) == 41


def test_a_fault_of_its_own_is_the_end_by_a_code_that_has_it_started_again_and_the_page_stands(
    caplog: pytest.LogCaptureFixture,
) -> None:
    stand = Stand([])
    assert stand.supervisor.run() == CRASHED
    assert stand.before.told == [Page.WAIT]
    assert not stand.before.closed
    assert "IndexError" in caplog.text


def test_at_its_end_the_page_goes_too() -> None:
    stand = Stand([0])
    stand.supervisor.run()
    assert stand.before.closed


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
        "from kiosk.supervisor.policy import supervised\n"
        f"def main():\n{body}\n"
        "sys.exit(supervised(main, []))\n"
    )
    return command(code)


def started(main: str, pass_fds: Sequence[int] = (), **environment: str) -> subprocess.Popen[str]:
    usual = {k: v for k, v in programs.environment().items() if k != INNER}
    return subprocess.Popen(
        program(main),
        env=usual | environment,
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


def test_without_fork_a_new_python_runs_the_same_command_and_tells_that_it_lives(
    tmp_path: Path,
) -> None:
    # A program of the kiosk's name, in a folder of its own: what is really run is seen there.
    (tmp_path / "kiosk").mkdir()
    (tmp_path / "kiosk" / "__init__.py").write_text(
        f"__path__.append({str(ROOT / 'kiosk')!r})\n", encoding="utf-8"
    )
    (tmp_path / "kiosk" / "__main__.py").write_text(
        "import os, sys\n"
        "from kiosk.supervisor.pulse import Pulse\n"
        "pulse = Pulse.from_environment()\n"
        "pulse.picture(); pulse.beat()\n"
        # In one piece: both processes tell to one place, at the same time.
        "os.write(1, f\"{sys.argv[1:]} {os.environ['KIOSK_INNER']} {pulse.alone}\\n\".encode())\n"
        "os._exit(0)\n",
        encoding="utf-8",
    )
    outer = (
        "import os, sys\n"
        "del os.fork\n"
        "from kiosk.supervisor import policy\n"
        "from kiosk.supervisor.policy import Supervisor\n"
        "seen = Supervisor._seen\n"
        "Supervisor._seen = lambda self, sign: (os.write(1, f'{sign.name}\\n'.encode()), seen(self, sign))\n"
        "sys.exit(policy.supervised(lambda: 5, ['run', '--windowed', '1280x720']))\n"
    )
    run = subprocess.run(
        [sys.executable, "-P", "-c", outer],
        env={k: v for k, v in os.environ.items() if k != INNER} | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        check=False,
        text=True,
        timeout=PATIENCE,
    )
    assert run.returncode == 0, run.stderr
    assert "['run', '--windowed', '1280x720'] 1 False" in run.stdout
    assert "PICTURE" in run.stdout
    assert "BEAT" in run.stdout


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
        "import sys; import kiosk.supervisor.policy; "
        "print(*[name for name in sys.modules if name.startswith(('kiosk', 'pygame'))])"
    )
    told = said(code)
    assert {name.split(".")[1] for name in told.split()[1:]} == {"supervisor"}


def test_what_stays_outside_holds_nothing_that_only_the_kiosk_needs() -> None:
    code = (
        "import sys; import kiosk.cli, kiosk.commands.run; "
        "print(*({'dataclasses', 'inspect', 'hashlib', 'json', 'datetime', 'socket'} & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-P", "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
        text=True,
    )
    assert run.stdout == "\n"


def test_one_that_is_killed_after_the_end_was_asked_for_has_not_crashed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    stand = Stand([-signal.SIGKILL])
    stand.while_running = stand.supervisor.stop
    assert stand.supervisor.run() == 0
    assert stand.pauses == []
    assert caplog.text == ""


@forks
def test_once_it_has_ended_its_number_is_sent_no_signal() -> None:
    main = """
        return 0
    """
    code = program(main)[-1].replace(
        "sys.exit(supervised(main, []))",
        "from kiosk.supervisor.inner import Inner\n"
        "inner = Inner(main)\n"
        "inner.stop()\n"
        "inner.wait(lambda _: None)\n"
        "print(signal.getitimer(signal.ITIMER_REAL)[0])",
    )
    told = said(code)
    assert told.split() == ["0.0"]


def test_the_inner_process_ends_when_asked_before_it_listens_for_signals() -> None:
    program = """
        import os, signal
        from kiosk.supervisor.inner import Inner
        ready, say = os.pipe()
        def main():
            os.write(say, b"!")
            while True:
                signal.pause()
        signal.signal(signal.SIGTERM, lambda *_: None)  # as the supervisor's own
        inner = Inner(main)
        os.read(ready, 1)
        inner.stop()
        print(inner.wait(lambda _: None))
    """
    told = said(program)
    assert told.split() == [str(-signal.SIGTERM)]


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
