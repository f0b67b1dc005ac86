"""Recordings as people make them, for the tests."""

from __future__ import annotations

import wave
from pathlib import Path

from kiosk.speech import Utterance


def record(folder: Path, utterance: Utterance, seconds: float = 1.0) -> Path:
    """Write a recording: a tone, a pause, a tone."""
    path = folder / f"{utterance.id}.wav"
    path.parent.mkdir(parents=True, exist_ok=True)
    tone = b"".join(
        (8000 if n // 40 % 2 else -8000).to_bytes(2, "little", signed=True)
        for n in range(round(seconds * 11025))
    )
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(11025)
        out.writeframes(tone + bytes(11026) + tone)
    return path
