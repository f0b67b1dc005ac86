"""From the text as written to the words as said, and back again character by character.

The rules are data, `assets/voice/wording.toml`; this applies them. Nothing here knows an engine:
an engine has at most a last pass of its own in that file. The way back lets the screen light the
text as written while the voice says something else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import field
from difflib import SequenceMatcher
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from kiosk.paths import RefusedError, shipped
from kiosk.patterns import pattern
from kiosk.scenario.characters import meant_by
from kiosk.toml_file import BadTomlError, read_toml
from kiosk.values import dataclass
from kiosk.voice.numerals import AMOUNTS, PLAIN, SAYINGS, Way
from kiosk.voice.polyphones import Polyphones, load_polyphones

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from kiosk.speech import Utterance

CODE_VERSION = 1
"""Raise it where the code here changes what is said."""

NUMBER = r"(?:\d{1,3}(?:[,，]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
_KEPT = frozenset("，。！？；：（）、～…—“”‘’《》【】￥")
_UNSPEAKABLE = ("So", "Sk", "Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me")
_WORDED = frozenset("℃㎡→×½⅓⅔¼¾⅕⅛°○")
"""Signs the rules have words for, kept though they are no letters."""
_FIGURES = dict(zip("①②③④⑤⑥⑦⑧⑨ⅠⅡⅢⅣⅤⅥⅦⅧⅨ", PLAIN[1:] * 2, strict=True))
_LAST_READ = "\uffff"
"""The last character of those an engine may know; rarer ones it spells by their numbers."""
_SLOT = pattern(r"\{(\d)(?::(\w+))?\}")


class BadWording(RefusedError):
    """The rules or the lists of readings can't be used; the message says which, why and what to do."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is said, and for each of its characters the stretch of written text it stands for.

    A stretch is (start, end), and no start is before an earlier one. `written` is the written
    text's length.
    """

    text: str
    back: tuple[tuple[int, int], ...]
    written: int

    @classmethod
    def as_written(cls, text: str) -> Said:
        """Give what is said where that is the text itself."""
        return cls(text, tuple((n, n + 1) for n in range(len(text))), len(text))

    def end(self, index: int) -> int:
        """Give how many written characters are said once character `index` has been said."""
        after = self.back[index + 1][0] if index + 1 < len(self.back) else self.written
        return max(self.back[index][1], after)

    @property
    def speakable(self) -> bool:
        """Whether there is anything to say at all."""
        return any(c.isalnum() for c in self.text)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the file: where it matches, what is said there, and its examples."""

    name: str
    pattern: re.Pattern[str]
    say: str
    like: tuple[tuple[str, str], ...] = ()
    ways: Mapping[str, Way] = field(default_factory=lambda: SAYINGS)
    """The ways of saying its slots may name."""


class Respelling(Enum):
    """What an engine is given for a character it would read otherwise than it must."""

    HOMOPHONES = "homophones"
    """Another character that sounds so."""

    PHONEMES = "phonemes"
    """The same, and the engine's own phonemes where there is none."""


@dataclass(frozen=True, slots=True)
class TextNormaliser:
    """All rules, ready to use; `profiles` are the engines' last passes."""

    rules: tuple[Rule, ...]
    profiles: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)
    respelling: Mapping[str, Respelling] = field(default_factory=dict)
    """The profiles of engines that are given sound-alikes for characters with several readings."""

    readings: Path | None = None
    """The folder of the lists of such characters."""

    def of(self, utterance: Utterance, profile: str = "") -> Said:
        """Give what is said for an utterance, with its own reading and its story's readings."""
        strand = Strand.of(utterance.text)
        if utterance.say:
            strand = strand.aligned(utterance.say)
        # The longest first, so that a short reading can't spoil a longer one.
        for words, say in sorted(utterance.readings, key=lambda r: -len(r[0])):
            if words and not utterance.say:
                strand = strand.replaced(
                    re.compile(re.escape(words)), say.replace("{", "").replace("}", "")
                )
        return self._apply(strand, profile)

    def unsure(self, utterance: Utterance) -> list[UnsureReading]:
        """Give the characters of an utterance nothing tells the reading of; what a reading is given for is sure."""
        known = self._polyphones()
        if known is None:
            return []
        written = utterance.say or utterance.text
        said = Strand.of(written).plain().by(self.rules).said()
        given = (
            [] if utterance.say else _places(written, [words for words, _ in utterance.readings])
        )
        found = []
        with _bad_lists_told():
            unsure = known.unsure(said.text)
        for one in unsure:
            start, end = said.back[one.start][0], said.back[one.end - 1][1]
            at, past = said.back[one.place]
            if any(first <= at and past <= last for first, last in given):
                continue
            others = tuple(r for r in known.characters[one.char] if r != one.reading)
            found.append(
                UnsureReading(utterance, one.char, written[start:end], one.reading, others)
            )
        return found

    def homophones(self) -> Mapping[str, str]:
        """Give a character for each reading of those with several that has one: what people may write instead."""
        known = self._polyphones()
        return known.homophones if known is not None else {}

    def word(self, text: str, profile: str = "") -> Said:
        """Give what is said for plain text."""
        return self._apply(Strand.of(text), profile)

    def _apply(self, strand: Strand, profile: str) -> Said:
        strand = self._respelled(strand.plain().by(self.rules), profile)
        return strand.by(self.profiles.get(profile, ())).said()

    def _polyphones(self) -> Polyphones | None:
        """Give the lists of characters with several readings, read when first needed; raises BadWording."""
        if self.readings is None:
            return None
        with _bad_lists_told():
            return load_polyphones(self.readings)

    def _respelled(self, strand: Strand, profile: str) -> Strand:
        """Give each character with several readings as the engine has to be given it."""
        way = self.respelling.get(profile)
        known = self._polyphones() if way is not None else None
        if known is None:
            return strand
        with _bad_lists_told():
            given = known.respelled(strand.text, phonemes=way is Respelling.PHONEMES)
        return strand.respelled(given)


