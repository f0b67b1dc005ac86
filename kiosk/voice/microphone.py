"""The microphone, and staff recording line by line.

`pygame._sdl2.audio` is used here alone: pygame and pygame-ce both have it, and neither promises it.
"""

from __future__ import annotations

import array
import ctypes
import sys
import threading
from pathlib import Path
from typing import Any

from kiosk.outputs import set_aside
from kiosk.storage import write_whole
from kiosk.voice.loudness import MOST_GAIN, VOICED_RMS, pcm_of, peak, rms
from kiosk.voice.recordings import write_facts
from kiosk.voice.worker.sound import Synthesis

RATE = 44100
CHUNK = 1024
LONGEST = 60.0
"""Seconds of one recording; what comes later is dropped."""

QUICKEST = 0.1
"""Seconds a character takes at the least; people say five a second, hardly ever eight."""

CLIPPED = 32700
CLIPPED_SHARE = 0.002


class NoMicrophone(Exception):
    """There is nothing to record with; the message says what to do."""


class Microphone:
    """The machine's own microphone, open until closed."""

    def __init__(self) -> None:
        """Open it, not listening yet; raise NoMicrophone."""
        self._heard = threading.Condition()
        self._values = array.array("h")
        try:
            self._device: Any = self._open()
        except Exception as error:
            # The module is private to pygame: whatever it raises, there is no microphone.
            raise NoMicrophone(f"话筒打不开（{error}）。请检查话筒和系统的录音权限。") from error
        if self._device is None:
            raise NoMicrophone("没有找到话筒。请插好话筒，再运行一次。")
        self._sdl = _loaded_sdl()

    def _open(self) -> object:
        from pygame._sdl2 import audio, sdl2  # noqa: PLC0415  see above

        sdl2.init_subsystem(sdl2.INIT_AUDIO)
        names = audio.get_audio_device_names(True)  # noqa: FBT003  SDL's own order
        if not names:
            return None
        return audio.AudioDevice(
            devicename=names[0],
            iscapture=True,
            frequency=RATE,
            audioformat=audio.AUDIO_S16,
            numchannels=1,
            chunksize=CHUNK,
            allowed_changes=0,
            callback=self._listen,
        )

    def start(self) -> None:
        """Begin a recording."""
        with self._heard:
            self._values = array.array("h")
        self._pause(0)

    def stop(self) -> array.array[int]:
        """End it and give its samples, RATE a second."""
        self._pause(1)
        with self._heard:
            return self._values

    def wait_for(self, seconds: float, patience: float = 30.0) -> bool:
        """Wait until so much has been recorded; False where it doesn't come in time."""
        with self._heard:
            return self._heard.wait_for(lambda: len(self._values) >= seconds * RATE, patience)

    def close(self) -> None:
        """Let the microphone go."""
        if self._sdl is not None:
            self._sdl.SDL_CloseAudioDevice(self._device.deviceid)
        self._device.close()

    def _pause(self, on: int) -> None:
        """Pause or go on, without Python's lock: SDL's thread may hold its own and wait for that one."""
        if self._sdl is not None:
            self._sdl.SDL_PauseAudioDevice(self._device.deviceid, on)
        else:
            self._device.pause(on)

    def _listen(self, _device: object, data: memoryview) -> None:
        """Take what was heard; called by SDL's own thread."""
        with self._heard:
            if len(self._values) < LONGEST * RATE:
                self._values.frombytes(bytes(data))
            self._heard.notify_all()


def _loaded_sdl() -> Any:  # noqa: ANN401 (a library's functions have no types)
    """Give pygame's own SDL, whose functions ctypes calls without Python's lock; None where it isn't found.

    pygame keeps the lock while it waits for SDL's thread, and that thread waits for the lock to hand over a
    piece of sound: now and then, on a busy machine, both waited for ever.
    """
    import pygame  # noqa: PLC0415  see above

    try:
        if sys.platform == "win32":
            return ctypes.CDLL(str(Path(pygame.__file__).with_name("SDL2.dll")))
        with Path("/proc/self/maps").open(encoding="utf-8") as maps:
            found = next((line.split()[-1] for line in maps if "libSDL2-2" in line), None)
        return ctypes.CDLL(found) if found else None
    except OSError:
        return None


def fault_of(values: array.array[int], text: str) -> str:
    """Give what is wrong with a recording of `text`, in Chinese; nothing where it serves."""
    seconds = len(values) / RATE
    if len(values) == 0 or peak(values) < VOICED_RMS / MOST_GAIN:
        return "没有录到声音，请检查话筒。"
    least = QUICKEST * sum(c.isalnum() for c in text)
    if seconds < least:
        return f"只有 {seconds:.1f} 秒，好像没录完。"
    window = RATE // 50
    loudest = max(rms(values[n : n + window]) for n in range(0, len(values), window))
    if loudest < VOICED_RMS / MOST_GAIN:
        return "声音太轻，请靠近一点。"
    if sum(abs(v) >= CLIPPED for v in values[::4]) > CLIPPED_SHARE * len(values) / 4:
        return "声音太响，已经破音，请离远一点。"
    return ""


def save(folder: Path, name: str, text: str, values: array.array[int]) -> Path:
    """Write a recording of a line, and which words it is of; raises OSError."""
    path = folder.joinpath(*f"{name}.wav".split("/"))
    path.parent.mkdir(parents=True, exist_ok=True)
    set_aside(path)  # a person's work, be it of other words
    # Were the facts first and the sound then not written, they would pass for those of an older one.
    write_whole(path, Synthesis(pcm_of(values), RATE).wav(), durable=True)
    write_facts(path, text)
    return path
