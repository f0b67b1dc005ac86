"""An import killed at any moment leaves a set that is wholly the old or wholly the new one."""

from __future__ import annotations

import os
import random
import shutil
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from kiosk.packs.imported import Import
from kiosk.packs.live_sets import LiveSets

from .packs import staged, story, zipped

pytestmark = pytest.mark.ce  # a hundred processes are killed

MOMENTS = 100
"""Half of them at any time of a whole import, half in the moments in which it goes live."""


def stick_of(folder: Path, kind: str) -> Path:
    """Give a stick of everything, told apart by a letter."""
    folder.mkdir()
    (folder / "0.yaml").write_text(story("story-0", f"{kind}0"), encoding="utf-8")
    (folder / "录音" / "story-0").mkdir(parents=True)
    for n in range(4):
        (folder / "录音" / "story-0" / f"{n}.wav").write_bytes(f"RIFF{kind}".encode() * 400)
    zipped(folder / "more.zip", {"标语.txt": f"{kind}不转账".encode()})
    return folder


def titles(sets: LiveSets) -> tuple[str, ...]:
    """Give what is live, told apart by titles, slogans and recordings; all of it must be whole."""
    live = sets.current()
    assert live is not None
    assert list(live.faults()) == []
    lying = {
        path.relative_to(live.folder).as_posix()
        for path in live.folder.rglob("*")
        if path.is_file()
    }
    assert lying == {*live.files, "set.json"}
    assert live.recordings is not None
    recording = (live.recordings / "story-0" / "3.wav").read_bytes()[4:5].decode()
    return (*(one.title for one in live.held), live.slogans[0].text, recording)


def in_a_child(work: Callable[[], object], after: float) -> tuple[bool, float]:
    """Do something in a child and kill it after some seconds; tell whether it lived to its end, and how long."""
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    killer = threading.Timer(after, _killed, (child,))
    killer.start()
    _, status = os.waitpid(child, 0)
    killer.cancel()
    killer.join()
    return os.WIFEXITED(status), time.monotonic() - began


def _killed(child: int) -> None:
    with suppress(ProcessLookupError):  # it was over in that very moment
        os.kill(child, signal.SIGKILL)


@pytest.mark.parametrize("only_making", [False, True], ids=["whole import", "going live"])
def test_an_import_killed_at_a_hundred_moments_is_live_wholly_or_not_at_all(
    only_making: bool,  # noqa: FBT001 - pytest hands it in
    tmp_path: Path,
) -> None:
    sets = LiveSets(tmp_path / "data")
    sticks = {kind: stick_of(tmp_path / kind, kind) for kind in "AB"}
    wholes = {kind: (f"{kind}0", f"{kind}不转账", kind) for kind in "AB"}
    imports: dict[str, Import] = {}
    for kind, stick in sticks.items():
        imports[kind] = staged(sets, stick)
        shutil.copytree(imports[kind].staging, tmp_path / f"staged-{kind}")
        sets.make_live(imports[kind])
        assert titles(sets) == wholes[kind]

    def whole_import(kind: str) -> None:
        sets.make_live(staged(sets, sticks[kind]))

    def going_live(kind: str) -> None:
        sets.make_live(imports[kind])

    work = going_live if only_making else whole_import
    chance = random.Random(10)  # noqa: S311 - no secret: the moments are the same each time
    now, longest, ended = "B", 0.0, {True: 0, False: 0}
    for moment in range(MOMENTS // 2):
        wanted = "A" if now == "B" else "B"
        if only_making:
            shutil.copytree(tmp_path / f"staged-{wanted}", imports[wanted].staging)
        after = chance.uniform(0, longest * 1.05) if moment else 60.0
        lived, seconds = in_a_child(partial(work, wanted), after)
        longest = seconds if lived else longest
        ended[lived] += 1
        found = titles(LiveSets(sets.data))
        assert found in (wholes[now], wholes[wanted])
        assert not lived or found == wholes[wanted]
        sets.clean()
        assert titles(sets) == found
        left = {path.name for path in sets.home.iterdir() if not path.name.startswith("set-")}
        assert left == {"live.json", "lock"}
        now = found[-1]
    assert ended[False] > 0  # many are over before, the more the busier the machine
    assert ended[True] > 0
