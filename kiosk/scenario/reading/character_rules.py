"""One rule for characters, however they are written: as themselves, by an escape, as web pages write them.

A value is looked at as it stands in the file, character by character, so that each fault is told at its
own place; what the value is read as then has the characters that were meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field

from kiosk.patterns import pattern
from kiosk.scenario.characters import (
    EMOJI,
    entities,
    entity_meant,
    is_control,
    is_unseen,
    look_alikes,
    meant_by,
    name_of,
)
from kiosk.values import dataclass

MOST_TOLD = 5
"""Faults told of one value; whoever has mended so many checks again."""

CONTROL, UNSEEN, LOST = "control-character", "invisible-character", "broken-character"
LOOK_ALIKE, MOJIBAKE, ENTITY = "look-alike", "mojibake", "html-entity"
SHOWN = "escape-shown"

WHOLLY_MISREAD = 8
"""Parts of a text read in the wrong encoding from which on no line of it is worth telling."""


@dataclass(frozen=True, slots=True)
class WrittenCharacter:
    """A character of a value: `at` is where in the file's text it is written, in `length` characters."""

    character: str
    at: int
    length: int = 1


@dataclass(frozen=True, slots=True)
class CharacterFault:
    """What is wrong with some characters of a value, from `first` up to `last`; `meant` is to stand there."""

    first: int
    last: int
    code: str
    variant: str = ""
    values: dict[str, str] = field(default_factory=dict)
    meant: str = ""


# As written --------------------------------------------------------------------------------------

_ESCAPED = dict(zip("0abtnvfreN_LP", "\0\a\b\t\n\v\f\r\x1b\x85\xa0\u2028\u2029", strict=True))
_HEXADECIMAL = {"x": 2, "u": 4, "U": 8}


def written_characters(
    text: str, start: int, end: int, style: str | None
) -> list[WrittenCharacter]:
    """Give the characters of a scalar between two places of a text; broken lines are none of its own.

    `style` is the sign the scalar is quoted with or introduced by, as YAML's parser gives it.
    """
    if style in ("|", ">"):
        head = re.search(r"[\r\n]", text[start:end])
        return list(_plain(text, start + head.end() if head else end, end))
    if style == '"':
        return list(_double(text, start + 1, end - 1))
    if style == "'":
        return list(_single(text, start + 1, end - 1))
    return list(_plain(text, start, end))


def _plain(text: str, at: int, end: int) -> Iterator[WrittenCharacter]:
    while at < end:
        after = _after_blanks(text, at, end)
        if not re.search(r"[\r\n]", text[at:after]):
            yield from (WrittenCharacter(text[n], n) for n in range(at, max(after, at + 1)))
        at = max(after, at + 1)


def _after_blanks(text: str, at: int, end: int) -> int:
    """Give where the blanks and broken lines at a place are over."""
    while at < end and text[at] in " \t\r\n":
        at += 1
    return at


def _single(text: str, at: int, end: int) -> Iterator[WrittenCharacter]:
    quoted = False
    for one in _plain(text, at, end):
        quoted = one.character == "'" and not quoted
        if not quoted:
            yield one


def _double(text: str, at: int, end: int) -> Iterator[WrittenCharacter]:
    characters = list(_plain(text, at, end))
    n = 0
    while n < len(characters):
        one = characters[n]
        n += 1
        if one.character != "\\" or n == len(characters):
            yield one
            continue
        letter = characters[n].character
        if characters[n].at > one.at + 1:
            continue  # a line broken without a blank
        digits = text[one.at + 2 : one.at + 2 + _HEXADECIMAL.get(letter, 0)]
        character = chr(int(digits, 16)) if digits else _ESCAPED.get(letter, letter)
        yield WrittenCharacter(character, one.at, 2 + len(digits))
        n += 1 + len(digits)


# What is wrong -----------------------------------------------------------------------------------

_SUSPICIOUS = pattern(
    "[^\x20-\x7e\u00b0-\u00d7\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2103\u2150-\u218f\u2190-\u22ff\u2460-\u257f"
    "\u25a0-\u26ff\u3001-\u303d\u3105-\u312f\u3200-\u33ff\u3400-\u9fff\uff01-\uff5e\uffe0-\uffe6]"
    r"|&#?[0-9A-Za-z]+;|\\[0nrtuUx]|锟|斤拷|锘|烫烫|屯屯"
)
"""What a value must hold for anything to be wrong with its characters; ordinary ones are read on."""

