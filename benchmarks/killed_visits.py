"""Kill the kiosk in the middle of real visits, and look whether every play whose score was on the screen is in the journal.

    python -P benchmarks/killed_visits.py [--kills 200] [--seed 1]

A real window on an X server of its own and a seeded visitor who touches it. SIGKILL comes by turns anywhere in a
visit, as the button to the score is pressed, and just after the kiosk has told that the score stands on the screen;
every fifth ends the whole program and not only the process that draws. The data stay the same from first to last;
after each kill the file is gone through. Ends with 1 where a play is missing or the file was damaged.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.stress_stand import PATIENCE, Stressed, machine, picked
from kiosk.records.journal_file import faults_of, journal_file, open_read, set_aside
from tests.window.changing_display import ChangingDisplay

SIZE = (1366, 768)
RATE = 10.0
"""So much faster than the world the kiosk's clock runs: a score may come 28 ms after the ending."""
ANYWHERE, PRESSED, SHOWN = MOMENTS = ("anywhere", "as the score comes", "the score stands there")
LONGEST = 8.0
"""Seconds of visits within which a kill may come anywhere."""
PRESSED_SECONDS, SHOWN_SECONDS = 0.15, 0.03
WHOLE = 5
"""So many kills to one that takes the supervisor too, which would call it a day after six."""
MOST_STEPS = 3000
SCORES = """
    SELECT story.id, place, round(scaled * 100), loss, from_step - 1 +
        (SELECT count(*) FROM choice WHERE choice.play = play.id)
    FROM play JOIN story ON story.hash = play.story WHERE verb = 'completed'
"""
CUT = "SELECT count(*) FROM play WHERE verb <> 'completed'"

Score = tuple[str, str, int, int, int]
"""Story, ending, 防骗分, money lost, decisions."""


