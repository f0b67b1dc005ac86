"""From a sentence as said to its syllables: which words, which readings, which tones.

Words and first readings come from outside (jieba and pypinyin, in the maker's environment); the lists of
`readings.toml` correct them, then tones change beside each other. What stands in the lists was heard or
read to be wrong without them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from speech.sandhi import Sound, changed
from speech.syllables import NotPinyin, Syllable

LISTS = Path(__file__).with_name("readings.toml")

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_PIECES = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[A-Za-z]+|[，、。！？：；…,.!?:;]+")
_NUMBER = re.compile(
    r"((?:[一二三四五六七八九两]?[十百千万亿]零?)+[一二三四五六七八九]?(?![十百千万亿]))"
)
"""A number of several figures: one word, so that no pause falls inside."""

_SILENT = re.compile(r"[“”‘’「」『』《》（）()\s]")
_SIGNS = {"，": ",", "、": ",", "。": ".", "！": "!", "？": "?", "：": ":", "；": ";"}

Words = Callable[[str], Sequence[str]]
"""Cuts Chinese characters into words."""
Readings = Callable[[str], Sequence[str]]
"""Gives the pinyin of a word, one for each character."""
Settled = Callable[[str], Mapping[int, str]]
"""Gives the pinyin of those characters of a sentence that have several readings and are sure of one, by their places."""


class BadLists(Exception):
    """The file of readings can't be used; the message says where and why."""


class Unreadable(Exception):
    """Something in the sentence has no reading; the message names it."""


@dataclass(frozen=True, slots=True)
class Clause:
    """What is said in one breath, and the sign that closes it ("" at an open end)."""

    sounds: tuple[Sound, ...]
    sign: str = ""

    @property
    def words(self) -> list[tuple[Sound, ...]]:
        """The sounds, word by word."""
        found: dict[int, list[Sound]] = {}
        for sound in self.sounds:
            found.setdefault(sound.word, []).append(sound)
        return [tuple(word) for word in found.values()]


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence as it is read: its text and its clauses."""

    text: str
    clauses: tuple[Clause, ...]

    @property
    def sounds(self) -> list[Sound]:
        """All syllables, in order."""
        return [s for clause in self.clauses for s in clause.sounds]

    @property
    def pinyin(self) -> str:
        """The whole as pinyin with the tones' numbers, words apart."""
        return " ".join(
            " ".join("".join(s.syllable.numbered for s in word) for word in clause.words)
            + clause.sign
            for clause in self.clauses
        )


@dataclass(frozen=True, slots=True)
class Lists:
    """The project's own readings.

    `phrases` gives the pinyin of words, `contexts` of single characters where a pattern fits around them,
    `letters` that of Latin letters, `words` what must stay together, and `doubtful` the characters that
    have several readings.
    """

    phrases: dict[str, tuple[str, ...]]
    contexts: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]
    letters: dict[str, tuple[str, ...]]
    words: tuple[str, ...]
    apart: tuple[tuple[str, ...], ...]
    doubtful: frozenset[str]

    @property
    def longest(self) -> int:
        """How many characters the longest phrase has."""
        return max(map(len, self.phrases), default=0)


def load_lists(path: Path = LISTS) -> Lists:
    """Read the file of readings; raise BadLists that names the entry at fault."""
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadLists(f"读音表 {path} 读不出来：{error}。") from error
    phrases = {words: _pinyin(words, given) for words, given in data.get("phrases", {}).items()}
    for words, pinyin in phrases.items():
        if len(pinyin) != len(words):
            raise BadLists(f"读音表里“{words}”有 {len(words)} 个字，拼音却有 {len(pinyin)} 个。")
    contexts = tuple(
        (re.compile(one["match"]), _pinyin(one["match"], one["say"]))
        for one in data.get("context", ())
    )
    letters = {name: _pinyin(name, given) for name, given in data.get("letters", {}).items()}
    return Lists(
        phrases,
        contexts,
        letters,
        tuple(data.get("words", ())),
        tuple(tuple(one.split()) for one in data.get("apart", ())),
        frozenset(data.get("doubtful", "")),
    )


def _pinyin(name: str, given: str) -> tuple[str, ...]:
    pinyin = tuple(given.split())
    for one in pinyin:
        try:
            Syllable.of(one)
        except NotPinyin as error:
            raise BadLists(f"读音表里“{name}”：{error}") from error
    return pinyin


