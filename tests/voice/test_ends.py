"""The kiosk ends while sound is being decoded or a device hangs: no crash, nothing quits under a thread."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import kiosk

from .faulty import needs_engine

ROOT = Path(kiosk.__file__).resolve().parent.parent
NOWHERE = {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy", "PYTHONPATH": str(ROOT)}
PATIENCE = 120.0

HANGING = """
    import sys, threading
    from pathlib import Path
    import pygame
    from kiosk.engine.loop import Loop
    from kiosk.opening import run
    from kiosk.wishes import Wishes
    from kiosk.speech import Utterance
    from kiosk.supervisor.policy import supervised
    from kiosk.voice.output import Output

    entered, never = threading.Event(), threading.Event()

    def hang(_output):
        entered.set()
        never.wait()

    def end_once_it_hangs(loop):
        loop._voice.ahead([Utterance("a/1", "您好")])
        entered.wait()
        print("asked to end", flush=True)

    Output.open, Loop.run = hang, end_once_it_hangs
    pygame.quit = lambda: print("quit")
    sys.exit(supervised(lambda: run(Wishes(Path(sys.argv[1]), (), (320, 240))), []))
"""


@needs_engine
def test_ended_while_clips_are_decoded_it_neither_crashes_nor_quits_under_a_thread() -> None:
    program = [sys.executable, "-P", str(ROOT / "benchmarks" / "ends.py"), "3"]
    done = subprocess.run(
        program,
        env=os.environ | NOWHERE,
        capture_output=True,
        check=False,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_sound_device_that_hangs_is_left_as_it_is_and_the_end_is_no_crash(
    tmp_path: Path,
) -> None:
    program = [sys.executable, "-P", "-c", textwrap.dedent(HANGING), str(tmp_path)]
    with subprocess.Popen(
        program, env=os.environ | NOWHERE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline()]
        while "asked" not in lines[-1]:
            lines.append(process.stdout.readline())
        asked = time.monotonic()
        rest, _ = process.communicate(timeout=PATIENCE)
        took = time.monotonic() - asked
    assert process.returncode == 0
    assert "quit" not in rest
    assert took < 3  # a second, and what a busy machine adds
    log = (tmp_path / "logs" / "kiosk.log").read_text(encoding="utf-8")
    assert "有线程没有按时结束" in log
    assert "ERROR" not in log
