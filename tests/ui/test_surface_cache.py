"""Surfaces that are kept stay within their bound, and what was used last is made once."""

from __future__ import annotations

import weakref
from collections.abc import Callable

import pygame

from kiosk.paths import shipped
from kiosk.ui.geometry import Box
from kiosk.ui.surface_cache import BYTES_A_PIXEL, SCREENS, SPARSE, SurfaceCache
from kiosk.ui.text.fonts import Fonts

SIZE = (500, 400)
SIDE = 100
MOST = SCREENS * SIZE[0] * SIZE[1] / SIDE**2
"""So many square surfaces fit."""


def surfaces() -> SurfaceCache:
    assets = shipped("assets")
    return SurfaceCache(Fonts(assets / "fonts"), assets / "pictures", SIZE)


def square() -> pygame.Surface:
    return pygame.Surface((SIDE, SIDE), pygame.SRCALPHA)


class Counting:
    """Asks for square surfaces by number, and knows which were made and which live."""

    def __init__(self, one: SurfaceCache) -> None:
        self.one = one
        self.made: list[int] = []
        self._seen: list[weakref.ref[pygame.Surface]] = []

    def maker(self, number: int) -> Callable[[], pygame.Surface]:
        def make() -> pygame.Surface:
            self.made.append(number)
            surface = square()
            self._seen.append(weakref.ref(surface))
            return surface

        return make

    def ask(self, number: int, *, cheap: bool = False) -> None:
        self.one.kept(("test", number), self.maker(number), cheap=cheap)

    @property
    def alive(self) -> int:
        return sum(seen() is not None for seen in self._seen)


def test_what_is_kept_stays_within_its_bound() -> None:
    asked = Counting(surfaces())
    for number in range(60):
        asked.ask(number)
        assert asked.alive == min(number + 1, MOST)
    assert asked.one.most == MOST * BYTES_A_PIXEL * SIDE**2


def test_what_was_used_last_is_kept_and_made_once() -> None:
    asked = Counting(surfaces())
    for number in range(60):
        asked.ask(number)
        asked.ask(0)
    assert asked.made.count(0) == 1
    asked.ask(1)
    assert asked.made.count(1) == 2


def test_a_surface_larger_than_the_bound_is_drawn_and_alone() -> None:
    asked = Counting(surfaces())
    asked.ask(0)
    huge = asked.one.kept("huge", lambda: pygame.Surface((4000, 4000)))
    assert huge.get_size() == (4000, 4000)
    assert asked.alive == 0
    assert asked.one.kept("huge", square) is huge


def test_sparse_surfaces_are_kept_beside_the_others_and_so_many_of_them() -> None:
    asked = Counting(surfaces())
    asked.ask(0)
    for number in range(SPARSE + 10):
        asked.one.sparse(number, asked.maker(100 + number))
        asked.one.sparse(0, asked.maker(100))
    asked.ask(0)
    assert asked.made.count(0) == asked.made.count(100) == 1
    assert asked.alive == 1 + SPARSE
    asked.one.sparse(1, asked.maker(101))
    assert asked.made.count(101) == 2
    asked.one.fit(SIZE)
    assert asked.alive == 0


def test_what_nobody_will_see_again_is_let_go_at_once() -> None:
    asked = Counting(surfaces())
    asked.one.forget(("test", 0))  # of what isn't kept nothing is known
    for number in range(round(MOST)):
        asked.ask(number)
    asked.one.forget(("test", round(MOST) - 1))
    assert asked.alive == MOST - 1
    asked.ask(60)
    assert asked.alive == MOST


def test_the_parts_of_what_is_kept_whole_are_let_go_first() -> None:
    asked = Counting(surfaces())
    asked.ask(0)
    with asked.one.parts():
        asked.ask(1, cheap=True)
    for number in range(2, round(MOST) + 1):
        asked.ask(number)  # one more than fits
    asked.ask(0)
    assert asked.made.count(0) == 1
    asked.ask(1)
    assert asked.made.count(1) == 2


def test_what_was_ordered_before_is_taken_and_not_made_again() -> None:
    one = surfaces()
    asked = Counting(one)
    try:
        one.order(("test", 7), asked.maker(7))
        asked.ask(7)
        asked.ask(7)
    finally:
        one.close()
    assert asked.made == [7]


def test_an_order_for_what_is_kept_makes_it_stay_longer() -> None:
    asked = Counting(surfaces())
    for number in range(round(MOST)):
        asked.ask(number)
    asked.one.order(("test", 0), asked.maker(0))
    asked.ask(60)
    asked.ask(0)
    assert asked.made.count(0) == 1


def test_what_is_wanted_soon_outlasts_what_was_used_since() -> None:
    asked = Counting(surfaces())
    asked.one.keep_longer(("test", 0))  # of what isn't kept nothing is known
    for number in range(60):
        asked.ask(number)
        asked.one.keep_longer(("test", 0))
    asked.ask(0)
    assert asked.made.count(0) == 1


def test_a_disc_is_full_in_its_middle_smooth_at_its_edge_and_empty_outside() -> None:
    disc = surfaces().disc(40, (10, 20, 30))
    assert disc.get_at((20, 20)) == (10, 20, 30, 255)
    assert disc.get_at((0, 0))[3] == 0
    assert any(0 < disc.get_at((x, 3))[3] < 255 for x in range(40))


def test_a_shadow_drawn_in_parts_is_the_one_drawn_at_once() -> None:
    one, card = surfaces(), Box(60, 50, 240, 170)
    whole, parts = pygame.Surface(SIZE), pygame.Surface(SIZE)
    one.shade(whole, card, 12, 10)
    assert whole.get_bounding_rect() == whole.get_rect(), "an opaque canvas"
    assert whole.get_at((card.x - 5, card.centre[1])) != whole.get_at((0, 0))
    for left in range(0, SIZE[0], 37):
        for top in range(0, SIZE[1], 41):
            parts.set_clip((left, top, 37, 41))
            one.shade(parts, card, 12, 10)
    assert pygame.image.tobytes(parts, "RGB") == pygame.image.tobytes(whole, "RGB")
