"""Prints how quickly the voice answers: medians, each beside its aim.

Run: python benchmarks/voice_latency.py (needs espeakng-loader or the system's espeak-ng; no sound card).
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "voice")]
os.environ.update(SDL_AUDIODRIVER="dummy", SDL_VIDEODRIVER="dummy", PYGAME_HIDE_SUPPORT_PROMPT="1")

import pygame  # noqa: E402  the environment first
from capture import capture  # noqa: E402  as above

from kiosk.speech import Utterance  # noqa: E402  as above
from kiosk.voice.narrator import Narrator, usual_parts  # noqa: E402  as above
from kiosk.voice.speaking_process import SpeakingProcess  # noqa: E402  as above
from kiosk.voice.speech_sources import request  # noqa: E402  as above
from kiosk.voice.voices import VoiceParams  # noqa: E402  as above

LINES = [f"您好，这是第{n}句话，请不要把验证码告诉任何人，先打96110问一问。" for n in range(60)]


def timed_start() -> tuple[float, float]:
    """Give the seconds until a process is ready, and until its first speech is there."""
    process = SpeakingProcess()
    begun = time.perf_counter()
    if not process.ready():
        sys.exit(f"没有语音：{process.error}")
    ready = time.perf_counter()
    process.ask(request("您好", VoiceParams(), None))
    spoken = time.perf_counter()
    process.close()
    return ready - begun, spoken - ready


def made(process: SpeakingProcess) -> list[float]:
    """Give the seconds each line takes to be made."""
    times = []
    for line in LINES:
        begun = time.perf_counter()
        process.ask(request(line, VoiceParams(), None))
        times.append(time.perf_counter() - begun)
    return times


def frames(folder: Path) -> tuple[list[float], list[float], float]:
    """Give the seconds from wish to play of lines on disk, and the narrator's work a frame."""
    narrator = Narrator(usual_parts({}, folder, []))
    lines = [Utterance(f"a/{n}", text) for n, text in enumerate(LINES)]
    clock, work, starts = pygame.time.Clock(), [], []
    narrator.ahead(lines)
    begun, cpu = time.monotonic(), time.process_time()
    while time.monotonic() - begun < 6:
        now = time.perf_counter()
        narrator.heard(time.monotonic())
        work.append(time.perf_counter() - now)
        clock.tick(60)
    for line in lines[:30]:
        asked = time.perf_counter()
        while True:
            now = time.monotonic()
            narrator.want(line, now)
            if narrator.heard(now).upto or time.perf_counter() - asked > 2:
                break
            clock.tick(60)
        starts.append(time.perf_counter() - asked)
    narrator.want(None, time.monotonic())
    cpu, begun = time.process_time(), time.monotonic()
    while time.monotonic() - begun < 4:
        clock.tick(5)
    idle = (time.process_time() - cpu) / (time.monotonic() - begun)
    narrator.close()
    return starts, work, idle


def main() -> None:
    starts = [timed_start() for _ in range(7)]

    def show(what: str, seconds: list[float], aim: str) -> None:
        median, worst = statistics.median(seconds) * 1000, max(seconds) * 1000
        print(f"{what:<46} 中位 {median:7.1f} ms  最大 {worst:7.1f} ms  目标 {aim}")

    show("启动语音进程到就绪", [s[0] for s in starts], "200 ms")
    show("就绪后第一句", [s[1] for s in starts], "20 ms")
    process = SpeakingProcess()
    process.ready()
    show("合成一句（9 秒左右）", made(process), "50 ms")
    process.close()
    with tempfile.TemporaryDirectory() as folder:
        ready, work, idle = frames(Path(folder))
    show("已合成的一句，想听到开始播放", ready, "17 ms（一帧）")
    show("朗读器每帧占用（同时预合成）", work, "1 ms")
    print(f"{'安静时的处理器占用':<46} {idle * 100:.2f} %  目标 0.5 %")
    captured = [capture() for _ in range(3)]
    show(
        "点按到安静（录下来的声音）",
        [max(c.after("stopped"), c.after("stopped again")) for c in captured],
        "50 ms",
    )
    show("想听到听见，已合成（录下来的声音）", [c.begins("asked again") for c in captured], "50 ms")
    show("想听到听见，第一句（录下来的声音）", [c.begins("asked") for c in captured], "300 ms")


if __name__ == "__main__":
    main()
