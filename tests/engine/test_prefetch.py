"""What a screen leads to is got ready while it stands: no picture is left for the frame of the change."""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterator

import pygame
import pytest

from kiosk import composition
from kiosk.engine.loop import Loop
from kiosk.engine.painter import Painter
from kiosk.engine.prefetch import SHARE, Prefetch
from kiosk.screens.attract import AttractScreen
from kiosk.screens.scene import SceneScreen
from kiosk.speech import Heard
from kiosk.ui.images import Images
from kiosk.ui.items import Art, Group
from kiosk.ui.screen import Screen, Target, View
from tests.driven_loop import BEGAN, DrivenLoop, FakeVoice
from tests.kits import SMALL, kit

WAY = ("start", "story-2", "show-all", "main", "help", "main", "leave", "leave-yes")


@pytest.fixture
def stage(canvas: pygame.Surface) -> Iterator[DrivenLoop]:
    one = DrivenLoop(canvas, kit(), FakeVoice(speaking=True))
    yield one
    one.loop._surfaces.close()


def prepare(stage: DrivenLoop) -> None:
    """Let the loop have all the time it needs between two frames."""
    prefetch, surfaces = stage.loop._prefetch, stage.loop._surfaces
    while prefetch.waits:
        prefetch.work(stage.now)
    surfaces.image_worker.wait()
    surfaces.gather()


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pictures the loop's own thread had to draw."""
    names: list[str] = []
    real, here = Images.draw, threading.get_ident()

    def noting(self: Images, name: str, *rest: object, **more: object) -> pygame.Surface:
        if threading.get_ident() == here:
            names.append(name)
        return real(self, name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Images, "draw", noting)
    return names


def test_a_change_of_screens_finds_its_pictures_drawn(stage: DrivenLoop, drawn: list[str]) -> None:
    for name in WAY:
        prepare(stage)
        drawn.clear()
        stage.tap(name)
        assert drawn == [], name


def test_without_that_time_they_are_drawn_in_the_frame(stage: DrivenLoop, drawn: list[str]) -> None:
    drawn.clear()
    stage.tap("start")
    assert any(name.startswith("covers/") for name in drawn)


def test_what_was_got_ready_looks_like_what_is_drawn_anew(stage: DrivenLoop) -> None:
    for name in WAY:
        prepare(stage)
        stage.tap(name)
        anew = pygame.Surface(SMALL, 0, stage.canvas)
        Painter(anew, composition.make_surfaces(stage.kit)).paint(stage.loop._view)
        assert pygame.image.tobytes(stage.canvas, "RGB") == pygame.image.tobytes(anew, "RGB"), name


def test_getting_ready_shows_nothing_and_says_nothing(stage: DrivenLoop) -> None:
    stage.tap("start")
    before, said = pygame.image.tobytes(stage.canvas, "RGB"), list(stage.voice.said)
    screen = stage.screen
    prepare(stage)
    assert stage.screen is screen
    assert pygame.image.tobytes(stage.canvas, "RGB") == before
    assert stage.voice.said == said


def test_what_is_got_ready_is_bounded(stage: DrivenLoop) -> None:
    stage.tap("start")
    prepare(stage)
    surfaces, wanted = stage.loop._surfaces, stage.loop._prefetch._wanted
    assert wanted
    assert sum(4 * art.box.w * art.box.h for art in wanted.values()) <= surfaces.most // SHARE
    assert surfaces._bytes <= surfaces.most


def test_each_way_is_asked_once_while_a_screen_stands(stage: DrivenLoop) -> None:
    asked: list[float] = []
    screen = stage.screen

    def then(now: float) -> Screen:
        asked.append(now)
        return stage.kit.flow.choose(screen.session, now)

    prefetch = Prefetch(stage.canvas, stage.loop._surfaces)
    view = View((), (Target("x", None, then),))
    for now in (1.0, 2.0, 3.0):
        prefetch.stand(screen, view, now)
        while prefetch.waits:
            prefetch.work(now)
    assert asked == [1.0]


