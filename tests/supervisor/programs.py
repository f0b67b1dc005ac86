"""Small programs on the supervisor's room, run as processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import kiosk

ROOT = Path(kiosk.__file__).resolve().parent.parent
PATIENCE = 30.0


def command(code: str) -> list[str]:
    """Give the command that runs these lines."""
    return [sys.executable, "-P", "-c", textwrap.dedent(code)]


def environment(**more: str) -> dict[str, str]:
    """Give an environment in which the lines can import the program."""
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def said(code: str) -> str:
    """Run these lines and give what they print."""
    run = subprocess.run(
        command(code),
        env=environment(),
        capture_output=True,
        check=True,
        text=True,
        timeout=PATIENCE,
    )
    return run.stdout
