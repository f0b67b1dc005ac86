"""Which program speaks: the site's choice as a command, and the kiosk's own as its spare."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from kiosk.settings import VoiceEngine
from kiosk.voice.speaking_process import SpeakingProcess, worker_command

if TYPE_CHECKING:
    from kiosk.settings import Settings


class BadChoice(Exception):
    """An engine is chosen and what it needs isn't; the message says what to write."""


def command_for(settings: Settings) -> list[str]:
    """Give the command of the program that is to speak; raise BadChoice."""
    match settings.voice_engine:
        case VoiceEngine.ESPEAK:
            return worker_command("--engine", "espeak")
        case VoiceEngine.SYSTEM if sys.platform in ("win32", "darwin"):
            return worker_command("--engine", "system")
        case VoiceEngine.SYSTEM:
            # There pyttsx3 would drive the system's espeak-ng itself, and lose lines.
            return worker_command("--engine", "espeak", "--source", "system")
        case VoiceEngine.SHERPA:
            if settings.voice_model is None:
                raise BadChoice("语音引擎选了 sherpa，还要写“语音模型”：模型所在的文件夹。")
            return worker_command("--engine", "sherpa", "--source", str(settings.voice_model))
        case VoiceEngine.PROGRAM:
            if not settings.voice_command:
                raise BadChoice("语音引擎选了外部程序，还要写“语音程序”：启动它的命令。")
            return list(settings.voice_command)
        case _:
            return worker_command()


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
