"""People's recordings must be of the words as they stand now, and sound; the voice speaks otherwise."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pygame

from kiosk.review.context import Case, Told
from kiosk.review.spoken_places import spoken
from kiosk.scenario.checks.check_context import found
from kiosk.scenario.suggest import did_you_mean
from kiosk.speech import Utterance
from kiosk.voice.recordings import FOREIGN_KINDS, KINDS, Recordings, Standing

LARGEST = 32 * 1024 * 1024
"""Bytes of a recording the kiosk takes."""
LONGEST = 60.0
"""Seconds of a recording the kiosk takes."""
RATE = 22050


def check(case: Case) -> Iterator[Told]:
    """Find recordings that won't be played, each at the words it was made for."""
    story, site = case.scenario, case.bench.recordings
    folders = [site / story.id] if site is not None and (site / story.id).is_dir() else []
    if case.folder is not None:
        folders.append(case.folder)
    if not folders:
        return
    own = {story.id: case.folder} if case.folder is not None else {}
    recordings = Recordings([site] if site is not None else [], own)
    known: set[str] = set()
    for utterance, (mark, field) in spoken(story):
        known.add(Path(utterance.id).name)
        variant, path, detail = _fault(recordings, utterance)
        if variant and path is not None:
            told = found("bad-recording", mark, field, variant, name=path.name, detail=detail)
            yield Told(told)
    for path in chain.from_iterable(_unknown(folder, known) for folder in folders):
        near = did_you_mean(path.stem, known)
        yield Told(found("bad-recording", story.mark, "id", "name", name=path.name, near=near))


def _fault(recordings: Recordings, utterance: Utterance) -> tuple[str, Path | None, str]:
    """Give the variant of what is wrong with a line's recording, its file and the detail."""
    look = recordings.look(utterance)
    if look.standing is Standing.OLD:
        return "old", look.path, ""
    if look.standing is Standing.FOREIGN:
        return "format", look.path, ""
    if look.path is None or look.standing is not Standing.RECORDED:
        return "", None, ""
    variant, detail = _unheard(look.path)
    return variant, look.path, detail


def _unheard(path: Path) -> tuple[str, str]:
    """Give the variant and the detail where a file is no sound the kiosk plays."""
    try:
        if path.stat().st_size > LARGEST:
            return "large", f"{LARGEST // 1024 // 1024} MB"
        sound = pygame.mixer.Sound(path)
    except (OSError, pygame.error) as error:
        return "broken", str(error)
    return ("large", f"{LONGEST:g} 秒") if sound.get_length() > LONGEST else ("", "")


def listen() -> None:
    """Get the mixer ready to decode where nothing is to be heard."""
    if pygame.mixer.get_init() is None:
        os.environ["SDL_AUDIODRIVER"] = "dummy"
        pygame.mixer.init(RATE, -16, 1, 512)


def _unknown(folder: Path, known: set[str]) -> Iterator[Path]:
    """Give the recordings of a story's folder that no line asks for: another case is another name."""
    for path in sorted(folder.iterdir()):
        sound = path.suffix.lower() in KINDS + FOREIGN_KINDS
        if sound and (path.stem not in known or path.suffix not in KINDS + FOREIGN_KINDS):
            yield path
