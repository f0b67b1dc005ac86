"""What stands behind somebody met face to face, and how they stand there: by words, from a file."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path

from kiosk.paths import shipped
from kiosk.toml_file import BadTomlError, read_toml
from kiosk.values import dataclass

log = logging.getLogger(__name__)

FILE = "places.toml"
SPARE = "community-hall"
"""The picture where the file is gone or names none."""
ROWS = 360
"""The height of a place's picture; its counter is counted in these."""
COLUMNS = 480
HOME = "家"
"""The word of the place people are at who work at none of them."""
LITTLE = 2
"""Characters before 门 that say no more than what door it is: 自家门, 大门."""
MOOD = "-"
"""Between a person and a mood, as in 女儿-担心."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its picture, and the row of the counter its staff stand behind, if there is one.

    `name` is what people call it, and one of its words.
    """

    picture: str
    words: tuple[str, ...]
    name: str = ""
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
    chance: tuple[str, ...] = ()
    part: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picked:
    """The place a text chooses, by which of its words, and whether that is a guess."""

    place: Place
    word: str
    guessed: bool


@dataclass(frozen=True, slots=True)
class Places:
    """All places, and the names of the people who are drawn standing."""

    known: tuple[Place, ...]
    default: Place
    people: frozenset[str]
    chance: tuple[str, ...] = ()
    part: frozenset[str] = frozenset()
    elsewhere: tuple[str, ...] = ()

    def of(self, text: str) -> Place:
        """Give the place with the longest word in the text; the default where there is none."""
        return self._longest(self._plain(text))[0]

    def pick(self, text: str) -> Picked:
        """Give the place a text chooses, and whether its word may stand there by chance.

        It may where the text ends with something else that is a place: a Chinese place is what its
        last word says, and what stands before belongs to it.
        """
        plain = self._plain(text)
        place, word = self._longest(plain)
        guessed = not word or not self._ends_with(place, plain)
        return Picked(place, word, guessed)

    def _plain(self, text: str) -> str:
        """Give a text without the words in which others would be found by chance."""
        for word in self.chance:
            if word in text and self._longest(word)[1] != word:
                # What is taken out mustn't bring together what stood beside it.
                text = text.replace(word, "·")
        return text

    def _longest(self, text: str) -> tuple[Place, str]:
        best, longest = self.default, ""
        for place in self.known:
            word = max((word for word in place.words if word in text), key=len, default="")
            if len(word) > len(longest):
                best, longest = place, word
        return best, longest

    def _ends_with(self, place: Place, text: str) -> bool:
        """Tell whether the last word of a text that is a place is one of this place's."""
        last, here = self._last(text)
        while last in self.part:
            start = text.rindex(last)
            before = text[:start]
            if any(
                0 <= text.rfind(one) < start < text.rfind(one) + len(one) for one in self.elsewhere
            ):
                return False  # 校门口: the gate is a school's
            nearer, there = self._last(before)
            if not nearer:
                # Nothing but a part says where it is: 三号柜台, and not 一扇上了锁的大门.
                return here is place and (len(last) > 1 or len(before.strip("的")) <= LITTLE)
            if here is place and there is self.of(HOME):
                return True  # 自家楼下
            text, last, here = before, nearer, there
        return here is place

    def _last(self, text: str) -> tuple[str, Place | None]:
        """Give the word that ends last in a text, the longer of two, and the place it is of."""
        found: tuple[int, int, str, Place | None] = (0, 0, "", None)
        owned = [(word, place) for place in self.known for word in place.words]
        others = [(word, None) for word in (*self.part, *self.elsewhere)]
        for one, place in (*owned, *others):
            end = text.rfind(one) + len(one)
            if one in text and (end, len(one)) > found[:2]:
                found = end, len(one), one, place
        return found[2], found[3]

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
    return Places(
        written.place, usual, people, written.chance, frozenset(written.part), written.elsewhere
    )
