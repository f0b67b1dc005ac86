"""The stories that tests walk whole: every screen, size, look and voice; few and fixed.

The kiosk ships two dozen stories, and to look at all their screens takes an hour. What a screen, a
device or a voice does wrong it does in the first story that comes to it: a few find it that have between
them both natures and every channel, and every key of the format that any shipped story uses, together
with the stories made for tests, whose texts are all at their limit (`tests/scenario/test_sample.py` holds
them to that). Of all the others is asked what is cheap and what only they can have wrong: that they are
read and keep every rule, their transcripts, budgets, words and voices, their room on the narrowest
screen. Who writes stories looks at all their screens with `kiosk inspect` (CONTRIBUTING.md).
"""

from __future__ import annotations

import atexit
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from kiosk.commands.common import library
from kiosk.paths import shipped
from kiosk.scenario.model import Scenario
from kiosk.scenario.reading.reader import read_story

SCENARIOS = shipped("scenarios")
"""The folder of the shipped stories."""

ALL = sorted(SCENARIOS.glob("*.yaml"))
"""The file of each shipped story: for what is cheap."""

FAMILIAR = tuple(
    SCENARIOS / f"{name}.yaml" for name in ("96110来电", "冒充公检法", "冒充客服", "刷单返利")
)
"""The files of those that tests know by their ids, in the order of their cards."""

FAMILIAR_IDS = ("call-96110", "gongjianfa", "kefu-baiwan", "shuadan")
"""Their ids."""

SAMPLE = (FAMILIAR[0], FAMILIAR[2])
"""The files of those that are walked whole: one that is true, and one scam."""


@cache
def story_of(path: Path) -> Scenario:
    """Give the story in a file, read once."""
    scenario = read_story(path.read_bytes(), path.name).scenario
    assert scenario is not None, path.name
    return scenario


def every_story() -> tuple[Scenario, ...]:
    """Give every shipped story, each read once: for what is cheap."""
    return tuple(map(story_of, ALL))


@cache
def kept() -> Path:
    """Give a folder that takes what was read of stories, as a kiosk's cache does; gone at the end."""
    folder = Path(mkdtemp(prefix="kiosk-library-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def _read() -> None:
    library([], kept())


def read_before(data: Path) -> None:
    """Let a kiosk have read the shipped stories on this data directory."""
    _read()
    shutil.copytree(kept(), data / "cache")
