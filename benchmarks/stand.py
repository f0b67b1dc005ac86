"""A stand to measure on: a screen of its own, the real program on it, a finger, and its trace."""

from __future__ import annotations

import ctypes
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv" / "bin" / "python"
"""The kiosk's own environment, as scripts/run makes it: without numpy and setuptools."""

SIZE = (1920, 1080)
HELD_SECONDS = 0.08
"""How long a finger stays down in a tap (people: 60 to 150 ms)."""
TICKS = os.sysconf("SC_CLK_TCK")
CURTAIN = "kiosk-curtain"
"""What the process of `kiosk/supervisor/curtain.py` calls itself."""

Line = dict[str, Any]


def needed() -> str:
    """Give in Chinese what is missing to measure here, or nothing."""
    if not PYTHON.exists():
        return "还没有安装运行环境。请先运行一次 scripts/run doctor。"
    if shutil.which("Xvfb") is None:
        return "没有 Xvfb。请先安装 Debian 软件包 xvfb 和 xdotool。"
    return ""


@contextmanager
def display(
    size: tuple[int, int] = SIZE, *, pixels: Path | None = None, managed: bool = False
) -> Iterator[str]:
    """Start a virtual screen and give its name; it says itself when it is ready.

    Its pixels lie in `Xvfb_screen0` of the folder `pixels` where one is given; `managed`: with Openbox.
    """
    read, write = os.pipe()
    words = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size[0]}x{size[1]}x24"]
    words += ["-nolisten", "tcp", "-noreset", *(["-fbdir", str(pixels)] if pixels else [])]
    server = subprocess.Popen(words, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as pipe:
        name = f":{int(pipe.readline())}"
    started = [server]
    try:
        if managed:
            env = {**os.environ, "DISPLAY": name}
            command = ["openbox", "--sm-disable"]
            started.append(subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL))
            _wait_for_manager(name)
        yield name
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()


def _wait_for_manager(name: str) -> None:
    """Wait until the window manager is there: without one Ren'Py knows no full screen."""
    asked = ["xprop", "-display", name, "-root", "_NET_SUPPORTING_WM_CHECK"]
    end = time.monotonic() + 20
    while (
        "window id" not in subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    ):
        if time.monotonic() > end:
            raise TimeoutError("openbox doesn't come")
        time.sleep(0.05)


def prepare(data: Path) -> None:
    """Make a data directory with settings, in which a first start asks nothing."""
    data.mkdir()
    (data / "settings.yaml").write_text("屏幕对角线: 21.5\n", encoding="utf-8")


def morning() -> str:
    """Give the time zone in which it is eleven: after hours the kiosk is dark and nothing moves."""
    east = (11 - datetime.now(UTC).hour + 12) % 24 - 12
    return f"<ELEVEN>{-east:+d}"  # POSIX counts westwards


class Finger:
    """Presses and releases at pixels of a screen, through the X server's own test extension."""

    def __init__(self, name: str) -> None:
        self._x11, self._test = (ctypes.CDLL(lib) for lib in ("libX11.so.6", "libXtst.so.6"))
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._screen = ctypes.c_void_p(self._x11.XOpenDisplay(name.encode()))

    def move(self, x: int, y: int) -> None:
        """Move to a pixel."""
        self._test.XTestFakeMotionEvent(self._screen, -1, x, y, 0)
        self._x11.XSync(self._screen, 0)

    def button(self, *, down: bool) -> float:
        """Press or release, and give the moment just before."""
        now = time.monotonic()
        self._test.XTestFakeButtonEvent(self._screen, 1, int(down), 0)
        self._x11.XSync(self._screen, 0)
        return now

    def close(self) -> None:
        """Leave the screen."""
        self._x11.XCloseDisplay(self._screen)


class GoneError(RuntimeError):
    """The kiosk ended, or what was waited for did not come."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What a tree of processes takes: proportional set size in MB by what it is, CPU seconds together."""

    memory: dict[str, float]
    cpu: float

    @property
    def megabytes(self) -> float:
        """Give the memory of all of them."""
        return sum(self.memory.values())


def computed(root: int) -> float:
    """Give the processor seconds of a process and its descendants, quickly: they go on meanwhile."""
    return sum(_ticks(pid) for pid, _ in _tree(root)) / TICKS


def usage(root: int) -> Usage:
    """Give what a process and its descendants take now."""
    cpu = computed(root)
    memory: dict[str, float] = {}
    for pid, depth in _tree(root):
        proc = Path(f"/proc/{pid}")
        try:
            rows = (proc / "smaps_rollup").read_text().splitlines()
            name = (proc / "comm").read_text().strip()
        except OSError:
            continue  # it has ended meanwhile
        what = "请稍候" if name == CURTAIN else ("看守", "画面", "语音")[min(depth, 2)]
        held = next(int(row.split()[1]) for row in rows if row.startswith("Pss:")) / 1024
        memory[what] = memory.get(what, 0.0) + held
    return Usage(memory, cpu)


