"""Prints how speech of all shipped stories is heard, judged by captured sound and nothing else.

Run: python benchmarks/voice_capture.py [every Nth line, 1 for all] [engine] (needs Linux; no sound card).
Ready-made speech is judged, or the engine where that is asked for. It takes as long as the stories do, half of
them at a time. Aims: a line made ready is heard within 60 ms of the wish, silence within 50 ms of a tap, the words lit
within 80 ms of being heard, the engine's within 150.
"""

from __future__ import annotations

import array
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "voice")]
os.environ.update(SDL_VIDEODRIVER="dummy", PYGAME_HIDE_SUPPORT_PROMPT="1")

from judge import Clock, Line, Verdict, judge, loud_moments, number_before  # noqa: E402  the path first

from kiosk.commands.common import library  # noqa: E402  as above
from kiosk.paths import shipped  # noqa: E402  as above
from kiosk.scenario.spoken import Speaker  # noqa: E402  as above
from kiosk.speech import Utterance  # noqa: E402  as above
from kiosk.voice.engines import SPEECH  # noqa: E402  as above
from kiosk.voice.narrator import Narrator, usual_parts  # noqa: E402  as above
from kiosk.voice.prepare_all import prepare_all  # noqa: E402  as above
from kiosk.voice.voices import load_voices  # noqa: E402  as above

TAP_EVERY = 8
TAP_AFTER = 1.3
LINE_DEADLINE = 30.0
NAMED = 5
AIMS = {"begins": 0.060, "stops": 0.050, "lit": 0.080, "engine lit": 0.150}


def voices_file() -> Path:
    return shipped("scenarios") / "catalogue" / "voices.yaml"


def lines_of(story: str, nth: int) -> list[Utterance]:
    """Give every nth line of a story."""
    scenario = next(s for s in library([]).scenarios if s.id == story)
    return list(Speaker(scenario).everything())[::nth]


def child(story: str, nth: int, cache: Path, *, engine: bool) -> None:
    """Speak a story's lines as the kiosk's loop does, and tell what was lit when."""
    import pygame  # noqa: PLC0415  the driver is set for this process only

    voices = load_voices(voices_file())
    parts = usual_parts(voices, cache, [], packs=[] if engine else [shipped("assets") / SPEECH])
    narrator = Narrator(parts)
    lines = lines_of(story, nth)
    narrator.ahead(lines)
    parts.preparer.idle.wait(30)
    clock = pygame.time.Clock()
    for number, utterance in enumerate(lines):
        narrator.ahead(lines[number : number + 4])
        wanted = time.monotonic()
        lit: list[tuple[float, int]] = []
        tapped = number % TAP_EVERY == TAP_EVERY - 1
        while True:
            now = time.monotonic()
            narrator.want(utterance, now)
            heard = narrator.heard(now)
            if heard.upto and (not lit or heard.upto != lit[-1][1]):
                lit.append((now, heard.upto))
            if heard.done or (tapped and now - wanted > TAP_AFTER) or now - wanted > LINE_DEADLINE:
                break
            clock.tick(60)
        ended = time.monotonic()
        narrator.want(None, ended)
        told = (utterance.text, wanted, lit, ended, tapped, number_before(utterance))
        print(json.dumps(told), flush=True)
        begun = time.monotonic()
        while time.monotonic() - begun < (0.6 if tapped else 0.25):
            narrator.heard(time.monotonic())
            clock.tick(60)
    pygame.mixer.quit()
    narrator.close()


def captured(story: str, nth: int, cache: Path, *, engine: bool) -> list[Verdict]:
    """Have a story spoken into a pipe, noting when each sample comes, and judge it."""
    pipe = cache / f"{abs(hash(story))}.fifo"
    os.mkfifo(pipe)
    at: list[float] = []
    count: list[int] = []
    data = bytearray()

    def listen() -> None:
        with pipe.open("rb", buffering=0) as sound:
            while piece := sound.read(1 << 16):
                data.extend(piece)
                at.append(time.monotonic())
                count.append(len(data) // 2)

    ear = threading.Thread(target=listen, daemon=True)
    ear.start()
    run = subprocess.run(
        [sys.executable, __file__, "--child", story, str(nth), str(cache), *["engine"] * engine],
        env={**os.environ, "SDL_AUDIODRIVER": "disk", "SDL_DISKAUDIOFILE": str(pipe)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    ear.join(10)
    samples = array.array("h", bytes(data[: len(data) // 2 * 2]))
    loud = loud_moments(samples, Clock(at, count))
    told = [json.loads(line) for line in run.stdout.splitlines()]
    return [
        judge(Line(text, wanted, [(s, u) for s, u in lit], ended, tapped, before), loud)
        for text, wanted, lit, ended, tapped, before in told
    ]


def show(what: str, seconds: list[float], aim: float) -> None:
    """Print a figure beside its aim."""
    if not seconds:
        print(f"{what:<24} 没有可以判断的")
        return
    ordered = sorted(abs(s) for s in seconds)
    p95 = ordered[min(len(ordered) - 1, round(len(ordered) * 0.95))]
    within = sum(s <= aim for s in ordered) / len(ordered)
    print(
        f"{what:<24} {len(ordered):4} 次  中位 {statistics.median(ordered) * 1000:5.0f} ms  "
        f"95% {p95 * 1000:5.0f} ms  最大 {ordered[-1] * 1000:5.0f} ms  "
        f"目标 {aim * 1000:.0f} ms 以内的 {within:6.1%}"
    )


def main(nth: int, *, engine: bool) -> None:
    stories = [s.id for s in library([]).scenarios]
    everything = [u for story in stories for u in lines_of(story, nth)]
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        if engine:
            prepare_all(everything, load_voices(voices_file()), cache)
        with ThreadPoolExecutor(2) as two:
            verdicts = [
                v
                for found in two.map(lambda s: captured(s, nth, cache, engine=engine), stories)
                for v in found
            ]
    spoken = [v for v in verdicts if v.begins is not None]
    judged, clauses = (
        sum(len(v.errors) for v in spoken),
        sum(v.clauses for v in spoken if v.stops is None),
    )
    print(
        f"{len(stories)} 个剧本，{len(verdicts)} 句，听到 {len(spoken)} 句；小句 {clauses} 个，可以判断 {judged} 个"
    )
    show("想听到听见", [v.begins for v in spoken if v.begins is not None], AIMS["begins"])
    show("点按到安静", [v.stops for v in spoken if v.stops is not None], AIMS["stops"])
    show(
        "亮的字和听见的字相差",
        [e for v in spoken for e in v.errors],
        AIMS["engine lit" if engine else "lit"],
    )
    judged_lines = (v for v in spoken if v.errors)
    worst = sorted(judged_lines, key=lambda v: max(map(abs, v.errors)))[-NAMED:]
    for verdict in reversed(worst):
        off = "、".join(f"{error * 1000:+.0f}" for error in verdict.errors)
        print(f"  {verdict.text}　{off} ms")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]), engine="engine" in sys.argv[5:])
    else:
        figures = [int(one) for one in sys.argv[1:] if one.isdigit()]
        main(*(figures or [1]), engine="engine" in sys.argv[1:])