@dataclass
class Told:
    """What was tried, and what was wrong."""

    kills: Counter[str] = field(default_factory=Counter)
    whole: int = 0
    shown: Counter[Score] = field(default_factory=Counter)
    late: int = 0
    """Plays in the journal whose score nobody saw: the kill was quicker."""
    cut: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Give it in one line."""
        moments = ", ".join(f"{self.kills[moment]} {moment}" for moment in MOMENTS)
        return (
            f"{self.kills.total()} kills ({moments}; {self.whole} took the supervisor too): {self.shown.total()} scores"
            f" were shown, {self.late} more plays had ended, {self.cut} were cut short, {len(self.wrong)} things wrong"
        )


class _Killing:
    """A kiosk that is killed over and over, and who touches it meanwhile."""

    def __init__(self, display: ChangingDisplay, data: Path, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311 (no secret; the same every time)
        self._display, self._data = display, data
        self.told = Told()
        self._kiosk = self._start()

    def _start(self) -> Stressed:
        kiosk = Stressed(self._display, self._data, RATE)
        kiosk.until(lambda: kiosk.hand.whole(SIZE) > 1, "picture and curtain", PATIENCE)
        return kiosk

    def kill(self, moment: str) -> None:
        """Have visitors come until the moment is there; kill, see it come back, and look."""
        self._visits(moment)
        kiosk, told = self._kiosk, self.told
        told.kills[moment] += 1
        whole = told.kills.total() % WHOLE == 0
        kiosk.skip()
        if whole:
            told.whole += 1
            os.kill(kiosk.process.pid, signal.SIGSTOP)  # so that it starts none anew
        os.kill(kiosk.inner, signal.SIGKILL)
        if whole:
            kiosk.process.kill()
            kiosk.until(lambda: kiosk.told_all, "the last of what it told", PATIENCE)
        else:
            kiosk.wait(lambda e: e["ev"] == "frame" and e["n"] == 1, "another process", PATIENCE)
        told.shown += _shown(kiosk)
        kiosk.forget()
        self._look()
        if whole:
            kiosk.hand.close()
            kiosk.close()
            self._kiosk = self._start()

    def _visits(self, moment: str) -> None:
        kiosk, chance = self._kiosk, self._chance
        end = time.monotonic() + chance.uniform(0.0, LONGEST)
        for _ in range(MOST_STEPS):
            with suppress(AssertionError):
                left = end - time.monotonic() if moment == ANYWHERE else PATIENCE
                kiosk.until(kiosk.counts, "a screen that can be touched", max(0.0, left))
            if moment == ANYWHERE and time.monotonic() >= end:
                return
            screen, number, names = kiosk.frame["screen"], kiosk.frame["n"], list(kiosk.targets)
            if moment == SHOWN and screen == "DebriefScreen":
                _wait(chance.uniform(0.0, SHOWN_SECONDS))
                return
            if not names:
                continue
            name = "main" if screen == "EndingScreen" else picked(names, chance)
            kiosk.press(name)
            if moment == PRESSED and screen == "EndingScreen":
                _wait(chance.uniform(0.0, PRESSED_SECONDS))
                return
            with suppress(AssertionError):
                wanted = "DebriefScreen" if moment == SHOWN and screen == "EndingScreen" else ""
                kiosk.until(lambda n=number, s=wanted: _came(kiosk, n, s), name, 1.0)
        raise AssertionError(f"never came to: {moment}")

    def _look(self) -> None:
        """Go through the file, and look for each score that was shown."""
        path, told = journal_file(self._data), self.told
        if (fault := faults_of(path)) or set_aside(self._data):
            told.wrong.append(f"the file is damaged: {fault} {set_aside(self._data)}")
        with closing(open_read(path)) as base:
            found = Counter[Score](map(tuple, base.execute(SCORES)))
            (told.cut,) = base.execute(CUT).fetchone()
        told.late = found.total() - told.shown.total()
        if missing := told.shown - found:
            told.wrong.append(f"after {told.kills.total()} kills there aren't {dict(missing)}")

    def end(self) -> Told:
        """End it as a system does, and give what was tried."""
        self._kiosk.hand.close()
        self._kiosk.close()
        return self.told


def _came(kiosk: Stressed, number: int, screen: str) -> bool:
    """Tell whether another frame has come: one of a screen where one is named, else one that listens."""
    frame = kiosk.frame
    return frame["screen"] == screen if screen else frame["n"] != number and kiosk.counts()


def _shown(kiosk: Stressed) -> Counter[Score]:
    """Give the scores that were on the screen since what was told was forgotten, each once."""
    found = dict[tuple[int, int], Score]()
    visit = 0
    for event in kiosk.events:
        if event["ev"] == "frame" and event["screen"] == "AttractScreen":
            visit += 1
        elif score := event.get("score"):
            told = score["story"], score["place"], score["points"], score["lost"]
            found[visit, event["session"]["plays"]] = (*told, score["decisions"])
    return Counter(found.values())


def _wait(seconds: float) -> None:
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        time.sleep(left)


def try_kills(display: ChangingDisplay, data: Path, moments: Sequence[str], seed: int) -> Told:
    """Kill at each of some moments, going on with the same data."""
    killing = _Killing(display, data, seed)
    try:
        for number, moment in enumerate(moments, 1):
            killing.kill(moment)
            if number % 10 == 0:
                print(killing.told, flush=True)
    finally:
        told = killing.end()
    return told


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    print(f"{machine()}; {time.strftime('%Y-%m-%d %H:%M')}; seed {asked.seed}; clock × {RATE:g}")
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        display = ChangingDisplay(SIZE)
        try:
            moments = [MOMENTS[number % len(MOMENTS)] for number in range(asked.kills)]
            told = try_kills(display, Path(folder) / "data", moments, asked.seed)
        finally:
            display.close()
    print(f"{time.monotonic() - began:.0f} s, load {os.getloadavg()[0]:.1f}: {told}")
    for one in told.wrong[:20]:
        print("WRONG:", one)
    return 1 if told.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
