"""Fonts are bounded, rare characters are drawn, and nothing missing stops a visit."""

from __future__ import annotations

import weakref
from pathlib import Path

import pygame
import pytest

from kiosk.paths import shipped
from kiosk.ui.items import Text
from kiosk.ui.surface_cache import SurfaceCache
from kiosk.ui.text.fonts import MOST_OPEN, RARE, REGULAR, Fonts
from kiosk.ui.text.paragraph import Style, lay

ASSETS = shipped("assets")
SIZE = (400, 300)


@pytest.fixture(autouse=True)
def _fonts_ready() -> None:
    pygame.font.init()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[weakref.ref[pygame.font.Font]]:
    """Give every font that is opened from now on; one that was closed is gone."""
    seen: list[weakref.ref[pygame.font.Font]] = []

    class Seen(pygame.font.Font):
        def __init__(self, path: str | None, px: int) -> None:
            super().__init__(path, px)
            seen.append(weakref.ref(self))

    monkeypatch.setattr(pygame.font, "Font", Seen)
    return seen


def alive(opened: list[weakref.ref[pygame.font.Font]]) -> int:
    return sum(font() is not None for font in opened)


def surfaces(fonts: Path = ASSETS / "fonts") -> SurfaceCache:
    return SurfaceCache(Fonts(fonts), ASSETS / "pictures", SIZE)


def drawn(one: SurfaceCache, text: str, *, bold: bool = False) -> int:
    """Draw a text and give how many pixels it colours."""
    canvas = pygame.Surface(SIZE)
    paragraph = lay(one.fonts, text, Style(40, (255, 255, 255), bold), SIZE[0])
    Text(20, 20, paragraph).paint(canvas, one)
    return pygame.mask.from_threshold(canvas, (255, 255, 255), (120, 120, 120)).count()


def test_so_many_fonts_are_open_and_no_more(
    opened: list[weakref.ref[pygame.font.Font]],
) -> None:
    one = surfaces()
    for number, px in enumerate(range(20, 60)):
        assert one.fonts.width("您", px, bold=False) == px
        assert alive(opened) == min(number + 1, MOST_OPEN)


def test_the_font_used_last_stays_open(opened: list[weakref.ref[pygame.font.Font]]) -> None:
    fonts = Fonts(ASSETS / "fonts")
    kept = fonts.font(REGULAR, 20)
    for px in range(21, 60):
        fonts.font(REGULAR, px)
        assert fonts.font(REGULAR, 20) is kept
    assert len(opened) == 40


def test_fonts_are_closed_between_visitors_and_open_again(
    opened: list[weakref.ref[pygame.font.Font]],
) -> None:
    one = surfaces()
    before = drawn(one, "您好")
    one.rest()
    assert opened
    assert alive(opened) == 0
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
