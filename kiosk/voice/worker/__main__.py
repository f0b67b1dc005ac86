"""The speaking process: one JSON line in, one JSON line out, until the input ends.

It first says `{"ready": true, "engine", "profile", "marks", "lives"}` or `{"ready": false, "kind",
"error"}`. A job is `{"id", "text", "out", "rate", "pitch", "melody", "variant", "sex", "age"}`; its answer is
`{"id", "ok": true, …facts}` with the WAV at `out` and the facts beside it, or, where `out` is null
or can't be written, with the WAV in the answer as base64 under "wav". `{"id", "spell": text}` asks
for phonemes; `{"id", "file", "factor", "marks", "text", "out"}` has a recording made ready, by the
engine `recording_normaliser` only. Any program that speaks this can take its place.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from kiosk.voice.voices import VoiceParams
from kiosk.voice.worker.errors import BadSpeech, CantWrite, NoEngine, VoiceError
from kiosk.voice.worker.sound import Synthesis, describe, keep


class Engine(Protocol):
    """What every engine gives."""

    engine: str
    profile: str
    marks_are_exact: bool
    lives: int

    def speak(self, text: str, voice: VoiceParams) -> Synthesis:
        """Make speech of `text`."""

    def phonemes(self, text: str) -> str:
        """Spell how `text` sounds, or nothing."""


def open_engine(name: str, source: str) -> Engine:
    """Open an engine by the name of its module here, which has `open_engine(source)`; raise NoEngine."""
    try:
        module = import_module(f"kiosk.voice.worker.{name}")
        opened = module.open_engine
    except (ImportError, AttributeError) as error:
        raise NoEngine(f"没有“{name}”这种语音引擎（{error}）") from error
    engine: Engine = opened(source)
    return engine


def answer(engine: Engine, job: dict[str, Any]) -> dict[str, Any]:
    """Do one job and give its answer; a job that fails is an answer too."""
    reply: dict[str, Any] = {"id": job.get("id"), "ok": True}
    try:
        if "spell" in job:
            return {**reply, "phonemes": engine.phonemes(str(job["spell"]))}
        text = str(job["text"])
        if "file" in job:
            from kiosk.voice.worker.recording_normaliser import normalised  # noqa: PLC0415  only where people recorded

            spoken = normalised(job)
        elif "clips" in job:
            from kiosk.voice.worker.recording_normaliser import slowed  # noqa: PLC0415  only for 慢一点

            spoken = slowed(job)
        else:
            spoken = engine.speak(text, _voice(job)).prompt()
        spoken.check(text)
        wav = spoken.wav()
        facts = describe(spoken, wav, text)
        out = job.get("out")
        if out:
            try:
                keep(Path(out), wav, facts)
            except CantWrite as error:
                # Said, and still heard: the sound goes back in the answer.
                return {**reply, **facts, "wav": _packed(wav), "warning": str(error)}
            return {**reply, **facts}
        return {**reply, **facts, "wav": _packed(wav)}
    except VoiceError as error:
        return {**reply, "ok": False, "kind": error.kind, "error": str(error)}
    except (KeyError, TypeError, ValueError) as error:
        return {**reply, "ok": False, "kind": BadSpeech.kind, "error": f"语音任务写错了：{error!r}"}


def _voice(job: dict[str, Any]) -> VoiceParams:
    usual = VoiceParams()
    return VoiceParams(
        int(job.get("rate", usual.rate)),
        int(job.get("pitch", usual.pitch)),
        int(job.get("melody", usual.melody)),
        str(job.get("variant", "")),
        str(job.get("sex", "")),
        str(job.get("age", "")),
    )


def _packed(wav: bytes) -> str:
    return base64.b64encode(wav).decode("ascii")


def main() -> int:
    """Serve jobs from standard input until it ends."""
    # Engines print on standard output as they please, so the protocol has a descriptor of its own.
    protocol = os.fdopen(os.dup(1), "w", buffering=1, encoding="utf-8")
    os.dup2(2, 1)
    parser = argparse.ArgumentParser(prog="kiosk.voice.worker")
    native = "system" if sys.platform in ("win32", "darwin") else "espeak"
    parser.add_argument("--engine", default=native, help="the name of the engine's module here")
    parser.add_argument(
        "--source",
        default="",
        help="espeak: wheel or system; system: the driver; sherpa: the model's folder",
    )
    given = parser.parse_args()

    def say(reply: dict[str, Any]) -> None:
        protocol.write(json.dumps(reply, ensure_ascii=False) + "\n")

    try:
        engine = open_engine(given.engine, given.source)
    except NoEngine as error:
        say({"ready": False, "kind": error.kind, "error": str(error)})
        return 1
    say(
        {
            "ready": True,
            "engine": engine.engine,
            "profile": engine.profile,
            "marks": engine.marks_are_exact,
            "lives": engine.lives,
        }
    )
    for line in sys.stdin.buffer:
        try:
            job = json.loads(line)
        except ValueError:
            job = None
        if not isinstance(job, dict):
            say({"id": None, "ok": False, "kind": BadSpeech.kind, "error": "收到的不是一行 JSON"})
            continue
        say(answer(engine, job))
    return 0


if __name__ == "__main__":
    sys.exit(main())
