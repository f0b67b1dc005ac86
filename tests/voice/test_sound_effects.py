"""The sounds of the place: heard once or for as long as wanted, quieter under speech."""

from __future__ import annotations

import array
import importlib.util
import wave
from pathlib import Path
from typing import TYPE_CHECKING

import pygame
import pytest

from kiosk.paths import shipped
from kiosk.speech import SILENCE, SoundEffect, Sounding
from kiosk.voice import sound_effects as effects_module
from kiosk.voice.output import CHANNEL, Output
from kiosk.voice.sound_effects import DUCK_SECONDS, DUCKED, LOUDNESS, SoundEffects

if TYPE_CHECKING:
    from collections.abc import Iterator

SOUNDS = shipped("assets") / "sounds"
RING = frozenset({Sounding(SoundEffect.RING)})


class Stand:
    """The sounds in a mixer that plays into silence, and a clock that moves when told."""

    def __init__(self, loudness: float = 1.0) -> None:
        self.output = Output()
        self.loudness = loudness
        self.sounds = SoundEffects(self.output, SOUNDS, lambda: self.loudness)
        self.now = 0.0

    def open(self) -> None:
        assert self.output.open()
        self.want(RING)
        assert self.sounds._loading is not None
        self.sounds._loading.join()
        self.want(SILENCE)

    def want(
        self, wanted: frozenset[Sounding], *, speaking: bool = False, after: float = 1.0
    ) -> None:
        self.now += after
        self.sounds.want(wanted, self.now, volume=0.8, speaking=speaking)

    def channel(self, sound: SoundEffect) -> pygame.mixer.Channel:
        return pygame.mixer.Channel(CHANNEL + 1 + list(SoundEffect).index(sound))


@pytest.fixture
def stand() -> Iterator[Stand]:
    stand = Stand()
    stand.open()
    yield stand
    stand.sounds.close()
    pygame.mixer.quit()


def test_a_telephone_rings_for_as_long_as_it_is_wanted(stand: Stand) -> None:
    stand.want(RING)
    ring = stand.channel(SoundEffect.RING)
    playing = ring.get_sound()
    assert playing is not None
    for _ in range(20):
        stand.want(RING)
    assert ring.get_sound() is playing
    stand.sounds.close()
    assert not ring.get_busy()


def test_sounds_the_site_turns_off_end_and_come_back_with_its_wish(stand: Stand) -> None:
    stand.want(RING)
    ring = stand.channel(SoundEffect.RING)
    stand.loudness = 0.5
    stand.want(RING)
    assert ring.get_volume() == pytest.approx(0.8 * 0.5 * LOUDNESS[SoundEffect.RING], abs=0.02)
    stand.loudness = 0.0
    stand.want(RING)
    assert stand.sounds._playing == SILENCE
    stand.loudness = 1.0
    stand.want(RING)
    assert ring.get_busy()


def test_what_is_wanted_no_more_fades_out(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    faded: list[int] = []
    monkeypatch.setattr(effects_module, "FADE_MS", 1)
    stand.want(RING)
    monkeypatch.setattr(
        stand.sounds, "_on", lambda _sound, act: act(type("C", (), {"fadeout": faded.append}))
    )
    stand.sounds._change(SILENCE)
    assert faded == [1]


def test_a_message_chimes_once_an_occasion(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[SoundEffect] = []
    monkeypatch.setattr(stand.sounds, "_begin", begun.append)
    first = frozenset({Sounding(SoundEffect.MESSAGE, 1)})
    for wanted in (first, first, SILENCE, first, frozenset({Sounding(SoundEffect.MESSAGE, 2)})):
        stand.want(wanted)
    assert begun == [SoundEffect.MESSAGE] * 2


def test_speech_makes_it_quieter_and_its_end_brings_it_back(stand: Stand) -> None:
    ring, usual = stand.channel(SoundEffect.RING), 0.8 * LOUDNESS[SoundEffect.RING]
    stand.want(RING)
    stand.want(RING)
    assert ring.get_volume() == pytest.approx(usual, abs=0.01)
    stand.want(RING, speaking=True, after=DUCK_SECONDS / 4)
    assert DUCKED * usual < ring.get_volume() < usual
    stand.want(RING, speaking=True)
    assert ring.get_volume() == pytest.approx(usual * DUCKED, abs=0.01)
    stand.want(RING)
    assert ring.get_volume() == pytest.approx(usual, abs=0.01)


def test_speech_keeps_its_own_channel(stand: Stand) -> None:
    every = frozenset(Sounding(s) for s in SoundEffect)
    stand.want(every)
    assert not pygame.mixer.Channel(CHANNEL).get_busy()
    assert all(stand.channel(s).get_busy() for s in SoundEffect)


def test_a_site_without_them_hears_none() -> None:
    stand = Stand(0.0)
    stand.want(RING)
    assert stand.sounds._loading is None


def test_before_the_mixer_is_open_and_after_it_is_gone_nothing_happens(stand: Stand) -> None:
    closed = Stand()
    closed.want(RING)
    assert closed.sounds._loading is None
    stand.want(RING)
    pygame.mixer.quit()
    stand.want(RING, speaking=True)
    stand.want(SILENCE)


def test_opened_anew_they_are_read_anew(stand: Stand) -> None:
    pygame.mixer.quit()
    assert stand.output.open()
    stand.want(RING)
    assert stand.sounds._loading is not None
    stand.sounds._loading.join()
    stand.want(RING)
    assert stand.channel(SoundEffect.RING).get_busy()


def test_missing_files_are_silence(tmp_path: Path, stand: Stand) -> None:
    sounds = SoundEffects(stand.output, tmp_path)
    for _ in range(3):
        sounds.want(RING, 1.0, volume=1.0, speaking=False)
        if sounds._loading:
            sounds._loading.join()
    assert not stand.channel(SoundEffect.RING).get_busy()


def samples(path: Path) -> array.array[int]:
    with wave.open(str(path)) as sound:
        assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, 24_000)
        return array.array("h", sound.readframes(sound.getnframes()))


@pytest.mark.once  # no mixer plays them here
def test_the_script_makes_the_shipped_files_and_they_neither_clip_nor_click(
    tmp_path: Path,
) -> None:
    path = Path(__file__).resolve().parents[2] / "scripts" / "make_sounds.py"
    spec = importlib.util.spec_from_file_location("make_sounds", path)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    script.main(tmp_path)
    assert {p.stem for p in SOUNDS.glob("*.wav")} == {s.value for s in SoundEffect}
    for sound in SoundEffect:
        shipped_one = samples(SOUNDS / f"{sound.value}.wav")
        made = samples(tmp_path / f"{sound.value}.wav")
        assert len(made) == len(shipped_one)
        # Another machine's sine may differ in its last bit.
        assert max(abs(a - b) for a, b in zip(made, shipped_one, strict=True)) <= 1
        assert 6000 < max(map(abs, made)) < 30000
        assert abs(made[0] - made[-1]) < 600  # what is repeated meets its own beginning
