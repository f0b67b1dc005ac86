"""The voices of Windows and macOS, as far as they can be tried elsewhere."""

from __future__ import annotations

import array
import io
import struct
import wave
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.voice.voices import VoiceParams
from kiosk.voice.worker.errors import BadSpeech, NoChinese, NoEngine
from kiosk.voice.worker.system import SystemVoice, read_sound

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

VALUES = [0, 1000, -1000, 32767, -32768, 7]
HUIHUI = SimpleNamespace(
    id="HKLM/Huihui", name="Microsoft Huihui Desktop", languages=["zh-CN"], gender="Female"
)
KANGKANG = SimpleNamespace(
    id="HKLM/Kangkang", name="Microsoft Kangkang", languages=["zh-CN"], gender="Male"
)
TINGTING = SimpleNamespace(
    id="com.apple.Tingting", name="Tingting", languages=[b"\x05zh_CN"], gender="VoiceGenderFemale"
)
TRACY = SimpleNamespace(
    id="HKLM/Tracy", name="Microsoft Tracy", languages=["zh-HK"], gender="Female"
)
ZIRA = SimpleNamespace(
    id="HKLM/Zira", name="Microsoft Zira Desktop", languages=["en-US"], gender="Female"
)


def wav(channels: int = 1, width: int = 2, rate: int = 16000) -> bytes:
    memory = io.BytesIO()
    with wave.open(memory, "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(width)
        out.setframerate(rate)
        frames = b"".join(struct.pack("<h", v) * channels for v in VALUES)
        out.writeframes(frames if width == 2 else bytes(len(VALUES) * width))
    return memory.getvalue()


def aiff(
    kind: bytes = b"AIFF", *, little: bool = False, channels: int = 1, bits: int = 16
) -> bytes:
    rate = struct.pack(">HQ", 16383 + 14, 22050 << (63 - 14))
    common = struct.pack(">hIh", channels, len(VALUES), bits) + rate
    if kind == b"AIFC":
        common += (b"sowt" if little else b"NONE") + b"\0\0"
    body = bytes(8) + b"".join(struct.pack("<h" if little else ">h", v) * channels for v in VALUES)
    chunks = b"FVER" + struct.pack(">II", 4, 0)
    chunks += b"COMM" + struct.pack(">I", len(common)) + common
    chunks += b"SSND" + struct.pack(">I", len(body)) + body
    return b"FORM" + struct.pack(">I", len(chunks) + 4) + kind + chunks


@pytest.mark.parametrize(
    ("data", "rate"),
    [
        (wav(), 16000),
        (wav(channels=2), 16000),
        (wav(rate=48000), 48000),
        (aiff(), 22050),
        (aiff(b"AIFC", little=True), 22050),
        (aiff(b"AIFC", channels=2), 22050),
    ],
    ids=["wav", "stereo", "48 kHz", "aiff", "sowt", "aifc stereo"],
)
def test_sound_is_read_by_its_header(data: bytes, rate: int) -> None:
    spoken = read_sound(data)
    assert spoken.rate == rate
    assert list(array.array("h", spoken.pcm)) == VALUES


@pytest.mark.parametrize(
    "data",
    [b"", b"RIFF", b"FORM", wav()[:20], wav(width=1), aiff(bits=24), b"hello" * 9],
    ids=["empty", "RIFF", "FORM", "cut", "8 bit", "24 bit", "text"],
)
def test_what_is_no_sound_is_bad_speech(data: bytes) -> None:
    with pytest.raises(BadSpeech):
        read_sound(data)


class FakeEngine:
    """What pyttsx3 gives on Windows, without Windows."""

    def __init__(self, voices: list[Any]) -> None:
        self.voices = voices
        self.chosen: dict[str, Any] = {}
        self.report: Callable[..., None] = lambda **_: None
        self.fault: Exception | None = None
        self.path = ""

    def getProperty(self, _name: str) -> list[Any]:  # noqa: N802  pyttsx3's name
        return self.voices

    def setProperty(self, name: str, value: object) -> None:  # noqa: N802  pyttsx3's name
        self.chosen[name] = value

    def connect(self, _topic: str, report: Callable[..., None]) -> None:
        self.report = report

    def save_to_file(self, _text: str, path: str) -> None:
        self.path = path

    def runAndWait(self) -> None:  # noqa: N802  pyttsx3's name
        if self.fault:
            self.report(name=None, exception=self.fault)
        with open(self.path, "wb") as out:  # noqa: PTH123  as an engine would
            out.write(wav())


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    fake = FakeEngine([ZIRA, TRACY, HUIHUI, KANGKANG])
    monkeypatch.setattr("pyttsx3.init", lambda _driver=None: fake)
    return fake


def test_it_speaks_in_the_mandarin_voice_of_the_wished_sex(engine: FakeEngine) -> None:
    voice = SystemVoice()
    assert voice.speak("您好", VoiceParams(sex="男")).rate == 16000
    assert engine.chosen["voice"] == KANGKANG.id
    voice.speak("您好", VoiceParams(sex="女"))
    assert engine.chosen["voice"] == HUIHUI.id


def test_a_mac_voice_is_known_by_its_language(engine: FakeEngine) -> None:
    engine.voices = [ZIRA, TINGTING]
    SystemVoice().speak("您好", VoiceParams(sex="女"))
    assert engine.chosen["voice"] == TINGTING.id


def test_the_slow_voice_is_slower_here_too(engine: FakeEngine) -> None:
    voice = SystemVoice()
    voice.speak("您好", VoiceParams())
    usual = engine.chosen["rate"]
    voice.speak("您好", VoiceParams().slower())
    assert engine.chosen["rate"] < usual * 0.8


def test_without_mandarin_it_says_so_and_does_not_speak_cantonese(engine: FakeEngine) -> None:
    engine.voices = [ZIRA, TRACY]
    with pytest.raises(NoChinese, match="普通话"):
        SystemVoice()


def test_a_fault_pyttsx3_swallows_is_not_taken_for_speech(engine: FakeEngine) -> None:
    voice = SystemVoice()
    engine.fault = ValueError("unknown voice id")
    with pytest.raises(BadSpeech, match="unknown voice"):
        voice.speak("您好", VoiceParams())


def test_no_engine_at_all_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def nothing(_driver: str | None = None) -> None:
        raise RuntimeError(str(tmp_path))

    monkeypatch.setattr("pyttsx3.init", nothing)
    with pytest.raises(NoEngine, match="系统语音打不开"):
        SystemVoice()
