"""Sounds made for the tests: a tone of syllables, with silence around and between."""

from __future__ import annotations

import numpy as np

from speech.parts import Floats
from speech.spoken import RATE, Spoken


def tone(seconds: float, hertz: float = 200.0, loud: float = 0.5) -> Floats:
    """Give a tone with three overtones, as a voice has."""
    t = np.arange(round(seconds * RATE)) / RATE
    wave = sum(np.sin(2 * np.pi * hertz * k * t) / k for k in (1, 2, 3, 4))
    return (loud * wave / 2).astype(np.float32)


def silence(seconds: float) -> Floats:
    """Give silence."""
    return np.zeros(round(seconds * RATE), dtype=np.float32)


def spoken(count: int = 4, syllable: float = 0.25, hertz: float = 200.0) -> Spoken:
    """Give speech of so many syllables, half a second of silence around."""
    parts, times, place = [silence(0.5)], [], round(0.5 * RATE)
    for _ in range(count):
        sound = tone(syllable - 0.02, hertz)
        parts += [sound, silence(0.02)]
        times.append((place, place + len(sound)))
        place += len(sound) + round(0.02 * RATE)
    return Spoken(np.concatenate([*parts, silence(0.5)]), tuple(times))
