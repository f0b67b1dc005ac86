"""A kiosk whose clock goes faster than the world's: for windows whose point isn't how long something takes.

It is the one that benchmarks put under stress: the same program, supervisor, curtain and voice; screens, speech and
patience count more seconds than pass. What a hand does, a process or a device, takes as long as ever, so that what is
heard and when, how staff knock and what compares with the clock on the wall stays with `harness.running`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .displays import ROOT, Display
from .harness import Kiosk

RATE = 4
"""Seconds of the kiosk in one of the world's: a new target is deaf for 0.07 s, and a voice has 0.3 s to be ready."""
PATIENT = "待机秒数: 600\n安装页待机秒数: 900\n倒数秒数: 60\n"
"""The most that the settings allow: the hand is no faster than ever."""


SETTLED = 0.5
"""Seconds of the world after the first picture by which the window is mapped and no curtain before it."""


class QuickKiosk(Kiosk):
    """A kiosk that is told `--rate`."""

    program = (*Kiosk.program[:-3], str(ROOT / "benchmarks" / "stressed_kiosk.py"))


@contextmanager
def quickly(display: Display, data: Path, **extra: str) -> Iterator[Kiosk]:
    """Run a quick and patient kiosk that shows its first screen and has settled on it."""
    data.mkdir(parents=True, exist_ok=True)
    own = data / "settings.yaml"
    before = own.read_text(encoding="utf-8") if own.exists() else ""
    own.write_text(before + PATIENT, encoding="utf-8")
    kiosk = QuickKiosk(display, data, "--rate", RATE, **extra)
    try:
        first = kiosk.see("AttractScreen")["t"]
        kiosk.until(lambda: kiosk.frame["t"] > first + SETTLED * RATE, "the window")
        yield kiosk
    finally:
        kiosk.close()
