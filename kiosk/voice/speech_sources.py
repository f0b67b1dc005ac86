"""Where the sound of a line comes from: a person, else ready-made speech, else cache or engine.

Used by one thread. Nothing here opens a sound device, and whatever fails gives None.
"""

from __future__ import annotations

import base64
import time
from dataclasses import asdict, field
from typing import TYPE_CHECKING, Any

from kiosk.speech import NARRATOR_VOICE
from kiosk.values import dataclass
from kiosk.voice import clip_cache
from kiosk.voice.speaking_process import REST, SpeakingProcess, worker_command
from kiosk.voice.speech_pack import PROFILE, SpeechPacks
from kiosk.voice.text_normaliser import Said, TextNormaliser, load_wording
from kiosk.voice.voices import SLOWER, voice_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from kiosk.voice.clip_cache import Clip, ClipCache
    from kiosk.voice.clip_row import ClipRow
    from kiosk.voice.jobs import Job
    from kiosk.voice.recordings import Recording, Recordings
    from kiosk.voice.voices import VoiceParams

LONGEST = 400
"""Characters of a line that are still spoken: 20,000 figures in a row took a minute to reword."""

NORMALISER_DEADLINE = 15.0
"""Seconds for a recording to be made ready; a long line takes one."""


@dataclass(frozen=True, slots=True)
class Materials:
    """What speech is made from, besides a process: voices, clips, recordings, rules of reading."""

    voices: Mapping[str, VoiceParams]
    cache: ClipCache
    recordings: Recordings
    wording_file: Path
    packs: SpeechPacks = field(default_factory=lambda: SpeechPacks(()))


@dataclass(frozen=True, slots=True)
class Voiced:
    """The sound of a line: a WAV's bytes, a recording as it is, or clips; what it says and where.

    `marks` are (index of a said character, ms), `level` the loudness; both may be empty.
    """

    sound: bytes | Path | ClipRow
    said: Said
    marks: tuple[tuple[int, int], ...] = ()
    level: tuple[float, ...] = ()
    kept: bool = True
    """Whether it will be there next time too."""


