"""What soak.py, restarts.py and killed_visits.py stand on: an X server that can be restarted, a quick hand, an eye on the screen."""

from __future__ import annotations

import ctypes
import os
import random
import sys
import threading
import time
from contextlib import suppress
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_uint, c_ulong, c_void_p
from itertools import pairwise
from pathlib import Path
from statistics import NormalDist, fmean
from typing import NamedTuple

from benchmarks.stand import morning
from kiosk.supervisor.curtain_window import GROUND
from tests.window.changing_display import ChangingDisplay
from tests.window.harness import Kiosk
from tests.window.visits import KEYS

DESKTOP = (0xFF, 0x00, 0xFF)
"""What lies behind everything: nobody may ever see it."""
HERE = Path(__file__).parent
PATIENCE = 60.0
LOOK_SECONDS = 0.004
"""Between two looks: a desktop seen for as long as a picture lasts is found."""
WEIGHTS = {
    "start": 10, "story-": 6, "show-all": 8, "choice-": 6, "main": 8, "answer-": 5, "row-": 2, "rest-": 2,
    "leave-yes": 6, "leave": 0.4, "help": 0.4, "look": 0.3, "slow": 0.3, "replay": 0.3, "volume": 0.2,
}  # fmt: skip
"""How much more often than others a target is touched, by how its name begins."""
BLOCK = 10
"""Values that count as one when it is asked how sure a slope is."""
ALL_PLANES, Z_PIXMAP, VIEWABLE = 0xFFFFFFFF, 2, 2


class _Window(Structure):
    _fields_ = (
        *((name, c_int) for name in ("x", "y", "width", "height", "border_width", "depth")),
        ("visual", c_void_p),
        ("root", c_ulong),
        *((name, c_int) for name in ("kind", "bit_gravity", "win_gravity", "backing_store")),
        ("backing_planes", c_ulong),
        ("backing_pixel", c_ulong),
        ("save_under", c_int),
        ("colormap", c_ulong),
        ("map_installed", c_int),
        ("map_state", c_int),
        ("rest", c_ulong * 8),
    )


class Connection:
    """A connection to an X server, by Xlib."""

    def __init__(self, name: str) -> None:
        self.x = x = ctypes.CDLL("libX11.so.6")
        self.test = ctypes.CDLL("libXtst.so.6")
        x.XOpenDisplay.argtypes, x.XOpenDisplay.restype = [c_char_p], c_void_p
        x.XGetImage.restype = c_void_p
        for call in ("XDefaultRootWindow", "XStringToKeysym", "XGetPixel"):
            getattr(x, call).restype = c_ulong
        self.at = c_void_p(x.XOpenDisplay(name.encode()))
        if not self.at:
            raise OSError(name)
        self.root = c_ulong(x.XDefaultRootWindow(self.at))

    def paint_desktop(self) -> None:
        """Give what lies behind everything a colour nobody could miss."""
        red, green, blue = DESKTOP
        self.x.XSetWindowBackground(self.at, self.root, c_ulong(red << 16 | green << 8 | blue))
        self.x.XClearWindow(self.at, self.root)
        self.x.XSync(self.at, 0)

    def fill(self, size: tuple[int, int]) -> None:
        """Open a white window over the screen; it goes with this connection."""
        place = (*map(c_int, (0, 0)), *map(c_uint, (*size, 0)), c_ulong(0), c_ulong(0xFFFFFF))
        self.x.XCreateSimpleWindow.restype = c_ulong
        window = c_ulong(self.x.XCreateSimpleWindow(self.at, self.root, *place))
        self.x.XMapRaised(self.at, window)
        self.x.XSync(self.at, 0)

    def press(self, x: int, y: int) -> None:
        """Touch a point and let go."""
        self.test.XTestFakeMotionEvent(self.at, c_int(-1), c_int(x), c_int(y), c_ulong(0))
        for down in (1, 0):
            self.test.XTestFakeButtonEvent(self.at, c_uint(1), c_int(down), c_ulong(0))
        self.x.XFlush(self.at)

    def key(self, name: str) -> None:
        """Hit a key."""
        code = self.x.XKeysymToKeycode(self.at, c_ulong(self.x.XStringToKeysym(name.encode())))
        for down in (1, 0):
            self.test.XTestFakeKeyEvent(self.at, c_uint(code), c_int(down), c_ulong(0))
        self.x.XFlush(self.at)

    def keys_are_taken(self) -> bool:
        """Tell whether somebody holds the whole keyboard; nobody does any longer than this takes to find out."""
        wish = (c_int(0), c_int(1), c_int(1), c_ulong(0))
        free = not self.x.XGrabKeyboard(self.at, self.root, *wish)
        if free:
            self.x.XUngrabKeyboard(self.at, c_ulong(0))
            self.x.XSync(self.at, 0)
        return not free

    def colour(self, x: int, y: int) -> tuple[int, int, int] | None:
        """Give the colour of a point of the screen."""
        spot = c_int(x), c_int(y), c_uint(1), c_uint(1), c_ulong(ALL_PLANES), c_int(Z_PIXMAP)
        image = c_void_p(self.x.XGetImage(self.at, self.root, *spot))
        if not image:
            return None
        pixel = self.x.XGetPixel(image, c_int(0), c_int(0))
        self.x.XDestroyImage(image)
        return pixel >> 16 & 255, pixel >> 8 & 255, pixel & 255

    def whole(self, size: tuple[int, int]) -> int:
        """Give how many windows are as large as a screen: the kiosk's, and the curtain."""
        root, parent, windows, count = c_ulong(), c_ulong(), POINTER(c_ulong)(), c_uint()
        self.x.XQueryTree(
            self.at, self.root, byref(root), byref(parent), byref(windows), byref(count)
        )
        found = 0
        for number in range(count.value):
            one = _Window()
            self.x.XGetWindowAttributes(self.at, c_ulong(windows[number]), byref(one))
            found += one.map_state == VIEWABLE and (one.width, one.height) == size
        self.x.XFree(windows)
        return found

    def close(self) -> None:
        """Let go, before the server ends: Xlib would end this program."""
        self.x.XCloseDisplay(self.at)


