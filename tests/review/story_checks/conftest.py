"""One set of screens, fonts and voice for all tests of the rules that need them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk import composition
from kiosk.commands.common import size
from kiosk.commands.gallery import SIZES
from kiosk.paths import shipped
from kiosk.review.story_checks.review_context import ReviewContext
from kiosk.scenario.reading.catalogue_files import load_catalogue
from kiosk.scenario.reading.library import Library
from kiosk.settings import Settings
from kiosk.voice.speaking_process import SpeakingProcess
from kiosk.voice.text_normaliser import load_wording, shipped_wording


@pytest.fixture(scope="session")
def context() -> Iterator[ReviewContext]:
    composition.drawing_without_display()
    catalogue, _ = load_catalogue(shipped("scenarios") / "catalogue")
    stories = composition.stories_of(Library((), catalogue))
    kits = [composition.make_kit(size(text), stories, Settings()) for text in SIZES]
    fonts = kits[0].fonts
    kits = [replace(kit, fonts=fonts) for kit in kits]
    voice = SpeakingProcess()
    wording = load_wording(shipped_wording())
    yield ReviewContext(tuple(kits), fonts, wording, voice if voice.ready() else None)
    voice.close()


@pytest.fixture
def recordings(tmp_path: Path) -> Path:
    folder = tmp_path / "录音"
    folder.mkdir()
    return folder
