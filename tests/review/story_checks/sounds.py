"""Recordings as somebody might bring them."""

from __future__ import annotations

import wave
from pathlib import Path


def tone(path: Path, seconds: float = 1.0, rate: int = 24_000) -> None:
    """Write a WAV of a plain tone."""
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes((b"\x00\x20" * 40 + b"\x00\xe0" * 40) * round(seconds * rate / 80))
