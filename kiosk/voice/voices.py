"""How each voice of the stories sounds: rate, pitch and the kind of person.

The names stand in `scenarios/catalogue/voices.yaml`; a story's cast refers to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kiosk.speech import NARRATOR_VOICE

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.speech import Utterance

SLOWER = 0.76
"""What 慢一点 makes of a rate: 3.3 characters a second become 2.5."""

RATES = (80, 300)
PITCHES = (0, 99)

_KEYS = {
    "语速": "rate",
    "音高": "pitch",
    "起伏": "melody",
    "音色": "variant",
    "性别": "sex",
    "年龄": "age",
}
_SEXES = ("", "男", "女")
_AGES = ("", "孩子", "青年", "中年", "老年")


class BadVoices(Exception):
    """The file of voices can't be used; the message says where and what to do."""


@dataclass(frozen=True, slots=True)
class VoiceParams:
    """What an engine is asked for.

    `rate` is espeak's words a minute (170 is about 3.3 Chinese characters a second), `pitch` 0 to
    99, `melody` how far the tones rise and fall, 0 to 99, `variant` the name of an espeak voice variant; `sex` (男, 女) and `age` (孩子, 青年, 中年,
    老年) help engines with voices of their own to choose one. Empty means no wish.
    """

    rate: int = 165
    pitch: int = 50
    melody: int = 80
    variant: str = ""
    sex: str = ""
    age: str = ""

    def slower(self) -> VoiceParams:
        """Give the same voice, speaking as slowly as the button 慢一点 asks."""
        return replace(self, rate=max(RATES[0], round(self.rate * SLOWER)))

    def key(self) -> str:
        """Give the parameters as one text, for a cache key."""
        return f"{self.rate} {self.pitch} {self.melody} {self.variant} {self.sex} {self.age}"


class VoicesFile(Mapping[str, VoiceParams]):
    """The voices of a file, read when the first is looked up: the voice's thread does that."""

    def __init__(self, path: Path) -> None:
        """Hold the file unread; looking a voice up may raise BadVoices."""
        self._path = path
        self._voices: dict[str, VoiceParams] | None = None

    def __getitem__(self, name: str) -> VoiceParams:
        """Give a voice by name."""
        return self._read()[name]

    def __iter__(self) -> Iterator[str]:
        """Give the names."""
        return iter(self._read())

    def __len__(self) -> int:
        """Give how many there are."""
        return len(self._read())

    def _read(self) -> dict[str, VoiceParams]:
        if self._voices is None:
            self._voices = load_voices(self._path)
        return self._voices


def voice_of(utterance: Utterance, voices: Mapping[str, VoiceParams], *, slow: bool) -> VoiceParams:
    """Give the voice an utterance is spoken in; one nobody defined is the narrator's."""
    voice = voices.get(utterance.voice) or voices.get(NARRATOR_VOICE) or VoiceParams()
    return voice.slower() if slow else voice


def load_voices(path: Path) -> dict[str, VoiceParams]:
    """Read the voices by name; raise BadVoices where a value is none a voice can have."""
    import yaml  # noqa: PLC0415  slow to import, and a kiosk with a checked library never needs it

    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadVoices(
            f"声音文件 {path} 读不出来：{error}。请用随程序附带的文件换回来。"
        ) from error
    voices = data.get("声音") if isinstance(data, dict) else None
    if not isinstance(voices, dict):
        raise BadVoices(f"声音文件 {path} 里没有“声音”这一项。请用随程序附带的文件换回来。")
    return {str(name): _voice(path, str(name), value) for name, value in voices.items()}


def _voice(path: Path, name: str, value: object) -> VoiceParams:
    if not isinstance(value, Mapping):
        raise BadVoices(f"声音文件 {path} 里的“{name}”应当写语速、音高等几项。")
    found: dict[str, Any] = {}
    for key, given in value.items():
        where = f"声音文件 {path} 里“{name}”的“{key}”"
        field = _KEYS.get(str(key))
        if field is None:
            raise BadVoices(f"{where}不认识，能写的是：{'、'.join(_KEYS)}。")
        found[field] = _checked(where, field, given)
    return VoiceParams(**found)


def _checked(where: str, field: str, given: object) -> object:
    limits = {"rate": RATES, "pitch": PITCHES, "melody": PITCHES}.get(field)
    if limits is not None:
        if type(given) is not int or not limits[0] <= given <= limits[1]:
            raise BadVoices(f"{where}应当是 {limits[0]} 到 {limits[1]} 的整数，现在是 {given!r}。")
        return given
    allowed = {"sex": _SEXES, "age": _AGES}.get(field)
    if allowed is not None and given not in allowed:
        raise BadVoices(
            f"{where}应当是 {'、'.join(filter(None, allowed))} 之一，现在是 {given!r}。"
        )
    if not isinstance(given, str) or not all(c.isalnum() or c == " " for c in given):
        raise BadVoices(f"{where}只能是字母和数字，现在是 {given!r}。")
    return given
