"""Prints what a frame takes on each channel while it speaks, and the busiest change of screens.

Run: .venv/bin/python benchmarks/channels.py; needs no display. On each device of the story in
tests/screens/every_channel.yaml every line is spoken, sixty frames a second: messages slide in, words
are lit, the phone trembles, its waveform lives, its seconds count. A frame counts from asking the
screen what is to be seen to the last pixel set, where anything changed; handing the canvas to the
window (1.8 ms at 1080p, about 8 at 4K, where it is all of it) is not in it. Then a visit is walked
screen by screen `WALKS` times: a change counts from the press to the last pixel. First every screen
has stood for a moment, and what may follow is got ready meanwhile, as in the kiosk; then nobody had
that moment. Aims: a frame at 60 a second has 16.7 ms; at 4K a change of screens may take 50.
"""

from __future__ import annotations

import math
import os
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.update(SDL_VIDEODRIVER="dummy", PYGAME_HIDE_SUPPORT_PROMPT="1")

import pygame

from kiosk import composition, process
from kiosk.engine.painter import Painter
from kiosk.engine.prefetch import Prefetch
from kiosk.review.plays import best_and_worst, screens_of
from kiosk.scenario.model import Scene
from kiosk.screens.flow import fetch
from kiosk.screens.kit import Kit, Session
from kiosk.screens.scene import SceneScreen
from kiosk.settings import Settings
from kiosk.speech import Heard, Utterance
from kiosk.ui.screen import Screen
from kiosk.ui.surface_cache import SurfaceCache
from kiosk.ui.theme import Look
from kiosk.visit.play import Play

ROOT = Path(__file__).resolve().parent.parent
STORY = ROOT / "tests" / "screens" / "every_channel.yaml"
SIZES = ((1920, 1080), (3840, 2160))
FRAMES_A_SECOND = 60
CHARS_A_SECOND = 3.3
LONGEST = 4.0
"""Seconds of each line that are spoken."""
WALKS = 4
NOW = 1000.0


def clock() -> float:
    return time.perf_counter() * 1000


def main() -> None:
    pygame.font.init()
    fetch()
    for size in SIZES:
        pygame.display.init()
        canvas = pygame.display.set_mode(size)
        stories = composition.open_stories([STORY], None, date(2026, 11, 21))
        kit = composition.make_kit(size, stories, Settings())
        process.collect_what_comes()  # as the kiosk does: else it looks through all in some frame
        print(f"{size[0]}x{size[1]}   ms: p50 / p99 / worst of the frames that drew something")
        speaking(kit, canvas)
        changes(kit, canvas, ready=True)
        changes(kit, canvas, ready=False)
        pygame.display.quit()


def speaking(kit: Kit, canvas: pygame.Surface) -> None:
    """Let each device speak all its lines."""
    story = kit.deck.scenarios[0]
    times: defaultdict[str, list[float]] = defaultdict(list)
    for scene in story.scenes:
        surfaces = composition.make_surfaces(kit)
        painter = Painter(canvas, surfaces)
        screen = standing(kit, scene)
        painter.paint(screen.view(NOW, Heard()))
        for at, line in enumerate(screen.script[: len(scene.lines)]):
            told = replace(screen, piece=at, since=NOW)
            painter.paint(told.view(NOW, Heard(line)))
            times[name(scene)] += frames(told, line, painter)
    for channel, row in times.items():
        print(f"  {channel:<10}{figures(row)}")


def name(scene: Scene) -> str:
    ringing = "响铃" if scene.device.ringing else ""
    return f"{scene.channel.zh}{ringing}{'群' if scene.device.members else ''}"


def standing(kit: Kit, scene: Scene) -> SceneScreen:
    """Give the screen of a scene, as if a play had come there."""
    story = kit.deck.scenarios[0]
    play = replace(Play.begin(story), position=scene, trail=(scene.id,))
    return SceneScreen(kit, Session(seed=1, story_began=NOW, call_began=NOW), play=play)


def frames(screen: Screen, line: Utterance, painter: Painter) -> Iterator[float]:
    """Give the milliseconds of each frame of a line being said that drew something."""
    seconds = min(LONGEST, len(line.text) / CHARS_A_SECOND)
    for frame in range(1, round(seconds * FRAMES_A_SECOND)):
        now = frame / FRAMES_A_SECOND
        upto = int(now * CHARS_A_SECOND) + 1
        level = 0.5 + 0.5 * math.sin(now * 9)
        heard = Heard(line, (max(0, upto - 2), upto), upto, audible=True, level=level)
        begun = clock()
        if painter.paint(screen.view(NOW + now, heard)):
            yield clock() - begun


def changes(kit: Kit, canvas: pygame.Surface, *, ready: bool) -> None:
    """Walk a play and print the changes that take longest, with or without looking ahead."""
    story = kit.deck.scenarios[0]
    session = Session(seed=1)
    _, worst = best_and_worst(story)
    walked = [("待机", kit.flow.attract(NOW)), ("选故事", kit.flow.choose(session, NOW))]
    walked += [*screens_of(kit, session, worst, NOW), ("安装", kit.flow.install(session))]
    surfaces: SurfaceCache = composition.make_surfaces(kit)
    painter, outlook = Painter(canvas, surfaces), Prefetch(surfaces)
    times: defaultdict[str, list[float]] = defaultdict(list)
    larger = replace(session.comfort, look=Look.LARGE_CONTRAST)
    looks = []
    change(painter, walked[-1][1])
    for _ in range(WALKS):
        before = walked[-1]
        for after in walked:
            if ready:
                prepare(outlook, surfaces, before[1])
            times[f"{before[0]} → {after[0]}"].append(change(painter, after[1]))
            if not ready:
                looks.append(change(painter, after[1].comforted(larger)))
                change(painter, after[1])
            before = after
    surfaces.close()
    everything = [one for row in times.values() for one in row]
    print(f"  {'换画面，备好的' if ready else '换画面，突然的'}  {figures(everything)}")
    if looks:
        print(f"  {'换样子':<9}{figures(looks)}")
    busiest = max(times, key=lambda key: statistics.median(times[key]))
    print(f"  最忙的一次：{busiest}  {figures(times[busiest])}")


def prepare(outlook: Prefetch, surfaces: SurfaceCache, screen: Screen) -> None:
    """Get ready what may follow a screen, as the loop does between frames."""
    outlook.stand(screen, screen.view(NOW, Heard()), NOW)
    while outlook.waits:
        outlook.work(NOW)
    surfaces.image_worker.wait()
    surfaces.gather()


def change(painter: Painter, screen: Screen) -> float:
    """Give the milliseconds until a screen met anew stands on the canvas."""
    fresh = replace(screen)
    begun = clock()
    painter.paint(fresh.view(NOW, Heard(fresh.utterance)))
    return clock() - begun


def figures(row: list[float]) -> str:
    ordered = sorted(row)
    late = ordered[min(len(ordered) - 1, math.ceil(len(ordered) * 0.99) - 1)]
    middle = statistics.median(ordered)
    return f"{middle:7.1f} /{late:6.1f} /{ordered[-1]:6.1f}   {len(row)}"


if __name__ == "__main__":
    main()
