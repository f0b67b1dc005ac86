"""Sound made ready: stretched to a person's size, trimmed, levelled, without clicks, and packed as Ogg Vorbis."""

from __future__ import annotations

import array
import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kiosk.voice.loudness import pauses
from kiosk.voice.time_stretch import LOUDEST, gain
from speech.parts import Floats
from speech.spoken import RATE, Spoken

LEAD_MS, TRAIL_MS = 50, 60
"""Silence kept before and after the speech."""

APART_MS = 100
SHORTEST_MS = 70
"""A syllable sounds at least as long; silence of APART_MS after the last one ends the speech."""

FADE_MS = 8
"""How long the sound takes to come and to go: no click at a join."""

QUALITY = 0.1
"""Of Vorbis, 0 to 1: q1, about 34 kbit/s for speech at 24 kHz."""

FULL = 32767
CREST = 5.2
"""The highest peak over what is voiced; what is above is pressed down, softly, or one loud sound would keep
the whole quiet."""

_KERNEL = 16
"""Half the width of the stretching filter, in samples."""


@dataclass(frozen=True, slots=True)
class Clip:
    """Speech ready to be packed: 16-bit samples at 24 kHz, and when each syllable begins, in ms."""

    samples: np.ndarray[tuple[int], np.dtype[np.int16]]
    starts: tuple[int, ...]

    @property
    def ms(self) -> int:
        """Its length."""
        return len(self.samples) * 1000 // RATE

    def ogg(self) -> bytes:
        """Give the sound as Ogg Vorbis."""
        import soundfile  # noqa: PLC0415  in the maker's environment alone

        out = io.BytesIO()
        soundfile.write(
            out, self.samples, RATE, format="OGG", subtype="VORBIS", compression_level=1 - QUALITY
        )
        return out.getvalue()


class Silent(Exception):
    """The model gave nothing that can be heard."""


def finished(spoken: Spoken, size: float) -> Clip:
    """Give speech as it is played; raise Silent."""
    samples = stretched(spoken.samples, size)
    starts = [round(start * size) for start, _ in spoken.times]
    first, last = _edges(samples, starts[0], starts[-1])
    kept = levelled(samples[first:last])
    faded = _faded(kept)
    times = [max(LEAD_MS, (start - first) * 1000 // RATE) for start in starts]
    times[0] = LEAD_MS  # it is heard from where the sound begins
    return Clip(np.round(faded).astype(np.int16), tuple(times))


def stretched(samples: Floats, size: float) -> Floats:
    """Give the sound `size` times as long and so much lower, through a windowed sinc."""
    if size == 1:
        return samples
    places = np.arange(round(len(samples) * size)) / size
    cut = min(1.0, size)  # below half the rate the new sound has
    whole = np.floor(places).astype(np.int64)
    padded = np.pad(samples, _KERNEL)
    out = np.zeros(len(places))
    for offset in range(1 - _KERNEL, _KERNEL + 1):
        away = places - (whole + offset)
        window = 0.5 + 0.5 * np.cos(np.pi * away / _KERNEL)
        out += padded[whole + offset + _KERNEL] * cut * np.sinc(cut * away) * window
    return out.astype(np.float32)


def levelled(samples: Floats) -> Floats:
    """Give the sound as loud as people's recordings are made, peaks pressed softly; 16-bit range."""
    raw = samples / max(1e-6, float(np.abs(samples).max())) * FULL
    by = gain(_plain(raw), RATE)
    # as a first gain may be bound by one peak, press and ask again
    for _ in range(3):
        raw = _pressed(raw)
        by = gain(_plain(raw), RATE)
    even: Floats = np.clip(raw * by, -LOUDEST, LOUDEST).astype(np.float32)
    return even


def _pressed(raw: Floats) -> Floats:
    """Press what stands out over what is voiced: nothing below three quarters of the limit changes."""
    window = RATE // 50
    blocks = raw[: len(raw) // window * window].reshape(-1, window)
    loud = np.sqrt((blocks.astype(np.float64) ** 2).mean(axis=1))
    voiced = loud[loud > loud.max() / 8]
    limit = CREST * float(np.sqrt((voiced**2).mean()))
    knee = 0.75 * limit
    size = np.abs(raw)
    over = np.maximum(0.0, size - knee)
    soft = knee + (limit - knee) * np.tanh(over / (limit - knee))
    return np.where(size > knee, np.sign(raw) * soft, raw).astype(np.float32)


def _edges(samples: Floats, first: int, last: int) -> tuple[int, int]:
    """Give where to cut: a little before what is heard and a little after.

    `first` and `last` are where the first and the last syllable begin; what stands apart before the one
    or after the other is the model's breath, no word.
    """
    values = _plain(samples / max(1e-6, float(np.abs(samples).max())) * FULL)
    gaps, start, end = pauses(values, RATE)
    if end <= start:
        raise Silent("语音模型没有出声。")
    early, late = first * 1000 // RATE, last * 1000 // RATE
    for gap_start, gap_end in gaps:
        if gap_end - gap_start >= APART_MS:
            if gap_end < early + APART_MS:
                start = gap_end
            elif gap_start > late + SHORTEST_MS:
                end = gap_start
                break
    cut = (start - LEAD_MS) * RATE // 1000, (end + TRAIL_MS) * RATE // 1000
    return max(0, cut[0]), min(len(samples), cut[1])


def _faded(samples: Floats) -> Floats:
    """Give the sound with its ends faded in and out."""
    length = min(len(samples) // 2, FADE_MS * RATE // 1000)
    ramp = np.linspace(0, 1, length, dtype=np.float32)
    out = samples.copy()
    out[:length] *= ramp
    out[len(out) - length :] *= ramp[::-1]
    return out


def _plain(samples: Floats | Sequence[float]) -> array.array[int]:
    return array.array("h", np.round(np.clip(samples, -FULL, FULL)).astype(np.int16).tobytes())
