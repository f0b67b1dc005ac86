"""How characters with several readings are read: 行 in 支行 and in 行为, 还 in 还钱 and in 还是.

The data are `assets/voice/polyphones.toml` and two lists of words beside it. A line is cut into its
likeliest words (by how often each is met), and a character takes the reading of its word; one that stands
alone takes it from what is around it. Where two ways to cut are about as likely and read otherwise, or where
nothing around tells, the reading isn't sure, and `kiosk check` says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from kiosk.patterns import pattern
from kiosk.storage import read_text
from kiosk.toml_file import read_toml
from kiosk.values import dataclass

POLYPHONES = "polyphones.toml"
OWN_WORDS = "polyphone_words.tsv"
DICTIONARY = "dictionary.tsv"

UNKNOWN = "?"
"""What a context says, alone or behind a reading, where nobody can tell."""

SURELY_MET = 95
"""How often a word of the project's own list counts as met, as ten times a logarithm: as often as common ones."""
HARDLY_MET = 62
"""The same for a character no list has."""
ALL = 179
"""The same for all words together."""
NEARLY = 8
"""Two ways to cut a line that differ by less than this are about as likely: by a factor of two."""

_HAN = pattern(r"[\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class WrittenContext:
    """Where `match` fits at `char`, it is read `say`."""

    char: str
    match: str
    say: str


@dataclass(frozen=True, slots=True)
class EspeakTable:
    """What espeak-ng says of a lone character, where not the usual, and its own spelling of some readings."""

    alone: Mapping[str, str] = field(default_factory=dict)
    phonemes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """The file of characters; the first reading of each is the usual one."""

    format: int = 1
    characters: Mapping[str, str] = field(default_factory=dict)
    inside_words: Mapping[str, str] = field(default_factory=dict)
    homophones: Mapping[str, str] = field(default_factory=dict)
    espeak: EspeakTable = field(default_factory=EspeakTable)
    left_out: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    context: tuple[WrittenContext, ...] = ()


def read_table(path: Path) -> Table:
    """Read the file of characters; raise BadTomlError that says what is wrong."""
    return read_toml(path, Table)


class Polyphone(NamedTuple):
    """A character with several readings: its place, how it is read, whether that is sure, and where its word stands.

    Of a character that stands alone `start` and `end` are those of its neighbours. `rivals` tells that another word around it would be read otherwise: an engine might take that one.
    """

    place: int
    char: str
    reading: str
    sure: bool
    start: int
    end: int
    rivals: bool = False


_VOWELS = {"a": "āáǎà", "o": "ōóǒò", "e": "ēéěè", "i": "īíǐì", "u": "ūúǔù", "v": "ǖǘǚǜ"}
_NEUTRAL = 5


def marked(reading: str) -> str:
    """Give a reading with its tone as people write it: zhong4 zhòng, liu2 liú, de5 de."""
    letters, tone = reading[:-1], int(reading[-1])
    if tone == _NEUTRAL:
        return letters.replace("v", "ü")
    bearer = (
        next((c for c in "aoe" if c in letters), "") or [c for c in letters if c in _VOWELS][-1]
    )
    at = letters.rindex(bearer)
    return (letters[:at] + _VOWELS[bearer][tone - 1] + letters[at + 1 :]).replace("v", "ü")


class _Word(NamedTuple):
    start: int
    end: int
    cost: int
    readings: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Polyphones:
    """The characters, the words they stand in and the contexts, ready to use."""

    characters: Mapping[str, tuple[str, ...]]
    words: Mapping[str, str]
    """Rows of the dictionary by their words, as they stand in the file: few are ever looked up."""

    own: Mapping[str, str]
    """The project's own words and the readings of their characters."""

    contexts: Mapping[str, tuple[tuple[str, str], ...]]
    homophones: Mapping[str, str]
    phonemes: Mapping[str, str]
    alone: Mapping[str, str]
    """What espeak-ng says of a lone character, where it isn't the usual reading."""

    longest: int

    def read(self, text: str) -> list[Polyphone]:
        """Give every character of a text that has several readings, in order."""
        found: list[Polyphone] = []
        for run in _HAN.finditer(text):
            if not self.characters.keys().isdisjoint(run[0]):
                found += self._read_run(text, run.start(), run.end())
        return found

    def respelled(self, text: str, *, phonemes: bool) -> list[str]:
        """Give what an engine that reads characters is given for each one, so that it reads as it must.

        Where the engine would say something else that is a character of the same sound and no other, or
        `phonemes` where there is none.
        """
        given = list(text)
        for one in self.read(text):
            usual = self.alone.get(one.char, self.characters[one.char][0])
            if one.reading != usual or one.rivals:
                instead = self.phonemes.get(one.reading, "") if phonemes else ""
                given[one.place] = self.homophones.get(one.reading, instead) or one.char
        return given

    def unsure(self, text: str) -> list[Polyphone]:
        """Give the characters of a text whose reading isn't sure."""
        return [one for one in self.read(text) if not one.sure]

    def _read_run(self, text: str, start: int, end: int) -> list[Polyphone]:
        words = self._words(text, start, end)
        ahead, behind = _likeliest(words, start, end)
        over: dict[int, list[_Word]] = {}
        for word in words:
            for place in range(word.start, word.end):
                over.setdefault(place, []).append(word)
        found = []
        for place in range(start, end):
            char = text[place]
            if char not in self.characters:
                continue
            ways: dict[tuple[str, bool], tuple[int, _Word]] = {}
            for word in over[place]:
                whole = ahead[word.start] + word.cost + behind[word.end]
                way = self._in_word(text, word, place)
                if way not in ways or whole < ways[way][0]:
                    ways[way] = (whole, word)
            (reading, sure), (least, word) = min(ways.items(), key=lambda way: way[1][0])
            others = {key: way for key, way in ways.items() if key[0] != reading}
            clear = all(whole - least >= NEARLY for whole, _ in others.values())
            rivals = any(other.end - other.start > 1 for _, other in others.values())
            first, last = word.start, word.end
            if last - first == 1:
                first, last = max(start, place - 1), min(end, place + 2)
            found.append(Polyphone(place, char, reading, sure and clear, first, last, rivals))
        return found

    def _in_word(self, text: str, word: _Word, place: int) -> tuple[str, bool]:
        """Give how a character is read in one of the words around it, and whether that is sure."""
        if word.readings is None:
            return self._by_context(text, place)
        before = sum(c in self.characters for c in text[word.start : place])
        if before >= len(word.readings):
            raise ValueError(f"“{text[word.start : word.end]}”少了读音")
        return word.readings[before], True

    def _by_context(self, text: str, place: int) -> tuple[str, bool]:
        char = text[place]
        usual = self.characters[char][0]
        for match, say in self.contexts.get(char, ()):
            if _pattern(match).match(text, place):
                return say.removesuffix(UNKNOWN) or usual, not say.endswith(UNKNOWN)
        return usual, True

    def _known(self, word: str) -> tuple[int, tuple[str, ...]] | None:
        """Give how often a word counts as met, and how its characters are read; None for no word."""
        met, _, readings = self.words.get(word, "").partition("\t")
        if word in self.own:
            return max(SURELY_MET, int(met or 0)), tuple(self.own[word].split())
        return (int(met), tuple(readings.split())) if met else None

    def _words(self, text: str, start: int, end: int) -> list[_Word]:
        """Give all words a run may be cut into, single characters among them."""
        words = []
        for first in range(start, end):
            met, _ = self._known(text[first]) or (HARDLY_MET, ())
            words.append(_Word(first, first + 1, ALL - met, None))
            for last in range(first + 2, min(end, first + self.longest) + 1):
                known = self._known(text[first:last])
                if known is not None:
                    words.append(_Word(first, last, ALL - known[0], known[1]))
        return words


def _likeliest(words: list[_Word], start: int, end: int) -> tuple[dict[int, int], dict[int, int]]:
    """Give the least cost of the text before each place, and of the text behind it."""
    ahead = {start: 0}
    for word in words:  # ordered by their beginnings
        cost = ahead[word.start] + word.cost
        ahead[word.end] = min(cost, ahead.get(word.end, cost))
    behind = {end: 0}
    for word in reversed(words):
        cost = behind[word.end] + word.cost
        behind[word.start] = min(cost, behind.get(word.start, cost))
    return ahead, behind


@lru_cache(maxsize=2)
def load_polyphones(folder: Path) -> Polyphones:
    """Read the files of a folder; takes some hundredths of a second, once."""
    table = read_table(folder / POLYPHONES)
    characters = {char: tuple(row.split()) for char, row in table.characters.items()}
    words = _rows(folder / DICTIONARY)
    own = _rows(folder / OWN_WORDS)
    contexts: dict[str, tuple[tuple[str, str], ...]] = {}
    for one in table.context:
        match = one.match
        for name, meaning in table.names.items():
            match = match.replace(f"«{name}»", meaning)
        contexts[one.char] = (*contexts.get(one.char, ()), (match, one.say))
    phonemes = {r: f"[[{spelled}]]" for r, spelled in table.espeak.phonemes.items()}
    longest = max(map(len, (*words, *own)))
    return Polyphones(
        characters, words, own, contexts, table.homophones, phonemes, table.espeak.alone, longest
    )


@cache
def _pattern(match: str) -> re.Pattern[str]:
    """Give a pattern of the file, made when it is first needed."""
    return re.compile(match)


def _rows(path: Path) -> dict[str, str]:
    """Give the rows of a list of words: what stands behind the first tab, by what stands before it."""
    lines = read_text(path).splitlines()
    return {row[0]: row[2] for line in lines if (row := line.partition("\t"))[1] and line[0] != "#"}
