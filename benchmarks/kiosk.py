"""Prints what a visitor and a machine notice of the kiosk, each figure beside its aim or beside another checkout's.

Run: python3 benchmarks/kiosk.py [3840x2160] [--against DIR] [--rounds N], after scripts/run has installed once; needs
Debian's xvfb and xdotool (whose library presses the buttons), and openbox and x11-utils where they are there. Whole
processes are measured, at 1920x1080 unless another size is asked for; the aims are those of 1920x1080.
"""

from __future__ import annotations

import argparse
import itertools
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import silence
from stand import (
    ROOT,
    SIZE,
    Finger,
    GoneError,
    Kiosk,
    Line,
    Usage,
    Visitor,
    display,
    is_frame,
    needed,
    prepare,
)

STARTS = 9
ROUNDS = 2
IDLE_SECONDS = 10.0
SETTLE_SECONDS = 3.0
PREFERRED = ("show-all", "choice-2", "choice-1", "device", "main")
"""What the visitor of the benchmark presses: hurries the story, takes the second choice."""
STORIES = 2
LONGEST_VISIT = 120
READ_SECONDS = 180
"""How long the page for choosing may take to be read aloud."""


@dataclass
class Found:
    """What was measured of a checkout: milliseconds, shares of a processor in percent, MB."""

    starts: list[float] = field(default_factory=list)
    computed: list[float] = field(default_factory=list)
    attract: list[float] = field(default_factory=list)
    still: list[float] = field(default_factory=list)
    moving: list[float] = field(default_factory=list)
    """Frames of 待机."""
    frames: list[float] = field(default_factory=list)
    changes: list[float] = field(default_factory=list)
    taps: list[tuple[str, str, float]] = field(default_factory=list)
    memory: list[Usage] = field(default_factory=list)


def show(what: str, value: str, aim: str) -> None:
    """Print one figure."""
    print(f"{what:<28}{value:<44}目标 {aim}", flush=True)


def noise() -> str:
    """Say how busy the machine is: the same sum done twenty times, and what waits to run."""
    times = []
    for _ in range(20):
        begun = time.perf_counter()
        sum(range(200_000))
        times.append(time.perf_counter() - begun)
    slowest = max(times) / min(times)
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} 个处理器，负载 {load:.2f}，同一计算最慢是最快的 {slowest:.1f} 倍"


@contextmanager
def running(screen: str, data: Path, root: Path, **environment: str) -> Iterator[Kiosk]:
    """Run the kiosk of a checkout and end it."""
    kiosk = Kiosk(screen, data, root=root, **environment)
    try:
        yield kiosk
    finally:
        kiosk.stop()


def start(screen: str, data: Path, root: Path, found: Found) -> None:
    """Note how long a start takes to its first frame, and what is computed till then."""
    with running(screen, data, root) as kiosk:
        frame = kiosk.until(is_frame)
        found.computed.append(1000 * kiosk.computed())
        kiosk.watch(0.5)
    found.starts.append(1000 * (frame["t"] - kiosk.started))


def warm(screen: str, data: Path, root: Path) -> None:
    """Have what stories and speech need cached, by a start that isn't counted."""
    prepare(data)
    with running(screen, data, root) as kiosk:
        kiosk.until(is_frame)
        kiosk.watch(SETTLE_SECONDS)


def idle(kiosk: Kiosk) -> float:
    """Give the share of one processor that all its processes take while nobody does anything."""
    kiosk.watch(SETTLE_SECONDS)
    before, begun = kiosk.computed(), time.monotonic()
    kiosk.watch(IDLE_SECONDS)
    return (kiosk.computed() - before) / (time.monotonic() - begun)


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


def _shown(frame: Line) -> object:
    """Give what makes a frame's screen another one; a checkout of long ago tells no more than its kind."""
    return frame.get("identity", frame["screen"])


def plays(screen: str, data: Path, root: Path, found: Found) -> None:
    """Note what two plays take, with what stands still before and what is left behind."""
    with running(screen, data, root) as kiosk:
        finger = Finger(screen)
        visitor = Visitor(kiosk, finger)
        found.attract.append(100 * idle(kiosk))
        frames = [line for line in kiosk.lines if is_frame(line)]
        found.moving += [1000 * line["took"] for line in frames[1:]]
        for story in range(1, STORIES + 1):
            visitor.look()
            visitor.tap("start")
            if story == 1:
                # The page reads its cards aloud first.
                kiosk.until(says_nothing, READ_SECONDS, since=visitor.lifted + 1)
                found.still.append(100 * idle(kiosk))
            visit(visitor, story)
            leave(visitor)
        finger.close()
        found.taps += visitor.taps
        frames = [line for line in kiosk.lines if is_frame(line)]
        pairs = itertools.pairwise(frames)
        found.frames += [1000 * line["took"] for line in frames[1:]]
        found.changes += [1000 * b["took"] for a, b in pairs if _shown(a) != _shown(b)]
        # What a visit leaves behind is given back between two frames of 待机.
        kiosk.watch(SETTLE_SECONDS)
        found.memory.append(kiosk.usage())


def leave(visitor: Visitor) -> None:
    """Go back to attract."""
    visitor.tap("leave" if visitor.has("leave") else "main")
    if visitor.has("leave-yes"):
        visitor.tap("leave-yes")


