"""Prints how fast and how light the kiosk is beside a Chromium page with inkjs and a game of Ren'Py.

Run: .venv-test/bin/python -P benchmarks/against/table.py [ROUNDS], after scripts/test and scripts/run have
installed once; needs Debian's xvfb, xdotool, x11-utils, openbox, chromium, renpy, nodejs, and `npm ci --prefix benchmarks/against`.
Two rounds take less than six minutes. All three are measured from outside, by the same eye and the same finger.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

# the program before the benchmarks: one of these has its name
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1]), str(HERE.parent)]

from contenders import Contender, MissingError, game, kiosk, page
from stand import HELD_SECONDS, Finger, computed, usage
from walk import Page, recorded
from watch import Screen, another, filled, screen

ROUNDS = 2
STARTS = 2
"""Starts a round of which only the first picture is waited for, beside the one that is walked through."""
IDLE_SECONDS = 20.0
SETTLE_SECONDS, WARM_SECONDS = 2.0, 6.0
QUIET_SECONDS, READ_SECONDS = 4.0, 90.0
TRIES, ANSWER_SECONDS = 3, 5.0
STILL_SECONDS = 2.0
"""How long a screen is waited for to be still: 待机 never is."""
FRAMES_SECONDS = 6.0
Found = dict[str, dict[str, list[float]]]
ROWS = {
    "启动到第一个画面 ms": "start",
    "其中计算 ms": "cpu",
    "玩过之后的内存 PSS MB": "pss",
    "静止时的处理器占用 %": "idle",
    "点按到下一画面 p50 ms": "tap50",
    "点按到下一画面 p95 ms": "tap95",
    "动画的一帧 p99 ms": "frame99",
    "装好的大小 MB": "size",
}


def begin(one: Contender, eye: Screen) -> tuple[int, float, float]:
    """Start one; give its process, the milliseconds to its first picture, and those it computed."""
    eye.until(lambda look: not filled(look))
    begun = time.monotonic()
    pid = one.start(eye.name)
    shown = eye.until(filled)
    return pid, 1000 * (shown - begun), 1000 * computed(pid)


def walk(pages: list[Page], eye: Screen, finger: Finger) -> list[float]:
    """Press one's way once round; give the milliseconds from lifting the finger to another screen.

    A finger that gets no answer presses again, as people do; that is printed, and counts no time.
    """
    times = []
    for number, one in enumerate(pages):
        _, x, y, w, h = one.targets[one.pressed]
        for _ in range(TRIES):
            eye.still(limit=STILL_SECONDS)
            finger.move(x + w // 2, y + h // 2)
            finger.button(down=True)
            time.sleep(HELD_SECONDS)
            before = eye.look()
            lifted = finger.button(down=False)
            try:
                shown = eye.until(lambda look, before=before: another(before, look), ANSWER_SECONDS)
            except TimeoutError:
                print(f"第 {number + 1} 页点了没有反应，再点一次", flush=True)
                continue
            times.append(1000 * (shown - lifted))
            break
        else:
            raise TimeoutError(f"page {number + 1} doesn't answer")
    return times


def idle(pid: int) -> float:
    """Give the share of one processor taken while nobody does anything, in percent."""
    begun, before = time.monotonic(), computed(pid)
    time.sleep(IDLE_SECONDS)
    return 100 * (computed(pid) - before) / (time.monotonic() - begun)


def measure(one: Contender, pages: list[Page], eye: Screen, found: dict[str, list[float]]) -> None:
    """Measure one once and add what was found."""
    finger = Finger(eye.name)
    try:
        for _ in range(STARTS):
            _, start, cpu = begin(one, eye)
            found["start"].append(start)
            found["cpu"].append(cpu)
            one.stop()
        pid, start, cpu = begin(one, eye)
        found["start"].append(start)
        found["cpu"].append(cpu)
        time.sleep(FRAMES_SECONDS)
        found["frame99"] += frames(one, eye.name)
        found["taps"] += walk(pages, eye, finger)
        time.sleep(SETTLE_SECONDS)
        found["pss"].append(usage(pid).megabytes)
        if not found["idle"]:
            # the page for choosing: nothing moves there once it has been read aloud
            walk(pages[:1], eye, finger)
            eye.still(QUIET_SECONDS, READ_SECONDS, part=0)
            found["idle"].append(idle(pid))
    finally:
        one.stop()
        finger.close()


def frames(one: Contender, name: str) -> list[float]:
    """Give the 99th percentile of what a frame took while something moved, as one has told it, in ms.

    The kiosk draws when something has to move and tells how long that took; the other two draw all
    the time and tell what lay between two frames.
    """
    told = one.environment.get("FRAMES")
    if told and "KIOSK_TRACE_FD" in one.environment:
        lines = map(json.loads, Path(told).read_text(encoding="utf-8").splitlines())
        took = [1000 * line["took"] for line in lines if line["ev"] == "frame"]
        took = sorted(took[1:])  # the first is the start
        return [took[int(0.99 * len(took))]] if took else []
    if told:
        return [float(Path(told).read_text())] if Path(told).exists() else []
    search = ["xdotool", "search", "--name", "^frames ", "getwindowname"]
    env = {**os.environ, "DISPLAY": name}
    said = subprocess.run(search, env=env, capture_output=True, text=True, check=False).stdout
    return [float(said.split()[1])] if said.startswith("frames ") else []


def show(found: Found, sizes: dict[str, float]) -> None:
    """Print the table: medians, and how many times as much the others take."""
    names = list(found)
    for each in names:
        taps = found[each].pop("taps")
        cuts = statistics.quantiles(taps, n=20, method="inclusive")
        found[each] |= {"tap50": [cuts[9]], "tap95": [cuts[18]], "size": [sizes[each]]}
    print("| | " + " | ".join(names) + " |")
    print("|---|" + "---|" * len(names))
    for row, which in ROWS.items():
        values = [statistics.median(found[each][which] or [float("nan")]) for each in names]
        cells = [f"{values[0]:.3g}" if values[0] < 100 else f"{values[0]:.0f}"]
        for value in values[1:]:
            told = f"{value:.3g}" if value < 100 else f"{value:.0f}"
            cells.append(f"{told}（{value / values[0]:.1f} 倍）" if values[0] else told)
        print(f"| {row} | " + " | ".join(cells) + " |", flush=True)


def main() -> int:
    """Measure and print."""
    rounds = int(sys.argv[1]) if sys.argv[1:] else ROUNDS
    begun = time.monotonic()
    print(
        f"{datetime.now(UTC):%Y-%m-%d %H:%M}Z，{os.cpu_count()} 个处理器，负载 {os.getloadavg()[0]:.1f}"
    )
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with screen(folder) as eye:
            pages = recorded(eye.name, folder / "recorded")
            try:
                ones = [
                    kiosk(folder / "data"),
                    page(pages, folder / "page", HERE / "node_modules"),
                    game(pages, folder / "renpy"),
                ]
            except MissingError as error:
                print(error)
                return 1
            for one in ones:  # what is cached at the first start isn't counted
                begin(one, eye)
                time.sleep(WARM_SECONDS)
                one.stop()
            found: Found = {one.name: defaultdict(list) for one in ones}
            for number in range(rounds):
                for one in ones:
                    print(f"第 {number + 1} 轮：{one.name}", file=sys.stderr, flush=True)
                    measure(one, pages, eye, found[one.name])
            show(found, {one.name: one.size for one in ones})
    print(f"{rounds} 轮，{time.monotonic() - begun:.0f} 秒，负载 {os.getloadavg()[0]:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
