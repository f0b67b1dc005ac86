"""The words of shipped stories are lit when they are heard, judged by the pauses of the sound itself."""

from __future__ import annotations

import array
import io
import wave
from typing import TYPE_CHECKING

import pygame
import pytest

from kiosk.paths import shipped
from kiosk.scenario.spoken import Speaker
from kiosk.voice import timeline
from kiosk.voice.clip_cache import ClipCache
from kiosk.voice.clip_row import RATE, ClipRow
from kiosk.voice.engines import SPEECH
from kiosk.voice.jobs import Job
from kiosk.voice.loudness import samples
from kiosk.voice.recordings import Recordings
from kiosk.voice.speaking_process import SpeakingProcess
from kiosk.voice.speech_pack import SpeechPacks
from kiosk.voice.speech_sources import Materials, SpeechSources, Voiced
from kiosk.voice.text_normaliser import shipped_wording
from kiosk.voice.voices import load_voices
from tests.sample import SAMPLE, story_of

from .faulty import needs_engine
from .judge import Clock, Line, judge, loud_moments, number_before

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kiosk.scenario.model import Scenario
    from kiosk.speech import Utterance

STORIES = [story_of(path) for path in SAMPLE]
EVERY = 3
"""Every third line; the benchmark takes all of them, in real time."""

SLOW_EVERY = 9
"""The same of ready-made speech said slowly: stretching it takes its time."""

LATEST = 0.150
LATEST_OF_CLIPS = 0.080
"""The same for ready-made speech, which knows when each character is said."""
ANOTHER = 0.25
"""Seconds from which a pause is taken for one inside a clause: a voice may rest there and not at a comma."""
OTHERS = 0.04
"""The share of such pauses at most; else the times would be wrong and not the counting."""


def sources_of(cache: Path, packs: SpeechPacks) -> SpeechSources:
    voices = load_voices(shipped("scenarios") / "catalogue" / "voices.yaml")
    materials = Materials(voices, ClipCache(cache), Recordings([]), shipped_wording(), packs)
    return SpeechSources(SpeakingProcess(), materials)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[SpeechSources]:
    sources = sources_of(tmp_path, SpeechPacks(()))
    yield sources
    sources.close()


@pytest.fixture
def ready_made(tmp_path: Path) -> Iterator[SpeechSources]:
    sources = sources_of(tmp_path, SpeechPacks((shipped("assets") / SPEECH,)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SDL_AUDIODRIVER", "dummy")
        pygame.mixer.init(RATE, -16, 1, 512, allowedchanges=0)
        yield sources
        pygame.mixer.quit()
    sources.close()


def heard(voiced: Voiced) -> tuple[array.array[int], int]:
    """Give what is played, and its samples a second."""
    if isinstance(voiced.sound, ClipRow):
        joined = voiced.sound.joined(lambda c: pygame.mixer.Sound(io.BytesIO(c)).get_raw(), RATE)
        return samples(joined), RATE
    assert isinstance(voiced.sound, bytes)
    with wave.open(io.BytesIO(voiced.sound)) as sound:
        return samples(sound.readframes(sound.getnframes())), sound.getframerate()


def errors(utterance: Utterance, voiced: Voiced) -> tuple[float, ...]:
    """Give by how many seconds each clause is lit before (-) or after (+) it is heard."""
    values, rate = heard(voiced)
    seconds = len(values) / rate
    line = timeline.of_marks(utterance.text, voiced.said, voiced.marks, seconds)
    lit = list(zip(line.at, line.upto, strict=True))
    loud = loud_moments(values, Clock([0.0, seconds], [0, len(values)]), rate)
    told = Line(utterance.text, 0.0, lit, seconds, before=number_before(utterance))
    return judge(told, loud, rate).errors


@needs_engine
@pytest.mark.once  # espeak's own sound, judged without a mixer
@pytest.mark.parametrize("slow", [False, True], ids=["usual", "slow"])
@pytest.mark.parametrize("story", STORIES, ids=lambda s: s.id)
def test_each_clause_the_engine_says_is_lit_within_150_ms_of_being_heard(
    story: Scenario,
    slow: bool,  # noqa: FBT001  one of two speeds
    engine: SpeechSources,
) -> None:
    judged = 0
    for utterance in list(Speaker(story).everything())[::EVERY]:
        voiced = engine.get(Job.of(utterance, slow=slow))
        assert voiced is not None
        found = errors(utterance, voiced)
        assert all(abs(error) <= LATEST for error in found), (utterance.text, found)
        judged += len(found)
    assert judged > 30


@pytest.mark.parametrize(
    "slow", [False, pytest.param(True, marks=pytest.mark.once)], ids=["usual", "slow"]
)  # what stretches a sound is ours
@pytest.mark.parametrize("story", STORIES, ids=lambda s: s.id)
def test_each_clause_of_ready_made_speech_is_lit_within_80_ms_of_being_heard(
    story: Scenario,
    slow: bool,  # noqa: FBT001  as above
    ready_made: SpeechSources,
) -> None:
    judged = others = 0
    for utterance in list(Speaker(story).everything())[:: SLOW_EVERY if slow else 1]:
        voiced = ready_made.get(Job.of(utterance, slow=slow))
        assert voiced is not None
        assert not ready_made.process.alive, "the engine said it"
        found = errors(utterance, voiced)
        near = [error for error in found if abs(error) < ANOTHER]
        assert all(abs(error) <= LATEST_OF_CLIPS for error in near), (utterance.text, found)
        judged += len(near)
        others += len(found) - len(near)
    assert judged > (10 if slow else 30)
    assert others <= max(2, OTHERS * judged)  # of few judged, two are no sign
