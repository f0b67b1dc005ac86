"""Characters by their pinyin: what a few letters, or a few keys of a telephone's pad, may stand for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path

from kiosk.paths import shipped
from kiosk.storage import read_text
from kiosk.values import dataclass

LETTERS = {
    "2": "abc",
    "3": "def",
    "4": "ghi",
    "5": "jkl",
    "6": "mno",
    "7": "pqrs",
    "8": "tuv",
    "9": "wxyz",
}
"""What stands on the keys of a telephone, as on every nine-key pinyin pad."""
_KEY_OF = {letter: key for key, letters in LETTERS.items() for letter in letters}


@dataclass(frozen=True)
class Pinyin:
    """Readings, each with its characters: the usual ones, then the rest, the commonest first."""

    table: Mapping[str, tuple[str, str]]

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.table))

    def readings(self, typed: str) -> tuple[str, ...]:
        """Give the readings that letters or keys may be, or begin: whole ones first, then by the alphabet."""
        found = [reading for reading in self.table if _begins(reading, typed)]
        return tuple(sorted(found, key=lambda one: (len(one) != len(typed), one))) if typed else ()

    def accepts(self, typed: str) -> bool:
        """Tell whether some reading begins so."""
        return len(typed) <= self._longest and bool(self.readings(typed))

    def characters(self, typed: str, reading: str = "") -> tuple[str, ...]:
        """Give the characters letters or keys may be, or those of one reading among them.

        Those of whole readings come first. Where several readings are meant they take turns, so
        that the commonest of each come early.
        """
        readings = (reading,) if reading else self.readings(typed)
        whole = [one for one in readings if reading or len(one) == len(typed)]
        begun = [one for one in readings if one not in whole]
        found: dict[str, None] = {}
        for group in (whole, begun):
            for level in (0, 1):
                for rank in range(max((len(self.table[one][level]) for one in group), default=0)):
                    for one in group:
                        found.update(dict.fromkeys(self.table[one][level][rank : rank + 1]))
        return tuple(found)


def _begins(reading: str, typed: str) -> bool:
    return len(typed) <= len(reading) and all(
        letter == one or _KEY_OF.get(letter) == one
        for letter, one in zip(reading, typed, strict=False)
    )


def read(path: Path) -> Pinyin:
    """Read a table of characters; OSError or ValueError where it can't be."""
    table = {}
    for line in read_text(path).splitlines():
        if not line.startswith("#"):
            reading, characters = line.split("\t")
            usual, _, rest = characters.partition(" ")
            table[reading] = (usual, rest)
    return Pinyin(table)


@lru_cache(maxsize=1)
def shipped_pinyin() -> Pinyin:
    """Give the table that comes with the program; read once, 400 lines."""
    return read(shipped("assets") / "pinyin" / "characters.tsv")
