"""The sound device: gone in the middle, back again, and the mixer ended under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame
import pytest

from kiosk.speech import Utterance
from kiosk.voice.output import BETWEEN, CHANNEL, RETRY, SETTLED, Output

from .recorded import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Device:
    """An output with a clock that moves when told, on a driver the test plugs in and out."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        self._set = monkeypatch.setenv
        self.output = Output(lambda: self.now)

    def plug(self, *, there: bool) -> None:
        self._set("SDL_AUDIODRIVER", "disk" if there else "no-such-card")

    def opened_after(self, seconds: float) -> int:
        self.now += seconds
        assert self.output.open()
        return self.output.opened


@pytest.fixture
def device(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Device]:
    pygame.mixer.quit()
    monkeypatch.setenv("SDL_DISKAUDIOFILE", str(tmp_path / "sound.raw"))
    device = Device(monkeypatch)
    device.plug(there=True)
    assert device.output.open()
    yield device
    device.output.close()
    pygame.mixer.quit()


def test_a_device_that_goes_leaves_silence_in_time_and_sounds_still_play(
    device: Device, tmp_path: Path
) -> None:
    sound = device.output.load(record(tmp_path, Utterance("a/1", "您好")))
    assert device.output.audible
    device.plug(there=False)
    device.output.look_again(gone=True)
    assert device.opened_after(BETWEEN) == 2
    assert not device.output.audible
    assert sound is not None
    assert device.output.play(sound)


def test_one_that_comes_back_is_heard_at_once(device: Device) -> None:
    device.plug(there=False)
    device.output.look_again(gone=True)
    device.opened_after(BETWEEN)
    device.plug(there=True)
    device.now += SETTLED
    assert SETTLED + BETWEEN < RETRY
    device.output.look_again(gone=False)
    device.opened_after(0)
    assert device.output.audible


def test_another_one_that_comes_changes_nothing(device: Device) -> None:
    device.now += SETTLED
    device.output.look_again(gone=False)
    assert device.opened_after(BETWEEN) == 1


def test_news_right_after_opening_in_silence_is_sdl_counting(device: Device) -> None:
    device.plug(there=False)
    device.output.look_again(gone=True)
    opened = device.opened_after(BETWEEN)
    device.output.look_again(gone=False)
    assert device.opened_after(BETWEEN) == opened


def test_a_device_that_comes_and_goes_is_not_opened_all_the_time(device: Device) -> None:
    device.opened_after(BETWEEN)
    opened = []
    for _ in range(20):
        device.output.look_again(gone=True)
        opened.append(device.opened_after(BETWEEN / 4))
    assert opened[-1] <= 1 + 20 / 4


def test_a_mixer_ended_by_somebody_is_silent_and_opened_again(
    device: Device, tmp_path: Path
) -> None:
    sound = device.output.load(record(tmp_path, Utterance("a/1", "您好")))
    pygame.mixer.quit()
    assert sound is not None
    device.output.play(sound)
    device.output.stop()
    device.output.set_volume(0.5)
    assert device.opened_after(0) == 2
    assert device.output.play(sound)


def test_closed_it_stays_closed(device: Device) -> None:
    device.output.close()
    device.output.look_again(gone=True)
    assert not device.output.open()


def test_closed_in_silence_it_looks_for_no_device_again(device: Device) -> None:
    device.plug(there=False)
    device.output.look_again(gone=True)
    device.opened_after(BETWEEN)
    device.output.close()
    device.now += RETRY
    device.plug(there=True)
    assert not device.output.open()
    assert not device.output.ready


def test_what_is_played_next_is_as_loud_as_was_set(device: Device, tmp_path: Path) -> None:
    sound = device.output.load(record(tmp_path, Utterance("a/1", "您好")))
    assert sound is not None
    device.output.set_volume(0.25)
    assert device.output.play(sound)
    assert pygame.mixer.Channel(CHANNEL).get_volume() == pytest.approx(0.25, abs=0.01)


def test_it_begins_in_the_middle_where_asked_to(device: Device, tmp_path: Path) -> None:
    sound = device.output.load(record(tmp_path, Utterance("a/1", "您好")))
    assert sound is not None
    for start in (0.0, sound.seconds / 4):
        assert device.output.play(sound, start)
        playing = pygame.mixer.Channel(CHANNEL).get_sound()
        assert playing is not None
        assert playing.get_length() == pytest.approx(sound.seconds - start, abs=0.01)