class Reader:
    """Reads sentences: what cuts words, gives first readings and settles those of several comes from outside."""

    def __init__(
        self, lists: Lists, words: Words, readings: Readings, settled: Settled | None = None
    ) -> None:
        """Hold the parts."""
        self.lists = lists
        self._words = words
        self._readings = readings
        self._settled = settled or (lambda _: {})

    def read(self, text: str) -> Reading:
        """Give how a sentence is read; raise Unreadable for what no list and no dictionary knows."""
        clauses: list[Clause] = []
        sounds: list[Sound] = []
        settled = self._settled(text)
        shown = _SILENT.sub(lambda m: " " * len(m[0]), text)
        for run, places in _runs(shown):
            if _HAN.match(run):
                sounds += self._han(run, places, _next_word(sounds), settled)
            elif run[0].isalpha():
                sounds += self._latin(run, places, _next_word(sounds))
            elif sounds:
                clauses.append(Clause(tuple(changed(_rhotic(sounds))), _sign(run)))
                sounds = []
        if sounds:
            clauses.append(Clause(tuple(changed(_rhotic(sounds)))))
        return Reading(text, tuple(clauses))

    def _han(
        self, run: str, places: Sequence[int], word: int, settled: Mapping[int, str]
    ) -> list[Sound]:
        sounds: list[Sound] = []
        for count, one in enumerate(self._cut(run), word):
            pinyin = list(self._readings(one))
            if len(pinyin) != len(one):
                raise Unreadable(f"“{one}”里有字典里没有的字。")
            for char, reading in zip(one, pinyin, strict=True):
                try:
                    syllable = Syllable.of(reading)
                except NotPinyin as error:
                    raise Unreadable(f"“{char}”的读音不知道：{error}") from error
                sounds.append(Sound(places[len(sounds)], char, syllable, count))
        return self._listed(run, sounds, settled)

    def _cut(self, run: str) -> list[str]:
        """Give the words of a run, those the list holds apart taken apart."""
        words: list[str] = []
        apart = {"".join(one): one for one in self.lists.apart}
        for piece in _NUMBER.split(run):
            if _NUMBER.fullmatch(piece):
                words.append(piece)
            elif piece:
                for word in self._words(piece):
                    words.extend(apart.get(word, (word,)))
        return words

    def _listed(self, run: str, sounds: list[Sound], settled: Mapping[int, str]) -> list[Sound]:
        """Give the sounds with the readings of the lists: the longest phrase first, then what stands around.

        What both leave open is read as the kiosk's own lists settle it.
        """
        given: dict[int, str] = {}
        start = 0
        while start < len(run):
            for length in range(min(self.lists.longest, len(run) - start), 0, -1):
                pinyin = self.lists.phrases.get(run[start : start + length])
                if pinyin is not None:
                    given |= dict(enumerate(pinyin, start))
                    start += length
                    break
            else:
                start += 1
        for pattern, pinyin in self.lists.contexts:
            for match in pattern.finditer(run):
                for place, one in enumerate(pinyin, match.start()):
                    given.setdefault(place, one)
        for n, sound in enumerate(sounds):
            if sound.place in settled:
                given.setdefault(n, settled[sound.place])
        return [
            replace(sound, syllable=Syllable.of(given[n]), listed=True) if n in given else sound
            for n, sound in enumerate(sounds)
        ]

    def _latin(self, run: str, places: Sequence[int], word: int) -> list[Sound]:
        """Give the sounds of Latin letters: a word that is listed, else letters, each a word of its own."""
        whole = self.lists.letters.get(run, ())
        said: list[tuple[int, tuple[str, ...]]]
        if len(whole) == len(run):
            said = [(place, (one,)) for place, one in zip(places, whole, strict=True)]
        elif whole:
            said = [(places[0], whole)]
        else:
            said = [
                (place, self._letter(letter)) for place, letter in zip(places, run, strict=True)
            ]
        return [
            Sound(place, run[n], Syllable.of(one), word if whole else word + n, listed=True)
            for n, (place, pinyin) in enumerate(said)
            for one in pinyin
        ]

    def _letter(self, letter: str) -> tuple[str, ...]:
        known = self.lists.letters.get(letter.upper())
        if known is None:
            raise Unreadable(f"字母“{letter}”在读音表里没有。")
        return known


def _runs(text: str) -> list[tuple[str, list[int]]]:
    """Give the stretches of one kind and where their characters stand; blanks between Chinese are none.

    Letters with blanks between (A P P) stay apart letters, but one word: they are said together.
    """
    places = [n for n, c in enumerate(text) if c != " "]
    dense = "".join(text[n] for n in places)
    found = [(m[0], places[m.start() : m.end()]) for m in _PIECES.finditer(dense)]
    rest = _PIECES.sub("", dense)
    if rest:
        raise Unreadable(f"“{rest}”读不出来：先用读音规则写成字。")
    return found


def _rhotic(sounds: list[Sound]) -> list[Sound]:
    """Give the sounds with each 儿 of 儿化 joined to the syllable before it: er5 stands for it."""
    said: list[Sound] = []
    for sound in sounds:
        if sound.char == "儿" and sound.listed and sound.syllable.tone == 5 and said:  # noqa: PLR2004
            said[-1] = replace(said[-1], syllable=replace(said[-1].syllable, rhotic=True))
        else:
            said.append(sound)
    return said


def _next_word(sounds: Sequence[Sound]) -> int:
    return sounds[-1].word + 1 if sounds else 0


def _sign(run: str) -> str:
    """Give the sign of the model's alphabet for a run of signs: the strongest of them."""
    signs = [_SIGNS.get(c, c) for c in run]
    return next((s for s in "?!.…;:," if s in signs), ".")
