"""The speaking process seen from outside: started, asked with a deadline, killed, started again.

Used by one thread only, except `close` and the plain attributes that tell how it is.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import kiosk
from kiosk.os_errors import reason_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import IO

START_DEADLINE = 10.0
"""Seconds to begin; measured 0.1, and a slow machine with a cold disk is given time."""

JOB_DEADLINE = 4.0
CHARACTERS_A_SECOND = 40
"""Text an engine makes in a second at the very least, beyond the deadline of any job."""

SLOW_ENGINE_DEADLINE = 15.0
"""For engines without marks (SAPI5, nsss), which take as long as they like."""

CLOSE_PATIENCE = 0.2
"""Seconds the kiosk's own end waits for a killed process."""

UNTOLD = "语音进程没有说明原因"

QUICK_LOSSES = 5
REST = 60.0
"""Seconds without trying, after so many losses in a row or where there is no engine at all."""


def worker_command(*options: str) -> list[str]:
    """Give the command that starts the kiosk's own speaking process."""
    return [sys.executable, "-m", "kiosk.voice.worker", *options]


class SpeakingProcess:
    """A speaking process that is started when it is needed and replaced when it is lost."""

    def __init__(
        self,
        command: Sequence[str] | None = None,
        *,
        spare: Sequence[str] | None = None,
        clock: Callable[[], float] = time.monotonic,
        deadline: float = JOB_DEADLINE,
    ) -> None:
        """Hold a process yet to be started by `command`; `clock` and `deadline` are seconds.

        `spare` is the command that is used from then on once the first can't be had.
        """
        self._command = list(command or worker_command())
        self._spare = list(spare or ())
        self._clock = clock
        self._deadline = deadline
        self._process: subprocess.Popen[bytes] | None = None
        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._began = False
        self._left = 0
        self._rest_until = float("-inf")
        self._quick = 0
        self._number = 0
        self._closed = False
        self.engine = ""
        self.profile = ""
        self.exact = True
        self.lost = 0
        self.error = ""
        self.notice = ""
        """Why another program speaks than was chosen."""

    @property
    def alive(self) -> bool:
        """Whether a process is there that has said it is ready."""
        process = self._process
        return self._began and process is not None and process.poll() is None

    @property
    def resting(self) -> bool:
        """Whether it isn't tried for a while."""
        return self._clock() < self._rest_until

    @property
    def pid(self) -> int:
        """The process now running, 0 if none."""
        process = self._process
        return process.pid if process else 0

    def start(self) -> None:
        """Start the process and don't wait for it; nothing happens if it is there or resting."""
        if self._closed or self.resting or self._process is not None:
            return
        root = str(Path(kiosk.__file__).resolve().parent.parent)
        path = os.pathsep.join(p for p in (root, os.environ.get("PYTHONPATH", "")) if p)
        try:
            process = subprocess.Popen(  # noqa: S603  our own interpreter, our own module
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path},
                # A window of its own on Windows, or Ctrl+C reaching it elsewhere, helps nobody.
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                start_new_session=sys.platform != "win32",
            )
        except OSError as error:
            self._give_up(f"启动不了 {self._command[0]}（{reason_of(error)}）")
            return
        self._process, self._began = process, False
        lines = self._lines = queue.SimpleQueue()
        assert process.stdout is not None  # noqa: S101  PIPE was asked for
        threading.Thread(
            target=_read, args=(process.stdout, lines), name="voice-lines", daemon=True
        ).start()
        if self._closed:
            self.kill()  # by another thread, while the process began

    def ready(self) -> bool:
        """Start the process if need be and wait until it can be asked; False where it can't."""
        if self._ready():
            return True
        if not self._spare or self._closed:
            return False
        self.notice = f"选的语音用不了：{self.error.rstrip('。') or UNTOLD}。先用自带的语音。"
        self._command, self._spare = self._spare, []
        self._rest_until, self._quick, self.error = float("-inf"), 0, ""
        return self._ready()

    def _ready(self) -> bool:
        if self.alive and self._left != 1:
            return True
        if self._began:
            self.kill()  # it ended by itself, or has spoken as often as its engine bears
        self.start()
        if self._process is None:
            return False
        answer = self._next(START_DEADLINE)
        if answer is None:
            self._lose("语音进程没有按时启动，或者一启动就退出了")
            return False
        if not answer.get("ready"):
            self.kill()
            self._give_up(str(answer.get("error") or UNTOLD))
            return False
        self.engine = str(answer.get("engine", "?"))
        self.profile = str(answer.get("profile", ""))
        self.exact = bool(answer.get("marks", True))
        lives = answer.get("lives", 0)
        self._left = lives + 1 if isinstance(lives, int) and lives > 0 else 0
        self._began = True
        return True

    def ask(self, job: dict[str, Any]) -> dict[str, Any] | None:
        """Give the answer to a job, or None where the process was lost twice or can't be had."""
        for _ in range(2):
            if not self.ready():
                return None
            self._number += 1
            if self._left:
                self._left -= 1
            answer = self._exchange({**job, "id": self._number})
            if answer is not None:
                self._quick = 0
                self.error = "" if answer.get("ok") else str(answer.get("error", ""))
                return answer
            self._lose("语音进程没有回答，已重新启动")
            if self._closed or self.resting:
                return None
        return None

    def kill(self, patience: float = 1.0) -> None:
        """End the process, whatever it is doing, and wait so many seconds for it to be gone."""
        process, self._process, self._began = self._process, None, False
        if process is None:
            return
        with suppress(OSError):
            process.kill()
            if process.stdin:
                process.stdin.close()
        # One that is stuck in the kernel will go when it can.
        with suppress(subprocess.TimeoutExpired):
            process.wait(patience)

    def close(self) -> None:
        """End the process and never start another; any thread may call it."""
        self._closed = True
        self.kill(CLOSE_PATIENCE)

    def _exchange(self, job: dict[str, Any]) -> dict[str, Any] | None:
        process = self._process
        if process is None or process.stdin is None:
            return None
        try:
            process.stdin.write(json.dumps(job, ensure_ascii=False).encode() + b"\n")
            process.stdin.flush()
        except (OSError, ValueError):
            return None
        usual = self._deadline if self.exact else max(self._deadline, SLOW_ENGINE_DEADLINE)
        answer = self._next(usual + len(str(job.get("text", ""))) / CHARACTERS_A_SECOND)
        return answer if answer and answer.get("id") == job["id"] else None

    def _next(self, deadline: float) -> dict[str, Any] | None:
        try:
            line = self._lines.get(timeout=deadline)
            answer = json.loads(line) if line else None
        except (queue.Empty, ValueError):
            return None
        return answer if isinstance(answer, dict) else None

    def _lose(self, why: str) -> None:
        self.kill()
        if self._closed:
            return
        self.lost += 1
        self._quick += 1
        self.error = why
        if self._quick >= QUICK_LOSSES:
            self._give_up(f"{why}；连续 {self._quick} 次，{REST:.0f} 秒后再试")

    def _give_up(self, why: str) -> None:
        self.error = why
        self._rest_until = self._clock() + REST


def _read(pipe: IO[bytes], lines: queue.SimpleQueue[bytes | None]) -> None:
    """Pass the process's lines on, and a None when there will be no more."""
    try:
        for line in pipe:
            lines.put(line)
    except (OSError, ValueError):
        pass  # closed under us: the process was killed
    lines.put(None)
