"""Who begins a story is counted, once a visit."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pygame
import pytest

from kiosk.records.tally import Tally
from kiosk.runtime import Visitors
from tests.driven_loop import DrivenLoop
from tests.kits import kit


@pytest.fixture
def stage(canvas: pygame.Surface) -> DrivenLoop:
    return DrivenLoop(canvas, kit())


def test_somebody_counts_with_their_first_story_and_the_next_person_anew(
    stage: DrivenLoop, tmp_path: Path
) -> None:
    tally = Tally(tmp_path / "tally.json", lambda: date(2026, 11, 21))
    visitors = Visitors(tally)
    counted = []
    for name in ("start", "story-1", "leave", "leave-yes", "start", "story-2", "main"):
        stage.tap(name)
        for _ in range(2):
            visitors(stage.screen)
        counted.append(tally.count())
    tally.close()
    assert counted == [0, 1, 1, 1, 1, 2, 2]
