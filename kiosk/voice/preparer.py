"""Where speech is made ready: one thread that looks, asks, waits and decodes, so the loop never does.

What is wanted now goes before what will be wanted soon. Speech comes from a recording, else from
the cache, else from the speaking process; where none has it the answer is "none", and soon.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from math import inf
from typing import TYPE_CHECKING

from kiosk.process import thread_ended
from kiosk.voice import timeline
from kiosk.voice.jobs import Job, Speech, Ticket, VoiceState
from kiosk.voice.loudness import envelope
from kiosk.voice.speaking_process import REST, SpeakingProcess
from kiosk.voice.speech_sources import SpeechSources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from kiosk.voice.output import Output
    from kiosk.voice.speech_sources import Materials

AT_HAND = 2 * 1024 * 1024
"""Bytes of decoded speech kept in memory: about half a dozen lines, as many as are decoded ahead."""

SOON = 6
"""How many of the lines to come are decoded too, not only made."""

BREATH = 0.03
"""Seconds between two lines made ahead, so that drawing has the machine in between."""


class Preparer:
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
        self.sources = SpeechSources(process, materials, clock)
        self.output = output
        self._on_demand = bool(materials.packs.folders)
        """Whether most is said by ready-made speech: then the process is there for what isn't, and no longer."""
        self._made = 0
        """How many sounds had been made when it was looked last."""
        self._wake = threading.Condition()
        self._urgent: Ticket | None = None
        self._waiting: list[tuple[Job, bool]] = []
        self._at_hand: OrderedDict[Job, Speech] = OrderedDict()
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

    def record_from(self, folders: Sequence[Path], own: Mapping[str, Path]) -> None:
        """Take people's recordings from other folders from now on; what is at hand is made ready anew."""
        self.sources.record_from(folders, own)
        with self._wake:
            self._at_hand.clear()

    def wake(self) -> None:
        """Look after device and process now, unless nothing was ever asked for."""
        with self._wake:
            if self._thread is not None:
                self.idle.clear()
                self._wake.notify()

    def state(self) -> VoiceState:
        """Tell how the voice is."""
        process = self.process
        error = process.error or self.fault or self.sources.fault or process.notice
        return VoiceState(process.engine, process.alive, self.output.audible, process.lost, error)

    def close(self) -> None:
        """Make no more speech: the process ends at once, the thread after what it is doing."""
        with self._wake:
            self._closed = True
            self._wake.notify()
        self.sources.close()

    def ended(self, until: float = inf) -> bool:
        """Wait, once closed, for the thread's end; False where it runs at second `until` still."""
        return thread_ended(self._thread, until)

    def _begin(self) -> None:
        self.idle.clear()
        if self._thread is None and not self._closed:
            self._thread = threading.Thread(target=self._run, name="voice", daemon=True)
            self._thread.start()
        self._wake.notify()

    def _run(self) -> None:
        if not self._on_demand:
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
            # Closed since it was asked last, nobody will wake it.
            if self._waiting and not self._urgent and not self._closed:
                self._wake.wait(BREATH)
            elif not self._urgent and not self._closed:
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
        """Bring back what was lost, while nobody waits for it, and let go of what nobody has needed since the last time."""
        if not self._closed:
            self.sources.rest()
            self.output.open()
            if not self._on_demand:
                self.process.ready()
            elif self.sources.made == self._made:
                self.process.kill()
            self._made = self.sources.made

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
        if speech is not None or self._closed or not self.output.open():
            return speech
        voiced = self.sources.get(job, needed=decode)
        sound = self.output.load(voiced.sound) if voiced else None
        if voiced is None or sound is None:
            return None
        said, marks, level = voiced.said, voiced.marks, voiced.level
        if not marks:
            marks = tuple(timeline.estimated_marks(said.text, sound.samples(), sound.rate))
        if not level:
            level = tuple(envelope(sound.samples(), sound.rate))
        text = job.utterance.text
        return Speech(sound, timeline.of_marks(text, said, marks, sound.seconds, level))
