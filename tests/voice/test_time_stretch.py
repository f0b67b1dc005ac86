"""Speech made slower without another pitch."""

from __future__ import annotations

import array
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.voice.time_stretch import slower

from .waves import RATE, tone


def crossings(values: array.array[int]) -> float:
    """Give how often the wave goes up through nothing, a second: its pitch."""
    ups = sum(1 for a, b in pairwise(values) if a < 0 <= b)
    return ups / (len(values) / RATE)


@pytest.mark.parametrize("pitch", [90, 165, 220, 333])
@pytest.mark.parametrize("factor", [1.15, 1.32, 1.6])
def test_slower_is_longer_at_the_same_pitch(pitch: float, factor: float) -> None:
    sound = tone(pitch, 1.5)
    slow = slower(sound, RATE, factor)
    assert len(slow) / len(sound) == pytest.approx(factor, rel=0.03)
    assert crossings(slow) == pytest.approx(pitch, rel=0.02)
    assert max(map(abs, slow)) == pytest.approx(8000, rel=0.02)


def test_the_joins_leave_no_dips() -> None:
    slow = slower(tone(180, 1.0), RATE, 1.32)
    loud = [max(map(abs, slow[n : n + 300])) for n in range(600, len(slow) - 900, 300)]
    assert min(loud) > 7000


def test_a_pause_stays_a_pause_in_its_place() -> None:
    sound = tone(200, 0.6) + array.array("h", bytes(2 * int(RATE * 0.4))) + tone(200, 0.6)
    slow = slower(sound, RATE, 1.32)
    middle = int(len(slow) / 2)
    still = int(RATE * 0.2)
    assert max(map(abs, slow[middle - still : middle + still])) < 100


@given(st.lists(st.integers(-32768, 32767), max_size=4000), st.floats(0.5, 2.5))
def test_no_sound_is_beyond_the_range_or_lost(given: list[int], factor: float) -> None:
    sound = array.array("h", given)
    slow = slower(sound, RATE, factor)
    assert len(slow) >= len(sound) or not factor > 1
    assert (not given) == (not slow)


def test_as_it_is_at_the_usual_speed() -> None:
    sound = tone(200, 0.3)
    assert slower(sound, RATE, 1.0) == sound
