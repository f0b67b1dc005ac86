"""What is drawn by differences is what would be drawn anew."""

from __future__ import annotations

from functools import cache
from random import Random

import pygame
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.engine.painter import MOST_PARTS, Painter, merged
from kiosk.review import gallery
from kiosk.speech import Heard
from kiosk.ui.geometry import Box
from kiosk.ui.items import Fill
from kiosk.ui.screen import Screen, View
from kiosk.ui.theme import Look
from tests.kits import SMALL, sampled

NOW = gallery.NOW

boxes = st.lists(
    st.builds(
        Box, st.integers(-20, 180), st.integers(-20, 180), st.integers(1, 60), st.integers(1, 60)
    ),
    max_size=30,
)


@cache
def everything() -> tuple[Screen, ...]:
    kit, _ = sampled(SMALL)
    looks = (Look.NORMAL, Look.LARGE_CONTRAST)
    return tuple(screen for look in looks for _, screen in gallery.states(kit, look))


def anew(view: View) -> pygame.Surface:
    canvas = pygame.Surface(SMALL)
    Painter(canvas, sampled(SMALL)[1]).paint(view)
    return canvas


def pixels(surface: pygame.Surface) -> bytes:
    return bytes(pygame.image.tobytes(surface, "RGB"))


@pytest.mark.parametrize("seed", range(4))
def test_a_walk_over_screens_ends_in_the_pixels_of_a_drawing_anew(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 (no secret; the seed makes it repeatable)
    canvas = pygame.Surface(SMALL)
    painter = Painter(canvas, sampled(SMALL)[1])
    screens = everything()
    at = chance.randrange(len(screens))
    for _ in range(12):
        # Neighbours share much, strangers little: both ways of changing are walked.
        near = chance.random() < 0.7
        at = (at + 1 if near else chance.randrange(len(screens))) % len(screens)
        screen = screens[at]
        heard = chance.choice((Heard(), gallery.heard_halfway(screen)))
        view = screen.view(NOW + chance.choice((0.1, 0.3, 3.0, 61.0)), heard)
        painter.paint(view)
        assert pixels(canvas) == pixels(anew(view)), f"{screen.identity} after seed {seed}"


def test_a_view_that_is_shown_already_draws_nothing() -> None:
    canvas = pygame.Surface(SMALL)
    painter = Painter(canvas, sampled(SMALL)[1])
    view = everything()[1].view(NOW, Heard())
    assert painter.paint(view) == [Box(0, 0, *SMALL)]
    assert painter.paint(view) == []


def test_after_forgetting_all_is_drawn() -> None:
    canvas = pygame.Surface(SMALL)
    painter = Painter(canvas, sampled(SMALL)[1])
    view = everything()[1].view(NOW, Heard())
    painter.paint(view)
    canvas.fill((9, 9, 9))
    painter.forget()
    painter.paint(view)
    assert pixels(canvas) == pixels(anew(view))


def test_words_lit_one_after_the_other_redraw_only_where_they_stand() -> None:
    canvas = pygame.Surface(SMALL)
    painter = Painter(canvas, sampled(SMALL)[1])
    kit, _ = sampled(SMALL)
    screen = next(s for n, s in gallery.states(kit) if n.endswith("-后果"))
    said = screen.utterance
    assert said is not None
    painter.paint(screen.view(NOW + 9, Heard(said, (0, 2), 2)))
    parts = painter.paint(screen.view(NOW + 9, Heard(said, (2, 4), 4)))
    assert parts
    assert sum(part.w * part.h for part in parts) < SMALL[0] * SMALL[1] / 40


def test_an_item_that_goes_leaves_what_was_under_it() -> None:
    canvas = pygame.Surface(SMALL)
    painter = Painter(canvas, sampled(SMALL)[1])
    ground, spot = Fill(Box(0, 0, *SMALL), (1, 2, 3)), Fill(Box(5, 5, 9, 9), (200, 0, 0))
    painter.paint(View((ground, spot)))
    assert canvas.get_at((6, 6))[:3] == (200, 0, 0)
    painter.paint(View((ground,)))
    assert canvas.get_at((6, 6))[:3] == (1, 2, 3)


def test_an_item_that_comes_twice_and_then_once_is_drawn_again() -> None:
    canvas = pygame.Surface(SMALL)
    painter = Painter(canvas, sampled(SMALL)[1])
    red, blue = Fill(Box(0, 0, 9, 9), (200, 0, 0)), Fill(Box(0, 0, 9, 9), (0, 0, 200))
    painter.paint(View((red, blue, red)))
    painter.paint(View((red, blue)))
    assert canvas.get_at((3, 3))[:3] == (0, 0, 200)


@settings(max_examples=200)
@given(boxes)
def test_merged_parts_cover_every_box_and_none_meets_another(given_boxes: list[Box]) -> None:
    parts = merged(given_boxes)
    assert len(parts) <= MOST_PARTS
    assert all(any(part.around(box) for part in parts) for box in given_boxes)
    assert not any(a.meets(b) for n, a in enumerate(parts) for b in parts[n + 1 :])


def test_a_picture_that_is_taken_over_covers_all_also_after_a_small_change() -> None:
    canvas, picture = pygame.Surface((200, 100)), pygame.Surface((200, 100))
    painter = Painter(canvas, sampled(SMALL)[1])
    ground = Fill(Box(0, 0, 200, 100), (0, 0, 0))
    painter.paint(View((ground,)))
    painter.paint(View((ground, Fill(Box(10, 10, 20, 20), (255, 255, 255)))))
    picture.fill((0, 0, 255))
    painter.adopt(View(()), picture)
    assert pixels(canvas) == pixels(picture)
