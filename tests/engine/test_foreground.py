"""A window that isn't in front is brought back, and whoever keeps it from there isn't asked all the time."""

from __future__ import annotations

from kiosk.engine.foreground import (
    BEGINNING_SECONDS,
    BRIGHT_SECONDS,
    LOOK_SECONDS,
    PAUSES,
    Foreground,
)


class Desktop:
    """A desktop with a window that is in front or not."""

    def __init__(self, *, obeys: bool) -> None:
        self.there, self.obeys = True, obeys
        self.asked: list[float] = []
        self.bright: list[float] = []
        self.taken: list[float] = []
        self.now = 0.0
        self.kept = Foreground(
            self.to_front,
            lambda: self.bright.append(self.now),
            lambda: self.there,
            lambda: self.taken.append(self.now),
        )

    def to_front(self) -> None:
        self.asked.append(self.now)
        self.there = self.obeys

    def run(self, seconds: float, step: float = 0.1) -> None:
        for _ in range(round(seconds / step)):
            self.now += step
            self.kept.look(self.now)


def test_a_window_in_front_is_left_alone_and_the_display_stays_bright() -> None:
    desktop = Desktop(obeys=True)
    desktop.run(3 * BRIGHT_SECONDS)
    assert desktop.asked == []
    assert len(desktop.bright) == 3


def test_all_keys_are_taken_at_every_look_in_the_beginning_and_then_once_a_minute() -> None:
    desktop = Desktop(obeys=True)
    desktop.run(BEGINNING_SECONDS)
    assert len(desktop.taken) >= 0.8 * BEGINNING_SECONDS / LOOK_SECONDS
    desktop.run(1)
    desktop.taken.clear()
    desktop.run(3 * BRIGHT_SECONDS)
    assert len(desktop.taken) == 3


def test_a_window_that_was_left_is_back_within_two_looks_however_often() -> None:
    desktop = Desktop(obeys=True)
    for count in range(1, 4):
        desktop.run(10)
        desktop.there = False
        left = desktop.now
        desktop.run(3)
        assert desktop.there
        assert len(desktop.asked) == count
        assert desktop.asked[-1] - left <= 2 * LOOK_SECONDS + 0.2


def test_who_keeps_the_keys_for_good_is_asked_ever_more_rarely() -> None:
    desktop = Desktop(obeys=False)
    desktop.there = False
    desktop.run(600)
    pauses = [
        after - before for before, after in zip(desktop.asked, desktop.asked[1:], strict=False)
    ]
    assert pauses[0] < 2 * PAUSES[0]
    assert all(pause > PAUSES[-1] * 0.9 for pause in pauses[len(PAUSES) :])
    assert len(desktop.asked) < 20
