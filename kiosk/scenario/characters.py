"""What a character is: its name in Chinese, the one it looks like, what it stands for to a reader."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from kiosk.storage import read_text
from kiosk.values import dataclass

_LOOK_ALIKES = Path(__file__).with_name("look_alikes.toml")

# Names -------------------------------------------------------------------------------------------

_NAMES = {
    "\0": "空字符",
    "\a": "响铃符",
    "\b": "退格符",
    "\t": "制表符",
    "\n": "换行符",
    "\v": "竖向制表符",
    "\f": "换页符",
    "\r": "回车符",
    "\x1a": "文件结束符",
    "\x1b": "转义符",
    "\x7f": "删除符",
    "\x85": "换行符",
    "\u2028": "行分隔符",
    "\u2029": "段分隔符",
    "\u00a0": "不换行空格",
    "\u3000": "全角空格",
    "\u00ad": "软连字符",
    "\u200b": "零宽空格",
    "\u200c": "零宽不连字",
    "\u200d": "零宽连字",
    "\u2060": "零宽连接符",
    "\ufeff": "字节顺序标记",
    "\u200e": "从左到右的方向符",
    "\u200f": "从右到左的方向符",
    "\u061c": "阿拉伯文的方向符",
    "\u3164": "韩文的空白字母",
    "\uffa0": "韩文的空白字母",
    "\u115f": "韩文的空白字母",
    "\u1160": "韩文的空白字母",
    "\u2800": "盲文的空白",
    "\u034f": "连接符",
    "\ufffd": "替换符",
}

_NAMES_OF_RANGES = (
    ("\u2000", "\u200a", "窄空格"),
    ("\u202a", "\u202e", "改变文字方向的符号"),
    ("\u2061", "\u2064", "看不见的运算符"),
    ("\u2066", "\u2069", "改变文字方向的符号"),
    ("\u180b", "\u180f", "变体选择符"),
    ("\ufe00", "\ufe0f", "变体选择符"),
    ("\ufff9", "\ufffb", "注音用的符号"),
    ("\U000e0000", "\U000e007f", "看不见的标签字符"),
    ("\U000e0100", "\U000e01ef", "变体选择符"),
)

_NAMES_OF_CATEGORIES = {
    "Cc": "控制字符",
    "Cf": "看不见的格式字符",
    "Co": "私用字符",
    "Cs": "半个字符",
    "Cn": "没有定义的字符",
    "Zs": "特殊的空格",
}

_EMOJI = ("\U0001f000", "\U0001faff")
"""Blocks in which newer versions of Unicode go on defining emoji."""

_SEEN_AS_NOTHING = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800\u180b\u180c\u180d\u180f"
)
"""Characters that by their category could be seen, and can't."""


def name_of(character: str) -> str:
    """Give the Chinese name of a character that can't be shown itself."""
    if character in _NAMES:
        return _NAMES[character]
    for first, last, name in _NAMES_OF_RANGES:
        if first <= character <= last:
            return name
    return _NAMES_OF_CATEGORIES.get(unicodedata.category(character), "特殊字符")


def number_of(character: str) -> str:
    """Give a character's number as it is written after U+."""
    return f"{ord(character):04X}"


def is_control(character: str) -> bool:
    """Tell whether a character controls a device or breaks a line instead of being written."""
    return unicodedata.category(character) in {"Cc", "Zl", "Zp"}


def is_unseen(character: str) -> bool:
    """Tell whether a character leaves nothing to be seen, or nothing anybody can know beforehand."""
    if character in _SEEN_AS_NOTHING or "\ufe00" <= character <= "\ufe0f":
        return True
    if "\U000e0100" <= character <= "\U000e01ef":
        return True
    category = unicodedata.category(character)
    return category in {"Cf", "Co", "Cs"} or (
        category == "Cn" and not _EMOJI[0] <= character <= _EMOJI[1]
    )


_BASE = "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
_ONE_EMOJI = rf"{_BASE}(?:[\ufe0e\ufe0f]|[\U0001f3fb-\U0001f3ff])?"
EMOJI = (
    "[\U0001f1e6-\U0001f1ff]{2}|[0-9#*]\ufe0f?\u20e3"
    rf"|{_ONE_EMOJI}(?:[\U000e0020-\U000e007e]+\U000e007f)?(?:\u200d{_ONE_EMOJI})*"
)
"""The pattern of a symbol people see as one, whatever it is joined of: ❤️, 1️⃣, a family, a flag.

Compiled (and kept, by re) where one is first looked for: a start looks for none.
"""


