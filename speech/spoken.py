"""What a model gives: samples, and when each syllable is heard."""

from __future__ import annotations

from dataclasses import dataclass

from speech.parts import Floats

RATE = 24000
"""Samples a second, of the model and of all that is packed."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What came out: samples, -1 to 1, and for each syllable in order its (start, end) in samples.

    It begins `abrupt`ly where its first sound is b, d or g.
    """

    samples: Floats
    times: tuple[tuple[int, int], ...]
    abrupt: bool = False
