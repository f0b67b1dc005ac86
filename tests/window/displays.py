"""Virtual displays: an X server without a screen, real input into it, screenshots of it."""

from __future__ import annotations

import atexit
import ctypes
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import mss
import numpy as np
import numpy.typing as npt
import pytest

import kiosk

ROOT = Path(kiosk.__file__).resolve().parent.parent
PATIENCE = 60.0
"""Seconds within which anything awaited happens, on a machine busy with other things."""

WIDE, UPRIGHT, SMALL, TURNED = (1920, 1080), (1080, 1920), (1366, 768), (768, 1366)
"""On the last two half as much is drawn: for what isn't about a size."""

Pixels = npt.NDArray[np.uint8]


def at(*sizes: tuple[int, int]) -> pytest.MarkDecorator:
    """Mark a test with the sizes of the `display` it runs on.

    Pages fit on every size by the inspection of all of them; here one size shows that the whole works.
    """
    return pytest.mark.parametrize("display", sizes, indirect=True, ids=str)


@cache
def without_numpy() -> Path:
    """Give a folder that hides numpy: a user has none, and where there is one pygame loads it at every start."""
    folder = Path(mkdtemp(prefix="kiosk-without-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "numpy.py").write_text("raise ImportError('only tests have it')\n", encoding="utf-8")
    return folder


def environment(**extra: str) -> dict[str, str]:
    """Give the environment a user's session would have, without what the tests set for themselves."""
    own = ("SDL_VIDEODRIVER", "SDL_AUDIODRIVER", "DISPLAY", "WAYLAND_DISPLAY", "KIOSK_INNER")
    kept = {name: value for name, value in os.environ.items() if name not in own}
    return {**kept, "PYTHONPATH": f"{ROOT}{os.pathsep}{without_numpy()}", **extra}


class Display:
    """An X server without a screen, `size` pixels wide and high."""

    def __init__(self, size: tuple[int, int], number: str = "") -> None:
        """Start it, on a free number or on one that is wanted, such as `:7`."""
        self.size = size
        read, write = os.pipe()
        width, height = size
        self._server = subprocess.Popen(
            [
                *(
                    "Xvfb",
                    *filter(None, [number]),
                    "-displayfd",
                    str(write),
                    "-screen",
                    "0",
                    f"{width}x{height}x24",
                ),
                *("-nolisten", "tcp", "-noreset"),
            ],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as lines:  # a line comes when clients are accepted
            self.name = f":{lines.readline().strip()}"
        assert self.name != ":", "Xvfb did not start"

    def xdotool(self, *words: object) -> None:
        """Send real input, one command or several."""
        # As arguments: the scripts it reads from a file garble the names of keys.
        command = ["xdotool", *map(str, words)]
        subprocess.run(command, env=environment(DISPLAY=self.name), check=True, timeout=120)

    def taps(self, point: tuple[int, int], times: int, pause: int) -> None:
        """Touch a point so often, `pause` ms apart: the server keeps them, not a process that may be busy."""
        x11, test = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
        x11.XOpenDisplay.restype = ctypes.c_void_p
        opened = ctypes.c_void_p(x11.XOpenDisplay(self.name.encode()))
        assert opened, f"{self.name} takes no other client"
        now, soon = ctypes.c_ulong(0), ctypes.c_ulong(pause // 2)
        test.XTestFakeMotionEvent(opened, -1, *point, now)
        for number in range(times):
            test.XTestFakeButtonEvent(opened, 1, 1, soon if number else now)
            test.XTestFakeButtonEvent(opened, 1, 0, soon)
        x11.XSync(opened, 0)  # comes back when the last has been sent
        x11.XCloseDisplay(opened)

    def screenshot(self) -> Pixels:
        """Give what is on the screen: rows of RGB pixels."""
        with mss.MSS(display=self.name) as eye:
            shot = eye.grab(eye.monitors[0])
        bgra = np.frombuffer(shot.raw, np.uint8).reshape(shot.height, shot.width, 4)
        return bgra[:, :, 2::-1].copy()

    def close(self) -> None:
        """End the server."""
        self._server.terminate()
        self._server.wait(PATIENCE)
