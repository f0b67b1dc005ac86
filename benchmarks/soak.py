"""Let visitors come without end to a real window, and throw faults in.

    python -P benchmarks/soak.py [--visits 100] [--seed 1] [--rate 40] [--one-life] [--minutes M] [--at-once N]

A seeded visitor touches and hits keys as somebody would who knows nothing; what is thrown, when, comes from the
seed too. The kiosk's clock runs `--rate` times as fast as the world's, so that a visit takes as long as its pictures
take to be drawn, a second or two. It counts as frozen after 6 s; with `--one-life` nothing is thrown that ends the
kiosk, and it is as patient as ever: so many visits say how memory grows. SIGINT, SIGTERM or `--minutes` end it after
the visit under way, and what has been seen by then is told. A visit waits for the processor: `--at-once` shares the
visits out among so many kiosks, each with a screen of its own and the next seed. Ends with 1 where anything went
wrong that a visitor or staff would see: an error in the log that wasn't thrown, a screen that hangs, a desktop,
memory that grows, beyond doubt, by more than 1 MB in 1,000 visits.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from math import ceil, inf
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.stress_stand import (
    BLOCK,
    LOOK_SECONDS,
    PATIENCE,
    Eye,
    Memory,
    Stressed,
    doubt,
    machine,
    picked,
    slope,
)
from kiosk.records.journal_file import journal_file, open_read
from kiosk.supervisor.inner import Limits
from kiosk.supervisor.policy import BUDGET, BUDGET_SECONDS
from tests.window.changing_display import ChangingDisplay

SIZE, TURNED = (1366, 768), (768, 1366)
SILENT = 6.0
MOST_MB = 1.0
"""By which memory may grow in 1,000 visits; asked of stretches of ENOUGH visits."""
ENOUGH = 300
WARM = 100
"""Visits after a start in which it may still grow: until then some stories are met for the first time."""
REST_SECONDS = 0.3
"""How long 待机 stands before memory is looked at: twelve seconds by its own clock, in which it gives back what it can."""
CRASHES = ("SIGKILL", "SIGSTOP", "endless loop", "segfault")
ENDED = re.compile(r"程序意外结束（[^（）]*），第")
"""What the supervisor says of each."""
SELDOM_SECONDS = 0.05
"""Between two looks at the screen in one life."""
MOST_STEPS = 300
BY_KEY = 0.3
WALKS_OFF = 0.003
"""Share of presses after which the visitor leaves without a word."""


class WrongError(Exception):
    """What a visitor or staff would have seen."""


class Soak:
    """A kiosk, its visitors and what is thrown at it."""

    def __init__(self, folder: Path, seed: int, rate: float, *, one_life: bool = False) -> None:
        self.chance = random.Random(seed)  # noqa: S311 (no secret; the same every time)
        self.display = ChangingDisplay(SIZE)
        self.data, self.rate, self.one_life = folder / "data", rate, one_life
        silent = Limits().silent if one_life else SILENT
        self.kiosk = Stressed(self.display, self.data, rate, silent)
        self.kiosk.until(lambda: self.kiosk.hand.whole(SIZE) > 1, "picture and curtain", PATIENCE)
        # Looking takes a tenth of what a visit does; where the kiosk isn't ended there is less to be seen.
        self.eye = Eye(self.display.name, SIZE, SELDOM_SECONDS if one_life else LOOK_SECONDS)
        self.thrown: Counter[str] = Counter()
        self.restarts: list[float] = []
        self.began = self.plays = self.lost = self.cut = self.noted = 0
        self.memory: list[Memory] = []
        self.longest: list[Memory] = []
        self.desktop = 0.0
        self.faults: dict[str, Callable[[], None]] = {
            "speaking process killed": self._kill_voices,
            "disk takes nothing, for a visit": self._fill,
            "files damaged": self._damage,
            "stick pulled": self._pull,
            "screen turned": self._turn,
            "clock moved": lambda: os.kill(self.kiosk.inner, signal.SIGHUP),
        }
        self.ends: dict[str, Callable[[], None]] = {
            "SIGKILL": lambda: self._end_by(signal.SIGKILL),
            "SIGSTOP": lambda: self._end_by(signal.SIGSTOP),
            "endless loop": lambda: self._end_by(signal.SIGUSR1),
            "segfault": lambda: self._end_by(signal.SIGUSR2),
            "X server restarted": self._restart_server,
        }
        self._undo: Callable[[], None] | None = None

    # What is thrown -----------------------------------------------------------------------------

    def _kill_voices(self) -> None:
        for voice in self.kiosk.voices:
            with suppress(ProcessLookupError):
                os.kill(voice, signal.SIGKILL)

    def _fill(self) -> None:
        """No file of the kiosk's takes another byte, until the visit is over."""
        inner = self.kiosk.inner
        before = resource.prlimit(inner, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))

        def undo() -> None:
            with suppress(ProcessLookupError):
                resource.prlimit(inner, resource.RLIMIT_FSIZE, before)

        self._undo = undo

    def _damage(self) -> None:
        for path in (*self.data.glob("cache/*.*"), self.data / "shown.json"):
            if path.exists():
                path.write_bytes(self.chance.randbytes(200))

    def _pull(self) -> None:
        """Have a folder of stories there for a visit, as a stick is, and gone at once."""
        stick = self.data / "剧本"
        stick.mkdir(exist_ok=True)
        (stick / "新.yaml").write_text("标题: 不完整", encoding="utf-8")

        def undo() -> None:
            (stick / "新.yaml").unlink(missing_ok=True)
            stick.rmdir()

        self._undo = undo

    def _turn(self) -> None:
        self.display.change(TURNED if self.display.size == SIZE else SIZE)

    def _end_by(self, number: signal.Signals) -> None:
        began = time.monotonic()
        os.kill(self.kiosk.inner, number)
        self._again(began)

    def _restart_server(self) -> None:
        self._see()
        self.kiosk.hand.close()
        self.display.close()
        self.display = ChangingDisplay(SIZE, number=self.display.name)
        self.kiosk.display = self.display
        self.kiosk.again()
        self._again(time.monotonic())
        self.eye = Eye(self.display.name, SIZE)

    def _again(self, since: float) -> None:
        """Wait for the first picture of another process."""
        self.kiosk.wait(
            lambda e: e["ev"] == "frame" and e["n"] == 1, "starting again", 2 * PATIENCE
        )
        self.restarts.append(since)
        if len(self.memory) > len(self.longest):
            self.longest = self.memory
        self.memory = []

    # Visitors -----------------------------------------------------------------------------------

    def visit(self, fault: tuple[str, Callable[[], None]] | None) -> None:
        """Make a visit, from 待机 to 待机; a fault is thrown at some moment of it."""
        kiosk, chance = self.kiosk, self.chance
        moment = chance.randrange(1, 15) if fault else -1
        self.began += 1
        kiosk.forget()
        screen = ""
        been_away, ended = False, set[str]()
        for step in range(MOST_STEPS):
            if step == moment and fault:
                self.thrown[fault[0]] += 1
                before = len(self.restarts)
                fault[1]()
                if len(self.restarts) > before:
                    self.lost += 1
                    self.cut += screen == "EndingScreen"  # just then it is being written
                    return
            try:
                kiosk.until(kiosk.counts, "a screen that can be touched", PATIENCE)
            except AssertionError as error:
                raise WrongError(f"visit {self.began}: {error}") from error
            screen = kiosk.frame["screen"]
            if been_away and screen == "AttractScreen":
                break
            been_away |= screen != "AttractScreen"
            if screen == "EndingScreen" and kiosk.frame["identity"] not in ended:
                ended.add(kiosk.frame["identity"])
                self.plays += 1
            if been_away and chance.random() < WALKS_OFF:
                self._comes_back()
                break
            names = list(kiosk.targets)
            if not names:
                kiosk.until(lambda: bool(kiosk.targets), "something to touch", PATIENCE)
                continue
            name = picked(names, chance)
            number = kiosk.frame["n"]
            kiosk.press(name, by_key=chance.random() < BY_KEY)
            # What is pressed as it goes away, or is covered, is pressed by nobody: then it is tried again.
            with suppress(AssertionError):
                kiosk.until(lambda n=number: kiosk.frame["n"] != n and kiosk.counts(), name, 1.0)
        else:
            raise WrongError(f"visit {self.began} doesn't end: {kiosk.frame['screen']}")
        if self._undo:
            self._undo()
            self._undo = None
        time.sleep(REST_SECONDS)
        self.memory.append(kiosk.memory())

    def _comes_back(self) -> None:
        """Nobody is there any more: 待机 comes by itself."""
        self.kiosk.until(
            lambda: self.kiosk.frame["screen"] == "AttractScreen", "待机 by itself", PATIENCE
        )

    def choose_fault(self, visit: int, visits: int) -> tuple[str, Callable[[], None]] | None:
        """Give what is thrown at a visit: each kind first, then any; ends no oftener than a budget allows."""
        every = max(2, min(10, visits // (2 * (len(self.faults) + len(self.ends)))))
        if visit % every != every - 1:
            return None
        recent = [at for at in self.restarts if time.monotonic() - at < BUDGET_SECONDS + 60]
        if not self.one_life and len(recent) < BUDGET - 1 and (visit // every) % 2:
            return min(self.ends.items(), key=lambda one: self.thrown[one[0]])
        return min(self.faults.items(), key=lambda one: self.thrown[one[0]])

    # Afterwards ---------------------------------------------------------------------------------

    def _see(self) -> None:
        """Take over what has been seen, and look no more."""
        self.desktop += self.eye.spans(0.0, time.monotonic()).get("desktop", 0.0)
        self.eye.close()

    def end(self) -> list[str]:
        """End it all, and give what was wrong."""
        self._see()
        wrong = []
        self.kiosk.hand.close()
        if code := self.kiosk.end():
            wrong.append(f"it ended with {code}")
        wrong += [line for line in self.kiosk.log().splitlines() if _bad(line)]
        ends = len(ENDED.findall(self.kiosk.errors()))
        if (more := ends - sum(self.thrown[name] for name in CRASHES)) > 0:
            wrong.append(f"it ended by itself {more} times more than it was made to")
        with closing(open_read(journal_file(self.data))) as base:
            ended = "SELECT count(*) FROM play WHERE verb = 'completed'"
            (self.noted,) = base.execute(ended).fetchone()
        if self.noted < self.plays - self.cut:
            wrong.append(f"{self.plays} plays came to their end, {self.noted} stand in the journal")
        steady = own(self.stretch[WARM:])
        if len(steady) >= ENOUGH and (slope(steady) - doubt(steady)) * 1000 > MOST_MB:
            wrong.append(f"memory grows by {slope(steady) * 1000:.2f} MB in 1,000 visits")
        self.display.close()
        return wrong

    @property
    def stretch(self) -> list[Memory]:
        """Give the memory after each visit of the longest stretch without a restart."""
        return max(self.longest, self.memory, key=len)


def _bad(line: str) -> bool:
    return " ERROR " in line or "Traceback" in line


def own(stretch: list[Memory]) -> list[float]:
    """Give the megabytes that are the kiosk's own: those may grow without end."""
    return [one.own for one in stretch]


def _mb(value: Memory) -> str:
    return f"{value.all:.1f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=40.0)
    parser.add_argument("--one-life", action="store_true")
    parser.add_argument("--minutes", type=float, default=inf)
    parser.add_argument("--at-once", type=int, default=1)
    asked = parser.parse_args()
    return _share_out(asked) if asked.at_once > 1 else _soak(asked)


def _share_out(asked: argparse.Namespace) -> int:
    """Run several beside each other; each tells what it has seen. Ends with 1 where one didn't end with 0."""
    own = [sys.executable, "-P", __file__, "--visits", f"{ceil(asked.visits / asked.at_once)}"]
    own += ["--rate", f"{asked.rate}", "--minutes", f"{asked.minutes}"]
    own += ["--one-life"] * asked.one_life
    kiosks = [
        # Ctrl-C is passed on: it is not to end their X servers.
        subprocess.Popen([*own, "--seed", f"{asked.seed + number}"], start_new_session=True)
        for number in range(asked.at_once)
    ]
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda which, _: [one.send_signal(which) for one in kiosks])
    ends = [one.wait() for one in kiosks]
    return int(any(ends))  # one that was killed ended with less than 0


def _soak(asked: argparse.Namespace) -> int:
    ended: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda which, _: ended.append(which))
    print(
        f"{machine()}; {time.strftime('%Y-%m-%d %H:%M')}; seed {asked.seed}; clock × {asked.rate:g}"
    )
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        soak = Soak(Path(folder), asked.seed, asked.rate, one_life=asked.one_life)
        stopped = ""
        try:
            for number in range(asked.visits):
                soak.visit(soak.choose_fault(number, asked.visits))
                if number % 10 == 9:
                    took = time.monotonic() - began
                    print(
                        f"seed {asked.seed}: {number + 1} visits, {took:.0f} s",
                        *map(_mb, soak.memory[-10:]),
                        flush=True,
                    )
                if ended or time.monotonic() - began > asked.minutes * 60:
                    break
        except (WrongError, AssertionError) as error:
            stopped = f"{error}"
        wrong = [*soak.end(), *filter(None, [stopped])]
    print(
        f"seed {asked.seed}: {soak.began} visits, {soak.plays} plays to their end, {soak.noted} in the journal, in {time.monotonic() - began:.0f} s"
    )
    print("thrown:", ", ".join(f"{name} {times}×" for name, times in sorted(soak.thrown.items())))
    print(f"visits cut off by a restart: {soak.lost}; desktop seen for {soak.desktop:.3f} s in all")
    if stretch := soak.stretch:
        print(
            f"memory (PSS) of the kiosk over {len(stretch)} visits without a restart: {_mb(stretch[0])} to {_mb(stretch[-1])} MB, "
            f"without files {stretch[0].own:.1f} to {stretch[-1].own:.1f}"
        )
    if len(steady := own(stretch[WARM:])) >= 3 * BLOCK:
        print(
            f"after the first {WARM}: {slope(steady) * 1000:+.2f} MB in 1,000 visits, "
            f"± {doubt(steady) * 1000:.2f} (95 %)"
        )
    for one in wrong[:20]:
        print("WRONG:", one)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
