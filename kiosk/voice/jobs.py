"""What the narrator asks the preparer for, what it gets, and how the voice of this machine is."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.values import dataclass

if TYPE_CHECKING:
    from kiosk.speech import Utterance
    from kiosk.voice.output import Sound
    from kiosk.voice.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of speech at a speed; the same words said again are the same job."""

    utterance: Utterance
    slow: bool = False

    @classmethod
    def of(cls, utterance: Utterance, *, slow: bool = False) -> Job:
        """Make the job of an utterance, whichever take."""
        return cls(replace(utterance, repetition=0), slow)


@dataclass(frozen=True, slots=True)
class Speech:
    """Speech that can be played at once, and when each character of its text is heard."""

    sound: Sound
    timeline: Timeline


class Ticket:
    """What was asked for: `settled` once it is known, `speech` None where there is none."""

    def __init__(self, job: Job) -> None:
        """Wait for `job`."""
        self.job = job
        self.speech: Speech | None = None
        self._known = threading.Event()

    @property
    def settled(self) -> bool:
        """Whether the answer is known."""
        return self._known.is_set()

    def settle(self, speech: Speech | None) -> None:
        """Give the answer; read by another thread, so the sign comes last."""
        self.speech = speech
        self._known.set()

    def wait(self, seconds: float) -> bool:
        """Wait for the answer; for programs without frames to draw."""
        return self._known.wait(seconds)


@dataclass(frozen=True, slots=True)
class VoiceState:
    """What speaks, whether it can be heard, and what is wrong; for staff and for `kiosk doctor`."""

    engine: str
    """Which engine speaks, empty while none has been heard of."""
    alive: bool
    """Whether the speaking process is there."""
    device: bool
    """Whether a sound device is open; false too before anything was to be heard."""
    failures: int
    """How often the speaking process was lost."""
    error: str
    """The last thing that went wrong, in Chinese, empty if nothing."""
