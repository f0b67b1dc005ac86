"""What is drawn while a finger is down is what a screen drawn anew would be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import pygame
import pytest

from kiosk import composition
from kiosk.engine.loop import DEAF_SECONDS, Loop
from kiosk.engine.painter import Painter
from kiosk.engine.prefetch import FRESH_SECONDS, Prefetch
from kiosk.engine.window import Input, Pressed, Released
from kiosk.settings import Settings
from kiosk.speech import Heard, Sounding, Utterance
from kiosk.ui.screen import Screen, Target, View

SIZE = (1366, 768)


class Waiting:
    """A voice that is always about to speak, as the narrator is when a screen is new."""

    slow = False
    volume = 1.0

    def __init__(self) -> None:
        self.wanted: Utterance | None = None

    def want(self, utterance: Utterance | None, now: float) -> None:  # noqa: ARG002
        self.wanted = utterance

    def heard(self, now: float) -> Heard:  # noqa: ARG002
        return Heard(self.wanted)

    def ahead(self, utterances: Iterable[Utterance]) -> None: ...

    def sounds(self, wanted: frozenset[Sounding], now: float) -> None: ...

    def devices_changed(self, *, gone: bool) -> None: ...


class Stand:
    """A loop whose clock and fingers are the test's."""

    def __init__(self, canvas: pygame.Surface) -> None:
        stories = composition.open_stories([], None, date(2026, 11, 21))
        self.kit = composition.make_kit(SIZE, stories, Settings())
        self.canvas = canvas
        self.now = 1000.0
        self.inputs: list[Input] = []
        self.faults: list[Screen] = []
        self.loop = Loop(
            canvas,
            composition.make_surfaces(self.kit),
            self.kit.flow.attract,
            Waiting(),
            clock=lambda: self.now,
            source=self._taken,
            fault=lambda screen, _: self.faults.append(screen),
        )
        self.loop.step()

    def _taken(self) -> list[Input]:
        taken, self.inputs = self.inputs, []
        return taken

    def give(self, *inputs: Input) -> None:
        self.inputs += inputs
        self.loop.step()
        self.now += 0.02

    def view(self) -> View:
        return self.loop.screen.view(self.now, Heard(self.loop.screen.utterance))

    def press(self, name: str) -> tuple[int, int]:
        self.now += 2 * DEAF_SECONDS
        self.loop.step()
        target = next(t for t in reversed(self.view().targets) if t.name == name)
        assert target.box is not None
        self.give(Pressed(*target.box.centre))
        return target.box.centre

    def tap(self, name: str) -> None:
        self.give(Released(*self.press(name)))

    def picture(self) -> bytes:
        return pygame.image.tobytes(self.canvas, "RGB")

    def anew(self) -> bytes:
        """The present screen, drawn by a painter that knows of nothing before."""
        canvas = pygame.Surface(SIZE, 0, self.canvas)
        shown = self.loop._view
        Painter(canvas, composition.make_surfaces(self.kit)).paint(shown)
        return pygame.image.tobytes(canvas, "RGB")


@pytest.fixture
def stand() -> Iterator[Stand]:
    pygame.display.init()
    pygame.font.init()
    try:
        yield Stand(pygame.display.set_mode(SIZE))
    finally:
        pygame.display.quit()


WAY = ("start", "story-1", "show-all", "main", "help", "main", "look", "look", "volume", "leave")


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
    stand.give(Released(*at))
    assert painted == [0]
    assert stand.loop.screen.identity != "attract"


def test_the_loop_takes_the_very_screen_that_was_made_under_the_finger(stand: Stand) -> None:
    for name in WAY:
        at = stand.press(name)
        prepared = stand.loop._prefetch._prepared
        assert prepared is not None
        stand.give(Released(*at))
        assert stand.loop.screen is prepared.screen, name


def test_after_a_long_press_the_screen_begins_when_the_finger_is_lifted(stand: Stand) -> None:
    at = stand.press("start")
    stand.now += FRESH_SECONDS + 0.1
    stand.give()
    lifted = stand.now
    stand.give(Released(*at))
    assert stand.loop.screen.identity != "attract"
    assert stand.loop.screen.since == lifted


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


def test_a_finger_that_slides_off_changes_nothing(stand: Stand) -> None:
    stand.tap("start")
    before, screen = stand.picture(), stand.loop.screen
    stand.press("story-1")
    stand.give(Released(0, 0))
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
    stand.give(Released(*at))
    assert len(stand.faults) == 1
    assert stand.loop.screen.identity == "attract"


def test_the_picture_is_let_go_with_the_finger(stand: Stand) -> None:
    prefetch = stand.loop._prefetch
    stand.press("start")
    assert prefetch._prepared is not None
    stand.give(Released(5, 5))
    stand.give()
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
