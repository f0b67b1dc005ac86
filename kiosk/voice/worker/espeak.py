"""espeak-ng, driven through pyttsx3's own bindings, synchronously.

pyttsx3's `save_to_file` races espeak's own thread (sound missing at return, rates that apply or
not); the same library called in synchronous mode made every one of 500 lines. DONT_EXIT keeps a
missing data directory from ending the process. The wheel's 1.52 is preferred: Debian 12's 1.51
reads `cmn` as English.
"""

from __future__ import annotations

import ctypes
import importlib
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.voice.worker.errors import BadSpeech, NoChinese, NoEngine
from kiosk.voice.worker.sound import Synthesis

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.voice.voices import VoiceParams

BINDINGS = "pyttsx3.drivers._espeak"
DONT_EXIT = 0x8000
UTF8 = 1
PHONEMES = 0x100
BUFFER_MS = 200
ENGLISH = "(en)"
"""What espeak writes into its phonemes where it leaves Chinese for English."""

WHEEL = "wheel"
SYSTEM = "system"
SOURCES = (WHEEL, SYSTEM)


class Espeak:
    """An open espeak-ng that has proved it reads Chinese."""

    marks_are_exact = True
    lives = 0  # as many jobs as one likes: 500 lines left memory flat

    def __init__(self, sources: tuple[str, ...] = SOURCES) -> None:
        """Open the first of `sources` that works; raise NoEngine with all their reasons."""
        reasons: list[NoEngine] = []
        for source in sources:
            try:
                self._open(source)
            except NoEngine as reason:
                reasons.append(reason)
            else:
                return
        worst = next((r for r in reasons if isinstance(r, NoChinese)), reasons[-1])
        raise type(worst)("；".join(str(r) for r in reasons))

    def speak(self, text: str, voice: VoiceParams) -> Synthesis:
        """Make speech of `text`; marks are (index of a character of `text`, ms)."""
        self._use(voice)
        self._pcm.clear()
        self._marks.clear()
        data = text.encode()
        flags = UTF8 | PHONEMES
        api = self._api
        if api.cSynth(data, len(data) + 1, 0, api.POS_CHARACTER, 0, flags, None, None) != api.EE_OK:
            raise BadSpeech("语音引擎没有接受这句话。")
        return Synthesis(b"".join(self._pcm), self._rate, _tidy(self._marks, len(text)))

    def phonemes(self, text: str) -> str:
        """Give espeak's own spelling of how `text` sounds, `(en)` where it turns English."""
        self._use(None)
        data = ctypes.create_string_buffer(text.encode() + b"\0")
        place = ctypes.c_void_p(ctypes.addressof(data))
        found: list[str] = []
        while place.value:
            found.append((self._spell(ctypes.byref(place), UTF8, 0) or b"").decode())
        return " ".join(found)

    def _open(self, source: str) -> None:
        api = self._api = _bindings(source)
        data = _wheel_data() if source == WHEEL else None
        # The bindings' own default is to leave the program when there is no data.
        self._rate = api.Initialize(
            api.AUDIO_OUTPUT_SYNCHRONOUS, BUFFER_MS, data and os.fsencode(data), DONT_EXIT
        )
        if self._rate <= 0:
            raise NoEngine(
                f"espeak-ng（{source}）缺少语音数据，请重新安装 espeakng-loader 或 espeak-ng-data"
            )
        self._pcm: list[bytes] = []
        self._marks: list[tuple[int, int]] = []
        api.SetSynthCallback(self._collect)
        self._spell = api.dll.espeak_TextToPhonemes
        self._spell.restype = ctypes.c_char_p
        self._spell.argtypes = [ctypes.POINTER(ctypes.c_void_p), ctypes.c_int, ctypes.c_int]
        version = (api.Info(None) or b"0").decode()
        self._voice = self._chinese_voice(version, source)
        self.engine = f"espeak-ng {version} {self._voice} ({source})"
        self.profile = "espeak-pinyin" if self._voice.endswith("pinyin") else "espeak"

    def _chinese_voice(self, version: str, source: str) -> str:
        order = ["cmn", "cmn-latn-pinyin"]
        if _numbers(version) < (1, 52):
            order.reverse()
        for name in order:
            self._voice = name
            if self._api.SetVoiceByName(name.encode()) == self._api.EE_OK:
                heard = self.phonemes("你好")
                if heard.strip() and ENGLISH not in heard:
                    return name
        raise NoChinese(
            f"espeak-ng {version}（{source}）不会读中文，请安装 espeakng-loader（1.52 版）"
        )

    def _use(self, voice: VoiceParams | None) -> None:
        name = f"{self._voice}+{voice.variant}" if voice and voice.variant else self._voice
        api = self._api
        if api.SetVoiceByName(name.encode()) != api.EE_OK:
            raise NoChinese(f"espeak-ng 没有声音 {name}")
        if voice is not None:
            # Choosing a voice puts these back to the voice's own.
            api.SetParameter(api.RATE, voice.rate, 0)
            api.SetParameter(api.PITCH, voice.pitch, 0)
            api.SetParameter(api.RANGE, voice.melody, 0)

    def _collect(self, wav: Any, count: int, events: Any) -> int:  # noqa: ANN401  ctypes pointers
        n = 0
        while (kind := events[n].type) != self._api.EVENT_LIST_TERMINATED:
            if kind == self._api.EVENT_WORD:
                self._marks.append((events[n].text_position - 1, events[n].audio_position))
            n += 1
        if wav and count > 0:
            self._pcm.append(ctypes.string_at(wav, count * 2))
        return 0