def test_two_ways_to_the_same_screen_are_laid_out_once(
    stage: DrivenLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid: list[Screen] = []
    monkeypatch.setattr(Prefetch, "_lay_out", lambda _self, screen, _now: laid.append(screen))
    screen = stage.screen

    def then(now: float) -> Screen:
        return stage.kit.flow.choose(screen.session, now)

    prefetch = Prefetch(stage.canvas, stage.loop._surfaces)
    prefetch.stand(screen, View((), (Target("one", None, then), Target("two", None, then))), 1.0)
    while prefetch.waits:
        prefetch.work(1.0)
    assert [one.identity for one in laid if one.identity != screen.identity] == [then(1.0).identity]


def test_a_way_that_fails_is_met_only_where_somebody_goes_it(
    stage: DrivenLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.tap("start")

    def broken(*_: object) -> Screen:
        raise ZeroDivisionError

    monkeypatch.setattr(type(stage.kit.flow), "story", broken)
    prepare(stage)
    assert stage.faults == []
    stage.tap("story-1")
    assert len(stage.faults) == 1


def test_the_next_picture_of_the_reel_is_got_ready(stage: DrivenLoop, drawn: list[str]) -> None:
    """待机 goes on by itself, once a few seconds."""
    screen = stage.screen
    assert isinstance(screen, AttractScreen)
    made: list[object] = []
    for frame in screen.frames:
        prepare(stage)
        drawn.clear()
        before = set(stage.loop._surfaces._kept)
        stage.frame(after=frame.seconds)
        made += [key for key in set(stage.loop._surfaces._kept) - before if key[0] == "group"]  # type: ignore[index]
        assert drawn == []
    assert made == []


def test_what_goes_on_by_itself_makes_no_hoop_and_keeps_no_phone_that_has_gone(
    stage: DrivenLoop,
) -> None:
    """Each kind of its moments once: the hoops change every other second, the phone with the story."""
    surfaces = stage.loop._surfaces
    stage.frame()
    prepare(stage)
    hoops = set(surfaces._sparse)
    assert hoops
    before = _phones(stage)
    for _ in range(20):
        stage.frame(after=2.0)
        prepare(stage)
        shown = _phones(stage)
        assert not {group.key for group in before - shown} & set(surfaces._kept)
        before = shown
    assert set(surfaces._sparse) == hoops


def _phones(stage: DrivenLoop) -> set[Group]:
    """Give what is shown of groups, but for those that move: a hand, a button."""
    groups = [item for item in stage.loop._view.items if isinstance(item, Group)]
    return {group for group in groups if group.box.h > SMALL[1] // 2}


def test_letters_of_another_size_are_left_until_somebody_wants_them(stage: DrivenLoop) -> None:
    stage.tap("start")
    prefetch, seen = stage.loop._prefetch, []
    real = Prefetch._lay_out

    def noting(self: Prefetch, screen: Screen, now: float) -> None:
        seen.append(screen.comfort.look)
        real(self, screen, now)

    stage.frame()
    prefetch._identity = None
    prefetch.stand(stage.screen, stage.screen.view(stage.now, Heard()), stage.now)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Prefetch, "_lay_out", noting)
        prepare(stage)
    assert set(seen) == {stage.screen.comfort.look}


def test_before_the_voice_comes_nothing_is_looked_ahead_to(canvas: pygame.Surface) -> None:
    own = kit()
    surfaces = composition.make_surfaces(own)
    now = [BEGAN]
    loop = Loop(canvas, surfaces, own.flow.attract, clock=lambda: now[0], source=list)
    loop.step()
    assert not loop._prefetch.waits
    loop.speak_with(FakeVoice())
    now[0] += 1
    loop.redraw()
    loop.step()
    assert loop._prefetch.waits
    surfaces.close()


def test_what_was_ordered_for_a_screen_that_has_gone_is_not_made(stage: DrivenLoop) -> None:
    worker = stage.loop._surfaces.image_worker
    gate, made = threading.Event(), []

    def busy() -> pygame.Surface:
        assert gate.wait(30)
        return pygame.Surface((1, 1))

    def late() -> pygame.Surface:
        made.append("late")
        return pygame.Surface((1, 1))

    stage.settle()
    worker.wait()
    worker.ask("busy", busy)
    worker.ask("late", late)
    try:
        stage.tap("start")
    finally:
        gate.set()
    worker.wait()
    assert made == []


def test_in_letters_of_another_size_all_ways_are_laid_out_anew(
    stage: DrivenLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Screen] = []
    lay_out = Prefetch._lay_out

    def noting(self: Prefetch, screen: Screen, now: float) -> None:
        seen.append(screen)
        lay_out(self, screen, now)

    stage.tap("start")
    prepare(stage)
    monkeypatch.setattr(Prefetch, "_lay_out", noting)
    stage.tap("look")
    prepare(stage)
    assert {screen.comfort.look for screen in seen} == {stage.screen.comfort.look}
    assert any(isinstance(screen, SceneScreen) for screen in seen)
    ways = [(screen.identity, screen.piece) for screen in seen]
    assert (stage.screen.identity, stage.screen.piece) not in ways


def test_where_there_is_little_room_no_more_is_got_ready_than_fits(stage: DrivenLoop) -> None:
    surfaces, prefetch = stage.loop._surfaces, stage.loop._prefetch
    stage.settle()
    most = surfaces.most
    surfaces.most = 200_000
    stage.tap("start")
    prepare(stage)
    taken = sum(4 * art.box.w * art.box.h for art in prefetch._wanted.values())
    assert 0 < taken <= surfaces.most // SHARE < most // SHARE


def test_what_is_looked_ahead_to_stays_the_longest_while_a_screen_stands(
    stage: DrivenLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("start", "story-1"):
        stage.tap(name)
    prepare(stage)
    ordered: list[Hashable] = []
    monkeypatch.setattr(
        stage.loop._surfaces, "order", lambda key, _make: ordered.append(key), raising=True
    )
    stage.loop.redraw()
    stage.frame(after=1.0)
    shown = {item.key for item in stage.loop._view.items if isinstance(item, Art)}
    assert shown
    assert set(stage.loop._prefetch._wanted) | shown <= set(ordered)


def test_what_was_made_under_the_finger_is_for_no_other_target(stage: DrivenLoop) -> None:
    stage.tap("start")
    first, second = (stage.target(name) for name in ("story-1", "story-2"))
    prefetch = stage.loop._prefetch
    prefetch.hold(first, stage.screen, stage.now)
    assert prefetch.brought(second, stage.screen, stage.now) is None
    assert prefetch.brought(first, stage.screen, stage.now) is not None