class Eye:
    """Looks at the screen `every` so many seconds, and notes what is seen from when on: seconds and a word."""

    def __init__(self, name: str, size: tuple[int, int], every: float = LOOK_SECONDS) -> None:
        self._sees = Connection(name)
        self._size, self._every = size, every
        self.seen: list[tuple[float, str]] = []
        self._ended = False
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        height = self._size[1]
        while not self._ended:
            spots = [self._sees.colour(3, y) for y in (3, height - 4)]
            word = _word(spots)
            if not self.seen or self.seen[-1][1] != word:
                self.seen.append((time.monotonic(), word))
            time.sleep(self._every)
        self._sees.close()

    def close(self) -> None:
        """Look no more."""
        self._ended = True
        self._thread.join()

    def spans(self, since: float, until: float) -> dict[str, float]:
        """Give for how many seconds what was seen within a time."""
        seen = [*self.seen, (until, "")]
        found: dict[str, float] = {}
        for (start, word), (end, _) in pairwise(seen):
            if (took := min(end, until) - max(start, since)) > 0:
                found[word] = found.get(word, 0.0) + took
        return found


def _word(spots: list[tuple[int, int, int] | None]) -> str:
    if DESKTOP in spots:
        return "desktop"
    if spots == [GROUND] * 2:
        return "curtain"
    return "black" if (0, 0, 0) in spots else "kiosk"


class Memory(NamedTuple):
    """Megabytes (PSS) of a process."""

    all: float
    own: float
    """Without the pages of files, which go where memory is short, and count less the more programs have them open."""


class Stressed(Kiosk):
    """A stressed kiosk with a quick hand; `rate` is how fast its clock runs."""

    program = (sys.executable, "-P", str(HERE / "stressed_kiosk.py"))

    def __init__(
        self, display: ChangingDisplay, data: Path, rate: float = 1.0, silent: float = 10.0
    ) -> None:
        self.hand = Connection(display.name)
        self.hand.paint_desktop()
        # A disk driver's file would fill the disk; and outside its hours 待机 would stand dark and still.
        world = {"SDL_AUDIODRIVER": "dummy", "TZ": morning()}
        super().__init__(display, data, "--rate", rate, "--silent", silent, **world)

    def again(self) -> None:
        """Take hold of a server that was started again."""
        self.hand = Connection(self.display.name)
        self.hand.paint_desktop()

    def forget(self) -> None:
        """Let go of what was told: thousands of visits tell much."""
        with self._news:
            self.events.clear()
            self._at = self._press_at = 0

    def press(self, name: str, *, by_key: bool = False) -> None:
        """Touch a target, or hit its key, as it stands now."""
        if by_key and name in KEYS:
            self.hand.key(KEYS[name])
            return
        with suppress(StopIteration, AssertionError):
            self.hand.press(*self.point(name))

    def counts(self) -> bool:
        """Tell whether something is shown since the last press, and touches on it count."""
        frame = self.frame
        return bool(frame) and frame["t"] > self._pressed and self._hears >= frame["hears"]

    def memory(self) -> Memory:
        """Give what the process that draws takes at present."""
        text = Path(f"/proc/{self.inner}/smaps_rollup").read_text(encoding="ascii")
        found = {
            words[0]: int(words[1]) / 1024
            for line in text.splitlines()[1:]
            if (words := line.split())
        }
        return Memory(found["Pss:"], found["Pss_Anon:"])


def picked(names: list[str], chance: random.Random) -> str:
    """Give what a visitor who knows nothing touches next."""
    weights = [
        next((WEIGHTS[one] for one in WEIGHTS if name.startswith(one)), 1.0) for name in names
    ]
    return chance.choices(names, weights)[0]


def slope(values: list[float]) -> float:
    """Give by how much values grow from one to the next, by least squares."""
    count = len(values)
    if count < 2:
        return 0.0
    middle, mean = (count - 1) / 2, sum(values) / count
    over = sum((n - middle) * (value - mean) for n, value in enumerate(values))
    return over / sum((n - middle) ** 2 for n in range(count))


def doubt(values: list[float]) -> float:
    """Give by how much their slope may be off either way, in 19 of 20 cases; of 3 * BLOCK values or more.

    Neighbours are alike, so that each block of them counts as one value, its mean. The quantile is Student's, by
    Cornish and Fisher's first terms (Abramowitz and Stegun 26.7.5), good to a hundredth from ten blocks on.
    """
    means = [fmean(values[n : n + BLOCK]) for n in range(0, len(values) - BLOCK + 1, BLOCK)]
    count, step, mean = len(means), slope(means), fmean(means)
    middle, free = (count - 1) / 2, count - 2
    rest = sum((value - mean - (n - middle) * step) ** 2 for n, value in enumerate(means))
    over = sum((n - middle) ** 2 for n in range(count))
    normal = NormalDist().inv_cdf(0.975)
    quantile = normal + (normal**3 + normal) / (4 * free)
    return quantile * (rest / free / over) ** 0.5 / BLOCK


def machine() -> str:
    """Give what this ran on, and how busy it was."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
            if line.startswith("model name")
        ),
        "?",
    )
    busy = os.getloadavg()[0]
    return f"{os.cpu_count()} × {model}, load {busy:.1f}"
