"""What a phone reads from a picture of a page."""

from __future__ import annotations

import pygame
import zxingcpp


def read(surface: pygame.Surface) -> str:
    """Give the text of the one code that is seen."""
    width, height = surface.get_size()
    pixels = memoryview(pygame.image.tobytes(surface, "RGB")).cast("B", (height, width, 3))
    (code,) = zxingcpp.read_barcodes(pixels, text_mode=zxingcpp.TextMode.Plain)
    return str(code.text)
