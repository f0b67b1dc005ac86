"""A stick is noticed by who asks, without touching it; one that hangs holds nobody up."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from kiosk.packs.live_sets import DROP_FOLDER
from kiosk.packs.sticks import (
    EVERY_SECONDS,
    LATE_SECONDS,
    MOST_LATE,
    Stick,
    Sticks,
    mounted,
    sticks_here,
)

ROOT = Path(__file__).resolve().parents[2]
MOUNTS = """\
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
30 27 8:2 / /home rw,relatime - ext4 /dev/sda2 rw
41 27 8:17 / /mnt/my\\040stick rw,nosuid shared:9 - vfat /dev/sdb1 rw
42 27 8:33 / /opt/usb rw - exfat /dev/sdc1 rw
43 27 0:55 / /run/media/kiosk/\\345\\217\\215\\350\\257\\210 rw - fuseblk /dev/sdd1 rw
44 27 0:56 / /media/x rw - tmpfs none rw
45 27 8:17 / /mnt/my\\040stick rw - vfat /dev/sdb1 rw
46 27 179:1 / /srv rw - vfat /dev/mmcblk0p1 rw
torn line
"""


def devices(folder: Path) -> Path:
    """Make what Linux tells of disks: sda fixed, sdb removable, sdc fixed but on USB."""
    there = {
        "8:1": "pci/ata1/block/sda/sda1",
        "8:2": "pci/ata1/block/sda/sda2",
        "8:17": "pci/usb1/1-1/block/sdb/sdb1",
        "8:33": "pci/usb2/2-1/block/sdc/sdc1",
        "179:1": "soc/mmc0/block/mmcblk0/mmcblk0p1",
    }
    (folder / "block").mkdir(parents=True)
    for number, place in there.items():
        real = folder / place
        real.mkdir(parents=True, exist_ok=True)
        (real.parent / "removable").write_text("1\n" if "sdb" in place else "0\n")
        (folder / "block" / number).symlink_to(real)
    return folder / "block"


def test_mounts_of_sticks_are_told_from_disks(tmp_path: Path) -> None:
    (tmp_path / "mountinfo").write_text(MOUNTS)
    found = list(mounted(tmp_path / "mountinfo", devices(tmp_path)))
    assert [(str(one.path), one.name) for one in found] == [
        ("/mnt/my stick", "my stick"),
        ("/opt/usb", "usb"),
        ("/run/media/kiosk/反诈", "反诈"),
    ]


def test_where_nothing_is_told_there_is_no_stick(tmp_path: Path) -> None:
    assert list(mounted(tmp_path / "none", tmp_path)) == []


def test_nobody_looks_until_somebody_asks_and_then_not_at_every_frame(tmp_path: Path) -> None:
    looks, clock, go_on = [0], [0.0], threading.Event()

    def look() -> tuple[Stick, ...]:
        assert go_on.wait(30)
        looks[0] += 1
        return (Stick(Path("/x"), "x"),)

    sticks = Sticks(tmp_path, look, lambda: clock[0])
    assert looks == [0]
    assert sticks.ask() == ()
    go_on.set()
    assert sticks.looked(10)
    for _ in range(100):
        assert sticks.ask() == (Stick(Path("/x"), "x"),)
    assert looks == [1]
    clock[0] = EVERY_SECONDS
    sticks.ask()
    assert sticks.looked(10)
    assert looks == [2]


def test_a_look_that_hangs_holds_nobody_up_and_is_given_up(tmp_path: Path) -> None:
    looks, clock, go_on = itertools.count(), [0.0], threading.Event()
    begun = [threading.Event() for _ in range(9)]

    def look() -> tuple[Stick, ...]:
        n = next(looks)
        begun[n].set()
        if n < 1 + MOST_LATE:
            go_on.wait(30)
            return (Stick(Path("/old"), "old"),)
        return (Stick(Path("/new"), "new"),)

    sticks = Sticks(tmp_path, look, lambda: clock[0])
    began = time.monotonic()
    for n in range(9):
        sticks.ask()
        if n <= MOST_LATE:
            assert begun[n].wait(10)
        clock[0] += LATE_SECONDS
    assert time.monotonic() - began < 5
    assert next(looks) == 1 + MOST_LATE  # no more threads than that hang
    go_on.set()
    assert sticks.looked(10)
    clock[0] += LATE_SECONDS
    sticks.ask()
    assert sticks.looked(10)
    assert sticks.ask() == (Stick(Path("/new"), "new"),)


def test_a_look_that_fails_is_no_end(tmp_path: Path) -> None:
    clock = [0.0]
    answers = iter([RuntimeError("what nobody expected"), (Stick(Path("/x"), "x"),)])

    def look() -> tuple[Stick, ...]:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    sticks = Sticks(tmp_path, look, lambda: clock[0])
    sticks.ask()
    assert sticks.looked(10)
    clock[0] = EVERY_SECONDS
    sticks.ask()
    assert sticks.looked(10)
    assert len(sticks.ask()) == 1


def test_the_folder_for_files_counts_once_something_lies_in_it(tmp_path: Path) -> None:
    clock = [0.0]
    sticks = Sticks(tmp_path, lambda: (), lambda: clock[0])
    folder = tmp_path / DROP_FOLDER
    folder.mkdir()
    for name, expected in (
        (".hidden", ()),
        ("故事.yaml", (Stick(folder, "剧本", is_folder=True),)),
    ):
        (folder / name).touch()
        sticks.ask()
        assert sticks.looked(10)
        clock[0] += EVERY_SECONDS
        assert sticks.ask() == expected
        assert sticks.looked(10)
        clock[0] += EVERY_SECONDS


def test_looking_takes_next_to_nothing() -> None:
    began = time.perf_counter()
    for _ in range(20):
        sticks_here()
    assert (time.perf_counter() - began) / 20 < 0.02


# A real one ---------------------------------------------------------------------------------------

REAL = Path(__file__).with_name("real_stick.py")


def test_a_real_device_is_noticed_read_and_survives_being_pulled() -> None:
    """In a mount namespace of its own; real_stick.py says what is mounted where that isn't allowed."""
    done = subprocess.run(
        [*namespace(), sys.executable, "-P", REAL],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "noticed" in done.stdout
    assert "vanished" in done.stdout


def namespace() -> list[str]:
    """Give what begins a mount namespace: as root, or as a user who is root in one of its own."""
    return ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]
