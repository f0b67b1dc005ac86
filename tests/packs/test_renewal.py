"""Another set goes in at 待机, without a visit and in none."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk import composition
from kiosk.faults import Faults
from kiosk.next_visit import NextVisit, Opened
from kiosk.packs.live_sets import LiveSet, LiveSets
from kiosk.packs.renewal import EVERY_SECONDS, Renewal
from kiosk.runtime import Renewing
from kiosk.screens.attract import SILENT, AttractScreen
from kiosk.screens.kit import Kit
from kiosk.settings import Settings
from kiosk.speech import Heard
from tests.sample import ALL, kept

from .packs import TODAY, png, staged, story


@pytest.fixture
def sets(tmp_path: Path) -> LiveSets:
    return LiveSets(tmp_path / "data")


def bring(sets: LiveSets, stick: Path, id_: str) -> None:
    stick.mkdir()
    (stick / "故事.yaml").write_text(story(id_, f"故事 {id_}"), encoding="utf-8")
    (stick / "logo.png").write_bytes(png())
    sets.make_live(staged(sets, stick))


def test_a_set_that_became_live_is_opened_once_and_handed_over(
    sets: LiveSets, tmp_path: Path
) -> None:
    clock, opened, taken = [0.0], list[LiveSet | None](), list[str]()

    def open_(live: LiveSet | None) -> str:
        opened.append(live)
        return "opened"

    renewal = Renewal(sets, open_, taken.append, lambda: clock[0])
    for _ in range(10):
        renewal.ask()
        clock[0] += EVERY_SECONDS
    assert opened == []
    bring(sets, tmp_path / "stick", "one")
    renewal.ask()
    assert renewal.finished(clock[0] + 20)
    assert opened == [sets.current()]
    assert taken == []  # in the thread that asks alone
    renewal.ask()
    assert taken == ["opened"]
    clock[0] += EVERY_SECONDS
    renewal.ask()
    assert not renewal.opening
    assert len(opened) == 1


def test_a_set_that_can_not_be_opened_leaves_what_plays(sets: LiveSets, tmp_path: Path) -> None:
    clock, taken = [0.0], list[object]()

    def fail(_: LiveSet | None) -> None:
        raise ZeroDivisionError

    renewal = Renewal(sets, fail, taken.append, lambda: clock[0])
    bring(sets, tmp_path / "stick", "one")
    clock[0] = EVERY_SECONDS
    renewal.ask()
    assert renewal.finished(clock[0] + 20)
    renewal.ask()
    assert taken == []


def test_asking_never_waits_for_a_set_that_is_being_opened(sets: LiveSets, tmp_path: Path) -> None:
    go_on, clock = threading.Event(), [0.0]
    renewal = Renewal(sets, lambda _: go_on.wait(30), lambda _: None, lambda: clock[0])
    bring(sets, tmp_path / "stick", "one")
    clock[0] = EVERY_SECONDS
    began = time.monotonic()
    renewal.ask()
    for _ in range(5):
        clock[0] += EVERY_SECONDS
        renewal.ask()
    assert time.monotonic() - began < 5
    assert renewal.opening
    assert not renewal.finished(clock[0])
    go_on.set()
    assert renewal.finished(clock[0] + 20)


def running(
    sets: LiveSets, monkeypatch: pytest.MonkeyPatch, spoken: list[str]
) -> tuple[Kit, Faults, Renewal[Opened], list[tuple[Path, ...]]]:
    """Give a kiosk's kit, put together as `runtime` does, and which recordings it was told of."""
    composition.drawing_without_display()
    settings, cache = Settings(), kept()
    stories = composition.open_stories([], cache, TODAY)
    visit = NextVisit(
        composition.make_kit((1280, 720), stories, settings),
        stories,
        reopen=lambda live, _: composition.open_stories([], cache, TODAY, live),
    )
    faults = Faults(visit)
    renewing = Renewing(visit, sets.data)
    monkeypatch.setattr(renewing.speaking, "begin", lambda: spoken.append("ahead"))
    told = list[tuple[Path, ...]]()
    visit.record_from = lambda folders, _: told.append(folders)
    clock = [0.0]

    def later() -> float:
        clock[0] += EVERY_SECONDS
        return clock[0]

    renewal: Renewal[Opened] = Renewal(sets, renewing.opened, renewing.taken, later)
    visit.follow(settings, None, renewal.ask)
    return visit.kit, faults, renewal, told


def test_the_new_stories_are_there_at_the_same_attract_and_not_in_a_visit(
    sets: LiveSets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken = list[str]()
    _, faults, renewal, told = running(sets, monkeypatch, spoken)
    attract = faults.home(1.0)
    visit = faults.kit.flow.choose(attract.session, 1.0)
    assert attract.tick(1.0, Heard()) is attract
    bring(sets, tmp_path / "stick", "brought")
    attract.tick(2.0, Heard())
    assert renewal.finished(10.0**9)
    # What a press would bring is asked for ahead, in the middle of a visit: that puts nothing in.
    assert "brought" not in [one.id for one in visit.kit.flow.attract(2.5).kit.deck.scenarios]
    speaking = replace(attract, piece=0)
    assert isinstance(speaking, AttractScreen)
    assert speaking.tick(3.0, Heard()).piece == 0  # whoever is being invited is invited to the end
    assert "brought" not in [one.id for one in visit.kit.deck.scenarios]
    after = attract.tick(4.0, Heard())
    assert isinstance(after, AttractScreen)
    assert after.piece == SILENT
    assert after.kit.deck.scenarios[0].id == "brought"
    live = sets.current()
    assert live is not None
    assert after.kit.logo is not None
    assert after.kit.logo.path == str(live.part("logo"))
    assert told == [()]
    assert spoken == ["ahead"]
    assert after.tick(5.0, Heard()) is after
    # The visit that was under way comes home to the new stories.
    home = visit.kit.flow.attract(6.0)
    assert home.kit.deck.scenarios[0].id == "brought"


def test_a_story_that_failed_is_forgiven_when_it_is_brought_again(
    sets: LiveSets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, faults, renewal, _ = running(sets, monkeypatch, [])
    for _ in faults.kit.story_pages:
        choose = faults.kit.flow.choose(faults.home(1.0).session, 1.0)
        for _ in range(2):
            faults(choose, RuntimeError())
    assert faults.kit.deck.scenarios == ()
    bring(sets, tmp_path / "stick", "brought")
    faults.home(2.0).tick(2.0, Heard())
    assert renewal.finished(10.0**9)
    after = faults.home(3.0).tick(3.0, Heard())
    assert isinstance(after, AttractScreen)
    assert len(after.kit.deck.scenarios) == len(ALL) + 1
    assert date.today()  # noqa: DTZ011 - the stories are opened as of this day
