"""Fonts, pictures and kept surfaces: bounded, and nothing missing stops a visit."""

from __future__ import annotations

import logging
from pathlib import Path

import pygame
import pytest

from kiosk.paths import shipped
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art, Text
from kiosk.ui.surface_cache import BYTES_A_PIXEL, SCREENS, SurfaceCache
from kiosk.ui.text.fonts import MOST_OPEN, RARE, Fonts
from kiosk.ui.text.paragraph import Style, lay

FONTS = shipped("assets") / "fonts"
PICTURES = shipped("assets") / "pictures"
SIZE = (400, 300)


@pytest.fixture(autouse=True)
def _fonts_ready() -> None:
    pygame.font.init()


def surfaces(fonts: Path = FONTS, pictures: Path = PICTURES) -> SurfaceCache:
    return SurfaceCache(Fonts(fonts), pictures, SIZE)


def drawn(one: SurfaceCache, text: str, *, bold: bool = False) -> int:
    """Draw a text and give how many pixels it colours."""
    canvas = pygame.Surface(SIZE)
    paragraph = lay(one.fonts, text, Style(40, (255, 255, 255), bold), SIZE[0])
    Text(20, 20, paragraph).paint(canvas, one)
    return pygame.mask.from_threshold(canvas, (255, 255, 255), (120, 120, 120)).count()


def test_what_is_kept_stays_within_its_bound() -> None:
    one = surfaces()
    most = SCREENS * BYTES_A_PIXEL * SIZE[0] * SIZE[1]
    for number in range(60):
        one.kept(("test", number), lambda: pygame.Surface((100, 100), pygame.SRCALPHA))
        held = sum(size for _, size in one._kept.values())
        assert held == one._bytes <= most
    assert len(one._kept) < 60


def test_what_was_used_last_is_kept_and_made_once() -> None:
    one = surfaces()
    made: list[int] = []

    def ask(number: int) -> pygame.Surface:
        def make() -> pygame.Surface:
            made.append(number)
            return pygame.Surface((100, 100), pygame.SRCALPHA)

        return one.kept(("test", number), make)

    first = ask(0)
    for number in range(1, 60):
        ask(number)
        assert ask(0) is first
    assert made.count(0) == 1


def test_a_surface_larger_than_the_bound_is_drawn_and_alone() -> None:
    one = surfaces()
    one.kept("small", lambda: pygame.Surface((10, 10)))
    huge = one.kept("huge", lambda: pygame.Surface((4000, 4000)))
    assert huge.get_size() == (4000, 4000)
    assert list(one._kept) == ["huge"]


def test_so_many_fonts_are_open_and_no_more() -> None:
    one = surfaces()
    for px in range(20, 60):
        drawn_width = one.fonts.width("您", px, bold=False)
        assert drawn_width == px
    assert len(one.fonts._open) <= MOST_OPEN


def test_fonts_closed_between_visitors_open_again() -> None:
    one = surfaces()
    before = drawn(one, "您好")
    one.rest()
    assert not one.fonts._open
    assert drawn(one, "您好") == before


def test_a_rare_surname_is_drawn_from_the_rare_face() -> None:
    one = surfaces()
    assert one.fonts.face_of("䶮", bold=False) == RARE
    assert one.fonts.face_of("𬭚", bold=True) == RARE
    assert drawn(one, "䶮") > 100
    assert drawn(one, "𬭚") > 100


def test_a_character_no_face_has_takes_no_room_and_draws_nothing() -> None:
    one = surfaces()
    assert one.fonts.face_of("😀", bold=False) is None
    assert one.fonts.width("😀", 40, bold=False) == 0
    assert drawn(one, "😀") == 0
    assert drawn(one, "您😀好") == drawn(one, "您好")


def test_bold_characters_are_drawn_bold_and_not_smeared() -> None:
    one = surfaces()
    assert drawn(one, "钱", bold=True) > drawn(one, "钱")
    assert one.fonts.width("钱", 40, bold=True) == one.fonts.width("钱", 40, bold=False)


def test_without_any_font_file_a_text_is_still_laid_out(tmp_path: Path) -> None:
    one = surfaces(fonts=tmp_path)
    paragraph = lay(one.fonts, "App 96110 您好", Style(40, (255, 255, 255)), SIZE[0])
    assert paragraph.rows
    assert drawn(one, "App 96110") > 100


def test_a_missing_picture_leaves_its_place_empty_and_says_so(
    caplog: pytest.LogCaptureFixture,
) -> None:
    one = surfaces()
    with caplog.at_level(logging.WARNING):
        surface = one.pictures.draw("people/没有这个人", (40, 30))
    assert surface.get_size() == (40, 30)
    assert surface.get_bounding_rect().size == (0, 0)
    assert "没有这个人" in caplog.text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b"<svg"),
        ("a.svg", b'<svg viewBox="0 0 0 0"></svg>'),
        ("a.svg", b'<svg viewBox="0 0 0.00001 100000"></svg>'),
        ("a.svg", b"\xff\xfe\x00"),
        ("a.png", b""),
        ("a.png", b"not a picture"),
        ("a.jpg", b"\xff\xd8\xff" + b"\0" * 40),
    ],
)
def test_a_broken_picture_leaves_its_place_empty(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    canvas = pygame.Surface(SIZE)
    Art(Box(10, 10, 50, 50), str(path), cover=True, radius=8).paint(canvas, surfaces())
    assert canvas.get_bounding_rect().size in ((0, 0), SIZE)
    assert pygame.transform.average_color(canvas)[:3] == (0, 0, 0)


def test_every_shipped_picture_is_drawn_at_its_very_size() -> None:
    one = surfaces()
    names = [f"{p.parent.name}/{p.stem}" for p in sorted(PICTURES.glob("*/*.svg"))]
    assert len(names) > 50
    empty = [n for n in names if not any(one.pictures.draw(n, (48, 48)).get_bounding_rect().size)]
    assert not empty


def test_a_tint_replaces_an_icons_black() -> None:
    surface = surfaces().pictures.draw("icons/check", (60, 60), (10, 200, 30))
    seen = {
        surface.get_at((x, y))[:3]
        for x in range(60)
        for y in range(60)
        if surface.get_at((x, y))[3] == 255
    }
    assert seen == {(10, 200, 30)}
