"""What a small loop with a narrator really plays, captured by SDL's disk driver.

Run as a program it speaks, is interrupted, speaks again, and prints the moments as JSON; seconds
count from the opening of the mixer, which is where the captured file begins.
"""

from __future__ import annotations

import array
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import kiosk
from kiosk.speech import Utterance
from kiosk.voice.loudness import rms
from kiosk.voice.narrator import Narrator, usual_parts
from kiosk.voice.output import RATE

FRAMES = 60
LOUD = 150
"""RMS of a hundredth of a second that is heard: 0.0045 of full."""

FIRST = Utterance("a/1", "您好，我是反诈宣传员，请不要把验证码告诉任何人。")
SECOND = Utterance("a/2", "请拨打96110。")


@dataclass(frozen=True)
class Captured:
    """Moments the program told, and the stretches of sound in what it played, in its seconds."""

    moments: dict[str, float]
    heard: list[tuple[float, float]]

    def after(self, moment: str) -> float:
        """Give how long sound went on after a moment, 0 if it was silent."""
        then = self.moments[moment]
        return max((end - then for start, end in self.heard if start <= then < end), default=0.0)

    def begins(self, moment: str) -> float:
        """Give how long it took from a moment until something was heard."""
        return min(
            start - self.moments[moment] for start, end in self.heard if end > self.moments[moment]
        )


def capture() -> Captured:
    """Run the program and read what was played."""
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "sound.raw"
        environment = {
            **os.environ,
            "SDL_AUDIODRIVER": "disk",
            "SDL_DISKAUDIOFILE": str(raw),
            "SDL_VIDEODRIVER": "dummy",
            "PYGAME_HIDE_SUPPORT_PROMPT": "1",
            "PYTHONPATH": str(Path(kiosk.__file__).resolve().parent.parent),
        }
        run = subprocess.run(
            [sys.executable, __file__, folder],
            env=environment,
            capture_output=True,
            check=True,
            timeout=60,
        )
        moments: dict[str, float] = json.loads(run.stdout)
        return Captured(moments, _heard(raw.read_bytes(), moments["end"]))


def _heard(raw: bytes, wall: float) -> list[tuple[float, float]]:
    """Give the stretches of sound, those less than a fifth of a second apart as one."""
    values = array.array("h", raw[: len(raw) // 2 * 2])
    pace = wall / (len(values) / RATE)  # the driver's own clock is a little off
    window = RATE // 100
    loud = [
        n * window / RATE * pace
        for n in range(len(values) // window)
        if rms(values[n * window : (n + 1) * window]) > LOUD
    ]
    stretches: list[tuple[float, float]] = []
    for second in loud:
        if stretches and second - stretches[-1][1] < 0.2:
            stretches[-1] = (stretches[-1][0], second + 0.01 * pace)
        else:
            stretches.append((second, second + 0.01 * pace))
    return stretches


def main(folder: Path) -> None:
    """Speak, stop, speak what is at hand, interrupt it with another."""
    import pygame  # noqa: PLC0415  the environment is set for the child only

    parts = usual_parts({}, folder / "cache", [])
    narrator = Narrator(parts)
    parts.output.open()
    zero = time.monotonic()
    clock = pygame.time.Clock()
    moments: dict[str, float] = {}

    def frames_until(wanted: Utterance | None, upto: int, seconds: float) -> None:
        begun = time.monotonic()
        while time.monotonic() - begun < seconds:
            now = time.monotonic()
            narrator.want(wanted, now)
            heard = narrator.heard(now)
            if upto and heard.audible and heard.upto >= upto:
                return
            clock.tick(FRAMES)

    def note(moment: str) -> None:
        moments[moment] = time.monotonic() - zero

    frames_until(None, 0, 0.3)
    note("asked")
    frames_until(FIRST, 8, 8)
    note("stopped")
    frames_until(None, 0, 0.5)
    note("asked again")
    frames_until(FIRST, 3, 8)
    note("interrupted")
    frames_until(SECOND, 8, 8)
    note("stopped again")
    frames_until(None, 0, 0.5)
    note("end")
    pygame.mixer.quit()
    narrator.close()
    print(json.dumps(moments))  # noqa: T201  this is the program's answer


if __name__ == "__main__":
    main(Path(sys.argv[1]))
