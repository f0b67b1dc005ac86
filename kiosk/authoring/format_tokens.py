"""A section of a number format taken apart, and numbers in Chinese numerals."""

from __future__ import annotations

import re

from kiosk.patterns import pattern
from kiosk.values import dataclass

_TABLE: tuple[tuple[str, str], ...] = (
    ("elapsed", r"\[(?:h{1,2}|m{1,2}|s{1,2})\]"),
    ("numerals", r"\[DBNum[1-3]\]"),
    ("currency", r"\[\$[^\]-]*(?:-[0-9A-Fa-f]+)?\]"),
    (
        "colour",
        (
            r"\[(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d+"
            r"|[黑蓝绿红白黄]色?|蓝绿色?|青色?|洋红|颜色 ?\d+)\]"
        ),
    ),
    ("quoted", r'"[^"]*"'),
    ("escaped", r"[\\!]."),
    ("skip", r"_."),
    ("fill", r"\*."),
    ("general", r"General"),
    ("half_day", r"AM/PM|A/P|上午/下午"),
    ("exponent", r"E[+-]"),
    ("date", r"y+|m+|d+|a{3,4}|e+"),
    ("time", r"h+|s+(?:\.0+)?"),
    ("digit", r"[0#?]"),
    ("point", r"\."),
    ("comma", r","),
    ("percent", r"%"),
    ("slash", r"/"),
    ("text", r"@"),
    ("literal", r"[^A-Za-z\[\]]"),
)
_TOKEN = pattern("|".join(f"(?P<{kind}>{form})" for kind, form in _TABLE), re.IGNORECASE)
_LOCALE = pattern(r"\[\$([^\]-]*)(?:-([0-9A-Fa-f]+))?\]")
_CHINESE = 0x04
"""The language in the last byte of a locale's number."""
_SYSTEMS_OWN = (("[$-f800]", 'yyyy"年"m"月"d"日"'), ("[$-f400]", "h:mm:ss"))
"""The system's own long date and time, whatever else the format says."""

DIGITS = ("〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "０１２３４５６７８９")
"""The digits of [DBNum1], [DBNum2] and [DBNum3]."""
_UNITS = ("十百千", "拾佰仟", "十百千")
_MYRIADS = ("", "万", "亿", "兆")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a format: its kind, and the text it stands for or is written with."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """The pieces of a section; `numerals` is 1 to 3 for [DBNum1] to [DBNum3], else 0."""

    tokens: tuple[Token, ...]
    numerals: int = 0


def tokens_of(section: str) -> Tokens | None:
    """Take a section apart; None where something in it isn't known."""
    for sign, systems_own in _SYSTEMS_OWN:
        if sign in section.lower():
            section = systems_own
    tokens: list[Token] = []
    numerals = at = 0
    while at < len(section):
        found = _TOKEN.match(section, at)
        if found is None or found.lastgroup is None:
            return None
        at = found.end()
        if found.lastgroup == "numerals":
            numerals = int(found[0][-2])
        else:
            tokens += _tokens(found.lastgroup, found[0])
    return Tokens(tuple(tokens), numerals)


def _tokens(kind: str, written: str) -> list[Token]:
    if kind in ("colour", "skip", "fill"):
        return []
    if kind == "currency":
        return _of_locale(written)
    if kind in ("quoted", "escaped"):
        return [Token("literal", written[1:-1] if kind == "quoted" else written[1])]
    if kind == "exponent":
        return [Token(kind, written.upper())]
    dated = kind in ("date", "time", "elapsed")
    return [Token(kind, written.lower().strip("[]") if dated else written)]


def _of_locale(written: str) -> list[Token]:
    """Give what [$¥-804] stands for: the currency, and whether words are Chinese."""
    found = _LOCALE.fullmatch(written)
    assert found is not None  # noqa: S101 - the table's form is the same; for the type checker
    sign, locale = found[1], found[2]
    chinese = bool(locale) and int(locale, 16) & 0xFF == _CHINESE
    return [
        *([Token("literal", sign)] if sign else []),
        *([Token("chinese", "")] if chinese else []),
    ]


def in_chinese(number: str, numerals: int) -> str:
    """Give a number written in digits as Chinese numerals: 1203.5 is 一千二百〇三.五."""
    sign = "-" if number.startswith("-") else ""
    whole, point, rest = number.removeprefix("-").partition(".")
    if not whole.isdecimal() or (rest and not rest.isdecimal()):
        return number
    digits = DIGITS[numerals - 1]
    return sign + _whole_in_chinese(whole, numerals) + point + "".join(digits[int(d)] for d in rest)


def _whole_in_chinese(whole: str, numerals: int) -> str:
    digits, units = DIGITS[numerals - 1], _UNITS[numerals - 1]
    whole = whole.lstrip("0")
    if not whole:
        return digits[0]
    groups = [whole[max(0, end - 4) : end] for end in range(len(whole), 0, -4)]
    if len(groups) > len(_MYRIADS):
        return "".join(digits[int(d)] for d in whole)
    text = ""
    gap = False
    for n in range(len(groups) - 1, -1, -1):
        group = groups[n]
        if not int(group):
            gap = bool(text)
            continue
        said = ""
        for place, digit in enumerate(group):
            if digit == "0":
                gap = gap or bool(text + said)
                continue
            power = len(group) - 1 - place
            zero = digits[0] if gap and (text or said) else ""
            said += zero + digits[int(digit)] + (units[power - 1] if power else "")
            gap = False
        text += said + _MYRIADS[n]
        gap = False  # zeros at a group's end aren't said
    return text


def digits_in_chinese(number: str, numerals: int) -> str:
    """Give each digit of a number as its Chinese numeral: 2025 is 二〇二五."""
    return "".join(DIGITS[numerals - 1][int(d)] if d.isdecimal() else d for d in number)
