"""Reads settings.yaml as stories are read: every fault has a code and a place, and costs its own line.

Where there is no file, nothing is imported for it: the reader brings YAML along, 30 ms at start.
"""

from __future__ import annotations

import stat
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from kiosk.os_errors import reason_of
from kiosk.scenario.problems import Problem, Severity, in_order
from kiosk.settings import Settings

SIZE_LIMIT = 64 * 1024
"""Bytes; a settings file is one or two kilobytes."""

ATTEMPTS = 20
"""Times a file is read again without the lines that couldn't be understood."""

NO_FAULTS = ("empty", "gbk", "hash-cuts")
"""What stories are told of and settings aren't: no settings, Notepad's encoding, a comment."""


Read = tuple[Settings, tuple[Problem, ...]]
"""What a file sets, and everything wrong in it, in order."""


def load(path: Path) -> Read:
    """Give the settings of a file and everything wrong in it; no file means the defaults.

    Relative paths in the file are meant from the file's own folder.
    """
    try:
        regular = stat.S_ISREG(path.stat().st_mode)
        data = _bytes(path) if regular else b""
    except FileNotFoundError:
        return Settings(), ()
    except OSError as error:
        return _unread(path, "", detail=reason_of(error))
    if not regular:
        return _unread(path, "no-file")
    if len(data) > SIZE_LIMIT:
        return _unread(path, "big", most=SIZE_LIMIT // 1024)
    settings, problems = read_settings(data, str(path))
    return _from_folder(settings, path.parent), problems


def read_settings(data: bytes, file: str) -> Read:
    """Give what a file's bytes set and everything wrong in them, in order; never raises.

    A line that makes the file unreadable is left out and the rest is read again.
    """
    # It brings YAML, for those sites alone that have a file.
    from kiosk.scenario.reading.reader import read  # noqa: PLC0415

    problems: list[Problem] = []
    settings = None
    for _ in range(ATTEMPTS):
        reading = read(data, Settings, file, SIZE_LIMIT)
        told = [problem for problem in reading.manuscript.problems if problem.code not in NO_FAULTS]
        problems += told
        settings = reading.value
        lines = reading.manuscript.lines
        at_fault = {p.line for p in told if p.severity is Severity.ERROR and p.line <= len(lines)}
        if settings is not None or not any(lines[n - 1].strip() for n in at_fault if n):
            break
        left = ("" if n in at_fault else line for n, line in enumerate(lines, 1))
        data = "\n".join(left).encode()
    return settings or Settings(), in_order(problems)


def problem_text(problem: Problem) -> str:
    """Give a problem for the log or the terminal, with what it means for the kiosk."""
    result = "这里写的没有起作用。" if problem.severity is Severity.ERROR else ""
    return "\n    ".join(filter(None, (f"设置：{problem.text()}", result)))


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(SIZE_LIMIT + 1)


def _unread(path: Path, variant: str, **values: object) -> Read:
    return Settings(), (Problem.of("settings-unread", variant, **values).placed(str(path)),)


def _from_folder(settings: Settings, folder: Path) -> Settings:
    """Give the settings with relative paths made those of a folder."""
    paths: dict[str, Any] = {
        one.name: folder / value
        for one in fields(settings)
        if isinstance(value := getattr(settings, one.name), Path)
    }
    return replace(settings, **paths)
