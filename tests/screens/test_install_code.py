"""The last page of a visit shows a code that a phone can read, on every screen."""

from __future__ import annotations

import pygame
import pytest
import zxingcpp
from PIL import Image

from kiosk.app_link import DEFAULT_LINK
from kiosk.review import gallery
from kiosk.screens.kit import Session
from tests.kits import FINE, SMALL, UPRIGHT, WIDE, sampled


@pytest.mark.parametrize("size", [WIDE, UPRIGHT, SMALL, FINE], ids=str)
def test_a_phone_reads_the_code_on_the_screen(size: tuple[int, int]) -> None:
    kit, surfaces = sampled(size)
    drawn = gallery.draw(kit, surfaces, kit.flow.install(Session(seed=1)))
    picture = Image.frombytes("RGB", size, pygame.image.tobytes(drawn, "RGB"))
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [DEFAULT_LINK]
