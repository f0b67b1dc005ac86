"""Who begins a story is counted, once a visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pygame
import pytest

from kiosk.records.shown import Shown
from kiosk.records.tally import Counted, Tally
from kiosk.review import gallery
from kiosk.runtime import Visitors
from kiosk.screens.kit import KioskScreen, Session
from kiosk.speech import Heard
from tests.driven_loop import DrivenLoop
from tests.kits import kit


@pytest.fixture
def stage(canvas: pygame.Surface) -> DrivenLoop:
    return DrivenLoop(canvas, kit())


def test_every_story_counts_and_those_of_staff_apart(stage: DrivenLoop, tmp_path: Path) -> None:
    tally = Tally(tmp_path / "tally.json", lambda: date(2026, 11, 21))
    shown = Shown(tmp_path / "shown.json")
    visitors = Visitors(tally, shown)

    def counts() -> list[int]:
        return [tally.count(what) for what in (Counted.VISITORS, Counted.PLAYS, Counted.TRIALS)]

    for name in ("start", "story-1"):
        visitors(stage.tap(name))
    screen = stage.screen
    assert isinstance(screen, KioskScreen)
    again = replace(screen.session, story_began=stage.now)
    visitors(screen.kit.flow.story(again, screen.kit.deck.scenarios[1], stage.now + 9))
    assert counts() == [1, 2, 0]
    trial = Session(seed=99, trial=True)
    for story in screen.kit.deck.scenarios[:3]:
        visitors(screen.kit.flow.story(trial, story, stage.now + len(story.id)))
        visitors(screen.kit.flow.story(trial, story, stage.now + len(story.id)))
    assert counts() == [1, 2, 3]
    begun = tuple(story.id for story in screen.kit.deck.scenarios[:2])
    assert shown.order == begun  # a try of staff's doesn't count
    assert shown.close()
    assert Shown(tmp_path / "shown.json").order == begun
    tally.close()


def test_staffs_own_try_shows_on_every_screen_and_ends_at_attract(stage: DrivenLoop) -> None:
    trial = Session(seed=99, trial=True)
    for name, screen in gallery.story_states(stage.kit, trial, stage.kit.deck.scenarios[0]):
        marked = [i for i in screen.view(0.0, Heard()).items if getattr(i, "paragraph", None)]
        assert any(i.paragraph.text == "试玩" for i in marked), name  # type: ignore[attr-defined]
    home = stage.kit.flow.install(trial).view(0.0, Heard()).target_for("enter")
    assert home is not None
    after = home.then(1.0)
    assert isinstance(after, KioskScreen)
    assert not after.session.trial


def test_somebody_counts_with_their_first_story_and_the_next_person_anew(
    stage: DrivenLoop, tmp_path: Path
) -> None:
    tally = Tally(tmp_path / "tally.json", lambda: date(2026, 11, 21))
    shown = Shown(tmp_path / "shown.json")
    visitors = Visitors(tally, shown)
    counted = []
    for name in ("start", "story-1", "leave", "leave-yes", "start", "story-2", "main"):
        stage.tap(name)
        for _ in range(2):
            visitors(stage.screen)
        counted.append(tally.count())
    tally.close()
    assert counted == [0, 1, 1, 1, 1, 2, 2]
