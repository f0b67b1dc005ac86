"""Runs a command of this very program in a process of its own: what takes long, and what may be hostile.

The kiosk goes on drawing meanwhile, its memory stays its own, and what a file does to the other process
it does to that one alone.
"""

from __future__ import annotations

import logging
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import kiosk
from kiosk.os_errors import reason_of
from kiosk.packs.refusal import refused
from kiosk.paths import RefusedError

SILENT_SECONDS = 180.0
"""A process that says nothing for so long is killed: a story takes seconds, a stick that hangs for ever."""

BEHIND = 10
"""How far it stands back for the kiosk (`nice`)."""

log = logging.getLogger(__name__)


def lines_of(*arguments: str, silent: float = SILENT_SECONDS) -> Iterator[str]:
    """Run a command and give its lines as they come; PackRefusedError where it can't be or falls silent."""
    process = _started(arguments, subprocess.PIPE)
    said: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(process, said), name="own program", daemon=True).start()
    try:
        while True:
            try:
                line = said.get(timeout=silent)
            except queue.Empty as error:
                raise refused("silent") from error
            if line is None:
                return
            yield line
    finally:
        _kill(process)


def ran(*arguments: str, seconds: float) -> tuple[int, str]:
    """Run a command to its end; give its exit code and what it complained of."""
    process = _started(arguments, subprocess.DEVNULL, errors=subprocess.PIPE)
    try:
        _, complaint = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        _kill(process)
        raise refused("silent") from error
    return process.returncode, complaint.strip()


class InBackground:
    """A command nobody waits for; when it is begun again, what it did before is given up."""

    def __init__(self, *arguments: str) -> None:
        """Take the command; nothing is begun."""
        self._arguments = arguments
        self._process: subprocess.Popen[str] | None = None

    def begin(self) -> None:
        """Begin it, anew where it is still at it; what can't be is only logged."""
        self.end()
        try:
            self._process = _started(self._arguments, subprocess.DEVNULL)
        except RefusedError as error:
            log.warning("%s", error)

    def end(self, until: float = 0.0) -> bool:  # noqa: ARG002 (as whoever ends threads calls it)
        """Kill it; True, as nothing is waited for."""
        if self._process is not None:
            _kill(self._process)
            self._process = None
        return True


def _started(
    arguments: tuple[str, ...], output: int, errors: int = subprocess.DEVNULL
) -> subprocess.Popen[str]:
    root = str(Path(kiosk.__file__).resolve().parent.parent)
    path = os.pathsep.join(p for p in (root, os.environ.get("PYTHONPATH", "")) if p)
    silent = {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy", "PYTHONUTF8": "1"}
    try:
        process = subprocess.Popen(  # noqa: S603  our own interpreter, our own program
            [sys.executable, "-P", "-m", "kiosk", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            text=True,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, **silent, "PYTHONPATH": path},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0)
            | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
            start_new_session=sys.platform != "win32",
        )
    except OSError as error:
        raise refused("not-begun", detail=reason_of(error)) from error
    if hasattr(os, "setpriority"):
        with suppress(OSError):  # it has ended already
            os.setpriority(os.PRIO_PROCESS, process.pid, BEHIND)
    return process


def _kill(process: subprocess.Popen[str]) -> None:
    """Kill a process with all it has started: what makes speech would go on for minutes, for nobody."""
    if sys.platform == "win32":
        process.kill()
        return
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _read(process: subprocess.Popen[str], said: queue.SimpleQueue[str | None]) -> None:
    if process.stdout is not None:
        for line in process.stdout:
            said.put(line)
    process.wait()
    said.put(None)
