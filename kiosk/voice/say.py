"""Speech without a visit: one text to a file, all lines made ahead, the list a speaker records from."""

from __future__ import annotations

import base64
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kiosk.voice import clips
from kiosk.voice.clips import Cache, Recordings
from kiosk.voice.output import Output
from kiosk.voice.process import SpeakingProcess
from kiosk.voice.state import VoiceState
from kiosk.voice.voices import VoiceParams, voice_of
from kiosk.voice.wording import load_wording, shipped_wording
from kiosk.voice.workshop import request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kiosk.scenario.spoken import Utterance


class CantSpeak(Exception):
    """There is no speech on this machine, or it can't be written; the message says what to do."""


@dataclass(frozen=True, slots=True)
class SpeechFacts:
    """What was said into a file: by which engine, in which words, for how many seconds."""

    engine: str
    said: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Prepared:
    """What came of making lines ahead."""

    made: int
    """Lines made now."""
    had: int
    """Lines that lay there already, in the cache or recorded by a person."""
    failed: tuple[str, ...]
    """Ids of lines that have no speech; they will be captions."""


class ScriptRow(NamedTuple):
    """A line for a person to record: the file's name, who speaks, what is read, what is shown."""

    id: str
    voice: str
    said: str
    text: str


def say_to_file(text: str, out: Path, voice: VoiceParams | None = None) -> SpeechFacts:
    """Say `text` into a WAV at `out`; raise CantSpeak where that can't be."""
    process = SpeakingProcess()
    try:
        _ready(process)
        said = load_wording(shipped_wording()).word(text, process.profile)
        if not said.speakable:
            raise CantSpeak("这段文字里没有可以读出来的字。")
        answer = process.ask(request(said.text, voice or VoiceParams(), None))
        if answer is None or not answer.get("ok"):
            raise CantSpeak(f"没有读出来：{process.error}")
        temporary = out.with_name(f"{out.name}.{os.getpid()}.tmp")
        try:
            temporary.write_bytes(base64.b64decode(answer["wav"]))
            temporary.replace(out)
        except OSError as error:
            temporary.unlink(missing_ok=True)
            raise CantSpeak(f"写不进 {out}：{error.strerror}。请换一个文件夹。") from error
        return SpeechFacts(process.engine, said.text, float(answer["seconds"]))
    finally:
        process.close()


def prepare(
    utterances: Sequence[Utterance],
    voices: Mapping[str, VoiceParams],
    cache_dir: Path,
    recordings: Sequence[Path] = (),
    progress: Callable[[int, int, float], None] = lambda _done, _all, _seconds: None,
) -> Prepared:
    """Make all lines ahead, at both speeds; raise CantSpeak where there is no engine.

    `progress` is told how many are done, of how many, and the seconds left.
    """
    cache, recorded = Cache(cache_dir), Recordings(recordings)
    process = SpeakingProcess()
    jobs = [(u, voice_of(u, voices, slow=slow)) for slow in (False, True) for u in utterances]
    made, had, failed = 0, 0, []
    try:
        _ready(process)
        cache.remember(process.engine, process.profile)
        wording = load_wording(shipped_wording())
        began = time.monotonic()
        for count, (utterance, voice) in enumerate(jobs, 1):
            said = wording.of(utterance, process.profile)
            name = clips.key(process.engine, voice, said.text)
            if recorded.find(utterance) or cache.read(name, said.text):
                had += 1
            elif said.speakable and _keep(process, cache, name, request(said.text, voice, None)):
                made += 1
            elif said.speakable:
                failed.append(utterance.id)
            progress(count, len(jobs), (time.monotonic() - began) / count * (len(jobs) - count))
    finally:
        process.close()
    return Prepared(made, had, tuple(dict.fromkeys(failed)))


def script(utterances: Iterable[Utterance]) -> Iterator[ScriptRow]:
    """Give the list to record from, one row a line."""
    wording = load_wording(shipped_wording())
    for utterance in utterances:
        said = wording.of(utterance).text
        yield ScriptRow(utterance.id, utterance.voice, said, utterance.text)


def probe(*, device: bool = True) -> VoiceState:
    """Try the voice of this machine and tell how it is; takes a tenth of a second, seldom ten.

    With `device` the sound device is opened too, and closed again.
    """
    process = SpeakingProcess()
    try:
        alive = process.ready()
        return VoiceState(
            process.engine, alive, device and _has_device(), process.lost, process.error
        )
    finally:
        process.close()


def _has_device() -> bool:
    output = Output()
    output.open()
    audible = output.audible
    output.close()
    import pygame  # noqa: PLC0415  only where a device is asked for

    pygame.mixer.quit()
    return audible


def _ready(process: SpeakingProcess) -> None:
    if not process.ready():
        raise CantSpeak(f"这台机器现在不能说话：{process.error}")


def _keep(process: SpeakingProcess, cache: Cache, name: str, job: dict[str, object]) -> bool:
    """Make one clip and keep it; False where there is no sound or no room for it."""
    if not cache.make_room():
        return False
    answer = process.ask({**job, "out": str(cache.path(name))})
    if answer is None or not answer.get("ok") or "wav" in answer:
        return False
    cache.added(name)
    return True
