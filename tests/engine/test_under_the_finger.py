"""What is drawn while a finger is down is what a screen drawn anew would be."""

from __future__ import annotations

import pygame
import pytest

from kiosk import composition
from kiosk.engine.painter import Painter
from kiosk.engine.prefetch import FRESH_SECONDS, Prefetch
from kiosk.engine.window import Pressed, Released
from kiosk.ui.screen import Screen, Target, View
from tests.driven_loop import DrivenLoop, FakeVoice
from tests.kits import kit


class Stand(DrivenLoop):
    """A loop whose voice is always about to speak, as the narrator is when a screen is new."""

    def press(self, name: str) -> tuple[int, int]:
        """Put a finger on a target as soon as it counts, and give where."""
        self.settle()
        box = self.target(name).box
        assert box is not None
        self.frame(Pressed(*box.centre))
        return box.centre

    def picture(self) -> bytes:
        return pygame.image.tobytes(self.canvas, "RGB")

    def anew(self) -> bytes:
        """The present screen, drawn by a painter that knows of nothing before."""
        canvas = pygame.Surface(self.canvas.get_size(), 0, self.canvas)
        Painter(canvas, composition.make_surfaces(self.kit)).paint(self.loop._view)
        return pygame.image.tobytes(canvas, "RGB")


@pytest.fixture
def stand(canvas: pygame.Surface) -> Stand:
    return Stand(canvas, kit(), FakeVoice(speaking=True))


WAY = ("start", "story-2", "show-all", "main", "help", "main", "look", "look", "volume", "leave")


def test_after_each_tap_the_window_shows_the_screen_as_if_drawn_anew(stand: Stand) -> None:
    for name in WAY:
        stand.tap(name)
        assert stand.picture() == stand.anew(), name


def test_lifting_the_finger_draws_only_what_was_not_foreseen(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand.tap("start")
    at = stand.press("story-1")
    painted: list[int] = []
    real = Painter._draw

    def counting(self: Painter, view: View, parts: list[object]) -> None:
        painted.append(len(parts))
        real(self, view, parts)  # type: ignore[arg-type]

    monkeypatch.setattr(Painter, "_draw", counting)
    stand.frame(Released(*at))
    assert painted == [0]
    assert stand.loop.screen.identity != "attract"


def test_the_loop_takes_the_very_screen_that_was_made_under_the_finger(stand: Stand) -> None:
    for name in WAY:
        at = stand.press(name)
        prepared = stand.loop._prefetch._prepared
        assert prepared is not None
        stand.frame(Released(*at))
        assert stand.loop.screen is prepared.screen, name


def test_after_a_long_press_the_screen_begins_when_the_finger_is_lifted(stand: Stand) -> None:
    at = stand.press("start")
    stand.now += FRESH_SECONDS + 0.1
    stand.frame()
    stand.frame(Released(*at))
    assert stand.loop.screen.identity != "attract"
    assert stand.loop.screen.since == stand.now


def test_the_next_piece_of_a_screen_begins_when_it_was_asked_for(stand: Stand) -> None:
    for name in ("start", "story-1"):
        stand.tap(name)
    before = stand.loop.screen
    stand.tap("show-all")
    assert stand.loop.screen.identity == before.identity
    assert stand.loop.screen.piece != before.piece
    assert stand.loop.screen.since > before.since


def test_a_helper_pressed_lets_what_moves_go_on(stand: Stand) -> None:
    stand.tap("start")
    stand.tap("story-1")
    began = stand.loop.screen.since
    stand.tap("volume")
    assert stand.loop.screen.since == began


def test_a_screen_that_goes_on_under_the_finger_is_not_taken_back(stand: Stand) -> None:
    for name in ("start", "story-1"):
        stand.tap(name)
    before = stand.loop.screen.piece
    at = stand.press("slow")
    stand.voice.speaking = False  # the line has been said
    stand.frame()
    stand.voice.speaking = True
    assert stand.loop.screen.piece == before + 1
    stand.frame(Released(*at))
    assert stand.loop.screen.comfort.slow
    assert stand.loop.screen.piece == before + 1
    assert stand.picture() == stand.anew()


def test_a_finger_that_slides_off_changes_nothing(stand: Stand) -> None:
    stand.tap("start")
    before, screen = stand.picture(), stand.loop.screen
    stand.press("story-1")
    stand.frame(Released(0, 0))
    assert stand.loop.screen is screen
    assert stand.picture() == before


def test_a_fault_is_met_when_the_finger_is_lifted_and_not_before(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand.tap("start")

    def broken(*_: object) -> Screen:
        raise ZeroDivisionError

    monkeypatch.setattr(type(stand.kit.flow), "story", broken)
    at = stand.press("story-1")
    assert stand.faults == []
    stand.frame(Released(*at))
    assert len(stand.faults) == 1
    assert stand.loop.screen.identity == "attract"


def test_the_picture_is_let_go_with_the_finger(stand: Stand) -> None:
    prefetch = stand.loop._prefetch
    stand.press("start")
    assert prefetch._prepared is not None
    stand.frame(Released(5, 5))
    stand.frame()
    assert prefetch._prepared is None


def test_a_target_is_asked_once_while_the_finger_is_down(stand: Stand) -> None:
    asked: list[float] = []
    here = stand.loop.screen
    prefetch = Prefetch(stand.canvas, composition.make_surfaces(stand.kit))

    def then(now: float) -> Screen:
        asked.append(now)
        return stand.kit.flow.choose(stand.loop.screen.session, now)

    target = Target("x", None, then)
    for now in (1.0, 2.0, 3.0):
        prefetch.hold(target, here, now)
    assert asked == [1.0]