_LETTERS = pattern("[A-Za-z\u0370-\u03ff\u0400-\u052f]+")
_KANA = pattern("[\u3040-\u30ff\u31f0-\u31ff]+")
_HAN = pattern("[\u3400-\u9fff]")
_ESCAPE = pattern(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2}|[nrt0](?![A-Za-z0-9]))")
_PATH = pattern(r"[A-Za-z]:\\|^\\\\")


def may_be_faulty(value: str) -> bool:
    """Tell whether a value, as read, holds anything for which its characters must be looked at."""
    return bool(_SUSPICIOUS.search(value))


def faults_of(written: Sequence[WrittenCharacter], style: str | None) -> list[CharacterFault]:
    """Give what is wrong with the characters of a value, in their order, at most a few."""
    text = "".join(one.character for one in written)
    emoji = {
        n for met in re.finditer(EMOJI, text) for n in range(*met.span()) if len(met.group()) > 1
    }
    found = list(_mojibake_in(text))
    found += _entities(text)
    found += _escapes(text) if style != '"' else ()
    found += _lone_characters(text, emoji)
    found += _words(text)
    taken: set[int] = set()
    kept: list[CharacterFault] = []
    for fault in found:
        places = set(range(fault.first, fault.last))
        if not places & taken:
            taken |= places
            kept.append(fault)
    return sorted(kept, key=lambda fault: fault.first)


def meant(text: str, faults: Sequence[CharacterFault]) -> str:
    """Give a value with the characters that were meant in place of the faulty ones.

    What is ordinary letters, though it means nothing to a reader, stays as it is shown.
    """
    parts = []
    at = 0
    for fault in faults:
        if fault.code not in (SHOWN, ENTITY):
            parts += [text[at : fault.first], fault.meant]
            at = fault.last
    return "".join([*parts, text[at:]])


def _lone_characters(text: str, emoji: set[int]) -> Iterator[CharacterFault]:
    n = 0
    while n < len(text):
        fault = None if n in emoji else fault_of(text[n])
        if fault is None:
            n += 1
            continue
        last = n + 1
        while last < len(text) and last not in emoji and fault_of(text[last]) == fault:
            last += 1
        code, variant = fault
        values = {"name": name_of(text[n])}
        replacement = ""
        if code == LOOK_ALIKE:
            replacement = "".join(meant_by(one) for one in text[n:last])
            values = {"said": text[n:last], "meant": replacement, "kind": _kind_of(text[n])}
        elif code == CONTROL:
            replacement = " " if variant in ("break", "tab") else ""
        yield CharacterFault(n, last, code, variant, values, replacement)
        n = last


def fault_of(character: str) -> tuple[str, str] | None:
    """Give code and variant of what is wrong with a character by itself."""
    if "\x20" <= character <= "\x7e" or "\u4e00" <= character <= "\u9fff":
        return None
    if is_control(character):
        breaks = character in "\n\r\x85\u2028\u2029"
        return CONTROL, "tab" if character == "\t" else "break" if breaks else ""
    if character == "\ufffd":
        return LOST, "lost"
    if is_unseen(character):
        return UNSEEN, ""
    return (LOOK_ALIKE, "") if meant_by(character) else None


def _kind_of(character: str) -> str:
    if "\u2e80" <= character <= "\u2fdf":
        return "部首"
    if "\u31c0" <= character <= "\u31ef":
        return "笔画"
    return "数学字母" if character >= "\U0001d400" and character <= "\U0001d7ff" else "兼容用的字"


def _words(text: str) -> Iterator[CharacterFault]:
    """Find letters of another script that pass for Latin ones, and kana that pass for Chinese ones."""
    if text.isascii():
        return
    tables = look_alikes()
    for met in _LETTERS.finditer(text):
        word = met.group()
        if word.isascii() or not (
            all(letter.isascii() or letter in tables.letters_within_words for letter in word)
            and (re.search("[A-Za-z]", word) or all(letter in tables.letters for letter in word))
        ):
            continue
        other = next(letter for letter in word if not letter.isascii())
        values = {
            "said": word,
            "meant": "".join(tables.letters_within_words.get(letter, letter) for letter in word),
            "kind": "希腊字母" if other < "\u0400" else "西里尔字母（俄文）",
        }
        yield CharacterFault(*met.span(), LOOK_ALIKE, "", values, values["meant"])
    for met in _KANA.finditer(text):
        beside = text[met.start() - 1 : met.start()] + text[met.end() : met.end() + 1]
        if len(met.group()) == 1 and met.group() in tables.kana and len(_HAN.findall(beside)) > 0:
            alike = tables.kana[met.group()]
            values = {"said": met.group(), "meant": alike, "kind": "片假名（日文）"}
            yield CharacterFault(*met.span(), LOOK_ALIKE, "", values, alike)


