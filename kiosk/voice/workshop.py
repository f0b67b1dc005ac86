"""Where speech is made ready: one thread that looks, asks, waits and decodes, so the loop never does.

What is wanted now goes before what will be wanted soon. Speech comes from a recording, else from
the cache, else from the speaking process; where none has it the answer is "none", and soon.
"""

from __future__ import annotations

import base64
import threading
import time
from collections import OrderedDict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kiosk.voice import clips, timeline
from kiosk.voice.jobs import Job, Speech, Ticket
from kiosk.voice.loudness import envelope
from kiosk.voice.process import REST
from kiosk.voice.state import VoiceState
from kiosk.voice.voices import voice_of
from kiosk.voice.wording import Said, Wording, load_wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from kiosk.voice.clips import Cache, Clip, Recording, Recordings
    from kiosk.voice.output import Output, Sound
    from kiosk.voice.process import SpeakingProcess
    from kiosk.voice.voices import VoiceParams

AT_HAND = 4 * 1024 * 1024
"""Bytes of decoded speech kept in memory: about a dozen lines."""

LONGEST = 400
"""Characters of a line that are still spoken: 20,000 figures in a row took a minute to reword."""

SOON = 6
"""How many of the lines to come are decoded too, not only made."""

BREATH = 0.03
"""Seconds between two lines made ahead, so that drawing has the machine in between."""


@dataclass(frozen=True, slots=True)
class Materials:
    """What speech is made from, besides a process: voices, clips, recordings, rules of reading."""

    voices: Mapping[str, VoiceParams]
    cache: Cache
    recordings: Recordings
    wording_file: Path


