"""What a story says must be heard: read as Chinese by the voice, and rightly recorded where it is recorded.

Recordings must be of the words as they stand now, and sound; the voice speaks otherwise.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from pathlib import Path

import pygame

from kiosk.review.story_checks.review_context import LocatedFinding, ReviewedStory
from kiosk.scenario.checks.check_context import found
from kiosk.scenario.spoken import Speaker
from kiosk.scenario.suggest import did_you_mean
from kiosk.speech import Utterance
from kiosk.storage import read_beginning
from kiosk.voice.clip_row import RATE
from kiosk.voice.phonemes import misread
from kiosk.voice.polyphones import marked
from kiosk.voice.recordings import FOREIGN_KINDS, KINDS, Recordings, Standing
from kiosk.voice.text_normaliser import TextNormaliser, UnsureReading
from kiosk.voice.worker.recording_normaliser import LARGEST, LONGEST

MOST_SPELLED = 2_000
"""Lines the voice is asked about, a hundred or two a second: a story of four minutes has a hundred."""


# How the voice reads it ---------------------------------------------------------------------------


def check_readings(reviewed: ReviewedStory) -> Iterator[LocatedFinding]:
    """Find characters the voice would say in English; raise NoSpelling where the voice that is asked doesn't answer."""
    context = reviewed.context
    if context.voice is None:
        return
    lines = list(islice(Speaker(reviewed.scenario).written(), MOST_SPELLED))
    places = {utterance.id: (mark, field) for utterance, mark, field in reversed(lines)}
    for one in misread((utterance for utterance, _, _ in lines), context.wording, context.voice):
        mark, field = places[one.utterance.id]
        yield LocatedFinding(found("misread", mark, field, words=one.words), one.words[:1])


def check_unsure_readings(reviewed: ReviewedStory) -> Iterator[LocatedFinding]:
    """Find characters with several readings where nothing tells which, each word once: a reading given holds for all."""
    wording = reviewed.context.wording
    told: set[tuple[str, str]] = set()
    for utterance, mark, field in Speaker(reviewed.scenario).written():
        for one in wording.unsure(utterance):
            if (one.words, one.char) not in told:
                told.add((one.words, one.char))
                values = _reading_values(one, wording)
                yield LocatedFinding(found("unsure-reading", mark, field, **values), one.words)


def _reading_values(one: UnsureReading, wording: TextNormaliser) -> dict[str, str]:
    """Give the values of a finding: the readings as people write them, and how another is asked for."""
    alike = wording.homophones()
    other = next((alike[r] for r in one.others if r in alike), one.char)
    return {
        "words": one.words,
        "char": one.char,
        "reading": _shown(one.reading, alike),
        "others": "、".join(_shown(r, alike) for r in one.others),
        "example": one.words.replace(one.char, other),
    }


def _shown(reading: str, alike: Mapping[str, str]) -> str:
    char = alike.get(reading)
    return f"{marked(reading)}（{char}）" if char else marked(reading)


# What people recorded -----------------------------------------------------------------------------


def check_recordings(reviewed: ReviewedStory) -> Iterator[LocatedFinding]:
    """Find recordings that won't be played, each at the words it was made for."""
    story, site = reviewed.scenario, reviewed.context.recordings
    folders = [site / story.id] if site is not None and (site / story.id).is_dir() else []
    if reviewed.folder is not None:
        folders.append(reviewed.folder)
    if not folders:
        return
    own = {story.id: reviewed.folder} if reviewed.folder is not None else {}
    recordings = Recordings([site] if site is not None else [], own)
    known: set[str] = set()
    for utterance, mark, field in Speaker(story).written():
        known.add(Path(utterance.id).name)
        variant, path, detail = _fault(recordings, utterance)
        if variant and path is not None:
            fault = found("bad-recording", mark, field, variant, name=path.name, detail=detail)
            yield LocatedFinding(fault)
    for path in chain.from_iterable(_unasked_files(folder, known) for folder in folders):
        suggestion = did_you_mean(path.stem, known)
        yield LocatedFinding(
            found("bad-recording", story.mark, "id", "name", name=path.name, suggestion=suggestion)
        )


def _fault(recordings: Recordings, utterance: Utterance) -> tuple[str, Path | None, str]:
    """Give the variant of what is wrong with a line's recording, its file and the detail."""
    look = recordings.look(utterance)
    if look.standing is Standing.OLD:
        return "old", look.path, ""
    if look.standing is Standing.FOREIGN:
        return "format", look.path, ""
    if look.path is None or look.standing is not Standing.RECORDED:
        return "", None, ""
    variant, detail = _undecodable(look.path)
    return variant, look.path, detail


def _undecodable(path: Path) -> tuple[str, str]:
    """Give the variant and the detail where a file is no sound the kiosk plays."""
    try:
        data = read_beginning(path, LARGEST + 1)
        if len(data) > LARGEST:
            return "large", f"{LARGEST // 1024 // 1024} MB"
        sound = pygame.mixer.Sound(io.BytesIO(data))
    except (OSError, pygame.error) as error:
        return "broken", str(error)
    return ("large", f"{LONGEST:g} 秒") if sound.get_length() > LONGEST else ("", "")


def open_silent_mixer() -> None:
    """Get the mixer ready to decode where nothing is to be heard."""
    if pygame.mixer.get_init() is None:
        os.environ["SDL_AUDIODRIVER"] = "dummy"
        pygame.mixer.init(RATE, -16, 1, 512)


def _unasked_files(folder: Path, known: set[str]) -> Iterator[Path]:
    """Give the recordings of a story's folder that no line asks for: another case is another name."""
    for path in sorted(folder.iterdir()):
        sound = path.suffix.lower() in KINDS + FOREIGN_KINDS
        if sound and (path.stem not in known or path.suffix not in KINDS + FOREIGN_KINDS):
            yield path
