"""How somebody met face to face stands: how tall, and with which arms by the words they say; from a file."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import field
from functools import cache
from pathlib import Path

from kiosk.devices.places import MOOD
from kiosk.paths import shipped
from kiosk.toml_file import BadTomlError, read_toml
from kiosk.ui.figure import FOLDER
from kiosk.values import dataclass

log = logging.getLogger(__name__)

FILE = "poses.toml"


@dataclass(frozen=True, slots=True)
class Pose:
    """The words that a pose goes with; `pose` is the name of a picture in poses/."""

    pose: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _File:
    pose: tuple[Pose, ...] = ()
    chance: tuple[str, ...] = ()
    height: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Poses:
    """What poses follow from, and which are drawn; one nobody drew is the pose at rest."""

    known: tuple[Pose, ...] = ()
    chance: tuple[str, ...] = ()
    """Words in which a shorter one of these would stand by chance: no 别 is meant in 特别."""
    drawn: frozenset[str] = frozenset()
    heights: Mapping[str, float] = field(default_factory=dict)

    def height(self, portrait: str) -> float:
        """Give how tall somebody stands, as a share of a grown person."""
        return self.heights.get(portrait.partition(MOOD)[0], 1.0)

    def of(self, text: str) -> str:
        """Give the pose that a line is said in, "" where there is none: the words alone decide.

        The word that comes first decides, of two at one place the longer.
        """
        for word in self.chance:
            text = text.replace(word, "·" * len(word))
        said = [
            (at, -len(word), one.pose)
            for one in self.known
            for word in one.words
            if one.pose in self.drawn and (at := text.find(word)) >= 0
        ]
        return min(said)[2] if said else ""


@cache
def shipped_poses() -> Poses:
    """Give the poses that come with the program, read once."""
    return read_poses(shipped("assets") / "pictures")


def read_poses(pictures: Path) -> Poses:
    """Give the poses of a folder of pictures; where the file can't be read all stay at rest."""
    drawn = frozenset(path.stem for path in (pictures / FOLDER).glob("*.svg"))
    try:
        written = read_toml(pictures / FILE, _File)
    except BadTomlError as error:
        log.warning("人物都垂着手站着：%s", error)
        return Poses(drawn=drawn)
    return Poses(written.pose, written.chance, drawn, written.height)
