"""What a passer-by sees while the kiosk starts."""

from __future__ import annotations

from pathlib import Path

import mss
import numpy as np

from .displays import Display
from .harness import Kiosk

BLACK = 8
"""A row is black whose brightest pixel has no more of any colour than this."""
WATCHED = 1.0
"""Seconds after the first picture: by then it is full screen and has its voice."""


def test_once_a_picture_is_there_the_screen_is_never_black_again(
    shared_display: Display, tmp_path: Path
) -> None:
    width, height = shared_display.size
    row = {"left": 0, "top": height - 20, "width": width, "height": 1}
    kiosk = Kiosk(shared_display, tmp_path)
    try:
        kiosk.until(lambda: bool(kiosk.frame), "the first picture")
        first = kiosk.frame["t"]
        shades: list[int] = []
        with mss.MSS(display=shared_display.name) as eye:
            # One row is looked at some hundred times a second: black may last ten milliseconds.
            while kiosk.frame["t"] < first + WATCHED:
                pixels = np.frombuffer(eye.grab(row).raw, np.uint8)
                shades.append(int(pixels.reshape(width, 4)[:, :3].max()))
        assert len(shades) > 20
        assert min(shades) > BLACK
    finally:
        kiosk.process.terminate()
        kiosk.close()
