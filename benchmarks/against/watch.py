"""A screen whose pixels are read as they are written."""

from __future__ import annotations

import mmap
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from stand import SIZE, display

LOOK_SECONDS = 0.002
FEW_COLOURS = 24
"""Fewer colours than that are an empty window, in whatever colour."""
CHANGED = 0.01
"""Part of the looked-at pixels that is another on another screen; a pressed outline is less."""

Picture = np.ndarray


class Screen:
    """A virtual screen and its pixels, out of the memory the X server writes them into (XWD)."""

    def __init__(self, name: str, file: Path) -> None:
        self.name = name
        with file.open("r+b") as opened:
            self._memory = mmap.mmap(opened.fileno(), 0, prot=mmap.PROT_READ)
        head = struct.unpack(">25I", self._memory[:100])
        width, height = SIZE
        pixels = np.frombuffer(self._memory, np.uint32, width * height, head[0] + 12 * head[19])
        self._looked = pixels.reshape(height, width)[4::12, 3::3]

    def look(self) -> Picture:
        """Give some of its pixels, the same ones each time."""
        return self._looked.copy()

    def until(self, true: Callable[[Picture], bool], seconds: float = 30) -> float:
        """Wait until a look shows what is waited for, give the moment; TimeoutError."""
        end = time.monotonic() + seconds
        while (now := time.monotonic()) < end:
            if true(self.look()):
                return now
            time.sleep(LOOK_SECONDS)
        raise TimeoutError("the screen doesn't show what was waited for")

    def still(self, seconds: float = 0.4, limit: float = 8, part: float = CHANGED) -> Picture:
        """Wait until no more than a part has changed for a while, or a limit is over, and give the last look."""
        last, since, end = self.look(), time.monotonic(), time.monotonic() + limit
        while time.monotonic() < min(end, since + seconds):
            time.sleep(0.02)
            now = self.look()
            if another(last, now, part):
                last, since = now, time.monotonic()
        return self.look()


def filled(picture: Picture) -> bool:
    """Tell whether there is more than an empty window."""
    return len(np.unique(picture)) >= FEW_COLOURS


def another(one: Picture, two: Picture, part: float = CHANGED) -> bool:
    """Tell whether two looks are of different screens."""
    return float(np.mean(one != two)) > part


@contextmanager
def screen(folder: Path) -> Iterator[Screen]:
    """Start a virtual screen with a window manager, whose pixels lie in a file of a folder."""
    with display(pixels=folder, managed=True) as name:
        yield Screen(name, folder / "Xvfb_screen0")
