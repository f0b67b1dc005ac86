"""A process of ours that is ended takes all it has started with it."""

from __future__ import annotations

import os
import select
from collections.abc import Generator
from pathlib import Path

import pytest

from kiosk.packs import own_program
from kiosk.packs.own_program import InBackground, lines_of

GRANDCHILD = """#!/bin/sh
sleep 600 &
echo $!
echo $! > "$CHILD_OF_CHILD"
wait
"""


@pytest.fixture
def noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have the program stand for one that starts another, whose number it notes in a file that is a pipe."""
    program, note = tmp_path / "program", tmp_path / "note"
    program.write_text(GRANDCHILD, encoding="utf-8")
    program.chmod(0o755)
    os.mkfifo(note)
    monkeypatch.setenv("CHILD_OF_CHILD", str(note))
    monkeypatch.setattr(own_program.sys, "executable", str(program))
    return note


def ended(process: int) -> bool:
    """Wait for the end of a process that is no child of this one."""
    return bool(select.select([process], [], [], 20)[0])


def test_what_is_read_no_longer_ends_with_what_it_started(noted: Path) -> None:
    lines = lines_of("load")
    assert isinstance(lines, Generator)
    process = os.pidfd_open(int(next(lines)))
    assert noted.read_text()
    lines.close()
    assert ended(process)


def test_what_goes_on_in_the_background_ends_with_what_it_started(noted: Path) -> None:
    work = InBackground("voice", "prepare")
    work.begin()
    process = os.pidfd_open(int(noted.read_text()))
    assert work.end()
    assert ended(process)
