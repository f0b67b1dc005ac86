"""The narrator: says what ought to be heard now, and tells how far it has come.

The loop tells it every frame what is wanted and asks what is heard; neither call waits. Speech
is made ready by the preparer's thread and the speaking process. Where there is no voice, captions
run on their own, timed by their length, and a visit goes on.
"""

from __future__ import annotations

from enum import Enum
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from kiosk.paths import shipped
from kiosk.speech import Heard, Utterance
from kiosk.voice import timeline
from kiosk.voice.clip_cache import ClipCache
from kiosk.voice.jobs import Job, Ticket
from kiosk.voice.output import Output
from kiosk.voice.preparer import Preparer
from kiosk.voice.recordings import Recordings
from kiosk.voice.sound_effects import SoundEffects
from kiosk.voice.speaking_process import SpeakingProcess
from kiosk.voice.speech_pack import SpeechPacks
from kiosk.voice.speech_sources import Materials
from kiosk.voice.text_normaliser import shipped_wording
from kiosk.voice.timeline import TAIL, Timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from kiosk.speech import Sounding
    from kiosk.voice.jobs import VoiceState
    from kiosk.voice.voices import VoiceParams

PATIENCE = 1.2
"""Seconds a visitor waits for a voice; then the captions begin without it."""


class _Phase(Enum):
    SILENT = "nothing is wanted"
    WAITING = "something is wanted and not ready"
    SPEAKING = "its sound plays"
    CAPTION = "its captions run alone"


class Parts(NamedTuple):
    """What makes speech ready, what plays it, and what plays the sounds of the place."""

    preparer: Preparer
    output: Output
    sound_effects: SoundEffects | None = None


def usual_parts(  # noqa: PLR0913 (what a voice is made from)
    voices: Mapping[str, VoiceParams],
    cache_dir: Path,
    recordings: Sequence[Path],
    process: SpeakingProcess | None = None,
    *,
    loudness: Callable[[], float] = lambda: 1.0,
    own_clips: Mapping[str, Path] | None = None,
    packs: Sequence[Path] = (),
) -> Parts:
    """Give the parts of a kiosk: a cache in `cache_dir`, recordings by people in `recordings`.

    `own_clips` holds the folders of stories that bring clips of their own, by the story's id.
    `packs` are folders of ready-made speech, the first one first.
    `process` speaks instead of the kiosk's own speaking process. `loudness` gives the share of the
    voice's volume that the sounds of the place have, 0 for none. Nothing slow is done: files,
    devices and processes wait for a wish.
    """
    output = Output()
    recorded = Recordings(recordings, own_clips)
    materials = Materials(
        voices, ClipCache(cache_dir), recorded, shipped_wording(), SpeechPacks(packs)
    )
    preparer = Preparer(process or SpeakingProcess(), output, materials)
    return Parts(preparer, output, SoundEffects(output, shipped("assets") / "sounds", loudness))


