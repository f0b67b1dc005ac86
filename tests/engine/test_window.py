"""The window as SDL knows it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import kiosk

ROOT = Path(kiosk.__file__).resolve().parent.parent

ASKED = """
import ctypes
from kiosk.engine.window import open_window
open_window((640, 480))
with open("/proc/self/maps", encoding="ascii") as maps:
    library = next(line.split()[-1] for line in maps if "libSDL2-2" in line)
print(ctypes.CDLL(library).SDL_IsTextInputActive())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="finds SDL by Linux's list of libraries")
def test_no_input_method_takes_the_keys() -> None:
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "SDL_VIDEODRIVER": "dummy"}
    command = [sys.executable, "-P", "-c", ASKED]
    ended = subprocess.run(
        command, env=environ, capture_output=True, text=True, timeout=60, check=True
    )
    assert ended.stdout.split()[-1] == "0"
