"""The voices of Windows (SAPI5) and macOS (nsss), through pyttsx3's `save_to_file`.

Neither gives word times into a file, so marks are found from the pauses by whoever plays it. One
engine, one thread, one text at a time; the process is renewed every `lives` lines, for pyttsx3
2.99 falls silent now and then when used again.
"""

from __future__ import annotations

import array
import io
import sys
import tempfile
import wave
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.storage import LARGEST_KEPT, read_file
from kiosk.voice.loudness import samples
from kiosk.voice.worker.errors import BadSpeech, NoChinese, NoEngine
from kiosk.voice.worker.sound import Synthesis

if TYPE_CHECKING:
    from kiosk.voice.voices import VoiceParams

USUAL_RATE = 170
"""The rate in voices.yaml at which these engines speak at their own usual speed."""

ENGINE_RATE = 180
_SIGNS = ("zh", "cmn", "chinese", "huihui", "kangkang", "yaoyao", "ting-ting", "tingting", "普通话")
_NOT_MANDARIN = ("zh-hk", "zh_hk", "yue", "cantonese", "sin-ji", "sinji")
_SEX = {"男": "male", "女": "female"}


class SystemVoice:
    """The operating system's own Chinese voice."""

    marks_are_exact = False
    lives = 200
    profile = "system"

    def __init__(self, driver: str | None = None) -> None:
        """Open pyttsx3's `driver` (by default the platform's); raise NoEngine or NoChinese."""
        try:
            import pyttsx3  # noqa: PLC0415  a Windows or Mac without it still shows captions

            self._engine: Any = pyttsx3.init(driver)
            voices = list(self._engine.getProperty("voices") or ())
        except Exception as error:
            # COM, Objective-C and pyttsx3 itself raise what they like; all mean: no engine.
            raise NoEngine(f"系统语音打不开（{error}）。请在系统设置里检查语音。") from error
        self._voices = [v for v in voices if _is_mandarin(v)]
        if not self._voices:
            raise NoChinese("系统里没有普通话语音。请在“设置—时间和语言—语音”里添加中文语音。")
        self._faults: list[str] = []
        self._engine.connect("error", self._note)
        self.engine = f"pyttsx3 {driver or sys.platform} {_words(self._voices[0])[:60]}"

    def speak(self, text: str, voice: VoiceParams) -> Synthesis:
        """Make speech of `text`, without marks."""
        self._faults.clear()
        self._engine.setProperty("voice", self._choose(voice).id)
        self._engine.setProperty("rate", round(ENGINE_RATE * voice.rate / USUAL_RATE))
        with tempfile.TemporaryDirectory(prefix="kiosk-voice-") as folder:
            path = Path(folder) / "line.wav"
            try:
                self._engine.save_to_file(text, str(path))
                self._engine.runAndWait()
                data = read_file(path, LARGEST_KEPT)
            except Exception as error:
                # As above: whatever these layers raise, this line has no sound.
                raise BadSpeech(f"系统语音没有读出来（{error}）") from error
        if self._faults:
            raise BadSpeech(f"系统语音报告：{self._faults[0]}")
        return read_sound(data)

    def phonemes(self, _text: str) -> str:
        """Give nothing: these engines don't tell."""
        return ""

    def _note(self, name: object = None, exception: object = None) -> None:
        """Keep what pyttsx3's pump would swallow: an unknown voice, a lost device."""
        self._faults.append(f"{exception}（{name}）" if name else str(exception))

    def _choose(self, voice: VoiceParams) -> Any:  # noqa: ANN401  pyttsx3 has no types
        wanted = _SEX.get(voice.sex)
        if wanted:
            for found in self._voices:
                if wanted in str(getattr(found, "gender", "") or "").lower().split("gender")[-1:]:
                    return found
        return self._voices[0]


def open_engine(source: str) -> SystemVoice:
    """Open the driver named by `source`, or the platform's; raise NoEngine."""
    return SystemVoice(source or None)


def read_sound(data: bytes) -> Synthesis:
    """Give the samples of a WAV, AIFF or AIFF-C file, going by its header and not by its name."""
    if data[:4] == b"FORM":
        return _aiff(data)
    try:
        with wave.open(io.BytesIO(data)) as sound:
            if sound.getsampwidth() != 2:  # noqa: PLR2004  bytes of a 16-bit sample
                raise BadSpeech(f"声音是 {sound.getsampwidth() * 8} 位的，需要 16 位")
            pcm = sound.readframes(sound.getnframes())
            return Synthesis(samples(pcm, sound.getnchannels()).tobytes(), sound.getframerate())
    except (wave.Error, EOFError) as error:
        raise BadSpeech(f"系统语音写出的文件不是声音（{error}）") from error


def _aiff(data: bytes) -> Synthesis:
    """Read what macOS writes: big-endian, or little-endian where the kind is `sowt`."""
    chunks: dict[bytes, bytes] = {}
    place = 12
    while place + 8 <= len(data):
        name, size = data[place : place + 4], int.from_bytes(data[place + 4 : place + 8], "big")
        chunks[name] = data[place + 8 : place + 8 + size]
        place += 8 + size + size % 2
    common, body = chunks.get(b"COMM", b""), chunks.get(b"SSND", b"")[8:]
    if len(common) < 18 or int.from_bytes(common[6:8], "big") != 16:  # noqa: PLR2004  AIFF's fixed part
        raise BadSpeech("系统语音写出的 AIFF 读不了，需要 16 位")
    channels = int.from_bytes(common[:2], "big")
    # The rate is an 80-bit float; these rates are whole numbers with a short mantissa.
    exponent = int.from_bytes(common[8:10], "big") - 16383
    rate = int.from_bytes(common[10:18], "big") >> (63 - exponent) if 0 <= exponent <= 31 else 0  # noqa: PLR2004
    values = array.array(
        "h", body[: len(body) // (2 * channels) * 2 * channels] if channels else b""
    )
    little = data[8:12] == b"AIFC" and common[18:22] == b"sowt"
    if little != (sys.byteorder == "little"):
        values.byteswap()
    first = values[:: max(1, channels)]
    if sys.byteorder == "big":
        first.byteswap()
    return Synthesis(first.tobytes(), rate)


def _words(voice: Any) -> str:  # noqa: ANN401  as above
    return f"{voice.id} {voice.name}"


def _is_mandarin(voice: Any) -> bool:  # noqa: ANN401  as above
    languages = " ".join(
        x.decode("ascii", "ignore") if isinstance(x, bytes) else str(x)
        for x in (getattr(voice, "languages", None) or ())
    )
    words = f"{languages} {_words(voice)}".lower()
    return any(s in words for s in _SIGNS) and not any(s in words for s in _NOT_MANDARIN)
