"""All lines made ahead, at both speeds, so that a machine without any engine speaks from what lies there."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from kiosk.values import dataclass
from kiosk.voice.clip_cache import LIMIT, ClipCache
from kiosk.voice.jobs import Job
from kiosk.voice.recordings import Recordings, Standing
from kiosk.voice.say import CantSpeak
from kiosk.voice.speaking_process import UNTOLD, SpeakingProcess
from kiosk.voice.speech_pack import SpeechPacks
from kiosk.voice.speech_sources import Materials, SpeechSources
from kiosk.voice.text_normaliser import shipped_wording

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from kiosk.speech import Utterance
    from kiosk.voice.voices import VoiceParams


@dataclass(frozen=True, slots=True)
class Prepared:
    """What came of making lines ahead."""

    made: int
    """Lines made now, each speed for itself."""
    had: int
    """Lines that lay there already."""
    failed: tuple[str, ...]
    """Ids of lines that have no speech; they will be captions."""
    old: tuple[Path, ...] = ()
    """Recordings of words that have since changed; they are not played."""
    recorded: int = 0
    """Lines a person has recorded."""
    full: bool = False
    """Whether not all of it fits the cache: what was made first has gone again."""


def prepare_all(  # noqa: PLR0913 (what a voice is made from)
    utterances: Sequence[Utterance],
    voices: Mapping[str, VoiceParams],
    cache_dir: Path,
    recordings: Sequence[Path] = (),
    progress: Callable[[int, int, float], None] = lambda _done, _all, _seconds: None,
    process: SpeakingProcess | None = None,
    *,
    packs: Sequence[Path] = (),
) -> Prepared:
    """Make all lines ahead, at both speeds.

    `progress` is told how many are done, of how many, and the seconds left. Raises CantSpeak where
    there is no engine and not every line is recorded or made already.
    """
    cache, recorded = ClipCache(cache_dir), Recordings(recordings)
    materials = Materials(voices, cache, recorded, shipped_wording(), SpeechPacks(packs))
    sources = SpeechSources(process or SpeakingProcess(), materials)
    jobs = [Job.of(u, slow=slow) for slow in (False, True) for u in utterances]
    found = [recorded.look(u) for u in utterances]
    made, had = 0, 0
    failed: list[str] = []
    began = time.monotonic()
    try:
        for count, job in enumerate(jobs, 1):
            before = sources.made
            voiced = sources.get(job)
            if voiced is not None and voiced.kept:
                made, had = made + sources.made - before, had + (sources.made == before)
            elif voiced is not None or sources.speakable(job):
                _give_up_without_engine(sources)
                failed.append(job.utterance.id)
            progress(count, len(jobs), (time.monotonic() - began) / count * (len(jobs) - count))
    finally:
        sources.close()
    return Prepared(
        made,
        had,
        tuple(dict.fromkeys(failed)),
        tuple(f.path for f in found if f.standing is Standing.OLD and f.path),
        sum(f.standing is Standing.RECORDED for f in found),
        cache.size() > LIMIT * 0.9,
    )


def _give_up_without_engine(sources: SpeechSources) -> None:
    if not sources.process.ready():
        raise CantSpeak(f"这台机器现在不能说话：{sources.process.error or UNTOLD}")
