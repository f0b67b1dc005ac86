"""Prints what became of starts and quits of the whole kiosk while its threads decode sound.

    .venv/bin/python benchmarks/ends.py [500]

Each start is a process of its own with its window and its sound nowhere. It is asked to end, as by
Ctrl+Alt+Q, at a random moment of the first quarter of a second after its first picture, in which the
voice's thread opens the mixer and decodes one clip after the other and that of the sounds reads its
files. A process that ends by a signal would be started again by its supervisor: for nothing. Ends
with 1 where one was.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from types import FrameType

os.environ |= {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}
os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"
import pygame

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from kiosk.engine.loop import Loop
from kiosk.opening import run
from kiosk.paths import shipped
from kiosk.speech import Utterance
from kiosk.supervisor.inner import Inner
from kiosk.voice.output import Output, Sound
from kiosk.voice.prepare_all import prepare_all
from kiosk.voice.voices import load_voices
from kiosk.wishes import Wishes

STARTS = 500
LATEST = 0.25
"""Seconds after the first picture by which it is asked to end."""
WORDS = "这是第 {} 句。凡是要求转账到安全账户的都是诈骗，请不要转账，请马上挂断，拨打96110核实。"
LINES = [Utterance(f"a/{n}", WORDS.format(n) * 4) for n in range(3)]
SIZE = (640, 480)

TIMES = 50
"""How often each clip is decoded: as long as a recording of minutes takes on a slow machine."""

USERS = {"voice", "sounds"}
"""Names of the threads that decode."""
UNDER_A_THREAD = 99

_run, _load, _quit = Loop.run, Output.load, pygame.quit


def decode_and_end(loop: Loop) -> None:
    """Run the loop with all lines to be decoded, and ask it to end before long."""

    def end(_number: int, _frame: FrameType | None) -> None:
        loop.end()

    signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, random.uniform(0.001, LATEST))  # noqa: S311  no secret
    loop._voice.ahead(LINES)  # noqa: SLF001  the benchmark stands in for a visitor
    _run(loop)


def load_slowly(output: Output, source: Path | bytes) -> Sound | None:
    """Give a playable sound after it has been decoded many times."""
    return [_load(output, source) for _ in range(TIMES)][-1]


def quit_alone() -> None:
    """Quit pygame, or end with UNDER_A_THREAD where one that uses it still runs."""
    if USERS & {thread.name for thread in threading.enumerate()}:
        os._exit(UNDER_A_THREAD)
    _quit()


def main(starts: int) -> int:
    """Start and quit so often and print what happened."""
    Loop.run, Output.load, pygame.quit = decode_and_end, load_slowly, quit_alone  # type: ignore[method-assign, assignment]
    codes: Counter[int] = Counter()
    longest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        (data / "settings.yaml").write_text("待机音乐: 是\n营业时间: 00:00-00:00\n", "utf-8")
        voices = load_voices(shipped("scenarios") / "catalogue" / "voices.yaml")
        prepare_all(LINES, voices, data / "cache" / "voice")
        for _ in range(starts):
            began = time.monotonic()
            codes[Inner(lambda: run(Wishes(data, (), SIZE))).wait(lambda _sign: None)] += 1
            longest = max(longest, time.monotonic() - began)
        log = data / "logs" / "kiosk.log"
        hung = log.read_text("utf-8").count("没有按时结束") if log.exists() else 0
    under, bad = codes[UNDER_A_THREAD], sum(n for code, n in codes.items() if code)
    print(f"启动又退出 {starts} 次，从启动到结束最长 {longest:.2f} 秒")
    print(f"还有线程在用 pygame 就退出它 {under} 次，以信号或别的代码结束 {bad - under} 次　目标 0")
    print(f"线程没有按时结束、不再等它 {hung} 次")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else STARTS))
