"""Plugs real sticks in and out: images on loop devices, mounted where desktops mount sticks.

`unshare -m python tests/packs/real_stick.py`, as root; everything is mounted in that namespace and is
gone with it. Each file system is tried that the machine can make and mount: FAT and ext4 by the kernel,
NTFS by ntfs-3g. Where a user may not mount devices at all, memory is mounted instead, and said so.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.packs import sticks as watching
from kiosk.packs.importing import stage
from kiosk.packs.live_sets import LiveSets
from kiosk.packs.refusal import PackRefusedError
from kiosk.packs.sticks import Stick, Sticks
from tests.packs.packs import playing, staged, story

PLACE = Path("/media/反诈 U盘")
NOTICED_SECONDS = 5.0
IMAGE_SIZE = 24 << 20
MAKERS = {
    "vfat": ["mkfs.vfat"],
    "ntfs": ["mkfs.ntfs", "-F", "-q"],
    "ext4": ["mkfs.ext4", "-q", "-F"],
}


def ran(*command: object) -> bool:
    """Run a program; tell whether it is there and did what it was to do."""
    name = shutil.which(str(command[0]), path="/usr/sbin:/usr/bin:/sbin:/bin")
    if name is None:
        return False
    done = subprocess.run([name, *map(str, command[1:])], capture_output=True, check=False)
    return done.returncode == 0


def mount(kind: str, image: Path) -> bool:
    """Mount an image as the system would a stick."""
    if kind == "ntfs":
        return ran("mount", "-t", "ntfs-3g", "-o", "loop", image, PLACE)
    return ran("mount", "-t", kind, "-o", "loop", image, PLACE)


@contextmanager
def plugged(kind: str, image: Path) -> Iterator[bool]:
    """Have a stick mounted; False where this machine can't."""
    mounted = mount(kind, image)
    try:
        yield mounted
    finally:
        if mounted:
            ran("umount", "-l", PLACE)


def until(sticks: Sticks, wanted: Callable[[tuple[Stick, ...]], bool]) -> float:
    """Ask as 待机 does, frame by frame, until the sticks are as wanted; give the seconds it took."""
    began, frame = time.monotonic(), threading.Event()
    while not wanted(sticks.ask()):
        assert time.monotonic() - began < NOTICED_SECONDS, sticks.ask()
        frame.wait(0.03)
    return time.monotonic() - began


def fill() -> None:
    """Put what staff bring on the stick."""
    (PLACE / "十一月").mkdir(exist_ok=True)
    (PLACE / "十一月" / "新的故事.yaml").write_text(story("on-a-stick"), encoding="utf-8")
    (PLACE / "录音" / "on-a-stick").mkdir(parents=True, exist_ok=True)
    for n in range(12):
        (PLACE / "录音" / "on-a-stick" / f"{n}.wav").write_bytes(bytes([n]) * 700_000)


def try_out(kind: str, image: Path, data: Path) -> bool:
    """Plug a stick of a file system in, import, pull it out while it is read, and out for good."""
    with image.open("wb") as file:
        file.truncate(IMAGE_SIZE)
    if not ran(*MAKERS[kind], image):
        return False
    sets, sticks = LiveSets(data / kind), Sticks(data / kind)
    assert not any(one.path == PLACE for one in sticks.ask())
    with plugged(kind, image) as mounted:
        if not mounted:
            return False
        seconds = until(sticks, lambda known: any(one.path == PLACE for one in known))
        sys.stdout.write(f"{kind}: noticed after {seconds:.1f} s\n")
        fill()
        live = sets.make_live(staged(sets, PLACE))
        assert [one.id for one in live.held] == ["on-a-stick"]
        assert list(live.faults()) == []
        assert len(live.files) == 13
    seconds = until(sticks, lambda known: all(one.path != PLACE for one in known))
    sys.stdout.write(f"{kind}: vanished after {seconds:.1f} s\n")
    with plugged(kind, image):
        pull_while_it_is_read(kind, image, sets)
    assert sets.current() == live
    return True


def pull_while_it_is_read(kind: str, image: Path, sets: LiveSets) -> None:
    """Cut the image off under the mount while recordings are copied: the device then fails."""

    class Pulling:
        def __call__(self, doing: str, done: int, _all: int) -> None:
            if doing == "recordings" and done == 1:
                with image.open("r+b") as file:
                    file.truncate(4096)

    with pytest.raises(PackRefusedError) as refusal:
        stage(sets, [PLACE], playing(), progress=Pulling())
    sys.stdout.write(f"{kind}: pulled while it was read: {refusal.value}\n")
    assert refusal.value.problem.variant == "gone"


def full_and_read_only(work: Path) -> None:
    """Import into a disk that is too small, and into one that can't be written."""
    stick, data = work / "stick", work / "small"
    (stick / "录音").mkdir(parents=True)
    (stick / "故事.yaml").write_text(story(), encoding="utf-8")
    for n in range(6):
        (stick / "录音" / f"{n}.wav").write_bytes(b"R" * 1_000_000)
    data.mkdir()
    assert ran("mount", "-t", "tmpfs", "-o", "size=3m", "none", data)
    for variant in ("full", "unwritable"):
        if variant == "unwritable":
            assert ran("mount", "-o", "remount,ro", data)
        with pytest.raises(PackRefusedError) as refusal:
            staged(LiveSets(data), stick)
        sys.stdout.write(f"{variant}: {refusal.value}\n")
        assert refusal.value.problem.variant == variant
        assert not list((data / "sets").glob("staging/*"))
    ran("umount", data)


def in_memory(data: Path) -> None:
    """Notice memory mounted in place of a stick, where devices may not be mounted."""
    watching.UNREAL = watching.UNREAL - {"tmpfs"}
    sticks = Sticks(data)
    assert ran("mount", "-t", "tmpfs", "none", PLACE)
    seconds = until(sticks, lambda known: any(one.path == PLACE for one in known))
    sys.stdout.write(f"no device may be mounted here; memory: noticed after {seconds:.1f} s\n")
    fill()
    assert [one.id for one in LiveSets(data).make_live(staged(LiveSets(data), PLACE)).held]
    assert ran("umount", PLACE)
    until(sticks, lambda known: all(one.path != PLACE for one in known))
    sys.stdout.write("memory: vanished\n")


def main() -> None:
    """Try all that this machine can."""
    assert ran("mount", "-t", "tmpfs", "none", "/media"), "run it by unshare -m"
    PLACE.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        tried = [kind for kind in MAKERS if try_out(kind, work / f"{kind}.img", work / "data")]
        if not tried:
            in_memory(work / "data")
        full_and_read_only(work)
    sys.stdout.write(f"tried: {', '.join(tried) or 'memory alone'}\n")


if __name__ == "__main__":
    main()
