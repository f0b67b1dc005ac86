"""Speech as samples, checked and written: the WAV comes last, so a WAV that is there is whole."""

from __future__ import annotations

import io
import json
import wave
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

from kiosk.os_errors import reason_of
from kiosk.storage import write_whole
from kiosk.values import dataclass
from kiosk.voice.loudness import envelope, peak, rms, samples
from kiosk.voice.worker.errors import BadSpeech, CantWrite

CLIP_FORMAT = 2
SHORTEST = 0.05
"""Seconds of sound a character needs at the least; less means that the engine gave up."""

SILENT = 200
"""A largest sample under this is silence; espeak's lines reach 20,000 and more."""

UNHEARD = 60
"""RMS of five milliseconds before speech that nobody hears: 0.002 of full."""


@dataclass(frozen=True, slots=True)
class Synthesis:
    """16-bit mono samples, their rate, and marks (index of a character, ms), in order."""

    pcm: bytes
    rate: int
    marks: tuple[tuple[int, int], ...] = ()

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.pcm) / 2 / self.rate if self.rate else 0.0

    def check(self, text: str) -> None:
        """Raise BadSpeech where this can't be `text` spoken."""
        least = SHORTEST * sum(c.isalnum() for c in text)
        if self.seconds < least:
            raise BadSpeech(f"只合成了 {self.seconds:.2f} 秒，至少应有 {least:.2f} 秒：{text[:12]}")
        if peak(samples(self.pcm)) < SILENT:
            raise BadSpeech(f"合成的声音没有响声：{text[:12]}")

    def prompt(self) -> Synthesis:
        """Give the same without the silence engines begin with: two lines in five had 40 ms of it."""
        values = samples(self.pcm)
        window = max(1, self.rate // 200)
        sounding = (
            n for n in range(0, len(values), window) if rms(values[n : n + window]) > UNHEARD
        )
        start = max(0, next(sounding, 0) - window)
        if not start:
            return self
        gone = round(start / self.rate * 1000)
        marks = tuple((place, max(0, ms - gone)) for place, ms in self.marks)
        return Synthesis(self.pcm[2 * start :], self.rate, marks)

    def wav(self) -> bytes:
        """Give the samples as a WAV file's bytes."""
        memory = io.BytesIO()
        with wave.open(memory, "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(self.rate)
            out.writeframes(self.pcm)
        return memory.getvalue()


def describe(spoken: Synthesis, wav: bytes, text: str) -> dict[str, Any]:
    """Give what is kept beside a WAV: what it says, how long, where, how loud, and its checksum."""
    return {
        "format": CLIP_FORMAT,
        "text": text,
        "seconds": round(spoken.seconds, 4),
        "marks": [list(m) for m in spoken.marks],
        "level": envelope(samples(spoken.pcm), spoken.rate),
        "crc": zlib.crc32(wav),
    }


def keep(out: Path, wav: bytes, facts: dict[str, Any]) -> None:
    """Write `out` and its JSON so that a reader never meets half of either; raise CantWrite."""
    beside = out.with_suffix(".json")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        write_whole(beside, json.dumps(facts, ensure_ascii=False).encode())
        write_whole(out, wav)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise CantWrite(f"声音写不进 {out.parent}：{reason_of(error)}") from error
