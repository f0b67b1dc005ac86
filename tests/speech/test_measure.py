from __future__ import annotations

import numpy as np
import pytest

from speech import measure
from speech.measure import Heard
from speech.spoken import RATE


def syllable(tone: int, rng: np.random.Generator) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Give a syllable whose pitch moves as its tone asks, the speaker's own unsteadiness on top."""
    shapes = {1: (4, 4, 4), 2: (0, 1, 4), 3: (0, -4, -3), 4: (4, 1, -4)}
    steps = np.interp(np.linspace(0, 2, RATE // 4), [0, 1, 2], shapes[tone])
    hertz = 200 * 2 ** ((steps + rng.normal(0, 0.5)) / 12)
    phase = 2 * np.pi * np.cumsum(hertz) / RATE
    return np.asarray(0.2 * (np.sin(phase) + np.sin(2 * phase) / 2))


def speech(count: int, *, flat: bool) -> list[Heard]:
    rng = np.random.default_rng(3)
    found = []
    for _ in range(count):
        tones = [int(t) for t in rng.integers(1, 5, 10)]
        parts = [syllable(1 if flat else t, rng) for t in tones]
        spans = [(n * 250, (n + 1) * 250) for n in range(len(tones))]
        found.append(Heard(np.concatenate(parts), tuple(tones), tuple(spans)))
    return found


def test_tones_that_move_apart_are_told_apart() -> None:
    assert measure.tones_told(speech(12, flat=False)) > 0.9


def test_tones_that_all_sound_alike_are_not() -> None:
    assert measure.tones_told(speech(12, flat=True)) < 0.45


def test_too_few_syllables_tell_nothing() -> None:
    assert measure.tones_told(speech(1, flat=False)) == 0.0


@pytest.mark.parametrize("hertz", [90, 180, 300])
def test_pitch_is_found_without_slips_of_an_octave(hertz: int) -> None:
    t = np.arange(RATE // 2) / RATE
    wave = sum(np.sin(2 * np.pi * hertz * k * t) / k for k in range(1, 6))
    found = measure.pitch(0.2 * np.asarray(wave))
    assert np.nanmedian(found) == pytest.approx(12 * np.log2(hertz / 100), abs=0.2)


def test_a_creaky_low_voice_is_followed_without_slips_of_an_octave() -> None:
    """Every second period is weaker, as in a man's low tone; the pitch moves an octave in all."""
    rng = np.random.default_rng(5)
    steps = 6 * np.sin(np.linspace(0, 4 * np.pi, 2 * RATE))
    hertz = 105 * 2 ** (steps / 12)
    phase = np.cumsum(hertz) / RATE
    pulse = np.asarray(sum(np.sin(2 * np.pi * k * phase) for k in range(1, 9)))
    creak = np.where(phase.astype(int) % 2 == 0, 1.0, 0.6)
    found = measure.pitch(0.05 * pulse * creak + 0.01 * rng.normal(size=phase.size))
    middles = (np.arange(found.size) * RATE // 100) + RATE * 20 // 1000
    apart = np.abs(found - 12 * np.log2(hertz[middles] / 100))
    assert np.nanmean(np.isnan(found)) < 0.1
    assert np.nanmax(apart) < 3


def test_tones_are_read_off_a_reading_where_each_character_has_one() -> None:
    assert measure.tones_of("nin2hao3, fan3zha4 le5.", 5) == (2, 3, 3, 4, 5)
    assert measure.tones_of("ei1pi1pi4", 1) == ()


def test_the_middle_pitch_is_the_voices() -> None:
    assert measure.middle_pitch(speech(2, flat=True)) == pytest.approx(
        200 * 2 ** (4 / 12), rel=0.03
    )
