"""Pictures drawn in a thread of their own: taken once, never waited for in vain, gone at the end."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pygame
import pytest

from kiosk.ui.image_worker import ImageWorker


@pytest.fixture
def image_worker() -> Iterator[ImageWorker]:
    one = ImageWorker()
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
    image_worker: ImageWorker,
) -> None:
    drawn_by: list[int] = []

    def make() -> pygame.Surface:
        drawn_by.append(threading.get_ident())
        return pygame.Surface((3, 2))

    image_worker.ask("key", make)
    image_worker.ask("key", make)
    image_worker.wait()
    taken = image_worker.take("key")
    assert taken is not None
    assert taken.get_size() == (3, 2)
    assert len(drawn_by) == 1
    assert drawn_by[0] != threading.get_ident()
    assert image_worker.take("key") is None


def test_what_is_not_begun_is_left_to_whoever_needs_it_now(image_worker: ImageWorker) -> None:
    first, made = Held(), []
    image_worker.ask("first", first)
    image_worker.ask("second", lambda: made.append(1) or pygame.Surface((1, 1)))
    assert first.begun.wait(10)
    assert image_worker.take("second") is None
    first.let.set()
    assert image_worker.take("first") is not None
    image_worker.wait()
    assert made == []


def test_a_picture_that_fails_or_hangs_is_left_to_whoever_needs_it(
    image_worker: ImageWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> pygame.Surface:
        raise ZeroDivisionError

    image_worker.ask("broken", broken)
    image_worker.wait()
    assert image_worker.finished() == []
    assert image_worker.take("broken") is None
    monkeypatch.setattr("kiosk.ui.image_worker.PATIENCE", 0.0)
    hanging = Held()
    image_worker.ask("hanging", hanging)
    assert hanging.begun.wait(10)
    assert image_worker.take("hanging") is None
    hanging.let.set()


def test_what_another_screen_no_longer_needs_is_not_drawn(image_worker: ImageWorker) -> None:
    first, made = Held(), []
    image_worker.ask("first", first)
    image_worker.ask("second", lambda: made.append(1) or pygame.Surface((1, 1)))
    assert first.begun.wait(10)
    image_worker.forget()
    first.let.set()
    image_worker.wait()
    assert made == []
    assert [key for key, _ in image_worker.finished()] == ["first"]


def test_its_thread_ends_with_it() -> None:
    one = ImageWorker()
    one.close()
    one.ask("key", lambda: pygame.Surface((1, 1)))
    assert one.close()
    assert not [t for t in threading.enumerate() if t.name.startswith("pictures")]


def test_a_picture_that_hangs_holds_the_end_up_no_longer_than_it_may() -> None:
    one, hanging = ImageWorker(), Held()
    one.ask("hanging", hanging)
    one.ask("next", lambda: pygame.Surface((1, 1)))
    assert hanging.begun.wait(10)
    assert not one.close(time.monotonic())
    hanging.let.set()
