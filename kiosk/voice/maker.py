"""The maker of ready-made speech, where it is installed: another program, in an environment of its own."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from kiosk.paths import PACKAGE

ENVIRONMENT = ".venv-speech"
ROOT = PACKAGE.parent
"""Where scripts/speech puts the maker: beside the program."""


def maker_command(*arguments: str, root: Path = ROOT) -> list[str] | None:
    """Give the command that asks the maker for something; None where it isn't installed."""
    parts = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    python = root / ENVIRONMENT / Path(*parts)
    if not python.is_file() or not (root / "speech").is_dir():
        return None
    return [str(python), "-P", "-m", "speech", *arguments]


def run_maker(command: Sequence[str], root: Path = ROOT) -> int:
    """Run the maker to its end, its own words on the terminal; give its exit code."""
    environment = {**os.environ, "PYTHONPATH": str(root)}
    return subprocess.run(command, check=False, env=environment).returncode  # noqa: S603 (our own program)