def _entities(text: str) -> Iterator[CharacterFault]:
    for met in entities(text):
        character = entity_meant(met.group())
        seen = character.isprintable() and not character.isspace()
        variant = "" if seen else "blank" if character.isspace() else "unseen"
        values = {"said": met.group(), "meant": character, "name": name_of(character[0])}
        yield CharacterFault(
            *met.span(), ENTITY, variant, values, character if seen else " " * (variant == "blank")
        )


def _escapes(text: str) -> Iterator[CharacterFault]:
    if "\\" not in text or _PATH.search(text):
        return
    met = _ESCAPE.search(text)
    if met:
        yield CharacterFault(*met.span(), SHOWN, "", {"said": met.group()})


# Text read in the wrong encoding -----------------------------------------------------------------

_KNOWN = pattern("[锟斤拷]*(?:锟斤|斤拷|拷锟)[锟斤拷]*[烫屯]*|烫{4,}|屯{3,}|锘[锟挎縸]?")
_LATIN = pattern(
    "[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]{2,}"
)
_AS_UTF_8 = pattern(rb"(?:[\xe3-\xe9\xef][\x80-\xbf]{2}){2,}")
_SEVERAL = 2
_FEWEST_GBK = 4


def _mojibake_in(text: str) -> Iterator[CharacterFault]:
    """Find text whose bytes were read as what they are not, with what they most likely were."""
    if text.isascii():
        return
    for met in _KNOWN.finditer(text):
        yield CharacterFault(*met.span(), MOJIBAKE, "lost", {"said": met.group()})
    for met in _LATIN.finditer(text):
        was = _as_utf_8(met.group()) or _as_gbk(met.group())
        if was:
            yield CharacterFault(
                *met.span(), MOJIBAKE, "", {"said": met.group(), "meant": was}, was
            )
    for first, last, was in read_as_gbk(text):
        yield CharacterFault(
            first, last, MOJIBAKE, "", {"said": text[first:last], "meant": was}, was
        )


def _as_utf_8(said: str) -> str:
    try:
        if all(one in "–—‘’‚“”„†‡•…" for one in said[1:]):
            return ""  # a word with an accent, then Chinese signs
        was = b"".join(_western(one) for one in said).decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return ""
    return was.replace("\xa0", " ")


def _western(character: str) -> bytes:
    return character.encode("latin-1" if character < "\u0100" else "cp1252")


def _as_gbk(said: str) -> str:
    if len(said) < _FEWEST_GBK or any(not "\xa1" <= one <= "\xff" for one in said):
        return ""
    try:
        was = said.encode("latin-1").decode("gb2312")
    except UnicodeDecodeError:
        return ""
    return was if all(_is_common(one) for one in was) else ""


def read_as_gbk(text: str) -> Iterator[tuple[int, int, str]]:
    """Give the parts of a text that are UTF-8 read as GBK, each with what it most likely was."""
    if not _AS_UTF_8.search(b"\x80".join(part.encode("gbk", "ignore") for part in text.split("€"))):
        return
    at: list[int] = []
    data = bytearray()
    for n, character in enumerate(text):
        piece = b"\x80" if character == "€" else character.encode("gbk", errors="ignore")
        data += piece or b"\0"
        at += [n] * max(1, len(piece))
    for met in _AS_UTF_8.finditer(bytes(data)):
        first, last = at[met.start()], at[met.end() - 1] + 1
        was = met.group().decode("utf-8", errors="replace")
        aligned = met.start() == 0 or at[met.start() - 1] != first
        if aligned and all(_is_common(one) for one in was):
            yield first, last, was


def _is_common(character: str) -> bool:
    """Tell whether a character is one of the 3,755 most common ones or a sign among them."""
    try:
        data = character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(data) == _SEVERAL and (b"\xb0" <= data[:1] <= b"\xd7" or data[:1] in b"\xa1\xa3")
