"""Prints how long a whole visit with one story takes somebody who listens to the end of every screen.

Run: .venv/bin/python benchmarks/visit.py; needs no display and no sound device. The lengths are those
of the shipped speech, and of captions where a sentence has none; between two screens the visitor takes
6 seconds where something is to be decided, else 2. "Even" are the shares of visitors who choose by
chance: so many of them are through by then.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.update(SDL_VIDEODRIVER="dummy", PYGAME_HIDE_SUPPORT_PROMPT="1")

from kiosk import composition
from kiosk.review.plays import best_and_worst
from kiosk.review.whole_visit import Part, chances, seconds_of_parts, shipped_lengths
from kiosk.scenario.model import Scenario
from kiosk.screens.kit import Kit
from kiosk.settings import Settings
from kiosk.visit.play import Play

SIZE = (1920, 1080)
SHARES = (0.25, 0.5, 0.75, 0.9)


def lengths(kit: Kit, story: Scenario, of_speech: Callable[..., float]) -> None:
    @cache
    def parts(play: Play) -> dict[Part, float]:
        return seconds_of_parts(kit, play, of_speech)

    def total(play: Play) -> float:
        return sum(parts(play).values())

    plays = sorted(
        ((total(play), chance, play) for play, chance in chances(story)), key=lambda p: p[0]
    )
    best, worst = best_and_worst(story)
    print(f"\n{story.title}: {len(plays)} plays, on its card {kit.minutes[story.id]} min")
    for name, play in (
        ("best", best),
        ("worst", worst),
        ("shortest", plays[0][2]),
        ("longest", plays[-1][2]),
    ):
        told = "  ".join(f"{part.value} {parts(play)[part]:.0f}" for part in Part)
        print(f"  {name:<9}{total(play):5.0f} s   {told}")
    shares, passed, ends = list(SHARES), 0.0, list[str]()
    for seconds, chance, _ in plays:
        passed += chance
        while shares and shares[0] <= passed:
            ends.append(f"{shares.pop(0):.0%} {seconds:.0f} s")
    print("  even     " + "  ".join(ends))


def main() -> None:
    composition.drawing_without_display()
    stories = composition.open_stories([], None, date(2026, 11, 21))
    kit = composition.make_kit(SIZE, stories, Settings())
    of_speech = shipped_lengths()
    for story in kit.deck.scenarios:
        lengths(kit, story, of_speech)


if __name__ == "__main__":
    main()
