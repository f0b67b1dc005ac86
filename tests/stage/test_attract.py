"""待机 shows whose machine it is, and nothing stays where it is for ever."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pygame
import pytest

from kiosk import app
from kiosk.scenario.spoken import Heard
from kiosk.settings import Settings
from kiosk.stage.screens.attract import WIDEST_LOGO
from kiosk.stage.screens.screen import Kit
from kiosk.stage.shapes import Art

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def stories() -> app.Stories:
    app.drawing_without_display()
    return app.open_stories([], None, TODAY)


def kit(stories: app.Stories, settings: Settings) -> Kit:
    return app.make_kit((1920, 1080), stories, settings)


def arts(kit: Kit) -> dict[str, Art]:
    view = kit.flow.attract(0.0).view(0.0, Heard())
    found = (item for item in view.items if isinstance(item, Art))
    return {art.name: art for art in found}


def logo(folder: Path, size: tuple[int, int]) -> Path:
    path = folder / f"{size[0]}x{size[1]}.png"
    pygame.image.save(pygame.Surface(size), str(path))
    return path


@pytest.mark.parametrize(("size", "ratio"), [((90, 30), 3.0), ((900, 30), WIDEST_LOGO), ((3, 9), 1)])
def test_a_sites_own_logo_stands_before_its_name(
    stories: app.Stories, tmp_path: Path, size: tuple[int, int], ratio: float
) -> None:
    path = logo(tmp_path, size)
    shown = arts(kit(stories, Settings(site_name="示范社区", site_logo=path)))
    box = shown[str(path)].box
    assert box.w / box.h == pytest.approx(ratio, abs=0.05)
    assert "icons/shield-alert" not in shown


def test_a_logo_that_cant_be_read_leaves_the_shield(stories: app.Stories, tmp_path: Path) -> None:
    path = tmp_path / "标志.png"
    path.write_bytes(b"no picture")
    shown = arts(kit(stories, Settings(site_logo=path)))
    assert "icons/shield-alert" in shown
    assert str(path) not in shown
