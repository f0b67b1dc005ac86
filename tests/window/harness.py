"""A real window: a virtual display, the kiosk as users start it, real clicks and keys, screenshots.

Nothing sleeps: the kiosk tells on a pipe what it has presented (`kiosk.engine.trace`), and a test
waits for that. A thread empties the pipe all the time, so the kiosk never waits for a test.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from kiosk.composition import Stories, open_stories
from kiosk.staff.setup import Ended, SetupProgress
from kiosk.supervisor.curtain import NAME as CURTAIN
from tests.sample import kept, read_before

from .displays import PATIENCE, Display, environment

HELD = 20
"""Milliseconds that a touch takes."""

Event = dict[str, Any]

CACHE = "cache"
"""The folder of a data directory in which a kiosk keeps what it has read."""


@cache
def shipped_stories() -> Stories:
    """Give the stories a kiosk offers by itself."""
    return open_stories([], kept(), date.today())  # noqa: DTZ011 (as the kiosk does)


class Kiosk:
    """A kiosk on a display. `events` holds all it has told, `frame` the last frame presented."""

    program: tuple[str, ...] = (sys.executable, "-P", "-m", "kiosk", "run")

    def __init__(
        self,
        display: Display,
        data: Path,
        *arguments: object,
        first: bool = False,
        under: Sequence[str] = (),
        **extra: str,
    ) -> None:
        """Start it; unless it is to be the `first` start of this machine, it was here yesterday.

        `under` is what it runs under, as a tracer.         What the first start would ask has been put off then, and the shipped stories have been read.
        """
        self.display, self.data = display, data
        read, write = os.pipe()
        data.mkdir(parents=True, exist_ok=True)
        progress = SetupProgress(data)
        if not first and progress.wanted():
            progress.note(Ended.LATER)
        if not first and not (data / CACHE).exists():
            read_before(data)
        self.began = time.monotonic()
        sound = {"SDL_AUDIODRIVER": "disk", "SDL_DISKAUDIOFILE": str(data / "sound.raw")}
        environ = {"DISPLAY": display.name, "SDL_VIDEODRIVER": "x11", **sound, **extra}
        self.process = subprocess.Popen(
            [
                *under,
                *(*self.program, "--data", str(data)),
                *map(str, arguments),
            ],
            env=environment(**environ, KIOSK_TRACE_FD=str(write)),
            pass_fds=[write],
            stderr=subprocess.PIPE,
        )
        os.close(write)
        self.events: list[Event] = []
        self.frame: Event = {}
        self._hears = 0.0
        self._pressed = 0.0
        self._press_at = 0
        self.told_all = False
        """Whether nothing more comes: all that held the pipe has gone."""
        self._at = 0
        self._news = threading.Condition()
        self._complaints: list[str] = []
        threading.Thread(target=self._listen, args=(read,), daemon=True).start()
        self._console = threading.Thread(target=self._overhear, daemon=True)
        self._console.start()

    def _listen(self, read: int) -> None:
        with os.fdopen(read, encoding="utf-8") as lines:
            for line in lines:
                event = json.loads(line)
                with self._news:
                    self.events.append(event)
                    if event["ev"] == "frame":
                        self.frame = event
                    elif event["ev"] == "hears":
                        self._hears = event["t"]
                    elif event["ev"] == "press":
                        self._pressed = event["t"]
                        self._press_at = len(self.events)
                    self._news.notify_all()
        with self._news:
            self.told_all = True
            self._news.notify_all()

    def _overhear(self) -> None:
        assert self.process.stderr is not None
        with self.process.stderr as lines:
            for line in lines:
                with self._news:
                    self._complaints.append(line.decode(errors="replace"))
                    self._news.notify_all()

    # Waiting --------------------------------------------------------------------------------------

    def until(self, true: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
        """Wait until something holds; it is asked whenever the kiosk has told something."""
        with self._news:
            self._news.wait_for(lambda: true() or self.told_all, patience)
            assert true(), f"{what} didn't happen; {self._story()}"

    def wait(self, wanted: Callable[[Event], bool], what: str, patience: float = PATIENCE) -> Event:
        """Give the next event that is wanted, counted from the one given last."""
        found: list[Event] = []

        def come() -> bool:
            while self._at < len(self.events) and not found:
                event = self.events[self._at]
                self._at += 1
                if wanted(event):
                    found.append(event)
            return bool(found)

        self.until(come, what, patience)
        return found[0]

    def see(self, screen: str, place: object = None, patience: float = PATIENCE) -> Event:
        """Wait for a frame of a screen, at a place if one is given, and look at it."""
        frame = self.wait(
            lambda e: (
                e["ev"] == "frame"
                and e["screen"] == screen
                and (place is None or e["identity"] == repr(place))
            ),
            f"{screen} {place or ''}",
            patience,
        )
        assert tuple(frame["size"]) == self.display.size
        width, height = frame["size"]
        for name, x, y, w, h in frame["targets"]:
            inside = x >= 0 and y >= 0 and w > 0 and h > 0 and x + w <= width and y + h <= height
            assert inside, f"{name} of {screen} leaves the screen: {(x, y, w, h)}"
        return frame

    @property
    def told(self) -> int:
        """Give how many events were there at the last wait or skip."""
        return self._at

    def skip(self) -> None:
        """Forget what has been told so far."""
        with self._news:
            self._at = len(self.events)

    def _story(self) -> str:
        end = f"ended with {self.process.poll()}" if self.told_all else "still runs"
        last = [e if e["ev"] != "frame" else _short(e) for e in self.events[-6:]]
        return f"kiosk {end}; last told {last}; {self.errors()[-2000:]}"

    # Acting ---------------------------------------------------------------------------------------

    def ready(self, name: str = "") -> None:
        """Wait until a target is there, if one is named, and touches on all targets count.

        After a press it waits for what that brings: every press that tests make changes a picture.
        """
        self.until(
            lambda: bool(
                self.frame
                and self.frame["t"] > self._pressed
                and self.listens
                and (not name or name in self.targets)
            ),
            f"touching {name}",
        )

    @property
    def listens(self) -> bool:
        """Whether touches on all targets of the last frame count."""
        return bool(self.frame) and self._hears >= self.frame["hears"]

    @property
    def targets(self) -> dict[str, tuple[int, int, int, int]]:
        """Give the boxes of the targets now shown, by name."""
        return {name: (x, y, w, h) for name, x, y, w, h in self.frame["targets"]}

    def point(self, name: str) -> tuple[int, int]:
        """Give a point of a target that no other covers."""
        targets = self.frame["targets"]
        at = next(n for n, target in enumerate(targets) if target[0] == name)
        _, x, y, w, h = targets[at]
        for across in (1, 0.5, 1.5, 0.1, 1.9):
            for down in (1, 0.5, 1.5, 0.1, 1.9):
                px, py = x + int(w * across / 2), y + int(h * down / 2)
                if not any(_holds(t, px, py) for t in targets[at + 1 :]):
                    return px, py
        raise AssertionError(f"{name} is covered by others")

    def tap(self, name: str) -> Event:
        """Touch a target once it counts, and give what the kiosk tells of it."""
        self.ready(name)
        self.skip()
        self.display.xdotool("mousemove", *self.point(name), "click", "--delay", HELD, 1)
        return self.wait(lambda e: e["ev"] == "press", f"pressing {name}")

    def key(self, name: str) -> Event:
        """Hit a key once keys count, and give what the kiosk tells of it."""
        self.ready()
        self.skip()
        self.display.xdotool("key", name)
        return self.wait(lambda e: e["ev"] == "press", f"key {name}")

    def spoken(self) -> Event:
        """Give what the kiosk told when, after the last press, something began to be heard.

        Speech that is ready begins just before its screen is presented.
        """
        found: list[Event] = []

        def begun() -> bool:
            told = self.events[self._press_at :]
            found.extend(e for e in told if e["ev"] == "voice" and e["audible"] and not e["done"])
            return bool(found)

        self.until(begun, "speech")
        return found[0]

    # Looking from outside ---------------------------------------------------------------------------

    @property
    def supervisor(self) -> int:
        """Give the process that keeps it running."""
        return self.process.pid

    @property
    def inner(self) -> int:
        """Give the process that draws."""
        return next(pid for pid in children(self.supervisor) if name_of(pid) != CURTAIN)

    @property
    def voices(self) -> list[int]:
        """Give the speaking processes."""
        return [p for p in children(self.inner) if "kiosk.voice.worker" in _command(p)]

    def log(self) -> str:
        """Give the log."""
        path = self.data / "logs" / "kiosk.log"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def errors(self) -> str:
        """Give what was written to the console."""
        if self.process.poll() is not None:
            self._console.join(PATIENCE)
        return "".join(self._complaints)

    def end(self) -> int:
        """Ask the kiosk to end and give its exit code."""
        self.process.terminate()
        return self.process.wait(PATIENCE)

    def close(self) -> None:
        """Make sure that it is gone."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(5)


@contextmanager
def running(
    display: Display, data: Path, *arguments: object, first: bool = False, **extra: str
) -> Iterator[Kiosk]:
    """Run a kiosk that shows its first screen."""
    kiosk = Kiosk(display, data, *arguments, first=first, **extra)
    try:
        kiosk.see("AttractScreen")
        yield kiosk
    finally:
        kiosk.close()


def _holds(target: list[Any], px: int, py: int) -> bool:
    _, x, y, w, h = target
    return bool(x <= px < x + w and y <= py < y + h)


def _short(frame: Event) -> str:
    return f"{frame['screen']} {frame['identity']} at {frame['piece']}: {[t[0] for t in frame['targets']]}"


def children(pid: int) -> list[int]:
    """Give the processes that any thread of a process started."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):  # a thread may end meanwhile
            found += map(int, task.read_text(encoding="ascii").split())
    return found


def name_of(pid: int) -> str:
    """Give what a process is called; empty once it is gone."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/comm").read_text(encoding="ascii").strip()
    return ""


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""
