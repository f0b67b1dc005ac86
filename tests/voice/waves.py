"""Sounds to measure."""

from __future__ import annotations

import array
import math

from kiosk.voice.clip_row import RATE


def tone(pitch: float, seconds: float, loud: int = 8000) -> array.array[int]:
    turn = math.tau * pitch / RATE
    return array.array("h", (round(loud * math.sin(turn * n)) for n in range(int(RATE * seconds))))
