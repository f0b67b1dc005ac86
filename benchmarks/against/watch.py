"""A screen whose pixels are read as they are written, and what a tree of processes takes."""

from __future__ import annotations

import mmap
import os
import struct
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from stand import SIZE, TICKS

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
    """Start a virtual screen whose pixels lie in a file of a folder."""
    read, write = os.pipe()
    geometry = "x".join(map(str, (*SIZE, 24)))
    server = subprocess.Popen(
        [
            "Xvfb",
            "-displayfd",
            str(write),
            "-screen",
            "0",
            geometry,
            "-nolisten",
            "tcp",
            "-noreset",
            "-fbdir",
            folder,
        ],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        name = f":{int(pipe.readline())}"
    manager = subprocess.Popen(
        ["openbox", "--sm-disable"], env={**os.environ, "DISPLAY": name}, stderr=subprocess.DEVNULL
    )
    try:
        _managed(name)
        yield Screen(name, folder / "Xvfb_screen0")
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait()


def _managed(name: str) -> None:
    """Wait until the window manager is there: without one Ren'Py knows no full screen."""
    asked = ["xprop", "-display", name, "-root", "_NET_SUPPORTING_WM_CHECK"]
    end = time.monotonic() + 20
    while (
        "window id" not in subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    ):
        if time.monotonic() > end:
            raise TimeoutError("openbox doesn't come")
        time.sleep(0.05)


def usage(pid: int) -> tuple[float, float]:
    """Give the proportional set size in MB and the processor seconds of a process and its descendants."""
    memory, ticks, waiting = 0, 0, [pid]
    while waiting:
        proc = Path(f"/proc/{waiting.pop()}")
        try:
            rows = (proc / "smaps_rollup").read_text().splitlines()
            numbers = (proc / "stat").read_text().rpartition(")")[2].split()
            children = [path.read_text() for path in proc.glob("task/*/children")]
        except OSError:
            continue  # it has ended meanwhile
        memory += next(int(row.split()[1]) for row in rows if row.startswith("Pss:"))
        ticks += sum(map(int, numbers[11:15]))  # with those of children that have ended
        waiting += [int(child) for row in children for child in row.split()]
    return memory / 1024, ticks / TICKS
