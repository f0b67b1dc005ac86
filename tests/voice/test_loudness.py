"""Speech made as loud as other speech, with little silence around it."""

from __future__ import annotations

import array
import math

import pytest

from kiosk.voice.loudness import LOUDEST, VOICED_RMS, gain, louder, trimmed

from .waves import RATE, tone


@pytest.mark.parametrize("loud", [1200, 4000, 20000])
def test_made_louder_or_softer_it_is_as_loud_as_the_engine(loud: int) -> None:
    sound = tone(200, 1.0, loud) + array.array("h", bytes(RATE)) + tone(200, 1.0, loud)
    even = louder(sound, gain(sound, RATE))
    assert max(even) / math.sqrt(2) == pytest.approx(VOICED_RMS, rel=0.05)


def test_a_click_keeps_it_within_the_range() -> None:
    sound = tone(200, 1.0, 1000)
    sound[5000:5004] = array.array("h", [32000] * 4)
    assert max(louder(sound, gain(sound, RATE))) <= LOUDEST + 1


def test_silence_stays_silence() -> None:
    nothing = array.array("h", bytes(20000))
    assert gain(nothing, RATE) == 1.0
    assert trimmed(nothing, RATE) == (nothing, 0)
    assert gain(array.array("h"), RATE) == 1.0


def test_little_silence_is_left_around() -> None:
    sound = array.array("h", bytes(RATE)) + tone(200, 1.0) + array.array("h", bytes(2 * RATE))
    kept, lead = trimmed(sound, RATE)
    assert lead == pytest.approx(470, abs=15)
    assert len(kept) / RATE == pytest.approx(1.18, abs=0.03)
