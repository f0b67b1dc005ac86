"""Fonts are bounded, rare characters are drawn, and nothing missing stops a visit."""

from __future__ import annotations

import logging
import os
import random
import tracemalloc
import weakref
from collections.abc import Callable
from pathlib import Path

import pygame
import pytest

from kiosk.paths import shipped
from kiosk.ui.items import Text
from kiosk.ui.surface_cache import SurfaceCache
from kiosk.ui.text.font_files import BOLD, RARE, REGULAR
from kiosk.ui.text.font_sums import SUMS
from kiosk.ui.text.fonts import MOST_OPEN, Fonts, measured
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


def test_what_one_kit_has_measured_no_other_measures_while_the_files_are_the_same(
    opened: list[weakref.ref[pygame.font.Font]], tmp_path: Path
) -> None:
    files = damaged(tmp_path, half)  # none of them
    known = measured(files)
    width = Fonts(files, known=known).width("您", 33, bold=False)
    assert measured(files) is known
    met = len(opened)
    assert Fonts(files, known=measured(files)).width("您", 33, bold=False) == width
    assert len(opened) == met > 0
    (tmp_path / "KioskSansSC-Bold.otf").unlink()
    assert measured(files) is not known


def test_widths_of_many_characters_in_many_sizes_take_little_memory() -> None:
    fonts = Fonts(ASSETS / "fonts")
    chars, sizes = [chr(0x4E00 + n) for n in range(400)], range(30, 38)
    known = {(char, px): fonts.width(char, px, bold=False) for char in chars for px in sizes[:2]}
    tracemalloc.start()
    try:
        for px in sizes[2:]:
            for char in chars:
                fonts.width(char, px, bold=False)
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held / len(chars) / len(sizes[2:]) < 10
    fonts.reopen()
    for (char, px), width in known.items():
        face = fonts.face_of(char, bold=False)
        drawn = 0 if face is None else fonts.font(face, px).size(char)[0]
        assert fonts.width(char, px, bold=False) == width == drawn


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


# Files that aren't those that were shipped ---------------------------------------------------------


def random_bytes(path: Path, whole: bytes) -> None:
    path.write_bytes(random.Random(path.name).randbytes(len(whole)))  # noqa: S311 (no secret)


def half(path: Path, whole: bytes) -> None:
    path.write_bytes(whole[: len(whole) // 2])


def one_byte(path: Path, whole: bytes) -> None:
    path.write_bytes(whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:])


def pipe(path: Path, _: bytes) -> None:
    os.mkfifo(path)


def endless(path: Path, _: bytes) -> None:
    path.symlink_to("/dev/zero")


def huge(path: Path, _: bytes) -> None:
    with path.open("wb") as file:
        file.truncate(3 << 30)


def folder(path: Path, _: bytes) -> None:
    path.mkdir()


DAMAGES = (random_bytes, half, one_byte, pipe, endless, huge, folder)


def damaged(into: Path, damage: Callable[[Path, bytes], None], *names: str) -> Path:
    """Give a folder of fonts of which some are damaged."""
    for name in SUMS:
        source = ASSETS / "fonts" / name
        if name in names:
            damage(into / name, source.read_bytes())
        else:
            (into / name).symlink_to(source)
    return into


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_font_is_never_opened_and_another_face_takes_its_place(
    tmp_path: Path, damage: Callable[[Path, bytes], None], caplog: pytest.LogCaptureFixture
) -> None:
    regular = "KioskSansSC-Regular.otf"
    one = surfaces(damaged(tmp_path, damage, regular))
    with caplog.at_level(logging.ERROR):
        assert drawn(one, "骗子") == drawn(surfaces(), "骗子", bold=True)
        one.fonts.reopen()
        assert drawn(one, "骗子", bold=True) == drawn(surfaces(), "骗子", bold=True)
    assert [regular in record.getMessage() for record in caplog.records] == [True]


def test_where_no_font_is_whole_pygames_own_is_taken(tmp_path: Path) -> None:
    one = surfaces(damaged(tmp_path, random_bytes, *SUMS))
    assert drawn(one, "110") > 0
    assert one.fonts.face_of("骗", bold=False) is None
    for face in (REGULAR, BOLD, RARE):
        assert one.fonts.font(face, 30).get_height() > 0


def test_a_font_that_is_damaged_meanwhile_is_not_opened_again(tmp_path: Path) -> None:
    bold = "KioskSansSC-Bold.otf"
    one = surfaces(damaged(tmp_path, lambda path, whole: path.write_bytes(whole) and None, bold))
    before = drawn(one, "骗子", bold=True)
    assert before == drawn(surfaces(), "骗子", bold=True)
    one.fonts.reopen()
    (tmp_path / bold).unlink()
    random_bytes(tmp_path / bold, b"x" * 1_000_000)
    fresh = surfaces(tmp_path)
    assert drawn(fresh, "骗子", bold=True) == drawn(surfaces(), "骗子")
