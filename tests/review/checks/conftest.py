"""One set of screens, fonts and voice for all tests of the rules that need them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk import app
from kiosk.commands.gallery import SIZES
from kiosk.commands.values import size
from kiosk.paths import shipped
from kiosk.review.bench import Bench
from kiosk.scenario.catalogue_files import load_catalogue
from kiosk.scenario.library import Library
from kiosk.settings import Settings
from kiosk.voice.process import SpeakingProcess
from kiosk.voice.wording import load_wording, shipped_wording


@pytest.fixture(scope="session")
def bench() -> Iterator[Bench]:
    app.drawing_without_display()
    catalogue, _ = load_catalogue(shipped("scenarios") / "catalogue")
    stories = app.stories_of(Library((), catalogue))
    kits = [app.make_kit(size(text), stories, Settings()) for text in SIZES]
    fonts = kits[0].fonts
    kits = [replace(kit, fonts=fonts) for kit in kits]
    voice = SpeakingProcess()
    wording = load_wording(shipped_wording())
    yield Bench(tuple(kits), fonts, wording, voice if voice.ready() else None)
    voice.close()


@pytest.fixture
def recordings(tmp_path: Path) -> Path:
    folder = tmp_path / "录音"
    folder.mkdir()
    return folder