def _tree(root: int) -> Iterator[tuple[int, int]]:
    """Give a process and its descendants, each with how far down it stands."""
    waiting = [(root, 0)]
    while waiting:
        pid, depth = waiting.pop()
        yield pid, depth
        for path in Path(f"/proc/{pid}/task").glob("*/children"):
            with suppress(OSError):
                waiting += [(int(child), depth + 1) for child in path.read_text().split()]


def _ticks(pid: int) -> int:
    """Give the ticks a process has computed, with those of its children that have ended."""
    try:
        numbers = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(map(int, numbers[11:15]))


class Kiosk:
    """The running program, started as scripts/run starts it, and what its trace says."""

    def __init__(
        self,
        screen: str,
        data: Path,
        arguments: Sequence[str] = (),
        *,
        root: Path = ROOT,
        **environment: str,
    ) -> None:
        """Start the program of a checkout, this one's unless told otherwise, at eleven in the morning."""
        read, write = os.pipe()
        self.lines: list[Line] = []
        env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "SDL_"))}
        env |= {
            "DISPLAY": screen,
            "PYTHONPATH": str(root),
            "TZ": morning(),
            "SDL_AUDIODRIVER": "dummy",
            "KIOSK_TRACE_FD": str(write),
            **environment,
        }
        self.started = time.monotonic()
        self._process = subprocess.Popen(
            [
                *_below_this(),
                str(PYTHON),
                "-P",
                "-m",
                "kiosk",
                "run",
                "--data",
                str(data),
                *arguments,
            ],
            env=env,
            pass_fds=[write],
            # SDL's disk driver says at length that it is one.
            stderr=subprocess.DEVNULL if env["SDL_AUDIODRIVER"] == "disk" else None,
        )
        os.close(write)
        self._pipe = os.fdopen(read, "rb", buffering=0)
        self._rest = b""

    def until(
        self, wanted: Callable[[Line], bool], seconds: float = 20, *, since: float | None = None
    ) -> Line:
        """Wait for a line of the trace; GoneError where it doesn't come in time.

        With `since` it may be one that was told after that moment and read already.
        """
        end = time.monotonic() + seconds
        for line in self.lines if since is not None else ():
            if line["t"] >= since and wanted(line):
                return line
        while True:
            line = self._next(end)
            if wanted(line):
                return line

    def _next(self, end: float) -> Line:
        while b"\n" not in self._rest:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self._pipe], [], [], left)[0]:
                raise GoneError("等不到程序的下一帧")
            more = self._pipe.read(65536)
            if not more:
                raise GoneError("程序结束了")
            self._rest += more
        text, _, self._rest = self._rest.partition(b"\n")
        line: Line = json.loads(text)
        self.lines.append(line)
        return line

    def watch(self, seconds: float) -> None:
        """Read what the trace says for a while."""
        end = time.monotonic() + seconds
        try:
            while True:
                self._next(end)
        except GoneError:
            if self._process.poll() is not None:
                raise

    def usage(self) -> Usage:
        """Give what it takes now with all it has started."""
        return usage(self._process.pid)

    def computed(self) -> float:
        """Give the processor seconds it has taken with all it has started."""
        return computed(self._process.pid)

    def stop(self) -> None:
        """End it as a system does."""
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            sys.stderr.write("程序五秒内没有结束\n")
            self._process.kill()
            self._process.wait()
        self._pipe.close()


def _below_this() -> list[str]:
    """Give what has a program wait for this one where that is a program that goes before others (chrt).

    Whoever measures must see at once that a picture is there, not when the program pauses.
    """
    if os.sched_getscheduler(0) != os.SCHED_RR:
        return []
    return ["chrt", "-r", str(max(1, os.sched_getparam(0).sched_priority - 1))]


class Visitor:
    """Taps as a person does and tells how long the next screen took."""

    def __init__(self, kiosk: Kiosk, finger: Finger) -> None:
        self.kiosk, self._finger = kiosk, finger
        self.frame = kiosk.until(is_frame)
        self.taps: list[tuple[str, str, float]] = []
        """Screen left, screen reached, seconds from lifting the finger to its first frame."""
        self.lifted = 0.0

    def has(self, name: str) -> bool:
        """Tell whether a place to press is on the screen."""
        return any(target[0] == name for target in self.frame["targets"])

    def tap(self, name: str) -> None:
        """Press a place by its name and wait for the first frame of what that leads to."""
        left = self.frame
        _, x, y, w, h = next(t for t in reversed(left["targets"]) if t[0] == name)
        self._finger.move(x + w // 2, y + h // 2)
        # Nobody presses before a screen listens; what it tells meanwhile is read.
        self.kiosk.watch(max(0.0, left["hears"] - time.monotonic()) + 0.02)
        self._finger.button(down=True)
        self.kiosk.watch(HELD_SECONDS)
        self.lifted = self._finger.button(down=False)
        self.kiosk.until(lambda line: line["ev"] == "press")
        self.frame = self.kiosk.until(is_frame)
        self.taps.append((left["screen"], self.frame["screen"], self.frame["t"] - self.lifted))

    def look(self) -> None:
        """See what has changed by itself."""
        self.frame = next(line for line in reversed(self.kiosk.lines) if is_frame(line))


def is_frame(line: Line) -> bool:
    """Tell whether a line of the trace is a frame that changed the window."""
    return bool(line["ev"] == "frame")
