"""Which program speaks: the site's choice as a command, and the kiosk's own as its spare."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from kiosk.paths import shipped
from kiosk.settings import VoiceEngine
from kiosk.voice.speaking_process import SpeakingProcess, worker_command

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.settings import Settings


SPEECH = "speech"
"""The folder of ready-made speech, in the data directory and among the assets."""

NEEDING_A_MODEL = frozenset({VoiceEngine.SHERPA})
"""Engines that are given the site's model as their source."""


class BadChoice(Exception):
    """An engine is chosen and what it needs isn't; the message says what to write."""


def command_for(settings: Settings) -> list[str]:
    """Give the command of the program that is to speak; raise BadChoice."""
    match settings.voice_engine:
        case VoiceEngine.AUTOMATIC:
            return worker_command()
        case VoiceEngine.PROGRAM:
            if not settings.voice_command:
                raise BadChoice("语音引擎选了外部程序，还要写“语音程序”：启动它的命令。")
            return list(settings.voice_command)
        case VoiceEngine.SYSTEM if sys.platform not in ("win32", "darwin"):
            # There pyttsx3 would drive the system's espeak-ng itself, and lose lines.
            return worker_command("--engine", "espeak", "--source", "system")
        case engine if engine not in NEEDING_A_MODEL:
            return worker_command("--engine", worker_module(engine))
        case engine if settings.voice_model is None:
            name = worker_module(engine)
            raise BadChoice(f"语音引擎选了 {name}，还要写“语音模型”：模型所在的文件夹。")
        case engine:
            model = str(settings.voice_model)
            return worker_command("--engine", worker_module(engine), "--source", model)


def speech_folders(settings: Settings, data: Path) -> tuple[Path, ...]:
    """Give the folders of ready-made speech that is played: the site's own first, then the shipped.

    Whoever chooses an engine wants to hear that one.
    """
    if settings.voice_engine is not VoiceEngine.AUTOMATIC:
        return ()
    return data / SPEECH, shipped("assets") / SPEECH


def worker_module(engine: VoiceEngine) -> str:
    """Give the name of the module in `kiosk.voice.worker` that has an engine's `open_engine`."""
    return engine.en


def speaking_process(settings: Settings) -> SpeakingProcess:
    """Give the process that is to speak, not started; where it can't, the kiosk's own will."""
    if settings.voice_engine is VoiceEngine.AUTOMATIC:
        return SpeakingProcess()
    try:
        return SpeakingProcess(command_for(settings), spare=worker_command())
    except BadChoice as error:
        process = SpeakingProcess()
        process.notice = str(error)
        return process
