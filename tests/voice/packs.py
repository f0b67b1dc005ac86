"""A pack of speech made for a test: each sentence is a tone, as long as its words want."""

from __future__ import annotations

import io
import wave
from pathlib import Path

from kiosk.voice.clip_row import RATE
from kiosk.voice.loudness import pcm_of
from kiosk.voice.speech_pack import Entry
from speech.pack import write

from .waves import tone

A_CHARACTER_MS = 250


def spoken(words: str, voice: str = "旁白", recipe: str = "r") -> Entry:
    """Give what a pack knows of a sentence that takes a quarter of a second for each character."""
    sounding = [n for n, c in enumerate(words) if c.isalnum()]
    starts = tuple(50 + n * A_CHARACTER_MS for n in range(len(sounding)))
    return Entry(words, voice, "", recipe, 110 + len(sounding) * A_CHARACTER_MS, starts)


def sound_of(entry: Entry) -> bytes:
    """Give a clip's bytes: the mixer tells a WAV from an Ogg by its first bytes."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(pcm_of(tone(200, entry.ms / 1000)))
    return file.getvalue()


def write_pack(path: Path, *entries: Entry) -> Path:
    """Write a pack of some sentences."""
    write(path, [(entry, sound_of(entry)) for entry in entries])
    return path