@contextmanager
def _bad_lists_told() -> Iterator[None]:
    """Raise BadWording where the lists can't be read; most of a row is read when its word is met."""
    try:
        yield
    except (OSError, ValueError, re.error) as error:
        raise BadWording(f"多音字表读不出来：{error}。请用随程序附带的文件换回来。") from error


@dataclass(frozen=True, slots=True)
class UnsureReading:
    """A character that may be read wrongly: the words it stands in as written, how it will be read, how it might be."""

    utterance: Utterance
    char: str
    words: str
    reading: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Strand:
    """Text on its way to speech, each character with the stretch of written text it came from."""

    text: str
    back: tuple[tuple[int, int], ...]
    written: int

    @classmethod
    def of(cls, text: str) -> Strand:
        """Begin with the text as written."""
        return cls(text, Said.as_written(text).back, len(text))

    def plain(self) -> Strand:
        """Make full-width letters, figures and look-alikes plain, and drop what nobody can say."""
        text: list[str] = []
        back: list[tuple[int, int]] = []
        for char, stretch in zip(self.text, self.back, strict=True):
            said = char
            if char in "\n\r\t\v\f\x85\u2028\u2029":
                said = " "
            elif char in _FIGURES:
                said = _FIGURES[char]
            elif "" < meant_by(char) <= _LAST_READ:
                said = meant_by(char)
            elif char not in _KEPT and char not in _WORDED:
                said = unicodedata.normalize("NFKC", char)
            said = "".join(
                c for c in said if c in _WORDED or unicodedata.category(c) not in _UNSPEAKABLE
            )
            text.append(said)
            back.extend([stretch] * len(said))
        return Strand("".join(text), tuple(back), self.written)

    def aligned(self, say: str) -> Strand:
        """Say `say` instead; what both have in common keeps its place, the rest is spread."""
        back: list[tuple[int, int]] = []
        for _, a, b, c, d in SequenceMatcher(None, self.text, say, autojunk=False).get_opcodes():
            back.extend(self._spread(a, b, d - c))
        return Strand(say, tuple(back), self.written)

    def by(self, rules: Iterable[Rule]) -> Strand:
        """Say what each rule tells, one after the other."""
        strand = self
        for rule in rules:
            if rule.pattern.search(strand.text):  # most rules find nothing in most texts
                strand = strand.replaced(rule.pattern, rule.say, rule.ways)
        return strand

    def replaced(
        self, pattern: re.Pattern[str], say: str, ways: Mapping[str, Way] = SAYINGS
    ) -> Strand:
        """Say each match as `say` tells, its slots filled from the match's groups."""
        text: list[str] = []
        back: list[tuple[int, int]] = []
        done = 0
        for match in pattern.finditer(self.text):
            text.append(self.text[done : match.start()])
            back.extend(self.back[done : match.start()])
            for piece in _pieces(match, say, ways):
                text.append(piece.said)
                back.extend(self._spread(piece.start, piece.end, len(piece.said), piece.whole))
            done = match.end()
        if not done and not text:
            return self
        text.append(self.text[done:])
        back.extend(self.back[done:])
        return Strand("".join(text), tuple(back), self.written)

    def respelled(self, given: Sequence[str]) -> Strand:
        """Say what is given for each character instead of it, at its place."""
        back = tuple(s for s, text in zip(self.back, given, strict=True) for _ in text)
        return Strand("".join(given), back, self.written)

    def said(self) -> Said:
        """Give the result, with a way back that never goes backwards."""
        first = 0
        back: list[tuple[int, int]] = []
        for start, end in self.back:
            first = max(first, start)
            back.append((first, max(first, end)))
        return Said(self.text, tuple(back), self.written)

    def _spread(
        self,
        start: int,
        end: int,
        count: int,
        whole: bool = False,  # noqa: FBT001, FBT002  a flag of the piece
    ) -> list[tuple[int, int]]:
        """Give `count` characters their places among those from `start` to `end`."""
        span = self.back[start:end]
        if not span:
            near = self.back[start - 1] if start else (0, 0)
            return [near] * count
        if whole:
            return [(span[0][0], span[-1][1])] * count
        return [span[n * len(span) // count] for n in range(count)]


def shipped_wording() -> Path:
    """Give the program's own file of rules."""
    return shipped("assets") / "voice" / "wording.toml"


def load_wording(path: Path) -> TextNormaliser:
    """Read the file of rules; raise BadWording that names the rule at fault."""
    try:
        given = read_toml(path, _File)
    except BadTomlError as error:
        raise BadWording(f"读音规则 {error}。请用随程序附带的文件换回来。") from error
    names = {
        "«数»": NUMBER,
        "«热线»": "|".join(given.hotlines),
        "«单位»": "|".join(sorted(given.measures, key=len, reverse=True)),
        "«数量»": "|".join(given.quantities),
        "«编码»": _any(given.code_words),
        "«币»": _any(given.currencies),
        "«计量»": _any(given.units),
    }
    ways = {**SAYINGS, "币": given.currencies.__getitem__, "计": given.units.__getitem__}
    rules = (*_words(given.words), *_rules(given.rule, names, ways))
    profiles = {
        name: (*_words(last.words), *_rules(last.rule, names, ways))
        for name, last in given.engine.items()
    }
    respelling = {}
    for name, last in given.engine.items():
        if last.respelling:
            try:
                respelling[name] = Respelling(last.respelling)
            except ValueError as error:
                raise BadWording(f"读音规则 engine.{name} 的 respelling 不认识。") from error
    return TextNormaliser(rules, profiles, respelling, path.parent)


@dataclass(frozen=True, slots=True)
class _WrittenRule:
    match: str
    say: str
    name: str = "没有名字"
    like: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Profile:
    respelling: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    rule: tuple[_WrittenRule, ...] = ()


@dataclass(frozen=True, slots=True)
class _File:
    format: int = 1
    hotlines: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    code_words: tuple[str, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    currencies: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    rule: tuple[_WrittenRule, ...] = ()
    engine: Mapping[str, _Profile] = field(default_factory=dict)


class _Piece(NamedTuple):
    """Part of what is said for a match, and the stretch of the matched text it stands for."""

    said: str
    start: int
    end: int
    whole: bool = False
    """Whether every character of it stands for the whole stretch."""


def _pieces(match: re.Match[str], say: str, ways: Mapping[str, Way]) -> list[_Piece]:
    """Give what is said for a match, in pieces that together stand for all of it.

    An amount is one thing: its figures are lit together, with the sign before them, as soon as it
    is begun. Words of the rule's own stand at the place reached.
    """
    pieces: list[_Piece] = []
    reached, done = match.start(), 0
    for slot in _SLOT.finditer(say):
        if slot.start() > done:
            pieces.append(_Piece(say[done : slot.start()], reached, min(reached + 1, match.end())))
        group, way = int(slot[1]), slot[2]
        start, end = match.span(group)
        if start >= 0:
            spoken = ways[way](match[group]) if way else match[group]
            begin = start if pieces else match.start()
            pieces.append(_Piece(spoken, begin, end, way in AMOUNTS))
            reached = max(reached, end - 1)
        done = slot.end()
    if done < len(say):
        pieces.append(_Piece(say[done:], reached if done else match.start(), match.end()))
    return pieces


def _places(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Give where words stand in a text: (start, end) of each time."""
    return [found.span() for word in words if word for found in re.finditer(re.escape(word), text)]


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


def _words(words: Mapping[str, str]) -> list[Rule]:
    """Make one rule of each word, the longest first; Latin words only where they stand alone."""
    rules = []
    for written in sorted(words, key=len, reverse=True):
        pattern = re.escape(written)
        if written.isascii() and written.isalpha():
            pattern = rf"(?<![A-Za-z]){pattern}(?![A-Za-z])"
        rules.append(Rule(written, re.compile(pattern), words[written]))
    return rules


def _rules(
    given: Sequence[_WrittenRule], names: Mapping[str, str], ways: Mapping[str, Way]
) -> list[Rule]:
    rules = []
    for one in given:
        pattern = one.match
        for word, meaning in names.items():
            pattern = pattern.replace(word, meaning)
        try:
            compiled = re.compile(pattern)
        except re.error as error:
            raise BadWording(f"读音规则“{one.name}”写错了：{error}。") from error
        for slot in _SLOT.finditer(one.say):
            if int(slot[1]) > compiled.groups or (slot[2] and slot[2] not in ways):
                raise BadWording(f"读音规则“{one.name}”里的 {slot[0]} 不认识。")
        rules.append(Rule(one.name, compiled, one.say, one.like, ways))
    return rules
