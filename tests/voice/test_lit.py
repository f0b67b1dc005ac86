"""The words of shipped stories are lit when they are heard, judged by the pauses of the sound itself."""

from __future__ import annotations

import io
import wave
from typing import TYPE_CHECKING

import pytest

from kiosk.commands.common import library
from kiosk.paths import shipped
from kiosk.scenario.spoken import Speaker
from kiosk.voice import timeline
from kiosk.voice.clip_cache import ClipCache
from kiosk.voice.jobs import Job
from kiosk.voice.loudness import samples
from kiosk.voice.recordings import Recordings
from kiosk.voice.speaking_process import SpeakingProcess
from kiosk.voice.speech_sources import Materials, SpeechSources
from kiosk.voice.text_normaliser import shipped_wording
from kiosk.voice.voices import load_voices

from .faulty import needs_engine
from .judge import RATE, Clock, Line, judge, loud_moments, number_before

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kiosk.scenario.model import Scenario

STORIES = library([]).scenarios
EVERY = 3
"""Every third line; the benchmark takes all of them, in real time."""

LATEST = 0.150


@pytest.fixture
def sources(tmp_path: Path) -> Iterator[SpeechSources]:
    voices = load_voices(shipped("scenarios") / "catalogue" / "voices.yaml")
    materials = Materials(voices, ClipCache(tmp_path), Recordings([]), shipped_wording())
    sources = SpeechSources(SpeakingProcess(), materials)
    yield sources
    sources.close()


@needs_engine
@pytest.mark.parametrize("slow", [False, True], ids=["usual", "slow"])
@pytest.mark.parametrize("story", STORIES, ids=lambda s: s.id)
def test_each_clause_is_lit_within_150_ms_of_being_heard(
    story: Scenario,
    slow: bool,  # noqa: FBT001  one of two speeds
    sources: SpeechSources,
) -> None:
    judged = 0
    for utterance in list(Speaker(story).everything())[::EVERY]:
        voiced = sources.get(Job.of(utterance, slow=slow))
        assert voiced is not None
        assert isinstance(voiced.sound, bytes)
        with wave.open(io.BytesIO(voiced.sound)) as sound:
            values = samples(sound.readframes(sound.getnframes()))
        seconds = len(values) / RATE
        line = timeline.of_marks(utterance.text, voiced.said, voiced.marks, seconds)
        lit = list(zip(line.at, line.upto, strict=True))
        loud = loud_moments(values, Clock([0.0, seconds], [0, len(values)]))
        told = Line(utterance.text, 0.0, lit, seconds, before=number_before(utterance))
        errors = judge(told, loud).errors
        assert all(abs(error) <= LATEST for error in errors), (utterance.text, errors)
        judged += len(errors)
    assert judged > 30
