"""A screen that raises leads to attract; a story that does so twice is not offered again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pygame
import pytest

from kiosk.composition import make_kit, make_surfaces
from kiosk.engine.loop import MOST_FAULTS, Loop
from kiosk.engine.painter import Painter
from kiosk.engine.window import Input, KeyHit, Pressed, Released
from kiosk.faults import Drawn, Faults, named
from kiosk.next_visit import NextVisit
from kiosk.records.quarantine import FORGIVEN, Quarantine, quarantine_file, read_failed
from kiosk.runtime import SORRY_SECONDS, Note
from kiosk.screens.attract import AttractScreen
from kiosk.screens.choose import ChooseScreen
from kiosk.screens.scene import SceneScreen
from kiosk.settings import Settings
from kiosk.speech import Heard, Sounding, Utterance
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.screen import View
from kiosk.visit.deck import Deck
from tests.kits import stories

SIZE = (1366, 768)


class BrokenError(Exception):
    """What a screen raises here."""


class Mute:
    """A voice that says nothing, and takes no time for it."""

    slow = False
    volume = 1.0

    def want(self, utterance: Utterance | None, now: float) -> None:
        pass

    def heard(self, now: float) -> Heard:  # noqa: ARG002
        return Heard()

    def ahead(self, utterances: Iterable[Utterance]) -> None:
        pass

    def sounds(self, wanted: frozenset[Sounding], now: float) -> None:
        pass

    def devices_changed(self, *, gone: bool) -> None:
        pass


@dataclass
class Stage:
    """A loop that is stepped by hand, with hands of its own."""

    now: float = 100.0
    hits: list[Input] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.stories = stories()
        self.drawn, self.told = Drawn(), [""]
        kit = make_kit(SIZE, self.stories, Settings())
        self.faults = Faults(NextVisit(kit, self.stories, spare=lambda: self.stories))
        self.loop = Loop(
            pygame.display.set_mode(SIZE),
            make_surfaces(kit),
            lambda now: self.faults.home(now),  # noqa: PLW0108 (a test puts others in)
            Mute(),
            clock=lambda: self.now,
            source=self._taken,
            fault=lambda screen, error: self.faults(screen, error),  # noqa: PLW0108 (the same)
            draws=lambda screen: self.told.append(self.drawn(screen)),
        )
        self.loop.step()

    def _taken(self) -> list[Input]:
        taken, self.hits = self.hits, []
        return taken

    def hit(self, key: str) -> None:
        """Hit a key after a while, and let a frame follow."""
        self.loop.step()
        self.now += 1
        self.hits.append(KeyHit(key))
        self.loop.step()

    def offered(self) -> list[str]:
        """Give the ids of the stories a visitor can choose from."""
        return [story.id for story in self.faults.kit.deck.scenarios]


@pytest.fixture
def stage() -> Iterator[Stage]:
    pygame.display.init()
    pygame.font.init()
    yield Stage()
    pygame.display.quit()


def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def compose(_screen: SceneScreen, _sheet: Composer, _body: Box) -> None:
        raise BrokenError

    monkeypatch.setattr(SceneScreen, "compose", compose)


def test_a_screen_that_raises_leads_to_attract_and_the_second_time_its_story_is_dropped(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken(monkeypatch)
    before = stage.offered()
    stage.hit("1")
    assert isinstance(stage.loop.screen, ChooseScreen)
    stage.hit("1")
    assert isinstance(stage.loop.screen, AttractScreen)
    assert stage.offered() == before, "one fault is forgiven"
    stage.hit("1")
    stage.hit("1")
    assert isinstance(stage.loop.screen, AttractScreen)
    assert stage.offered() == before[1:]
    assert "两次出错" in caplog.text
    monkeypatch.undo()
    stage.hit("1")
    stage.hit("1")
    screen = stage.loop.screen
    assert isinstance(screen, SceneScreen)
    assert screen.play.scenario.id == before[1]


def test_when_every_story_fails_attract_stays_and_there_is_nothing_to_choose(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(monkeypatch)
    for _ in range(4 * len(stage.offered())):
        stage.hit("1")
    assert stage.offered() == []
    monkeypatch.undo()
    if isinstance(stage.loop.screen, AttractScreen):
        stage.hit("1")
    assert isinstance(stage.loop.screen, ChooseScreen)
    stage.hit("1")
    assert isinstance(stage.loop.screen, ChooseScreen)


def test_where_frame_after_frame_fails_the_process_gives_way_to_another(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def view(_screen: AttractScreen, _now: float, _heard: Heard) -> None:
        raise BrokenError

    monkeypatch.setattr(AttractScreen, "view", view)
    for _ in range(MOST_FAULTS):
        stage.loop.step()
    with pytest.raises(BrokenError):
        stage.loop.step()


def test_faults_with_good_frames_between_them_never_end_it(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(MOST_FAULTS + 5):
        with monkeypatch.context() as once:
            once.setattr(Mute, "heard", lambda _voice, _now: 1 / 0)
            stage.loop.step()
        stage.loop.step()
    assert isinstance(stage.loop.screen, AttractScreen)


def test_a_choosing_page_that_keeps_failing_brings_the_spare_stories(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stories = stage.stories
    spare = Deck(tuple(replace(s, id=f"spare-{s.id}") for s in stories.deck.scenarios))
    visit = NextVisit(stage.faults.kit, stories, spare=lambda: replace(stories, deck=spare))
    stage.faults = Faults(visit)
    whole = ChooseScreen.compose

    def compose(screen: ChooseScreen, sheet: Composer, body: Box) -> None:
        if not all(story.id.startswith("spare-") for story in screen.stories):
            raise BrokenError
        whole(screen, sheet, body)

    monkeypatch.setattr(ChooseScreen, "compose", compose)
    pages = len(stage.faults.kit.story_pages)
    for _ in range(pages * (FORGIVEN + 1)):
        stage.hit("1")
        assert isinstance(stage.loop.screen, AttractScreen)
    assert stage.offered() == [story.id for story in spare.scenarios]
    stage.hit("1")
    assert isinstance(stage.loop.screen, ChooseScreen)


def test_after_a_fault_nothing_is_left_of_what_was_half_drawn(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.loop.step()
    canvas = pygame.display.get_surface()
    assert canvas is not None

    def half(_painter: Painter, _view: View) -> None:
        canvas.fill("red", (0, 0, 300, 200))
        raise BrokenError

    with monkeypatch.context() as once:
        once.setattr(Painter, "paint", half)
        stage.now += 1
        stage.loop.step()
    assert canvas.get_at((5, 5)) == pygame.Color("red")
    stage.now += 1
    stage.loop.step()
    left = pygame.mask.from_threshold(canvas, pygame.Color("red"), (1, 1, 1)).count()
    assert left == 0


def test_a_story_that_is_taken_out_is_told_of_once(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.hit("1")
    choosing = stage.loop.screen
    for _ in range(4):
        stage.faults(choosing, BrokenError())
    assert caplog.text.count("两次出错") == len(stage.faults._faults) > 1


# Kept over restarts ------------------------------------------------------------------------------


def restarted(data: Path) -> tuple[Stage, Quarantine]:
    """Give a kiosk that has just been started, with what is kept in a data directory."""
    stage = Stage()
    kept = Quarantine(quarantine_file(data))
    visit = NextVisit(stage.faults.kit, stage.stories, spare=lambda: stage.stories)
    stage.faults = Faults(visit, quarantine=kept)
    stage.faults.begin()
    stage.loop.screen = stage.faults.home(stage.now)
    return stage, kept


def failed_once(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stage, kept = restarted(data)
    with monkeypatch.context() as once:
        broken(once)
        stage.hit("1")
        stage.hit("1")
    assert isinstance(stage.loop.screen, AttractScreen)
    kept.close()


@pytest.fixture
def display() -> Iterator[None]:
    pygame.display.init()
    pygame.font.init()
    yield
    pygame.display.quit()


@pytest.mark.usefixtures("display")
def test_a_story_that_fails_once_in_each_of_two_starts_is_set_aside_until_staff_put_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    story = stories().deck.scenarios[0]
    failed_once(tmp_path, monkeypatch)
    failed_once(tmp_path, monkeypatch)
    assert caplog.text.count("两次出错") == 1
    later, kept = restarted(tmp_path)
    assert story.id not in later.offered()
    (told,) = later.faults.set_aside
    assert (told.title, told.faults) == (story.title, 2)
    assert "BrokenError" in told.why
    later.faults.put_back()
    assert story.id in later.offered()
    kept.close()
    assert read_failed(quarantine_file(tmp_path)) == ()
    assert story.id in restarted(tmp_path)[0].offered()


# A process that dies ----------------------------------------------------------------------------


def test_before_any_screen_of_a_story_is_laid_out_the_supervisor_is_told_which(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, str]] = []
    whole = SceneScreen.compose

    def compose(screen: SceneScreen, sheet: Composer, body: Box) -> None:
        told.append((stage.told[-1], named(screen.play.scenario)))
        whole(screen, sheet, body)

    monkeypatch.setattr(SceneScreen, "compose", compose)
    stage.hit("1")
    assert isinstance(stage.loop.screen, ChooseScreen)
    assert stage.told[-1] == "", "a page of many stories is no single one's"
    stage.loop.speak_with(Mute())
    stage.loop.redraw()
    stage.now += 1
    stage.loop.step()
    pygame.event.clear()  # of the window, which nobody takes here
    while stage.loop._spare():  # ahead of any touch
        pass
    assert len({about for _, about in told}) > 1
    assert stage.told[-1] == ""
    box = next(t.box for t in stage.loop._view.targets if t.name == "story-2")
    assert box is not None
    stage.now += 1
    stage.hits.append(Pressed(box[0] + box[2] // 2, box[1] + box[3] // 2))
    stage.loop.step()  # under the finger
    stage.hits.append(Released(box[0] + box[2] // 2, box[1] + box[3] // 2))
    stage.loop.step()
    screen = stage.loop.screen
    assert isinstance(screen, SceneScreen)
    assert stage.told[-1] == named(screen.play.scenario)
    assert all(before == about for before, about in told), told


def died(data: Path, crashed_in: str) -> Stage:
    """Give a kiosk started after one that died while it drew something."""
    stage = Stage()
    kept = Quarantine(quarantine_file(data))
    visit = NextVisit(stage.faults.kit, stage.stories, spare=lambda: stage.stories)
    stage.faults = Faults(visit, quarantine=kept)
    stage.faults.begin(crashed_in, "信号 9")
    kept.close()
    return stage


@pytest.mark.usefixtures("display")
def test_a_story_in_which_the_process_dies_twice_is_set_aside_and_another_is_not(
    tmp_path: Path,
) -> None:
    story, other, *_ = stories().deck.scenarios
    assert story.id in died(tmp_path, named(story)).offered()
    assert other.id in died(tmp_path, named(other)).offered()
    for nobodys in ("", "nonsense", f"{story.id} 0000-0000-0000-0000"):
        assert story.id in died(tmp_path, nobodys).offered()
    stage = died(tmp_path, named(story))
    assert story.id not in stage.offered()
    assert other.id in stage.offered()
    (told,) = stage.faults.set_aside
    assert (told.title, told.faults) == (story.title, 2)
    assert "信号 9" in told.why


@pytest.mark.usefixtures("display")
def test_a_story_that_was_changed_since_has_not_failed_yet(tmp_path: Path) -> None:
    story = stories().deck.scenarios[0]
    kept = Quarantine(quarantine_file(tmp_path))
    for _ in range(2):
        kept.add(story.id, "0000-0000-0000-0000", story.title, "")
    kept.close()
    assert story.id in restarted(tmp_path)[0].offered()


@pytest.mark.usefixtures("display")
def test_faults_of_the_choosing_page_are_not_held_against_its_stories_for_ever(
    tmp_path: Path,
) -> None:
    stage, kept = restarted(tmp_path)
    stage.hit("1")
    for _ in range(2):
        stage.faults(stage.loop.screen, BrokenError())
    assert stage.faults.set_aside == ()
    kept.close()
    assert len(restarted(tmp_path)[0].offered()) == len(stories().deck.scenarios)


def test_after_a_fault_attract_says_so_for_a_while(tmp_path: Path) -> None:
    now = 0.0
    note = Note(tmp_path, Settings(), clock=lambda: now)
    note.apology = "请再试一次"
    assert note() == ""
    note.sorry()
    assert note() == note.apology
    now = SORRY_SECONDS
    assert note() == ""


def test_the_same_fault_is_logged_whole_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken(monkeypatch)
    for _ in range(2 * 9):
        stage.loop.screen = stage.loop.screen.kit.flow.attract(stage.now)  # type: ignore[attr-defined]
        stage.hit("1")
        stage.hit("1")
    assert caplog.text.count("Traceback") == 1
    assert caplog.text.count("同一处又出错") == 3  # the 2nd, 4th, 8th time