def printable(text: str) -> str:
    """Give a text as a terminal and a page can bear it: what controls or hides is told by its number."""
    if text.isascii() and text.isprintable():
        return text
    at = 0
    parts = []
    for met in re.finditer(EMOJI, text):
        parts += [*map(_printable, text[at : met.start()]), met.group()]
        at = met.end()
    return "".join([*parts, *map(_printable, text[at:])])


def _printable(character: str) -> str:
    if character in "\t\n":
        return character
    if is_control(character) or is_unseen(character):
        return f"〈U+{number_of(character)}〉"
    return character


# Look-alikes -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LookAlikes:
    """Characters that look like others, each with the one it looks like.

    Those of `anywhere` are never meant; those of the others depend on what stands beside them.
    """

    anywhere: dict[str, str]
    letters: dict[str, str]
    letters_within_words: dict[str, str]
    kana: dict[str, str]


@cache
def look_alikes() -> LookAlikes:
    """Give the characters that look like others, from their file."""
    given = tomllib.loads(read_text(_LOOK_ALIKES))
    letters = _pairs(given["cyrillic"]) | _pairs(given["greek"])
    return LookAlikes(
        _pairs(given["radicals"]),
        letters,
        letters | _pairs(given["greek_within_words"]),
        _pairs(given["kana"]),
    )


def _pairs(written: str) -> dict[str, str]:
    bare = "".join(written.split())
    return dict(zip(bare[::2], bare[1::2], strict=True))


_COMPATIBLE = "[\u2e9f\u2ef3\u2f00-\u2fd5\uf900-\ufad9\U0001d400-\U0001d7ff\U0002f800-\U0002fa1d]"


@lru_cache(4096)
def meant_by(character: str) -> str:
    """Give the character that one nobody writes on purpose looks like; empty where it is none.

    Radicals, strokes and compatibility forms of ideographs come out of PDFs, bold and italic letters of
    mathematics out of chats.
    """
    if re.fullmatch(_COMPATIBLE, character):
        meant = unicodedata.normalize("NFKC", character)
        return "" if meant == character else meant
    if "\u2e80" <= character <= "\u2eff" or "\u31c0" <= character <= "\u31ef":
        return look_alikes().anywhere.get(character, "")
    return ""


# Folding -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as whoever copies it reads it: plain small letters, ASCII digits, nothing unseen.

    `starts` and `ends` are the places in `written` each character of `text` came from.
    """

    text: str
    written: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def as_written(self, start: int, end: int) -> str:
        """Give a part of the text as it was written."""
        return self.written[self.starts[start] : self.ends[end - 1]] if start < end else ""


_ENTITY = r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"

_NUMERALS = dict(zip("壹贰叁肆伍陆柒捌玖弌弍弎貳參陸〡〢〣〤〥〦〧〨〩零〇", "一二三四五六七八九一二三二三六一二三四五六七八九〇〇", strict=True))  # fmt: skip
"""Other signs for the digits a number is spelt with in Chinese."""


def entities(text: str) -> list[re.Match[str]]:
    """Give the places at which a text holds a character written as web pages write it."""
    if "&" not in text or ";" not in text:
        return []
    return [met for met in re.finditer(_ENTITY, text) if entity_meant(met.group()) != met.group()]


def entity_meant(written: str) -> str:
    """Give the character a web page's way of writing stands for; the same where it is none."""
    import html  # noqa: PLC0415 - its table of 2,231 names is wanted by few texts

    return html.unescape(written)


def fold(text: str) -> Folded:
    """Give a text as it is read: whatever its digits and letters are written with.

    Chinese digits become those of everyday, 一 to 九 and 〇, and stay apart from ASCII ones.
    """
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for met in (*entities(text), None):
        stop = met.start() if met else len(text)
        for n in range(at, stop):
            plain = _plain(text[n])
            folded.append(plain)
            starts += [n] * len(plain)
            ends += [n + 1] * len(plain)
        if met:
            plain = "".join(_plain(one) for one in entity_meant(met.group()))
            folded.append(plain)
            starts += [met.start()] * len(plain)
            ends += [met.end()] * len(plain)
            at = met.end()
    return Folded("".join(folded), text, tuple(starts), tuple(ends))


@lru_cache(4096)
def _plain(character: str) -> str:
    """Give what a character reads as, in small letters; nothing for what isn't seen."""
    if character.isascii():
        return character.lower() if character.isprintable() else " "
    if is_unseen(character) or unicodedata.category(character) in {"Mn", "Me"}:
        return ""
    if character.isspace():
        return " "
    if character in _NUMERALS:
        return _NUMERALS[character]
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    tables = look_alikes()
    meant = tables.anywhere.get(character) or tables.letters_within_words.get(character)
    plain = meant or unicodedata.normalize("NFKC", character)
    return "".join(_NUMERALS.get(one, one) for one in plain).lower()