def cut(values: list[float], percent: int) -> float:
    """Give a percentile."""
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def parts(usage: Usage) -> str:
    """Give the memory of the parts."""
    return "，".join(f"{name} {size:.0f}" for name, size in usage.memory.items())


def spread(values: list[float]) -> str:
    """Give the median and the spread of some times."""
    low, high = min(values), max(values)
    return f"中位 {statistics.median(values):.0f} ms（{low:.0f}–{high:.0f}，{len(values)} 次）"


def told_frames(times: list[float]) -> str:
    """Give how long frames took, from looking for inputs to the changed window."""
    return f"p50 {cut(times, 50):.1f}，p99 {cut(times, 99):.1f}，最长 {max(times):.1f} ms（{len(times)} 帧）"


def alone(screen: str, data: Path) -> None:
    """Measure this checkout and print each figure beside its aim."""
    found = Found()
    warm(screen, data, ROOT)
    for _ in range(STARTS):
        start(screen, data, ROOT, found)
    show("启动到第一个完整画面", spread(found.starts), "300 ms")
    print(f"    其中计算 {spread(found.computed)}")
    plays(screen, data, ROOT, found)
    show("待机画面的处理器占用", f"{found.attract[0]:.1f} %", "15 %")
    show("选故事画面静止时的处理器占用", f"{found.still[0]:.2f} %", "0.5 %")
    show("待机的一帧", told_frames(found.moving), "p99 25 ms")
    show("每一帧", told_frames(found.frames), "16.7 ms")
    show("换画面的一帧", told_frames(found.changes), "16.7 ms")
    usage = found.memory[0]
    show("玩过之后的内存（PSS）", f"{usage.megabytes:.0f} MB（{parts(usage)}）", "78 MB")
    taps = [1000 * seconds for _, _, seconds in found.taps]
    told = f"p50 {cut(taps, 50):.0f} ms，p95 {cut(taps, 95):.0f} ms（{len(taps)} 次）"
    show("点按到下一画面", told, "16 / 33 ms")
    slowest = sorted(found.taps, key=lambda tap: -tap[2])[:3]
    print("    最慢：" + "；".join(f"{a} → {b} {1000 * s:.0f} ms" for a, b, s in slowest))
    heard = [1000 * second for second in silence.measured(screen, data)]
    show("点按到安静", spread(heard), "50 ms")


FIGURES = {
    "启动到第一个完整画面 ms": lambda found: statistics.median(found.starts),
    "其中计算 ms": lambda found: statistics.median(found.computed),
    "玩过之后的内存 PSS MB": lambda found: statistics.median(u.megabytes for u in found.memory),
    "待机画面的处理器占用 %": lambda found: statistics.median(found.attract),
    "选故事画面静止时的处理器占用 %": lambda found: statistics.median(found.still),
    "待机的一帧 p50 ms": lambda found: cut(found.moving, 50),
    "待机的一帧 p99 ms": lambda found: cut(found.moving, 99),
    "每一帧 p50 ms": lambda found: cut(found.frames, 50),
    "每一帧 p99 ms": lambda found: cut(found.frames, 99),
    "换画面的一帧 p99 ms": lambda found: cut(found.changes, 99),
    "点按到下一画面 p50 ms": lambda found: cut([1000 * tap[2] for tap in found.taps], 50),
    "点按到下一画面 p95 ms": lambda found: cut([1000 * tap[2] for tap in found.taps], 95),
}


def beside(screen: str, folder: Path, other: Path, rounds: int) -> None:
    """Measure this checkout and another in turn, and print their figures side by side."""
    roots = {ROOT: Found(), other: Found()}
    datas = {root: folder / f"data{number}" for number, root in enumerate(roots)}
    for root, data in datas.items():
        warm(screen, data, root)
    for number in range(rounds):
        turn = list(roots) if number % 2 else list(reversed(roots))
        for _ in range(STARTS):
            for root in turn:
                start(screen, datas[root], root, roots[root])
        for root in turn:
            print(f"第 {number + 1} 轮：{root}", file=sys.stderr, flush=True)
            plays(screen, datas[root], root, roots[root])
    print(f"| | {ROOT} | {other} |\n|---|---|---|")
    for name, figure in FIGURES.items():
        ours, theirs = (figure(found) for found in roots.values())
        print(f"| {name} | {ours:.3g} | {theirs:.3g}（{theirs / ours:.2f} 倍） |", flush=True)
    for found in roots.values():
        print(f"内存：{parts(found.memory[-1])}")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("size", nargs="?", default=f"{SIZE[0]}x{SIZE[1]}")
    parser.add_argument("--against", type=Path, metavar="DIR")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args()
    across, down = map(int, asked.size.split("x"))
    missing = needed()
    if missing:
        print(missing)
        return 1
    print(f"{across}x{down}，Xvfb；{noise()}")
    managed = bool(shutil.which("openbox") and shutil.which("xprop"))
    with (
        tempfile.TemporaryDirectory() as folder,
        display((across, down), managed=managed) as screen,
    ):
        if asked.against:
            beside(screen, Path(folder), asked.against.resolve(), asked.rounds)
        else:
            alone(screen, Path(folder) / "data")
    print(noise())
    return 0


if __name__ == "__main__":
    sys.exit(main())
