"""The sounds of the place, beside the speech: they begin and end by want, and give way to words.

Each sound has a channel of its own after the one speech is heard on. The loop calls `want` every
frame; files are read by a thread of their own, once the mixer is open.
"""

from __future__ import annotations

import threading
from functools import partial
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.process import thread_ended
from kiosk.speech import SILENCE, SoundEffect, Sounding
from kiosk.voice.output import CHANNEL

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pygame

    from kiosk.voice.output import Output

LOUDNESS = {
    SoundEffect.RING: 0.5,
    SoundEffect.MESSAGE: 0.7,
    SoundEffect.HANG_UP: 0.45,
    SoundEffect.MUSIC: 0.3,
}
"""Share of the voice's volume each sound has while nobody speaks."""

DUCKED = 0.22
"""Share of that while somebody speaks: heard, and no word is lost under it."""

DUCK_SECONDS = 0.12
"""How long a sound takes to give way or to come back; at once would be a click."""

FADE_MS = 80


class SoundEffects:
    """Plays the sounds of the place through the mixer that speech has opened."""

    def __init__(
        self, output: Output, folder: Path, loudness: Callable[[], float] = lambda: 1.0
    ) -> None:
        """Hold a folder of WAV files named by sound; nothing is read. `loudness` gives the site's, 0 for none."""
        self._output = output
        self._folder = folder
        self._loudness = loudness
        self._sounds: Mapping[SoundEffect, pygame.mixer.Sound] = {}
        self._loaded = 0
        self._loading: threading.Thread | None = None
        self._closed = False
        self._playing: frozenset[Sounding] = SILENCE
        self._occasions: dict[SoundEffect, Sounding] = {}
        self._duck = 1.0
        self._then = 0.0
        self._levels: dict[SoundEffect, float] = {}

    def want(
        self, wanted: frozenset[Sounding], now: float, *, volume: float, speaking: bool
    ) -> None:
        """Let these be heard: what is new begins, what lasts and isn't wanted any more ends."""
        if self._loudness() <= 0:
            wanted = SILENCE
        if not wanted and not self._playing:
            return
        if self._output.opened != self._loaded:
            self._load()
            return
        if wanted != self._playing:
            self._change(wanted)
        self._give_way(now, volume, speaking=speaking)

    def close(self) -> None:
        """Be silent for good."""
        self._closed = True
        for sound in SoundEffect:
            self._on(sound, lambda channel: channel.stop())

    def ended(self, until: float = inf) -> bool:
        """Wait, once closed, for the thread's end; False where it runs at second `until` still."""
        return thread_ended(self._loading, until)

    def _load(self) -> None:
        """Read the files in a thread: decoding music takes longer than a frame."""
        if self._closed or (self._loading is not None and self._loading.is_alive()):
            return
        self._playing = SILENCE
        if self._output.opened:
            self._loading = threading.Thread(target=self._read, name="sounds", daemon=True)
            self._loading.start()

    def _read(self) -> None:
        opened = self._output.opened
        found = {}
        for sound in SoundEffect:
            if self._closed:
                return
            loaded = self._output.load(self._folder / f"{sound.value}.wav")
            if loaded is not None:
                found[sound] = loaded.sound
        self._sounds = found
        self._loaded = opened

    def _change(self, wanted: frozenset[Sounding]) -> None:
        for ended in self._playing - wanted:
            if ended.sound.lasts:
                self._on(ended.sound, lambda channel: channel.fadeout(FADE_MS))
        for begun in wanted - self._playing:
            if begun.sound.lasts or self._occasions.get(begun.sound) != begun:
                self._occasions[begun.sound] = begun
                self._begin(begun.sound)
        self._playing = wanted

    def _begin(self, sound: SoundEffect) -> None:
        audio = self._sounds.get(sound)
        if audio is not None:
            loops = -1 if sound.lasts else 0
            self._on(sound, lambda channel: channel.play(audio, loops))
            self._levels.pop(sound, None)  # playing puts the volume back to full

    def _give_way(self, now: float, volume: float, *, speaking: bool) -> None:
        aim = DUCKED if speaking else 1.0
        step = max(0.0, now - self._then) / DUCK_SECONDS
        self._then = now
        self._duck += max(-step, min(step, aim - self._duck))
        for sound, share in LOUDNESS.items():
            level = round(volume * self._loudness() * share * self._duck, 3)
            if self._levels.get(sound) != level:
                self._levels[sound] = level
                self._on(sound, partial(_set_volume, level))

    def _on(self, sound: SoundEffect, act: _Act) -> None:
        self._output.on_channel(CHANNEL + 1 + list(SoundEffect).index(sound), act)


def _set_volume(level: float, channel: pygame.mixer.Channel) -> None:
    channel.set_volume(level)


if TYPE_CHECKING:
    from collections.abc import Callable

    _Act = Callable[[pygame.mixer.Channel], object]
