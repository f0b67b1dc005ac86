"""Speech without a visit: one text to a file, and a try of this machine's voice."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from kiosk.outputs import Kind, check_output, in_wav, write_output
from kiosk.values import dataclass
from kiosk.voice.jobs import VoiceState
from kiosk.voice.output import Output
from kiosk.voice.speaking_process import UNTOLD, SpeakingProcess
from kiosk.voice.speech_sources import request
from kiosk.voice.text_normaliser import load_wording, shipped_wording
from kiosk.voice.voices import VoiceParams

if TYPE_CHECKING:
    from pathlib import Path


SPEECH = Kind("speech", in_wav)


class CantSpeak(Exception):
    """There is no speech on this machine; the message says what to do."""


@dataclass(frozen=True, slots=True)
class SpeechFacts:
    """What was said into a file: by which engine, in which words, for how many seconds."""

    engine: str
    said: str
    seconds: float


def say_to_file(
    text: str,
    out: Path,
    voice: VoiceParams | None = None,
    process: SpeakingProcess | None = None,
) -> SpeechFacts:
    """Say `text` into a WAV at `out`; raise CantSpeak where that can't be, OutputRefusedError as ever.

    `process` speaks instead of the kiosk's own; it is closed at the end.
    """
    process = process or SpeakingProcess()
    try:
        check_output(out, SPEECH)
        _ready(process)
        said = load_wording(shipped_wording()).word(text, process.profile)
        if not said.speakable:
            raise CantSpeak("这段文字里没有可以读出来的字。")
        answer = process.ask(request(said.text, voice or VoiceParams(), None))
        if answer is None or not answer.get("ok"):
            raise CantSpeak(f"没有读出来：{process.error or UNTOLD}")
        write_output(out, base64.b64decode(answer["wav"]), SPEECH)
        return SpeechFacts(process.engine, said.text, float(answer["seconds"]))
    finally:
        process.close()


def probe(process: SpeakingProcess | None = None, *, device: bool = True) -> VoiceState:
    """Try the voice of this machine and tell how it is; takes a tenth of a second, seldom ten.

    `process` is tried instead of the kiosk's own; with `device` the sound device is opened too,
    and closed again.
    """
    process = process or SpeakingProcess()
    try:
        alive = process.ready()
        error = process.error or process.notice
        return VoiceState(process.engine, alive, device and _has_device(), process.lost, error)
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
        raise CantSpeak(f"这台机器现在不能说话：{process.error or UNTOLD}")
