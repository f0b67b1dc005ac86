"""Kills a kiosk's journal at random moments and looks whether every play whose score was shown is there.

    PYTHONPATH=. .venv-test/bin/python -P scripts/journal_killed.py --kills 200

A child plays stories before the kiosk's own observer, at the pace of the quickest visitor there can be: the score
comes 0.28 s after the ending, as a button is deaf for so long. It tells on a pipe of each score as it is shown.
SIGKILL comes at a moment chosen by chance; then the file is looked through, and the next child goes on with it.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kiosk import composition
from kiosk.clock import ClockWatch
from kiosk.engine.loop import DEAF_SECONDS
from kiosk.observer import Observer
from kiosk.records.journal import Journal
from kiosk.records.journal_file import faults_of, journal_file, open_read, set_aside
from kiosk.records.shown import Shown, shown_file
from kiosk.records.tally import Tally
from kiosk.scenario.model import Ending, Scenario, Scene
from kiosk.screens.flow import fetch
from kiosk.screens.kit import Kit, Session
from kiosk.settings import Settings
from kiosk.speech import Heard
from kiosk.visit.play import Play
from kiosk.visit.score import score

SIZE = (1366, 768)
PACE = 0.004
"""Between two screens of a play, which nobody could follow: so that kills fall into much writing."""
LONGEST = 1.2
"""A child lives for less."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was tried: kills, plays whose score had been shown, and plays that were cut short."""

    kills: int
    shown: int
    cut: int


def _wait(seconds: float) -> None:
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        time.sleep(left)


def _child(data: Path, kit: Kit, seed: int, pipe: int) -> None:
    """Play on and on, telling of each score as it is shown."""
    chance = random.Random(seed)  # noqa: S311 (which way a play goes)
    journal, tally = Journal(data), Tally()
    observer = Observer(journal, tally, Shown(shown_file(data)), watch=ClockWatch())
    journal.start(tally.known)
    stories: tuple[Scenario, ...] = kit.deck.scenarios
    for number in range(1000):
        session = Session(seed=number)
        screen = kit.flow.story(session, chance.choice(stories), time.monotonic())
        observer(screen, Heard())
        play: Play = screen.play  # type: ignore[attr-defined]
        while not isinstance(place := play.position, Ending):
            _wait(PACE)
            if isinstance(place, Scene) and place.choices:
                outcome = kit.flow.outcome(
                    screen.session, play, chance.randrange(len(place.choices)), 0.0
                )
                observer(outcome, Heard())
                play = outcome.play  # type: ignore[attr-defined]
            else:
                play = play.go_on()
            screen = kit.flow.onward(screen.session, play, time.monotonic())
            observer(screen, Heard())
        _wait(DEAF_SECONDS)
        session = screen.session
        observer(kit.flow.debrief(session, play, 1.0), Heard())
        id_ = observer.finished
        os.write(pipe, f"{id_} {score(play)} {play.lost} {len(play.steps)}\n".encode())
        observer(kit.flow.attract(time.monotonic()), Heard())


def _killed(data: Path, kit: Kit, seed: int, after: float) -> str:
    """Kill a child after some seconds and give what it had told."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        try:
            _child(data, kit, seed, write)
        finally:
            os._exit(1)
    os.close(write)
    _wait(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(read, encoding="ascii") as told:
        return told.read()


def _check(data: Path, shown: dict[int, tuple[int, int, int]]) -> int:
    """Raise AssertionError where a play that was shown isn't there as it was; give how many were cut."""
    fault = faults_of(journal_file(data))
    if not shown and not journal_file(data).stat().st_size:
        return 0  # killed before its tables were there
    if fault or set_aside(data):
        raise AssertionError(f"the file is damaged: {fault} {set_aside(data)}")
    with closing(open_read(journal_file(data))) as base:
        plays = {
            id_: (round(scaled * 100), loss)
            for id_, scaled, loss in base.execute(
                "SELECT id, scaled, loss FROM play WHERE verb = 'completed'"
            )
        }
        steps = dict(base.execute("SELECT play, count(*) FROM choice GROUP BY play"))
        found = {id_: (*plays[id_], steps.get(id_, 0)) for id_ in shown if id_ in plays}
        if found != shown:
            raise AssertionError(f"shown {shown}\nfound {found}")
        (stray,) = base.execute(
            "SELECT count(*) FROM choice WHERE play NOT IN (SELECT id FROM play)"
        ).fetchone()
        if stray:
            raise AssertionError(f"{stray} decisions of no play")
        (cut,) = base.execute("SELECT count(*) FROM play WHERE verb <> 'completed'").fetchone()
    return int(cut)


def try_kills(data: Path, kills: int, seed: int) -> Told:
    """Kill so often, going on with the same file, and look after each; AssertionError where something is missing."""
    chance = random.Random(seed)  # noqa: S311 (moments)
    stories = composition.open_stories([], None, ClockWatch().now().date())
    kit = composition.make_kit(SIZE, stories, Settings())
    fetch()  # once, and not in each child
    import kiosk.records.journal_writer  # noqa: F401, PLC0415 (the same)

    shown: dict[int, tuple[int, int, int]] = {}
    cut = 0
    for number in range(kills):
        told = _killed(data, kit, seed + number, chance.uniform(0.0, LONGEST))
        for line in told.splitlines():
            id_, *values = map(int, line.split())
            shown[id_] = (values[0], values[1], values[2])
        if journal_file(data).exists() and journal_file(data).stat().st_size:
            cut = _check(data, shown)
    return Told(kills, len(shown), cut)


def main() -> int:
    """Try it and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        told = try_kills(Path(folder), asked.kills, asked.seed)
    took = time.monotonic() - began
    print(
        f"{told.kills} kills in {took:.0f} s: all {told.shown} plays whose score was shown are there,"
        f" {told.cut} were cut short, the file was whole each time"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
