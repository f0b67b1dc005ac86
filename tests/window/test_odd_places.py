"""Whatever lies where the program looks for its files: a start and a visit go on, and nothing is waited for."""

from __future__ import annotations

import os
import random
import shutil
from itertools import cycle
from pathlib import Path

from kiosk.paths import PACKAGE, shipped

from .displays import Display
from .harness import Kiosk
from .visits import by_key, visit

OF_A_SITE = (
    *("settings.yaml", "settings.yaml.last", "tally.json", "shown.json", "pin-tries.json"),
    *("setup.json", "sets/live.json", "cache/voice/engine.json", "logs/kiosk.log"),
    *("logs/kiosk.1.log", "cache/review", "journal.db", "kiosk-id.txt", "quarantine.json"),
)
"""What may lie in a data directory, and what of it is looked for at a start or in a visit."""

OF_THE_PROGRAM = (
    *("fonts/KioskSansSC-Regular.otf", "fonts/KioskSansSC-Bold.otf", "fonts/KioskSansSC-Rare.otf"),
    *("fonts/beyond-bmp.txt", "words/segmented.txt", "words/terms.txt", "sounds/ring.wav"),
    *("sounds/message.wav", "speech/interface.zip", "speech/kefu-baiwan.zip"),
    *("voice/dictionary.tsv", "voice/polyphones.toml", "pictures/icons/volume.svg"),
)

STARTED = 20.0
"""Seconds until the first picture, on a machine busy with other things."""


def lay_odd(kind: str, path: Path) -> None:
    """Lay something at a path that the program has never put there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.is_dir():
        shutil.rmtree(path)
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "endless":
            path.symlink_to("/dev/zero")
        case "huge":
            with path.open("wb") as file:
                file.truncate(3 << 30)
        case "folder":
            path.mkdir()
        case "random":
            path.write_bytes(random.Random(path.name).randbytes(200_000))  # noqa: S311 (no secret)


KINDS = ("pipe", "endless", "huge", "random", "folder")


def program_of_its_own(folder: Path) -> Path:
    """Give a copy of the program whose files may be damaged: its pictures and speech are links to ours."""
    shutil.copytree(PACKAGE, folder / "kiosk", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("assets", "scenarios"):
        ours = shipped("assets" if name == "assets" else "scenarios")
        shutil.copytree(ours, folder / name, copy_function=os.symlink)
    return folder


def test_whatever_lies_in_their_places_a_start_and_a_visit_go_on(
    shared_display: Display, tmp_path: Path
) -> None:
    program, data = program_of_its_own(tmp_path / "program"), tmp_path / "data"
    kinds = cycle(KINDS)
    for name in OF_THE_PROGRAM:
        lay_odd(next(kinds), program / "assets" / name)
    for name in OF_A_SITE:
        lay_odd(next(kinds), data / name)
    lay_odd("pipe", data / "paused")  # words that are no time would be a pause
    kiosk = Kiosk(shared_display, data, first=True, PYTHONPATH=str(program))
    try:
        kiosk.see("AttractScreen", patience=STARTED)
        visit(kiosk, by_key, hurry="show-all", at_install=lambda: None)
        assert kiosk.end() == 0
        said = kiosk.errors()
        assert "Traceback" not in said
        for name in ("KioskSansSC-Regular.otf", "KioskSansSC-Bold.otf"):
            assert f"{name} 缺少或损坏" in said
    finally:
        kiosk.close()
