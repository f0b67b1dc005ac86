from __future__ import annotations

import array

import numpy as np
import pytest

from kiosk.voice.loudness import VOICED_RMS
from speech import audit, measure
from speech.sound import LEAD_MS, PAUSE_MS, TRAIL_MS, Silent, finished, settled, stretched
from speech.spoken import RATE, Spoken

from .sounds import silence, spoken, tone


def plain(samples: np.ndarray[tuple[int], np.dtype[np.int16]]) -> array.array[int]:
    return array.array("h", samples.tobytes())


def test_finished_speech_has_little_silence_around_and_its_times_moved_along() -> None:
    clip = finished(spoken(), 1.0)
    assert clip.ms == pytest.approx(1000 - 20 + LEAD_MS + TRAIL_MS, abs=25)
    assert clip.starts == pytest.approx((LEAD_MS, 300, 550, 800), abs=15)


def test_finished_speech_is_as_loud_as_peoples_recordings_however_loud_it_was_made() -> None:
    for loud in (0.02, 0.3, 0.9):
        given = spoken()
        clip = finished(Spoken(given.samples * loud, given.times), 1.0)
        assert audit.level(plain(clip.samples)) == pytest.approx(VOICED_RMS, rel=0.05)


def test_one_loud_crack_does_not_keep_the_rest_quiet() -> None:
    given = spoken()
    cracked = given.samples * 0.05
    cracked[20000] = 0.9
    clip = finished(Spoken(cracked, given.times), 1.0)
    assert audit.level(plain(clip.samples)) == pytest.approx(VOICED_RMS, rel=0.12)
    assert np.abs(clip.samples.astype(int)).max() < audit.LOUDEST


def test_sound_comes_and_goes_without_a_click() -> None:
    clip = finished(spoken(), 1.0)
    assert abs(int(clip.samples[0])) < 50
    assert abs(int(clip.samples[-1])) < 50


def test_noise_after_the_last_syllable_is_none_of_the_speech() -> None:
    given = spoken()
    samples = np.concatenate([given.samples[:-6000], tone(0.05, loud=0.03), silence(0.3)])
    assert finished(Spoken(samples, given.times), 1.0).ms == pytest.approx(1090, abs=30)


def test_a_long_pause_is_cut_and_what_follows_keeps_its_time() -> None:
    given = spoken()
    half = given.times[2][0]
    hole = silence(1.0)
    samples = np.concatenate([given.samples[:half], hole, given.samples[half:]])
    times = tuple((a + len(hole) * (a >= half), b) for a, b in given.times)
    clip = finished(Spoken(samples, times), 1.0)
    assert clip.ms == pytest.approx(1090 - 20 + PAUSE_MS, abs=30)
    assert clip.starts[2] == pytest.approx(LEAD_MS + 480 + PAUSE_MS, abs=30)


def test_a_quiet_last_syllable_is_no_breath() -> None:
    given = spoken()
    samples = given.samples.copy()
    samples[given.times[3][0] :] *= 0.3
    assert finished(Spoken(samples, given.times), 1.0).ms == pytest.approx(1090, abs=30)


def test_a_larger_person_speaks_lower_and_the_times_follow() -> None:
    small, large = finished(spoken(), 1.0), finished(spoken(), 1.1)
    assert large.starts[3] - LEAD_MS == pytest.approx(1.1 * (small.starts[3] - LEAD_MS), abs=15)
    low = np.nanmedian(measure.pitch(large.samples / 32768))
    high = np.nanmedian(measure.pitch(small.samples / 32768))
    assert high - low == pytest.approx(12 * np.log2(1.1), abs=0.2)


def test_stretching_keeps_a_tone_clean() -> None:
    longer = stretched(tone(0.5, 1000), 1.25)[2000:-2000]
    wanted = tone(0.5 * 1.25, 800)[2000 : 2000 + len(longer)]
    assert len(stretched(tone(0.5), 1.25)) == round(0.5 * RATE * 1.25)
    assert np.abs(longer - wanted).max() < 0.02


def test_silence_is_no_speech() -> None:
    with pytest.raises(Silent):
        finished(Spoken(silence(1.0), ((6000, 12000),)), 1.0)


def test_what_the_model_mumbles_before_the_first_word_is_cut_off() -> None:
    given = spoken()
    samples = given.samples.copy()
    samples[round(0.3 * RATE) : round(0.43 * RATE)] = tone(0.13, loud=0.4)
    assert finished(Spoken(samples, given.times), 1.0).ms == pytest.approx(1090, abs=30)


def test_a_mumble_that_runs_into_a_soft_consonant_is_cut_off() -> None:
    given = spoken()
    first = round(0.5 * RATE)
    mumbled = given.samples.copy()
    mumbled[first - 3000 : first - 1200] = tone(0.075, loud=0.3)  # then a consonant, faint and long
    mumbled[first - 1200 : first] = tone(0.05, 3000, loud=0.05)
    cut = finished(Spoken(mumbled, given.times), 1.0)
    assert np.abs(cut.samples[LEAD_MS * 24 : LEAD_MS * 24 + 480]).max() < 6000


def test_nothing_faint_stands_before_an_abrupt_first_sound() -> None:
    given = spoken()
    first = given.times[0][0]
    samples = given.samples.copy()
    samples[first - 1440 : first] = tone(0.06, 300, loud=0.06)
    soft, abrupt = (finished(Spoken(samples, given.times, kind), 1.0) for kind in (False, True))
    early = slice(LEAD_MS * 24 + 240, LEAD_MS * 24 + 480)
    assert np.abs(abrupt.samples[early]).max() > 3 * np.abs(soft.samples[early]).max()


def test_a_syllable_near_the_end_of_a_pause_begins_where_sound_does_again() -> None:
    loud = array.array("h", [8000, -8000] * (RATE // 4))
    still = array.array("h", bytes(2 * RATE // 5))
    starts = (50, 300, 760, 900)
    assert settled(starts, loud + still + loud) == (50, 300, 700, 900)
    assert settled((50, 300, 850, 900), loud + still + loud) == (50, 300, 850, 900)
    assert settled((50,), loud + still + loud) == (50,)
