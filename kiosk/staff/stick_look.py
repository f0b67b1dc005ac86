"""Whether a stick is there, and takes and gives back what is written to it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress

from kiosk.doctor import Diagnosis, Health, Installation
from kiosk.os_errors import reason_of
from kiosk.packs.sticks import Stick, sticks_here
from kiosk.staff.task import Task
from kiosk.storage import read_file

BYTES = 64 * 1024
DEADLINE = 20.0
"""Seconds for a stick to take and give back the file: a broken one may never answer."""


def stick(_installation: Installation) -> Iterator[Diagnosis]:
    """Look at every stick that is plugged in."""
    yield from look(sticks_here())


def look(sticks: tuple[Stick, ...], deadline: float = DEADLINE) -> Iterator[Diagnosis]:
    """Give how each of some sticks is; none is as well, where none is needed."""
    if not sticks:
        message = "没有插 U 盘；要换剧本、取报告时再插"
        yield Diagnosis("stick", "U 盘", Health.OK, message)
    for one in sticks:
        yield _tried(one, deadline)


def _tried(one: Stick, deadline: float) -> Diagnosis:
    trial = Task(lambda _: _fault_of(one))
    trial.start()
    if not trial.wait(deadline):
        advice = "请拔下来重新插，或者换一个 U 盘。"
        return Diagnosis("stick", "U 盘", Health.NOTICE, f"{one.name} 没有反应", advice)
    fault = trial.result()
    if fault:
        advice = "只换剧本不要紧；要把报告写到 U 盘，请关掉 U 盘上的写保护，或者换一个。"
        message = f"{one.name} 读得到，写不进去（{fault}）"
        return Diagnosis("stick", "U 盘", Health.NOTICE, message, advice)
    return Diagnosis("stick", "U 盘", Health.OK, f"{one.name}，写进去又读出来，一样")


def _fault_of(one: Stick) -> str:
    """Give why a stick doesn't give back what was written to it; empty where it does."""
    path, written = one.path / f".kiosk-{secrets.token_hex(4)}.tmp", os.urandom(BYTES)
    try:
        with path.open("xb") as file:
            try:
                file.write(written)
                file.flush()
                os.fsync(file.fileno())
                same = read_file(path) == written
            finally:
                file.close()
                with suppress(OSError):
                    path.unlink()
    except OSError as error:
        return reason_of(error)
    return "" if same else "读出来的和写进去的不一样"
