"""Pictures are drawn for their box: whole or cut in the middle, and quick to set on the canvas."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pygame
import pytest

from kiosk.paths import shipped
from kiosk.ui.geometry import Box
from kiosk.ui.images import Images
from kiosk.ui.items import Art
from kiosk.ui.surface_cache import SurfaceCache
from kiosk.ui.text.fonts import Fonts

PICTURES = Images(shipped("assets") / "pictures")
MARKET = "things/market"
SIZES = [(600, 688), (960, 420), (480, 360), (97, 301), (1, 1)]


@pytest.fixture
def _screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    pygame.display.init()
    yield
    pygame.display.quit()


def pixels(surface: pygame.Surface) -> npt.NDArray[np.int16]:
    flat = np.frombuffer(pygame.image.tobytes(surface, "RGBA"), np.uint8)
    return flat.reshape(surface.get_height(), surface.get_width(), 4).astype(np.int16)


@pytest.mark.parametrize("size", SIZES)
def test_a_picture_has_the_size_of_its_box(size: tuple[int, int]) -> None:
    for cover in (False, True):
        assert PICTURES.draw(MARKET, size, cover=cover).get_size() == size


@pytest.mark.parametrize("size", SIZES)
def test_one_that_covers_leaves_no_hole(size: tuple[int, int]) -> None:
    assert (pixels(PICTURES.draw(MARKET, size, cover=True))[..., 3] == 255).all()


def test_one_that_is_fitted_in_is_whole_with_nothing_around() -> None:
    drawn = pixels(PICTURES.draw(MARKET, (480, 560)))
    assert (drawn[:100, :, 3] == 0).all()
    assert (drawn[460:, :, 3] == 0).all()
    assert (drawn[100:460] == pixels(PICTURES.draw(MARKET, (480, 360)))).all()


@pytest.mark.parametrize(("size", "full"), [((600, 720), (960, 720)), ((960, 400), (960, 720))])
def test_one_that_covers_is_cut_in_its_middle(size: tuple[int, int], full: tuple[int, int]) -> None:
    left, top = (full[0] - size[0]) // 2, (full[1] - size[1]) // 2
    whole = pixels(PICTURES.draw(MARKET, full))[top : top + size[1], left : left + size[0]]
    cut = pixels(PICTURES.draw(MARKET, size, cover=True))
    # Only smooth edges may come out a little otherwise.
    assert (np.abs(cut - whole).max(axis=2) > 24).mean() < 0.01


@pytest.mark.usefixtures("_screen")
@pytest.mark.parametrize("name", [MARKET, "people/女儿", "icons/check"])
def test_on_a_screen_it_has_the_order_of_bytes_other_surfaces_have(name: str) -> None:
    drawn = PICTURES.draw(name, (120, 120), cover=True)
    assert drawn.get_masks() == pygame.Surface((1, 1), pygame.SRCALPHA).get_masks()
    with_screen = pixels(drawn)
    pygame.display.quit()
    assert (pixels(PICTURES.draw(name, (120, 120), cover=True)) == with_screen).all()


def test_a_photograph_of_a_story_is_cut_in_its_middle_too(tmp_path: Path) -> None:
    photograph = pygame.Surface((300, 100))
    photograph.fill((200, 0, 0), (100, 0, 100, 100))
    pygame.image.save(photograph, str(tmp_path / "bild.png"))
    drawn = PICTURES.draw(str(tmp_path / "bild.png"), (100, 100), cover=True)
    assert tuple(drawn.get_at((50, 50)))[:3] == (200, 0, 0)
    assert tuple(drawn.get_at((3, 50)))[:3] == (200, 0, 0)


def test_a_missing_picture_is_an_empty_one(caplog: pytest.LogCaptureFixture) -> None:
    drawn = PICTURES.draw("things/nowhere", (40, 30))
    assert drawn.get_size() == (40, 30)
    assert (pixels(drawn)[..., 3] == 0).all()
    assert "things/nowhere" in caplog.text


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
    canvas = pygame.Surface((400, 300))
    assets = shipped("assets")
    surfaces = SurfaceCache(Fonts(assets / "fonts"), assets / "pictures", canvas.get_size())
    Art(Box(10, 10, 50, 50), str(path), cover=True, radius=8).paint(canvas, surfaces)
    assert not pixels(canvas)[..., :3].any()


def test_a_tint_replaces_an_icons_black() -> None:
    seen = pixels(PICTURES.draw("icons/check", (60, 60), (10, 200, 30)))
    full = seen[seen[..., 3] == 255]
    assert len(full) > 100
    assert (full[:, :3] == (10, 200, 30)).all()