class Workshop:
    """Makes speech ready in a thread of its own, which begins with the first request."""

    def __init__(
        self,
        process: SpeakingProcess,
        output: Output,
        materials: Materials,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Hold the parts; nothing is opened, read or started."""
        self.process = process
        self.cache = materials.cache
        self.output = output
        self._voices = materials.voices
        self._recordings = materials.recordings
        self._wording_file = materials.wording_file
        self._wording: Wording | None = None
        self._remembered: tuple[str, str] | None = None
        self._clock = clock
        self._wake = threading.Condition()
        self._urgent: Ticket | None = None
        self._waiting: list[tuple[Job, bool]] = []
        self._at_hand: OrderedDict[Job, Speech] = OrderedDict()
        self._hopeless: dict[Job, float] = {}
        self._thread: threading.Thread | None = None
        self._closed = False
        self.idle = threading.Event()
        self.fault = ""

    def request(self, job: Job) -> Ticket:
        """Ask for speech now, before all else; an earlier request is forgotten."""
        ticket = Ticket(job)
        with self._wake:
            speech = self._at_hand.get(job)
            if speech is not None:
                self._at_hand.move_to_end(job)
                self._urgent = None
                ticket.settle(speech)
                return ticket
            self._urgent = ticket
            self._begin()
        return ticket

    def ahead(self, jobs: Iterable[Job]) -> None:
        """Make these ready when there is nothing else to do, instead of those that still wait."""
        with self._wake:
            self._waiting = [(job, n < SOON) for n, job in enumerate(jobs)]
            self._waiting.reverse()
            if self._waiting:
                self._begin()

    def wake(self) -> None:
        """Look after device and process now, unless nothing was ever asked for."""
        with self._wake:
            if self._thread is not None:
                self.idle.clear()
                self._wake.notify()

    def state(self) -> VoiceState:
        """Tell how the voice is."""
        process = self.process
        error = process.error or self.fault or process.notice
        return VoiceState(process.engine, process.alive, self.output.audible, process.lost, error)

    def close(self) -> None:
        """Stop making speech; the process ends at once."""
        with self._wake:
            self._closed = True
            self._wake.notify()
        self.process.close()

    def _begin(self) -> None:
        self.idle.clear()
        if self._thread is None and not self._closed:
            self._thread = threading.Thread(target=self._run, name="voice", daemon=True)
            self._thread.start()
        self._wake.notify()

    def _run(self) -> None:
        self.process.start()  # it gets up while the mixer opens
        while not self._closed:
            ticket, job, decode = self._next()
            speech = None
            try:
                if job is None:
                    self._look_after()
                else:
                    speech = self._make(job, decode=decode)
            except Exception as error:  # noqa: BLE001  whatever it is, captions go on, and so does this thread
                self.fault = f"准备语音时出错：{error!r}"
            if job is not None and speech is not None:
                self._keep(job, speech)
            if ticket:
                ticket.settle(speech)

    def _next(self) -> tuple[Ticket | None, Job | None, bool]:
        """Wait for the next job; no job means that it is time to look after the parts."""
        with self._wake:
            if self._waiting and not self._urgent:
                self._wake.wait(BREATH)
            elif not self._urgent:
                self.idle.set()
                self._wake.wait(REST)
            ticket, self._urgent = self._urgent, None
            if ticket:
                return ticket, ticket.job, True
            if self._waiting:
                job, decode = self._waiting.pop()
                return None, job, decode
            return None, None, False

    def _look_after(self) -> None:
        """Bring back what was lost, while nobody waits for it."""
        if not self._closed:
            self.output.open()
            self.process.ready()

    def _keep(self, job: Job, speech: Speech) -> None:
        with self._wake:
            self._at_hand[job] = speech
            self._at_hand.move_to_end(job)
            total = sum(s.sound.size for s in self._at_hand.values())
            while total > AT_HAND and len(self._at_hand) > 1:
                total -= self._at_hand.popitem(last=False)[1].sound.size

    def _make(self, job: Job, *, decode: bool) -> Speech | None:
        with self._wake:
            speech = self._at_hand.get(job)
        if speech is not None or not self.output.open():
            return speech
        if max(len(job.utterance.text), len(job.utterance.say)) > LONGEST:
            return None
        recording = self._recordings.find(job.utterance)
        if recording is not None:
            sound = self.output.load(recording.path)
            if sound is not None:
                return self._recorded(job, recording, sound)
        clip, said = self._clip(job, decode=decode)
        sound = self.output.load(clip.wav) if clip else None
        if clip is None or sound is None:
            return None
        marks = clip.marks
        if not marks:
            marks = tuple(timeline.estimated_marks(said.text, sound.samples(), sound.rate))
        text = job.utterance.text
        return Speech(sound, timeline.of_marks(text, said, marks, clip.seconds, clip.level))

    def _recorded(self, job: Job, recording: Recording, sound: Sound) -> Speech:
        values, text = sound.samples(), job.utterance.text
        level = envelope(values, sound.rate)
        if recording.marks:
            said = Said.as_written(text)
            marks = recording.marks
        else:
            said = self._words().of(job.utterance)
            marks = tuple(timeline.estimated_marks(said.text, values, sound.rate))
        return Speech(sound, timeline.of_marks(text, said, marks, sound.seconds, level))

    def _clip(self, job: Job, *, decode: bool) -> tuple[Clip | None, Said]:
        """Give the engine's clip of a job, and what it says; no clip where it isn't to be decoded."""
        engine = self._who_speaks()
        if engine is None:
            return None, self._words().of(job.utterance)
        name, said = self._named(job, engine)
        if not decode and self.cache.has(name):
            return None, said
        clip = self.cache.read(name, said.text)
        if clip is not None or not said.speakable or not self.process.ready():
            return clip, said
        if self._meet() != engine:
            # The engine noted at an earlier start is not the one that speaks today.
            return self._clip(job, decode=decode)
        return self._speak(job, name, said), said

    def _speak(self, job: Job, name: str, said: Said) -> Clip | None:
        if self._hopeless.get(job, 0.0) > self._clock():
            return None
        out = self.cache.path(name) if self.cache.make_room() else None
        answer = self.process.ask(request(said.text, self._voice(job), out))
        if answer is None or not answer.get("ok"):
            self._hopeless[job] = self._clock() + REST
            return None
        self._hopeless.pop(job, None)
        self.fault = str(answer.get("warning", ""))
        if "wav" in answer:
            return clips.clip_from(answer, base64.b64decode(str(answer["wav"])))
        self.cache.added(name)
        return self.cache.read(name, said.text)

    def _named(self, job: Job, engine: tuple[str, str]) -> tuple[str, Said]:
        said = self._words().of(job.utterance, engine[1])
        return clips.key(engine[0], self._voice(job), said.text), said

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

    def _words(self) -> Wording:
        if self._wording is None:
            self._wording = load_wording(self._wording_file)
        return self._wording


def request(said: str, voice: VoiceParams, out: Path | None) -> dict[str, Any]:
    """Give the speaking process's job for some words, to a file or, with no `out`, in its answer."""
    return {"text": said, "out": str(out) if out else None, **asdict(voice)}
