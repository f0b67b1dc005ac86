"""What a visitor sees, and for how long, when the kiosk is killed or stands still at a moment of a visit.

    python -P benchmarks/restarts.py [--fault SIGKILL …] [--moment SceneScreen …]

A real kiosk on an X server of its own, started anew for each; the corner of the screen is looked at every
4 ms. Ends with 1 where 待机 didn't come back in time or a desktop was seen for longer than a tenth of a second.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.stress_stand import PATIENCE, Eye, Stressed, machine
from tests.window.changing_display import ChangingDisplay

FAULTS = {
    "SIGKILL": signal.SIGKILL,
    "SIGSTOP": signal.SIGSTOP,
    "endless loop": signal.SIGUSR1,
    "segfault": signal.SIGUSR2,
}
MOMENTS = tuple(
    f"{name}Screen"
    for name in ("Attract", "Choose", "Scene", "Outcome", "Ending", "Debrief", "Quiz", "Install")
)
FREEZES = {"SIGSTOP", "endless loop"}
FROZEN_SECONDS, AGAIN_SECONDS = 10.0, 3.0
WAY = ("start", "story-1", "show-all", "choice-1", "answer-scam", "main")
"""What is pressed, the first that is there, to come from 待机 through a visit."""
SIZE = (1366, 768)
RATE = 10.0


def go_to(kiosk: Stressed, moment: str) -> None:
    """Go through a visit as far as a screen."""
    for _ in range(200):
        kiosk.until(kiosk.counts, f"something on the way to {moment}", PATIENCE)
        if kiosk.frame["screen"] == moment:
            return
        name = next((each for each in WAY if each in kiosk.targets), None)
        if name is not None:
            kiosk.skip()
            kiosk.press(name)
            kiosk.wait(lambda e: e["ev"] in ("press", "frame"), f"pressing {name}", PATIENCE)
    raise AssertionError(f"never came to {moment}")


def tried(display: ChangingDisplay, data: Path, fault: str, moment: str) -> dict[str, float]:
    """Have it happen, and give the seconds each thing was seen until 待机 was back, and `all` of them."""
    kiosk = Stressed(display, data, RATE)
    eye = None
    try:
        go_to(kiosk, moment)
        # The curtain is made at the kiosk's first rounds; no visitor is as quick as this program.
        kiosk.until(lambda: kiosk.hand.whole(display.size) > 1, "the curtain", PATIENCE)
        eye = Eye(display.name, display.size)
        kiosk.forget()
        began = time.monotonic()
        os.kill(kiosk.inner, FAULTS[fault])
        kiosk.wait(lambda e: e["ev"] == "frame" and e["n"] == 1, "待机", PATIENCE)
        first = time.monotonic()
        while eye.seen[-1][1] != "kiosk":
            if time.monotonic() > first + PATIENCE:
                raise TimeoutError(f"seen at last: {eye.seen[-1][1]}")
            time.sleep(0.002)
        until = eye.seen[-1][0]
        return {**eye.spans(began, until), "all": until - began}
    finally:
        if eye is not None:
            eye.close()
        kiosk.close()
        kiosk.hand.close()


def held(fault: str, seen: dict[str, float], slack: float = 0.0) -> bool:
    """Tell whether it was as it should be; `slack` seconds are allowed to a busy machine."""
    most = AGAIN_SECONDS + (FROZEN_SECONDS if fault in FREEZES else 0.0) + slack
    return seen["all"] <= most and seen.get("desktop", 0.0) <= 0.1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fault", nargs="*", choices=FAULTS, default=list(FAULTS))
    parser.add_argument("--moment", nargs="*", choices=MOMENTS, default=list(MOMENTS))
    parser.add_argument("--slack", type=float, default=0.0)
    asked = parser.parse_args()
    print(f"{machine()}; {time.strftime('%Y-%m-%d %H:%M')}; clock × {RATE:g}")
    print(
        "| fault | moment | 待机 again after | last picture | 请稍候 | black | desktop |\n|---|---|---|---|---|---|---|"
    )
    well = True
    with tempfile.TemporaryDirectory() as folder:
        display = ChangingDisplay(SIZE)
        try:
            for fault in asked.fault:
                for moment in asked.moment:
                    seen = tried(display, Path(folder), fault, moment)
                    well &= held(fault, seen, asked.slack)
                    spans = " | ".join(
                        f"{seen.get(word, 0.0):.3f} s"
                        for word in ("all", "kiosk", "curtain", "black", "desktop")
                    )
                    print(f"| {fault} | {moment} | {spans} |", flush=True)
        finally:
            display.close()
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
