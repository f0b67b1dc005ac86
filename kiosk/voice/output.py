"""The loudspeaker: pygame's mixer on one reserved channel, or the same in silence.

Opened and fed by the voice's thread; played and stopped by the loop, which costs it no time.
"""

from __future__ import annotations

import io
import os
import threading
import time
from typing import TYPE_CHECKING

from kiosk.storage import LARGEST_KEPT, read_file
from kiosk.voice.clip_row import RATE, ClipRow
from kiosk.voice.loudness import samples

if TYPE_CHECKING:
    import array
    from collections.abc import Callable
    from pathlib import Path

    import pygame

BUFFER = 512
"""Samples in a buffer: 23 ms, the longest a stopped voice is still heard."""

CHANNEL = 0
RETRY = 60.0
"""Seconds after which a machine without a sound device is looked at again."""

SETTLED = 3.0
"""Seconds after opening in which news of devices is only SDL counting them."""

BETWEEN = 1.0
"""Seconds at least between two openings, for a device that comes and goes."""

_DRIVER = "SDL_AUDIODRIVER"
_SILENT = "dummy"


class Sound:
    """Something playable, with its length in seconds and its size in bytes."""

    def __init__(self, sound: pygame.mixer.Sound, rate: int, channels: int) -> None:
        """Hold a sound of the mixer, whose samples have this rate and so many channels."""
        self.sound = sound
        self.rate = rate
        self.channels = channels
        self.seconds: float = sound.get_length()

    @property
    def size(self) -> int:
        """Bytes it takes in memory."""
        return round(self.seconds * self.rate * self.channels * 2)

    def samples(self) -> array.array[int]:
        """Give the samples of its first channel."""
        return samples(self.sound.get_raw(), self.channels)


class Output:
    """The one channel speech is heard on."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Hold a channel yet to be opened."""
        self._clock = clock
        self._channel: pygame.mixer.Channel | None = None
        self._tried = float("-inf")
        self._volume = 1.0
        self._closed = False
        self._stale = False
        self._opening = threading.Lock()
        self.audible = False
        """Whether a device is there; without one the same sounds pass unheard."""
        self.opened = 0
        """How often the mixer was opened, 0 while it is not."""
        self._count = 0

    @property
    def ready(self) -> bool:
        """Whether sounds can be loaded and played."""
        return self._channel is not None

    def open(self) -> bool:
        """Open the device, or silence where there is none; False where even that fails.

        Called again it looks for a device that was missing, at most once in RETRY seconds.
        """
        if self._closed:
            return False
        import pygame  # noqa: PLC0415  a test or a report without sound needs no pygame

        stale = self._stale and self._clock() - self._tried >= BETWEEN
        if stale or (self.ready and pygame.mixer.get_init() is None):
            # Somebody ended pygame under us, or there is news of devices: begin again at once.
            self.opened = 0
            self.audible, self._tried, self._stale = False, float("-inf"), False
        if self.audible or self._clock() - self._tried < RETRY:
            return self.ready
        self._tried = self._clock()
        with self._opening:
            return self._open()

    def _open(self) -> bool:
        import pygame  # noqa: PLC0415  as above

        wanted = os.environ.get(_DRIVER)
        if self._channel is not None:
            # Sounds loaded in silence stay good: they have the same form.
            self._channel, self.opened = None, 0
            pygame.mixer.quit()
        audible = wanted != _SILENT and _opened()
        if not audible:
            os.environ[_DRIVER] = _SILENT
            try:
                if not _opened():
                    return False
            finally:
                if wanted is None:
                    del os.environ[_DRIVER]
                else:
                    os.environ[_DRIVER] = wanted
        pygame.mixer.set_reserved(CHANNEL + 1)
        channel = pygame.mixer.Channel(CHANNEL)
        channel.set_volume(self._volume)
        self.audible = audible
        self._channel = channel
        self._count += 1
        self.opened = self._count
        return True

    def look_again(self, *, gone: bool) -> None:
        """Open the device anew at the next occasion: one came, or one is `gone`.

        One that comes while another is heard changes nothing.
        """
        if self.ready and (
            self.audible if gone else not self.audible and self._clock() - self._tried >= SETTLED
        ):
            self._stale = True

    def load(self, source: Path | bytes | ClipRow) -> Sound | None:
        """Give a playable sound of a file, a file's bytes or a row; None where it can't be decoded."""
        import pygame  # noqa: PLC0415  as above

        try:
            form = pygame.mixer.get_init()
            if not form:
                return None
            if isinstance(source, ClipRow):
                samples = source.joined(_decoded, form[0], form[2])
                return Sound(pygame.mixer.Sound(buffer=samples), form[0], form[2])
            data = source if isinstance(source, bytes) else read_file(source, LARGEST_KEPT)
            return Sound(pygame.mixer.Sound(io.BytesIO(data)), form[0], form[2])
        except (pygame.error, OSError, ValueError, TypeError):
            return None

    def play(self, sound: Sound, start: float = 0.0) -> bool:
        """Play a sound instead of what is playing, from second `start`; False where it can't be."""
        import pygame  # noqa: PLC0415  as above

        def begin(channel: pygame.mixer.Channel) -> None:
            playing = sound.sound
            if start > 0:
                skip = int(start * sound.rate) * 2 * sound.channels
                playing = pygame.mixer.Sound(buffer=sound.sound.get_raw()[skip:])
            channel.play(playing)
            channel.set_volume(self._volume)  # playing puts it back to full

        return self.on_channel(CHANNEL, begin)

    def stop(self) -> None:
        """Be silent within one buffer."""
        self.on_channel(CHANNEL, lambda channel: channel.stop())

    def set_volume(self, volume: float) -> None:
        """Set the volume, 0 to 1, also of what is playing."""
        self._volume = volume
        self.on_channel(CHANNEL, lambda channel: channel.set_volume(volume))

    def on_channel(self, number: int, act: Callable[[pygame.mixer.Channel], object]) -> bool:
        """Do something with a channel; False where the mixer is closed or just being opened.

        A channel that plays while the mixer is closed ends the whole program, in pygame and in
        pygame-ce alike: nothing may be played past this.
        """
        if self._channel is None or not self._opening.acquire(blocking=False):
            return False
        import pygame  # noqa: PLC0415  as above

        try:
            if pygame.mixer.get_init() is None:
                return False
            act(pygame.mixer.Channel(number))
        except (pygame.error, ValueError, IndexError):
            return False
        finally:
            self._opening.release()
        return True

    def close(self) -> None:
        """Be silent and give the channel back; the mixer is left to whoever ends pygame."""
        self.stop()
        self._closed = True
        self._channel = None


def _decoded(clip: bytes) -> bytes:
    """Give a clip's samples in the mixer's own form."""
    import pygame  # noqa: PLC0415  as above

    return pygame.mixer.Sound(io.BytesIO(clip)).get_raw()


def _opened() -> bool:
    """Open the mixer with the driver the environment names; exactly our form, SDL converts.

    A mixer that somebody opened before is taken as it is: its sounds may be in use.
    """
    import pygame  # noqa: PLC0415  as above

    try:
        if pygame.mixer.get_init() is not None:
            return True
        pygame.mixer.init(RATE, -16, 1, BUFFER, allowedchanges=0)
    except pygame.error:
        return False
    return pygame.mixer.get_init() is not None
