from __future__ import annotations

import array

import numpy as np
import pytest

from speech import audit
from speech.sound import finished
from speech.spoken import RATE

from .sounds import spoken

CLIP = finished(spoken(8, 0.28), 1.0)
SOUND = array.array("h", CLIP.samples.tobytes())


def faults(sound: array.array[int] = SOUND, starts: tuple[int, ...] = CLIP.starts) -> str:
    return "；".join(audit.faults(sound, RATE, starts))


def test_a_good_clip_has_no_faults() -> None:
    assert faults() == ""


def test_times_out_of_order_or_outside_the_sound_are_named() -> None:
    assert "颠倒" in faults(starts=(50, 400, 300, 600, 900, 1100, 1300, 1500))
    assert "以外" in faults(starts=(*CLIP.starts[:-1], CLIP.ms))
    assert "没有" in faults(starts=())


@pytest.mark.parametrize(("louder", "named"), [(0.5, "音量"), (1.4, "音量"), (7.0, "破音")])
def test_wrong_loudness_and_clipping_are_named(louder: float, named: str) -> None:
    samples = np.clip(CLIP.samples.astype(float) * louder, -32768, 32767)
    assert named in faults(array.array("h", samples.astype(np.int16).tobytes()))


def test_a_hole_inside_is_named() -> None:
    hole = array.array("h", bytes(2 * RATE))
    assert "停了" in faults(SOUND[: len(SOUND) // 2] + hole + SOUND[len(SOUND) // 2 :])


def test_long_silence_at_an_end_is_named() -> None:
    wait = array.array("h", bytes(2 * RATE // 4))
    assert "前面空" in faults(wait + SOUND)


@pytest.mark.parametrize(("syllable", "named"), [(0.15, "每秒"), (0.5, "每秒")])
def test_speech_too_fast_or_too_slow_is_named(syllable: float, named: str) -> None:
    clip = finished(spoken(8, syllable), 1.0)
    assert named in faults(array.array("h", clip.samples.tobytes()), clip.starts)