class Narrator:
    """Speaks one utterance at a time; all times are seconds of one clock, handed in."""

    def __init__(self, parts: Parts, *, volume: float = 0.8) -> None:
        """Get ready without doing anything slow."""
        self._preparer, self._output, self._sound_effects = parts
        self._slow = False
        self._volume = -1.0
        self.volume = volume
        self._wanted: Utterance | None = None
        self._phase = _Phase.SILENT
        self._ticket: Ticket | None = None
        self._timeline = timeline.of_length("")
        self._since = 0.0
        self._changed_speed = False

    def want(self, utterance: Utterance | None, now: float) -> None:
        """Say what ought to be heard now: the same goes on, another begins, None is silence."""
        if utterance != self._wanted:
            self._output.stop()
            self._wanted = utterance
            self._changed_speed = False
            self._ticket = None
            self._phase = _Phase.SILENT
            if utterance is not None:
                self._phase = _Phase.WAITING
                self._since = now
                self._ticket = self._preparer.request(Job.of(utterance, slow=self._slow))
        self._advance(now)

    def heard(self, now: float) -> Heard:
        """Tell how far the wanted utterance has come, in characters as written."""
        self._advance(now)
        wanted = self._wanted
        if wanted is None or self._phase is _Phase.WAITING:
            return Heard(wanted)
        second = max(0.0, now - self._since)
        line = self._timeline
        if second >= line.seconds + TAIL:
            end = len(wanted.text)
            return Heard(wanted, (end, end), end, done=True)
        audible = self._phase is _Phase.SPEAKING and self._output.audible
        lit = line.lit(second)
        level = line.loudness(second) if audible else 0.0
        return Heard(wanted, lit, lit[1], audible=audible, level=level)

    def ahead(self, utterances: Iterable[Utterance]) -> None:
        """Make these ready for later, the first first, instead of those named before."""
        self._preparer.ahead([Job.of(u, slow=self._slow) for u in utterances])

    def record_from(self, folders: Sequence[Path], own: Mapping[str, Path]) -> None:
        """Take people's recordings from other folders from now on, as `usual_parts` takes them."""
        self._preparer.record_from(folders, own)

    @property
    def slow(self) -> bool:
        """Whether it speaks slowly; what is being said goes on at the new speed."""
        return self._slow

    @slow.setter
    def slow(self, slow: bool) -> None:
        if slow == self._slow:
            return
        self._slow = slow
        self._changed_speed = True
        if self._wanted is not None and self._phase is not _Phase.CAPTION:
            self._ticket = self._preparer.request(Job.of(self._wanted, slow=slow))

    @property
    def volume(self) -> float:
        """How loud it speaks, 0 to 1."""
        return self._volume

    @volume.setter
    def volume(self, volume: float) -> None:
        volume = min(1.0, max(0.0, volume))
        if volume != self._volume:
            self._volume = volume
            self._output.set_volume(volume)

    def sounds(self, wanted: frozenset[Sounding], now: float) -> None:
        """Let the sounds of the place be heard, at the voice's volume, giving way to speech."""
        if self._sound_effects is not None:
            speaking = self._phase is _Phase.SPEAKING and now - self._since < self._timeline.seconds
            self._sound_effects.want(wanted, now, volume=self._volume, speaking=speaking)

    def devices_changed(self, *, gone: bool) -> None:
        """Look anew which sound device there is, one having come or `gone`; doesn't wait."""
        self._output.look_again(gone=gone)
        self._preparer.wake()

    def state(self) -> VoiceState:
        """Tell how the voice is."""
        return self._preparer.state()

    def close(self, until: float = inf) -> bool:
        """Be silent, end process and threads; False where a thread still runs at second `until`.

        `until` is of `time.monotonic`. Each thread is told to end before the first is waited for.
        """
        self._wanted, self._phase = None, _Phase.SILENT
        effects = self._sound_effects
        if effects is not None:
            effects.close()
        self._output.close()
        self._preparer.close()
        ended = self._preparer.ended(until)
        return (effects is None or effects.ended(until)) and ended

    def _advance(self, now: float) -> None:
        if self._wanted is None:
            return
        if self._phase is _Phase.WAITING:
            self._begin(now)
        elif self._changed_speed:
            self._change_speed(now)

    def _begin(self, now: float) -> None:
        """Start the speech once it is ready; without it start the captions, at the latest soon."""
        ticket = self._ticket
        if ticket is not None and ticket.settled:
            self._ticket = None
            if ticket.speech is not None and self._output.play(ticket.speech.sound):
                self._go(_Phase.SPEAKING, ticket.speech.timeline, now)
            else:
                self._captions(now)
        elif now - self._since >= PATIENCE:
            # A voice that came in late, in the middle of its own words, would only confuse.
            self._ticket = None
            self._captions(now)

    def _captions(self, now: float) -> None:
        text = self._wanted.text if self._wanted else ""
        self._go(_Phase.CAPTION, timeline.of_length(text, slow=self._slow), now)

    def _go(self, phase: _Phase, line: Timeline, since: float) -> None:
        self._phase, self._timeline, self._since = phase, line, since
        self._changed_speed = False

    def _change_speed(self, now: float) -> None:
        """Go on at the other speed: speech from the start of its clause, captions where they are."""
        second = now - self._since
        if second >= self._timeline.seconds:
            self._changed_speed = False
        elif self._phase is _Phase.CAPTION:
            upto = self._timeline.reached(second)
            self._captions(now)
            self._since = now - self._timeline.start_of(max(0, upto - 1))
        elif self._ticket is not None and self._ticket.settled:
            speech, self._ticket = self._ticket.speech, None
            self._changed_speed = False
            if speech is not None:
                start = speech.timeline.start_of(self._timeline.lit(second)[0])
                if self._output.play(speech.sound, start):
                    self._go(_Phase.SPEAKING, speech.timeline, now - start)
