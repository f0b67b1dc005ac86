"""Speech as samples: it begins at once, its marks with it."""

from __future__ import annotations

import array
import math

import pytest

from kiosk.voice.loudness import samples
from kiosk.voice.worker.sound import Synthesis

from .waves import RATE


def spoken(lead: float, loud: int = 8000) -> Synthesis:
    quiet = array.array("h", [3, -3] * int(RATE * lead / 2))
    tone = (round(loud * math.sin(math.tau * 200 * n / RATE)) for n in range(RATE))
    return Synthesis((quiet + array.array("h", tone)).tobytes(), RATE, ((0, 0), (1, 500)))


@pytest.mark.parametrize("lead", [0.0, 0.04, 0.25])
def test_silence_before_the_first_sound_goes(lead: float) -> None:
    prompt = spoken(lead).prompt()
    assert max(map(abs, samples(prompt.pcm)[: RATE * 12 // 1000])) > 1000
    assert prompt.seconds == pytest.approx(1.0, abs=0.012)
    assert prompt.marks[1][1] == pytest.approx(500 - lead * 1000, abs=12)
    assert prompt.marks[0] == (0, 0)


def test_a_soft_beginning_stays() -> None:
    soft = spoken(0.0, loud=120)
    assert soft.prompt().seconds == pytest.approx(1.0, abs=0.006)


def test_silence_throughout_stays_as_it_is() -> None:
    nothing = Synthesis(bytes(4000), RATE)
    assert nothing.prompt() == nothing
