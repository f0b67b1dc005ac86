"""Prints what a visitor and a machine notice of the kiosk, each figure beside its aim.

Run: python3 benchmarks/kiosk.py [3840x2160], after scripts/run has installed once; needs Debian's
xvfb and xdotool (whose library presses the buttons). Whole processes are measured, at 1920x1080
unless another size is asked for; the aims are those of 1920x1080.
"""

from __future__ import annotations

import itertools
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import silence
from stand import SIZE, Finger, GoneError, Kiosk, Line, Usage, Visitor, display, is_frame, needed

STARTS = 9
IDLE_SECONDS = 10.0
SETTLE_SECONDS = 3.0
PREFERRED = ("show-all", "choice-2", "choice-1", "device", "main")
"""What the visitor of the benchmark presses: hurries the story, takes the second choice."""
STORIES = 2
LONGEST_VISIT = 120
READ_SECONDS = 180
"""How long the page for choosing may take to be read aloud."""


def show(what: str, value: str, aim: str) -> None:
    """Print one figure."""
    print(f"{what:<28}{value:<44}目标 {aim}", flush=True)


def milliseconds(seconds: list[float]) -> str:
    """Give the median and the spread of some times."""
    values = sorted(1000 * second for second in seconds)
    return f"中位 {statistics.median(values):.0f} ms（{values[0]:.0f}–{values[-1]:.0f}，{len(values)} 次）"


def noise() -> str:
    """Say how busy the machine is: the same sum done twenty times, and what waits to run."""
    times = []
    for _ in range(20):
        begun = time.perf_counter()
        sum(range(200_000))
        times.append(time.perf_counter() - begun)
    spread = max(times) / min(times)
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} 个处理器，负载 {load:.2f}，同一计算最慢是最快的 {spread:.1f} 倍"


@contextmanager
def running(screen: str, data: Path, **environment: str) -> Iterator[Kiosk]:
    """Run a kiosk and end it."""
    kiosk = Kiosk(screen, data, **environment)
    try:
        yield kiosk
    finally:
        kiosk.stop()


def starts(screen: str, data: Path) -> tuple[list[float], list[float]]:
    """Give the seconds from starting the program to its first frame, and what it computed till then.

    What stories and speech need is cached by a start that isn't counted.
    """
    times, work = [], []
    for number in range(STARTS + 1):
        with running(screen, data) as kiosk:
            frame = kiosk.until(is_frame)
            work.append(kiosk.usage().cpu)
            kiosk.watch(SETTLE_SECONDS if not number else 0.5)
        times.append(frame["t"] - kiosk.started)
    return times[1:], work[1:]


def idle(kiosk: Kiosk) -> float:
    """Give the share of one processor that all its processes take while nobody does anything."""
    kiosk.watch(SETTLE_SECONDS)
    before, begun = kiosk.usage().cpu, time.monotonic()
    kiosk.watch(IDLE_SECONDS)
    return (kiosk.usage().cpu - before) / (time.monotonic() - begun)


def says_nothing(line: Line) -> bool:
    """Tell a line by which there is nothing more to be said."""
    return bool(line["ev"] == "voice" and line["id"] is None)


def visit(visitor: Visitor, story: int) -> None:
    """Play a story to its end, look at a moment of the debrief, do the quiz, reach the App."""
    visitor.tap(f"story-{story}")
    looked = False
    for _ in range(LONGEST_VISIT):
        if visitor.frame["screen"] == "InstallScreen":
            return
        step = next((t[0] for t in visitor.frame["targets"] if t[0].startswith("row-")), "")
        wanted = [name for name in (*PREFERRED, *kinds(visitor)) if visitor.has(name)]
        if step and not looked:
            looked = True
            visitor.tap(step)
        elif wanted:
            visitor.tap(wanted[0])
        else:
            visitor.kiosk.watch(0.2)
        visitor.look()
    raise GoneError(f"走不到安装页，停在 {visitor.frame['screen']}")


def kinds(visitor: Visitor) -> list[str]:
    """Give the answers of a quiz question that are on the screen."""
    names = (target[0] for target in visitor.frame["targets"])
    return [name for name in names if name.startswith(("answer-", "kind-", "quiz-"))]


def memory(usage: Usage) -> str:
    """Give the whole and its parts."""
    parts = "，".join(f"{name} {size:.0f}" for name, size in usage.memory.items())
    return f"{sum(usage.memory.values()):.0f} MB（{parts}）"


def show_frames(lines: list[Line]) -> None:
    """Print how long frames took, from looking for inputs to the changed window."""
    frames = [line for line in lines if is_frame(line)]
    pairs = itertools.pairwise(frames)
    changes = [b for a, b in pairs if a["identity"] != b["identity"]]
    for what, some in (("每一帧", frames[1:]), ("换画面的一帧", changes)):
        times = sorted(1000 * line["took"] for line in some)
        cuts = statistics.quantiles(times, n=100, method="inclusive")
        told = f"p50 {cuts[49]:.1f}，p99 {cuts[98]:.1f}，最长 {times[-1]:.1f} ms（{len(times)} 帧）"
        show(what, told, "16.7 ms")


def main() -> int:
    """Measure and print."""
    size = tuple(map(int, sys.argv[1].split("x"))) if sys.argv[1:] else SIZE
    missing = needed()
    if missing:
        print(missing)
        return 1
    print(f"{size[0]}x{size[1]}，Xvfb；{noise()}")
    with tempfile.TemporaryDirectory() as folder, display((size[0], size[1])) as screen:
        data = Path(folder)
        times, work = starts(screen, data)
        show("启动到第一个完整画面", milliseconds(times), "400 ms")
        print(f"    其中计算 {milliseconds(work)}")
        with running(screen, data) as kiosk:
            finger = Finger(screen)
            visitor = Visitor(kiosk, finger)
            show("待机画面的处理器占用", f"{100 * idle(kiosk):.1f} %", "15 %")
            for story in range(1, STORIES + 1):
                visitor.look()
                visitor.tap("start")
                if story == 1:
                    # The page reads its cards aloud first.
                    kiosk.until(says_nothing, READ_SECONDS, since=visitor.lifted + 1)
                    share = f"{100 * idle(kiosk):.2f} %"
                    show("选故事画面静止时的处理器占用", share, "0.5 %")
                visit(visitor, story)
                leave(visitor)
            taps = visitor.taps
            show_frames(kiosk.lines)
            # What a visit leaves behind is given back between two frames of 待机.
            kiosk.watch(SETTLE_SECONDS)
            show("玩过之后的内存（PSS）", memory(kiosk.usage()), "90 MB")
        seconds = [seconds for _, _, seconds in taps]
        cuts = statistics.quantiles(seconds, n=20, method="inclusive")
        show(
            "点按到下一画面",
            f"p50 {1000 * cuts[9]:.0f} ms，p95 {1000 * cuts[18]:.0f} ms（{len(seconds)} 次）",
            "16 / 33 ms",
        )
        slowest = sorted(taps, key=lambda tap: -tap[2])[:3]
        told = "；".join(f"{a} → {b} {1000 * s:.0f} ms" for a, b, s in slowest)
        print(f"    最慢：{told}")
        show("点按到安静", milliseconds(silence.measured(screen, data)), "50 ms")
    print(noise())
    return 0


def leave(visitor: Visitor) -> None:
    """Go back to attract."""
    visitor.tap("leave" if visitor.has("leave") else "main")
    if visitor.has("leave-yes"):
        visitor.tap("leave-yes")


if __name__ == "__main__":
    sys.exit(main())
