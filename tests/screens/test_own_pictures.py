"""Pictures a story brings: whatever kind they are they fill their card, at a bounded cost."""

from __future__ import annotations

import logging
from pathlib import Path

import pygame
import pytest
from PIL import Image

from kiosk.ui.images import Images

SIZE = (300, 200)
MODES = ("RGB", "RGBA", "L", "P", "1")


def drawn(path: Path, *, cover: bool = True, size: tuple[int, int] = SIZE) -> pygame.Surface:
    return Images(path.parent).draw(str(path), size, cover=cover)


@pytest.mark.parametrize("mode", MODES)
def test_every_kind_of_png_is_drawn(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "家.png"
    Image.new("RGBA", (640, 400), (255, 255, 255, 255)).convert(mode).save(path)
    assert tuple(drawn(path).get_at((150, 100))) == (255, 255, 255, 255)


def test_a_picture_in_few_colours_keeps_them(tmp_path: Path) -> None:
    path = tmp_path / "家.png"
    Image.new("RGB", (640, 400), (200, 30, 40)).quantize(8).save(path)
    red, green, blue, _ = drawn(path).get_at((150, 100))
    assert red > 180
    assert max(green, blue) < 60


@pytest.mark.parametrize("shape", [(1, 3000), (3000, 1), (1, 1), (3000, 2000)])
def test_a_picture_of_any_shape_fills_its_card_without_growing_beyond_it(
    tmp_path: Path, shape: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "家.png"
    Image.new("RGB", shape, (0, 0, 255)).save(path)
    asked: list[tuple[int, int]] = []
    scale = pygame.transform.smoothscale

    def watched(surface: pygame.Surface, size: tuple[int, int]) -> pygame.Surface:
        asked.append(size)
        # A mend that fails must not take the machine's memory with it.
        return scale(surface, (min(size[0], 1000), min(size[1], 1000)))

    monkeypatch.setattr(pygame.transform, "smoothscale", watched)
    surface = drawn(path)
    assert all(surface.get_at(at)[2] > 250 for at in [(2, 2), (297, 197)])
    assert all(side <= 2 * limit for side, limit in zip(asked[0], SIZE, strict=True))


def test_the_middle_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "家.png"
    picture = Image.new("RGB", (900, 200), (255, 0, 0))
    picture.paste((0, 255, 0), (300, 0, 600, 200))
    picture.save(path)
    surface = drawn(path)
    assert all(surface.get_at((x, 100))[1] > 200 for x in (4, 150, 295))


def test_what_cannot_be_drawn_leaves_its_place_empty_and_is_noted(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    for name, data in (
        ("零.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 0"></svg>'),
        ("坏.png", b"\x89PNG\r\n\x1a\nxxxx"),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        assert drawn(path).get_at((5, 5))[3] == 0
        assert name in caplog.text
