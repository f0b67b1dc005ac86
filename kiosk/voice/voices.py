"""How each voice of the stories sounds: rate, pitch and the kind of person.

The names stand in `scenarios/catalogue/voices.yaml`; a story's cast refers to them.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.scenario.model import key
from kiosk.scenario.schema import Parse, WrongValueError, parsed
from kiosk.scenario.suggest import did_you_mean
from kiosk.speech import NARRATOR_VOICE
from kiosk.storage import JsonCache, file_stamps, read_file, stamp_of
from kiosk.values import dataclass

if TYPE_CHECKING:
    from kiosk.speech import Utterance

log = logging.getLogger(__name__)

SLOWER = 0.76
"""What 慢一点 makes of a rate: 3.3 characters a second become 2.5."""

SLOWEST, FASTEST = 80, 300
KEPT = 2
"""Files of voices kept in the cache."""


class BadVoices(Exception):
    """The file holds no voice at all; the message says why and what to do."""


def _whole(least: int, most: int) -> Parse:
    def parse(text: str) -> int:
        if not text.isdecimal() or not least <= int(text) <= most:
            raise WrongValueError("not-in-range", "whole", least=least, most=most)
        return int(text)

    return parse


def _one_of(*names: str) -> Parse:
    def parse(text: str) -> str:
        if text not in names:
            suggestion = did_you_mean(text, names)
            raise WrongValueError("unknown-name", suggestion=suggestion, known="、".join(names))
        return text

    return parse


def _letters(text: str) -> str:
    if not all(character.isalnum() or character == " " for character in text):
        raise WrongValueError("wrong-form", "letters")
    return text


@dataclass(frozen=True, slots=True)
class VoiceParams:
    """What an engine is asked for; empty means no wish."""

    rate: int = parsed(
        "语速", "espeak 的每分钟词数，170 约每秒 3.3 个汉字", _whole(SLOWEST, FASTEST), 165
    )
    pitch: int = parsed("音高", "0 到 99，50 是音色本来的高低", _whole(0, 99), 50)
    melody: int = parsed("起伏", "声调高低的幅度，0 到 99", _whole(0, 99), 80)
    variant: str = parsed("音色", "espeak 音色的名称", _letters, "")
    sex: str = parsed("性别", "有好几个声音的引擎按它挑选", _one_of("男", "女"), "")
    age: str = parsed(
        "年龄", "有好几个声音的引擎按它挑选", _one_of("孩子", "青年", "中年", "老年"), ""
    )

    def slower(self) -> VoiceParams:
        """Give the same voice, speaking as slowly as the button 慢一点 asks."""
        return replace(self, rate=max(SLOWEST, round(self.rate * SLOWER)))

    def key(self) -> str:
        """Give the parameters as one text, for a cache key."""
        return f"{self.rate} {self.pitch} {self.melody} {self.variant} {self.sex} {self.age}"


@dataclass(frozen=True, slots=True)
class _File:
    """What stands in the file."""

    voices: Mapping[str, VoiceParams] = key(
        "声音", "剧本可以用的声音，每个名称后面是语速、音高等几项"
    )


class VoicesFile(Mapping[str, VoiceParams]):
    """The voices of a file, read when the first is looked up: the voice's thread does that."""

    def __init__(self, path: Path, cache: Path | None = None) -> None:
        """Hold the file unread; looking a voice up may raise BadVoices.

        What was read is kept in the folder `cache`: reading it brings YAML and all that reads stories, 100 ms
        and 5 MB. A file with something wrong is read anew each time, so that it is told.
        """
        self._path = path
        self._cache = JsonCache(cache, KEPT, "voices-")
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
            self._voices = self._recalled()
        return self._voices

    def _recalled(self) -> dict[str, VoiceParams]:
        try:
            stamp = stamp_of((read_file(self._path), *file_stamps(Path(__file__))))
        except OSError:
            return load_voices(self._path)
        kept = self._cache.recall(stamp, _from_plain)
        if kept is not None:
            return kept
        voices, problems = _read_voices(self._path)
        if not problems:
            self._cache.keep(stamp, {name: asdict(voice) for name, voice in voices.items()})
        return voices


def _from_plain(plain: dict[str, dict[str, int | str]]) -> dict[str, VoiceParams]:
    """Give voices as they were kept; TypeError or ValueError where they aren't."""
    usual = VoiceParams()
    for voice in plain.values():
        for name, value in voice.items():
            if type(value) is not type(getattr(usual, name, None)):
                raise TypeError(name)
    return {name: VoiceParams(**voice) for name, voice in plain.items()}  # type: ignore[arg-type]  # looked at above


def voice_of(utterance: Utterance, voices: Mapping[str, VoiceParams], *, slow: bool) -> VoiceParams:
    """Give the voice an utterance is spoken in; one nobody defined is the narrator's."""
    voice = voices.get(utterance.voice) or voices.get(NARRATOR_VOICE) or VoiceParams()
    return voice.slower() if slow else voice


def load_voices(path: Path) -> dict[str, VoiceParams]:
    """Give the voices by name; BadVoices where there is none.

    A value that can't be used leaves that voice's default; what is wrong goes to the log.
    """
    return _read_voices(path)[0]


def _read_voices(path: Path) -> tuple[dict[str, VoiceParams], list[str]]:
    """Give the same with what is wrong."""
    # It brings YAML, which is slow to import; a kiosk with a checked library never needs it.
    from kiosk.scenario.reading.reader import read  # noqa: PLC0415

    try:
        reading = read(read_file(path), _File, str(path))
    except OSError as error:
        raise BadVoices(
            f"声音文件 {path} 读不出来：{error}。请用随程序附带的文件换回来。"
        ) from error
    problems = [problem.text() for problem in reading.manuscript.problems]
    voices: Mapping[str, VoiceParams] = reading.value.voices if reading.value else {}
    if not voices:
        told = "\n".join(problems)
        raise BadVoices(f"声音文件里没有能用的声音。请用随程序附带的文件换回来。\n{told}")
    for problem in problems:
        log.warning("声音：%s", problem)
    return dict(voices), problems
