"""What stands behind somebody met face to face, and how they stand there: by words, from a file."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kiosk.paths import shipped
from kiosk.toml_file import BadTomlError, read_toml

log = logging.getLogger(__name__)

FILE = "places.toml"
SPARE = "community-hall"
"""The picture where the file is gone or names none."""
ROWS = 360
"""The height of a place's picture; its counter is counted in these."""
COLUMNS = 480
HOME = "家"
"""The word of the place people are at who work at none of them."""
MOOD = "-"
"""Between a person and a mood, as in 女儿-担心."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its picture, and the row of the counter its staff stand behind, if there is one."""

    picture: str
    words: tuple[str, ...]
    counter: int | None = None
    staff: frozenset[str] = frozenset()

    def ground(self, portrait: str) -> int:
        """Give the row of the picture somebody with this portrait stands on."""
        person = portrait.partition(MOOD)[0]
        return self.counter if self.counter is not None and person in self.staff else ROWS


@dataclass(frozen=True, slots=True)
class _File:
    default: str = SPARE
    place: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Places:
    """All places, and the names of the people who are drawn standing."""

    known: tuple[Place, ...]
    default: Place
    people: frozenset[str]

    def of(self, text: str) -> Place:
        """Give the place with the longest word in the text; the default where there is none."""
        best, longest = self.default, 0
        for place in self.known:
            length = max((len(word) for word in place.words if word in text), default=0)
            if length > longest:
                best, longest = place, length
        return best

    def workplace(self, portrait: str) -> Place:
        """Give where somebody with this portrait works, else somebody's home."""
        person = portrait.partition(MOOD)[0]
        return next((place for place in self.known if person in place.staff), self.of(HOME))

    def standing(self, portrait: str) -> str | None:
        """Give who is drawn standing for a portrait: the same, else without its mood, else None."""
        for name in (portrait, portrait.partition(MOOD)[0]):
            if name in self.people:
                return name
        return None


@cache
def shipped_places() -> Places:
    """Give the places that come with the program, read once."""
    return read_places(shipped("assets") / "pictures")


def read_places(pictures: Path) -> Places:
    """Give the places of a folder of pictures; what can't be read is left out and logged."""
    file = pictures / FILE
    try:
        written = read_toml(file, _File)
    except BadTomlError as error:
        log.warning("当面的场景都用同一张背景：%s", error)
        written = _File()
    people = frozenset(path.stem for path in (pictures / "standing").glob("*.svg"))
    named = (place for place in written.place if place.picture == written.default)
    usual = next(named, Place(written.default, ()))
    return Places(written.place, usual, people)
