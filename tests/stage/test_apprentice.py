"""Pictures drawn in a thread of their own: taken once, never waited for in vain, gone at the end."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pygame
import pytest

from kiosk.stage.apprentice import Apprentice


@pytest.fixture
def apprentice() -> Iterator[Apprentice]:
    one = Apprentice()
    yield one
    one.close()


class Held:
    """A picture whose drawing begins, and ends when it is let."""

    def __init__(self) -> None:
        self.begun, self.let = threading.Event(), threading.Event()

    def __call__(self) -> pygame.Surface:
        self.begun.set()
        assert self.let.wait(10)
        return pygame.Surface((1, 1))


def test_what_was_asked_for_is_drawn_by_another_thread_and_taken_once(
    apprentice: Apprentice,
) -> None:
    drawn_by: list[int] = []

    def make() -> pygame.Surface:
        drawn_by.append(threading.get_ident())
        return pygame.Surface((3, 2))

    apprentice.ask("key", make)
    apprentice.ask("key", make)
    apprentice.wait()
    taken = apprentice.take("key")
    assert taken is not None
    assert taken.get_size() == (3, 2)
    assert len(drawn_by) == 1
    assert drawn_by[0] != threading.get_ident()
    assert apprentice.take("key") is None


def test_what_is_not_begun_is_left_to_whoever_needs_it_now(apprentice: Apprentice) -> None:
    first, made = Held(), []
    apprentice.ask("first", first)
    apprentice.ask("second", lambda: made.append(1) or pygame.Surface((1, 1)))
    assert first.begun.wait(10)
    assert apprentice.take("second") is None
    first.let.set()
    assert apprentice.take("first") is not None
    apprentice.wait()
    assert made == []


def test_a_picture_that_fails_or_hangs_is_left_to_whoever_needs_it(
    apprentice: Apprentice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> pygame.Surface:
        raise ZeroDivisionError

    apprentice.ask("broken", broken)
    apprentice.wait()
    assert apprentice.finished() == []
    assert apprentice.take("broken") is None
    monkeypatch.setattr("kiosk.stage.apprentice.PATIENCE", 0.0)
    hanging = Held()
    apprentice.ask("hanging", hanging)
    assert hanging.begun.wait(10)
    assert apprentice.take("hanging") is None
    hanging.let.set()


def test_what_another_screen_no_longer_needs_is_not_drawn(apprentice: Apprentice) -> None:
    first, made = Held(), []
    apprentice.ask("first", first)
    apprentice.ask("second", lambda: made.append(1) or pygame.Surface((1, 1)))
    assert first.begun.wait(10)
    apprentice.forget()
    first.let.set()
    apprentice.wait()
    assert made == []
    assert [key for key, _ in apprentice.finished()] == ["first"]


def test_its_thread_ends_with_it() -> None:
    one = Apprentice()
    one.close()
    one.ask("key", lambda: pygame.Surface((1, 1)))
    one.close()
    assert not [t for t in threading.enumerate() if t.name.startswith("pictures")]