def open_engine(source: str) -> Espeak:
    """Open the library of `source`, or the first that works; raise NoEngine."""
    return Espeak((source,) if source else SOURCES)


def _bindings(source: str) -> Any:  # noqa: ANN401  a module without types
    """Import pyttsx3's bindings upon the library of `source`, afresh."""
    sys.modules.pop(BINDINGS, None)
    try:
        if source == SYSTEM:
            return importlib.import_module(BINDINGS)
        library = _wheel_library()
        with _answering(library):
            return importlib.import_module(BINDINGS)
    except NoEngine:
        raise
    except (ImportError, OSError, RuntimeError, AttributeError) as error:
        # What the bindings say is English, and long; staff need to know which is missing.
        where = "系统里" if source == SYSTEM else "自带的组件里"
        raise NoEngine(f"{where}没有找到语音引擎 espeak-ng") from error


@contextmanager
def _answering(library: ctypes.CDLL) -> Iterator[None]:
    """Make every `cdll.LoadLibrary` give `library`: the bindings know only system paths."""
    loader: Any = ctypes.cdll
    loader.LoadLibrary = lambda _path: library
    try:
        yield
    finally:
        del loader.LoadLibrary


def _wheel_library() -> ctypes.CDLL:
    try:
        import espeakng_loader  # noqa: PLC0415  absent where the system's library serves

        return ctypes.CDLL(espeakng_loader.get_library_path())
    except (ImportError, OSError, RuntimeError, AttributeError) as error:
        raise NoEngine(f"没有装 espeakng-loader，或它不适合这台机器（{error}）") from error


def _wheel_data() -> str:
    try:
        import espeakng_loader  # noqa: PLC0415  as above

        return str(Path(espeakng_loader.get_data_path()).parent)
    except (ImportError, OSError, RuntimeError) as error:
        raise NoEngine(f"espeakng-loader 缺少语音数据，请重新安装它（{error}）") from error


def _numbers(version: str) -> tuple[int, ...]:
    parts = version.replace("-", ".").split(".")[:2]
    return tuple(int(p) if p.isdigit() else 0 for p in parts)


def _tidy(marks: list[tuple[int, int]], length: int) -> tuple[tuple[int, int], ...]:
    """Sort marks by time and keep those that go forward: now and then espeak repeats a place."""
    kept: list[tuple[int, int]] = []
    for place, ms in sorted(marks, key=lambda m: (m[1], m[0])):
        if 0 <= place < length and (not kept or place > kept[-1][0]):
            kept.append((place, ms))
    return tuple(kept)
