"""Prints how large a year's journal is, and how long it takes to merge a million plays, beside their aims.

    PYTHONPATH=. .venv-test/bin/python -P benchmarks/records.py [--plays 1000000] [--exports 200]

The plays are ways through the shipped stories, drawn by chance, three answers after most of them, as many
kiosks as exports. With --keep DIR the year's journal stays there, for whoever wants to try a report on it.
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

from kiosk.clock import ClockWatch
from kiosk.composition import open_stories
from kiosk.records.exports import merge
from kiosk.records.journal_file import open_write
from kiosk.records.journal_rows import Begun, Played, Setting, StoryRows, Values
from kiosk.records.kiosk_id import LENGTH, LETTERS
from kiosk.records.play_ids import PlayIds
from kiosk.scenario.model import Ending, Scene
from kiosk.scenario.serialise import fingerprint
from kiosk.visit.play import Play

WAYS = 40
"""Plays of each story that are drawn once; the journals hold them over and over, with other ids and days."""
FINISHED = 0.85
YEAR_PLAYS, YEAR_AIM = 100_000, 200e6
MERGE_AIM = 120.0
DAYS = 300
FIRST = date(2026, 12, 1)


def drawn(chance: random.Random, rows: StoryRows, story: Play) -> tuple[Values, list[Values]]:
    """Give a play and its decisions as rows, by chance left before its end."""
    play, left = story, chance.random() > FINISHED
    while not isinstance(play.position, Ending):
        place = play.position
        if left and len(play.steps) >= 1 and chance.random() < 0.5:
            break
        if isinstance(place, Scene) and place.choices:
            # Careful people are the more.
            weights = [6 if one.verdict.en == "safe" else 2 for one in place.choices]
            play = play.choose(chance.choices(range(len(place.choices)), weights)[0])
        else:
            play = play.go_on()
    seconds = tuple(round(chance.uniform(2, 25), 1) for _ in play.steps)
    look = chance.choice(("normal", "normal", "large", "large_contrast"))
    setting = Setting(look, slow=chance.random() < 0.1, volume=0.85, voiced=True)
    at = datetime(2026, 12, 1, 9).astimezone()
    played = Played(
        Begun(0, 0, at),
        play,
        seconds,
        chance.uniform(60, 200),
        setting,
        "" if play.finished else "exit",
    )
    return rows.play("K" * LENGTH, played), list(rows.decisions(played))


class Maker:
    """Makes journals of made-up kiosks."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311 (made-up plays)
        stories = open_stories([], None, FIRST).deck.scenarios
        self._rows = [StoryRows(story, fingerprint(story)) for story in stories]
        self._drawn = [
            drawn(self._chance, rows, Play.begin(story))
            for rows, story in zip(self._rows, stories, strict=True)
            for _ in range(WAYS)
        ]

    def make(self, path: Path, plays: int) -> None:
        """Write a journal of so many plays of a kiosk of its own."""
        chance = self._chance
        kiosk = "".join(chance.choice(LETTERS) for _ in range(LENGTH))
        ids = PlayIds(chance.getrandbits)
        with closing(open_write(path)) as base:
            base.execute("BEGIN")
            base.execute("INSERT INTO kiosk VALUES (?, ?)", (kiosk, f"{kiosk}支行"))
            for rows in self._rows:
                for table, found in (
                    ("story", [rows.story()]),
                    ("story_place", rows.places()),
                    ("story_choice", rows.choices()),
                    ("story_cue", rows.cues()),
                ):
                    _insert(base, table, found)
            made = list(self._plays(kiosk, ids, plays))
            _insert(base, "play", (row for row, _, _ in made))
            _insert(base, "choice", (row for _, several, _ in made for row in several))
            _insert(base, "answer", (row for _, _, several in made for row in several))
            base.execute("COMMIT")
            base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            base.execute("PRAGMA journal_mode = DELETE")

    def _plays(
        self, kiosk: str, ids: PlayIds, plays: int
    ) -> Iterator[tuple[Values, list[Values], list[Values]]]:
        chance, visit, number = self._chance, 0, 0
        for n in range(plays):
            id_, (play, decisions) = ids(), chance.choice(self._drawn)
            # Every third play belongs to the visit before it.
            visit, number = (id_, 1) if n % 3 != 1 else (visit, number + 1)
            day = (FIRST + timedelta(days=n * DAYS // plays)).isoformat()
            row = (
                id_,
                kiosk,
                visit,
                day,
                chance.randrange(36, 68),
                *play[5:10],
                number,
                *play[11:],
            )
            install = chance.uniform(5, 90) if chance.random() < 0.4 else None
            answers: list[Values] = []
            if play[13] == "completed":
                answers = [
                    (
                        id_,
                        k,
                        "after",
                        "kefu-baiwan",
                        f"q{k}",
                        "scam",
                        "scam",
                        chance.randrange(2),
                        7.5,
                    )
                    for k in range(1, 4)
                ]
            yield (*row, install), [(id_, *one[1:]) for one in decisions], answers


def _insert(base: sqlite3.Connection, table: str, rows: object) -> None:
    found = list(rows)  # type: ignore[call-overload]
    if found:
        marks = ", ".join("?" * len(found[0]))
        base.executemany(f"INSERT INTO {table} VALUES ({marks})", found)  # noqa: S608 (our own names)


def busy() -> str:
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} cores, load {load:.1f}"


def main() -> None:
    """Make, merge, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plays", type=int, default=1_000_000)
    parser.add_argument("--exports", type=int, default=200)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    print(f"{ClockWatch().now():%Y-%m-%d}, {busy()}, SQLite {sqlite3.sqlite_version}")
    maker = Maker(7)
    with tempfile.TemporaryDirectory() as made:
        folder = asked.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        year = folder / "year.db"
        year.unlink(missing_ok=True)
        maker.make(year, YEAR_PLAYS)
        print(f"{YEAR_PLAYS} plays: {year.stat().st_size / 1e6:.0f} MB (aim {YEAR_AIM / 1e6:.0f})")
        exports = [Path(made) / f"{n}.db" for n in range(asked.exports)]
        for path in exports:
            maker.make(path, asked.plays // asked.exports)
        size = sum(path.stat().st_size for path in exports)
        began, spent = time.monotonic(), time.process_time()
        merged = merge(exports, Path(made) / "all.db")
        took, spent = time.monotonic() - began, time.process_time() - spent
        print(
            f"{merged.plays} plays of {len(exports)} exports ({size / 1e6:.0f} MB) merged in {took:.0f} s,"
            f" {spent:.0f} s of one processor (aim {MERGE_AIM:.0f})"
        )
        again = time.monotonic()
        merge(exports[: len(exports) // 10], Path(made) / "all.db")
        print(f"a tenth of them once more: {time.monotonic() - again:.0f} s")
    print(busy())


if __name__ == "__main__":
    main()
