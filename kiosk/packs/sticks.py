"""Which sticks are plugged in: asked by 待机 and by staff's pages, found out by a thread of its own.

Nothing on a stick is touched for it: mounts and drives are asked of the system, so that a stick that
hangs holds nobody up. While nobody asks, nothing is done.

On Linux these are the mounts of removable and of USB devices, and whatever is mounted where desktops
mount sticks; on Windows the removable drives, and fixed ones on USB that aren't the system's.
"""

from __future__ import annotations

import ctypes
import logging
import os
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from kiosk.packs.live_sets import DROP_FOLDER
from kiosk.values import dataclass

EVERY_SECONDS = 2.0
"""Between two looks: a stick is noticed within five, with what the system takes to mount it."""
LATE_SECONDS = 10.0
"""After so long a look is given up, and another thread looks."""
MOST_LATE = 3
"""Looks that may hang; then none is begun until one comes back."""

MOUNTS = Path("/proc/self/mountinfo")
DEVICES = Path("/sys/dev/block")
WHERE_DESKTOPS_MOUNT = ("/media/", "/run/media/")
UNREAL = frozenset(["proc", "sysfs", "tmpfs", "devtmpfs", "cgroup", "cgroup2", "autofs", "overlay"])
"""File systems that are on no stick."""

_REMOVABLE_DRIVE = 2
"""Windows' DRIVE_REMOVABLE."""
_LETTERS = 26

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Stick:
    """A stick, or the folder files may be put into: where it is, and what it is called."""

    path: Path
    name: str
    is_folder: bool = False


def sticks_here() -> tuple[Stick, ...]:
    """Give the sticks of this machine, in the order of their places."""
    if sys.platform == "win32":
        return tuple(_windows_drives())
    return tuple(mounted(MOUNTS, DEVICES))


# Linux --------------------------------------------------------------------------------------------


def mounted(mounts: Path, devices: Path) -> Iterator[Stick]:
    """Give the sticks among the mounts a file tells, by what a folder knows of their devices."""
    try:
        lines = mounts.read_bytes().decode("utf-8", "surrogateescape").splitlines()
    except OSError:
        return
    seen = set[str]()
    for line in lines:
        before, _, after = line.partition(" - ")
        fields, kind = before.split(" "), after.partition(" ")[0]
        if len(fields) < 5 or kind in UNREAL:  # noqa: PLR2004  the fifth is the place
            continue
        number, place = fields[2], _unescaped(fields[4])
        if place in seen or place == "/":
            continue
        if place.startswith(WHERE_DESKTOPS_MOUNT) or _is_removable(devices / number):
            seen.add(place)
            yield Stick(Path(place), Path(place).name)


def _unescaped(text: str) -> str:
    """Give a path of the mounts' file as it is: blanks stand in it as octal numbers of bytes."""
    raw = os.fsencode(text)
    found = re.sub(rb"\\([0-7]{3})", lambda one: bytes([int(one[1], 8)]), raw)
    return os.fsdecode(found)


def _is_removable(device: Path) -> bool:
    """Tell whether a block device, or the disk it is a part of, can be pulled out."""
    try:
        real = device.resolve(strict=True)
    except (OSError, RuntimeError):
        return False
    for each in (real, real.parent):
        with suppress(OSError):
            if (each / "removable").read_text().strip() == "1":
                return True
    return "/usb" in str(real)


# Windows ------------------------------------------------------------------------------------------


def _windows_drives() -> Iterator[
    Stick
]:  # pragma: no cover - not tried on the machines this is made on
    """Give the removable drives, by their letters."""
    if sys.platform != "win32":
        return
    kernel = ctypes.windll.kernel32
    letters = kernel.GetLogicalDrives()
    for n in range(_LETTERS):
        root = f"{chr(ord('A') + n)}:\\"
        if letters >> n & 1 and kernel.GetDriveTypeW(root) == _REMOVABLE_DRIVE:
            label = ctypes.create_unicode_buffer(261)
            # A reader of cards without a card is a drive too; it has no label and no files.
            there = kernel.GetVolumeInformationW(root, label, 261, None, None, None, None, 0)
            if there:
                yield Stick(Path(root), f"{label.value or 'U 盘'}（{root[:2]}）")


# Asking -------------------------------------------------------------------------------------------


class Sticks:
    """Knows which sticks there are, as of the last look; asking never waits."""

    def __init__(
        self,
        data: Path,
        look: Callable[[], tuple[Stick, ...]] = sticks_here,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Look by `look`, and into the data directory's own folder for files; nothing is done yet."""
        self._folder = data / DROP_FOLDER
        self._look, self._clock = look, clock
        self._known: tuple[Stick, ...] = ()
        self._began = float("-inf")
        self._looking: threading.Event | None = None
        self._late = 0

    def ask(self) -> tuple[Stick, ...]:
        """Give the sticks known by now, and have somebody look again where the last look is old."""
        now = self._clock()
        if now - self._began >= EVERY_SECONDS and self._free(now):
            self._began = now
            self._looking = done = threading.Event()
            threading.Thread(target=self._run, args=(done,), name="sticks", daemon=True).start()
        return self._known

    def looked(self, seconds: float) -> bool:
        """Wait for the look under way, if there is one; False where it takes longer."""
        return self._looking is None or self._looking.wait(seconds)

    def _free(self, now: float) -> bool:
        """Tell whether another look may begin: none is under way, or the one that is hangs."""
        if self._looking is None or self._looking.is_set():
            self._late = 0
            return True
        if now - self._began < LATE_SECONDS or self._late >= MOST_LATE:
            return False
        self._late += 1
        log.warning("查看 U 盘的线程卡住了，换一个")
        return True

    def _run(self, done: threading.Event) -> None:
        try:
            found = (*self._look(), *self._files())
            if self._looking is done:  # who comes late knows less
                self._known = found
        except Exception:
            log.exception("查看 U 盘时出错")
        finally:
            done.set()

    def _files(self) -> Iterator[Stick]:
        """Give the folder files may be put into, where something lies in it."""
        with suppress(OSError), os.scandir(self._folder) as listing:
            if any(not each.name.startswith(".") for each in listing):
                yield Stick(self._folder, DROP_FOLDER, is_folder=True)