class SpeechSources:
    """Finds or makes the sound of lines, and keeps it."""

    def __init__(
        self,
        process: SpeakingProcess,
        materials: Materials,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Hold the parts; nothing is opened, read or started."""
        self.process = process
        self.cache = materials.cache
        self.made = 0
        """How many sounds a process has made."""
        self.fault = ""
        self._normaliser = SpeakingProcess(
            worker_command("--engine", "recording_normaliser"), deadline=NORMALISER_DEADLINE
        )
        self._voices = materials.voices
        self._recordings = materials.recordings
        self._wording_file = materials.wording_file
        self.packs = materials.packs
        self._wording: TextNormaliser | None = None
        self._remembered: tuple[str, str] | None = None
        self._hopeless: dict[str, float] = {}
        self._clock = clock

    def get(self, job: Job, *, needed: bool = True) -> Voiced | None:
        """Give the sound of a line, made if need be; None where there is none.

        Where it isn't `needed` now, it is enough that it lies in the cache: then None too.
        """
        if max(len(job.utterance.text), len(job.utterance.say)) > LONGEST:
            return None
        recording = self._recordings.find(job.utterance)
        if recording is not None:
            found, serves = self._recorded(job, recording, needed=needed)
            if serves:
                return found
        found, serves = self._packed(job, needed=needed)
        return found if serves else self._engines(job, needed=needed)

    def record_from(self, folders: Sequence[Path], own: Mapping[str, Path]) -> None:
        """Take people's recordings from other folders from now on; any thread may say so."""
        self._recordings.look_in(folders, own)

    def speakable(self, job: Job) -> bool:
        """Tell whether there is anything to say in a line at all."""
        return self.words().of(job.utterance).speakable

    def words(self) -> TextNormaliser:
        """Give the rules of reading, read when first needed; raises BadWording."""
        if self._wording is None:
            self._wording = load_wording(self._wording_file)
        return self._wording

    def rest(self) -> None:
        """Let go of what is only needed while recordings are made ready."""
        self._normaliser.kill()

    def close(self) -> None:
        """End the processes; any thread may call it."""
        self.process.close()
        self._normaliser.close()

    def _recorded(
        self, job: Job, recording: Recording, *, needed: bool
    ) -> tuple[Voiced | None, bool]:
        """Give a recording's sound, and whether the recording serves at all."""
        words = self.words().of(job.utterance)
        said = Said.as_written(job.utterance.text) if recording.marks else words
        try:
            name = clip_cache.recording_key(recording, slow=job.slow)
        except OSError:
            return None, False
        if not needed and self.cache.has(name):
            return None, True
        clip = self.cache.read(name, words.text)
        if clip is None:
            clip = self._made(
                self._normaliser, normaliser_request(recording, words.text, slow=job.slow), name
            )
        if clip is not None:
            return Voiced(clip.wav, said, clip.marks, clip.level, self.cache.has(name)), True
        if self._normaliser.alive:
            return None, False  # it was looked at and is no sound
        # Where nothing can even it out, it still is that person's voice.
        return Voiced(recording.path, said, recording.marks), True

    def _packed(self, job: Job, *, needed: bool) -> tuple[Voiced | None, bool]:
        """Give a line of ready-made speech, and whether there is one."""
        said = self.words().of(job.utterance, PROFILE)
        voice = job.utterance.voice if job.utterance.voice in self._voices else NARRATOR_VOICE
        line = self.packs.line(said, voice)
        if line is None:
            return None, False
        if not job.slow:
            row = line.row() if needed else None
            return (Voiced(row, said, line.marks) if row else None), row is not None or not needed
        name = "p" + line.recipe
        if not needed and self.cache.has(name):
            return None, True
        clip = self.cache.read(name, said.text)
        if clip is None:
            row = line.row()
            if row is None:
                return None, False
            clip = self._made(self._normaliser, slow_request(row, said.text, line.marks), name)
            if clip is None:
                # Where nothing can stretch it, it still is said, at its own pace.
                return Voiced(row, said, line.marks), True
        return Voiced(clip.wav, said, clip.marks, clip.level, self.cache.has(name)), True

    def _engines(self, job: Job, *, needed: bool) -> Voiced | None:
        engine = self._who_speaks()
        if engine is None:
            return None
        said = self.words().of(job.utterance, engine[1])
        name = clip_cache.key(engine[0], self._voice(job), said.text)
        if not needed and self.cache.has(name):
            return None
        clip = self.cache.read(name, said.text)
        if clip is None:
            if not said.speakable or not self.process.ready():
                return None
            if self._meet() != engine:
                # The engine noted at an earlier start is not the one that speaks today.
                return self._engines(job, needed=needed)
            clip = self._made(self.process, request(said.text, self._voice(job), None), name)
        if clip is None:
            return None
        return Voiced(clip.wav, said, clip.marks, clip.level, self.cache.has(name))

    def _made(self, process: SpeakingProcess, job: dict[str, Any], name: str) -> Clip | None:
        """Have a process make a clip and keep it, if there is room."""
        if self._hopeless.get(name, 0.0) > self._clock():
            return None
        out = str(self.cache.path(name)) if self.cache.make_room() else None
        answer = process.ask({**job, "out": out})
        if answer is None or not answer.get("ok"):
            self._hopeless[name] = self._clock() + REST
            self.fault = process.error
            return None
        self._hopeless.pop(name, None)
        self.made += 1
        self.fault = str(answer.get("warning", ""))
        if "wav" in answer:
            return clip_cache.clip_from(answer, base64.b64decode(str(answer["wav"])))
        self.cache.added(name)
        return self.cache.read(name, str(job["text"]))

    def _voice(self, job: Job) -> VoiceParams:
        return voice_of(job.utterance, self._voices, slow=job.slow)

    def _who_speaks(self) -> tuple[str, str] | None:
        """Give the engine and its profile: the live one, else the one noted, else wait for one."""
        if self.process.alive:
            return self._meet()
        if self._remembered is None:
            self._remembered = self.cache.remembered()
        if self._remembered is None and self.process.ready():
            return self._meet()
        return self._remembered

    def _meet(self) -> tuple[str, str]:
        """Note who speaks today."""
        engine = (self.process.engine, self.process.profile)
        if engine != self._remembered:
            self._remembered = engine
            self.cache.remember(*engine)
        return engine


def request(said: str, voice: VoiceParams, out: Path | None) -> dict[str, Any]:
    """Give the speaking process's job for some words, to a file or, with no `out`, in its answer."""
    return {"text": said, "out": str(out) if out else None, **asdict(voice)}


def normaliser_request(recording: Recording, said: str, *, slow: bool) -> dict[str, Any]:
    """Give the job of making a recording ready, at one speed."""
    factor = 1 / SLOWER if slow else 1.0
    marks = [list(mark) for mark in recording.marks]
    return {"file": str(recording.path), "text": said, "factor": factor, "marks": marks}


def slow_request(row: ClipRow, said: str, marks: tuple[tuple[int, int], ...]) -> dict[str, Any]:
    """Give the job of making ready-made speech as slow as 慢一点 asks."""
    clips = [[ms, base64.b64encode(clip).decode("ascii")] for ms, clip in row.clips]
    return {
        "clips": clips,
        "ms": row.ms,
        "text": said,
        "factor": 1 / SLOWER,
        "marks": [list(mark) for mark in marks],
    }
