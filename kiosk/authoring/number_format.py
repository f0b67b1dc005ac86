"""What a cell shows of a number: the number written by its format, as the Chinese edition writes it.

Formats are those of ECMA-376 part 1, 18.8.30 and 18.8.31, and the Chinese numerals of [DBNum1] to
[DBNum3]. What a format does that isn't known here is never guessed: `shown` gives None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction
from functools import cache

from kiosk.authoring.date_format import is_date, show_date
from kiosk.authoring.format_tokens import Token, digits_in_chinese, in_chinese, tokens_of
from kiosk.patterns import pattern
from kiosk.values import dataclass

GENERAL = "General"
_GENERAL_NAMES = pattern(r"General|G/通用格式|常规", re.IGNORECASE)

BUILT_IN: dict[int, str] = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0',
    6: '"¥"#,##0;[Red]"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00',
    8: '"¥"#,##0.00;[Red]"¥"-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0",
    38: "#,##0;[Red]-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;[Red]-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""The formats that have a number instead of being written down, as the Chinese edition shows them."""

DIGITS_KEPT = 15
"""Digits of a number a workbook keeps."""
_WIDTH = 11
"""Characters of a number in no format."""
_SMALLEST = Decimal("1E-9")
_LONGEST_FORMAT = 255
"""Characters; programs that write workbooks take no more."""
_CONDITION = pattern(r"\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\]")
_TEXT_SECTION = 3
"""The place of the section for texts where all four are there, counted from 0."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell shows.

    `day` is the date a date format shows, as far as it shows it: 2025-06-18, 2025-06 or 2025.
    `chinese` tells that the digits are Chinese numerals, `cut` that digits aren't shown for want
    of room.
    """

    text: str
    day: str = ""
    chinese: bool = False
    cut: bool = False


def shown(value: float, number_format: str, *, since_1904: bool = False) -> Shown | None:
    """Give what a cell shows of a number, None where that isn't known."""
    sections = _sections(number_format)
    if sections is None:
        return None
    number = kept(value)
    found = _section_for(number, sections)
    if found is None:
        return None
    section, unsigned = found
    if is_date(section.tokens):
        dated = show_date(value, section.tokens, numerals=section.numerals, since_1904=since_1904)
        if dated is None:
            return None
        return Shown(_tidy(dated.text), dated.day, chinese=bool(section.numerals))
    return _shown_number(abs(number) if unsigned else number, section)


def _shown_number(number: Decimal, section: _Section) -> Shown | None:
    if not section.tokens:
        return Shown("")
    if any(token.kind in ("general", "text") for token in section.tokens):
        return _in_no_format(number, section)
    try:
        text = _number(number, section.tokens)
    except InvalidOperation:  # more digits than anybody could read
        return None
    if text is None:
        return None
    if section.numerals:
        text = digits_in_chinese(text, section.numerals)
    return Shown(_tidy(text), chinese=bool(section.numerals))


def shown_text(text: str, number_format: str) -> str | None:
    """Give what a cell shows of a text, None where that isn't known."""
    if number_format in (GENERAL, "@"):
        return text
    sections = _sections(number_format)
    if sections is None:
        return None
    last = sections[-1]
    if len(sections) > _TEXT_SECTION or any(token.kind == "text" for token in last.tokens):
        return "".join(
            text if token.kind == "text" else token.text
            for token in last.tokens
            if token.kind in ("text", "literal")
        )
    return text


def kept(value: float) -> Decimal:
    """Give a number as a workbook keeps it, with at most 15 digits."""
    exact = Decimal(repr(value))
    if len(exact.as_tuple().digits) <= DIGITS_KEPT or not exact:
        return exact
    step = Decimal(1).scaleb(exact.adjusted() - DIGITS_KEPT + 1)
    return exact.quantize(step, ROUND_HALF_UP)


# Sections ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Section:
    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None
    numerals: int = 0

    def takes(self, number: Decimal) -> bool:
        if self.condition is None:
            return True
        sign, bound = self.condition
        return {
            "<": number < bound,
            "<=": number <= bound,
            ">": number > bound,
            ">=": number >= bound,
            "=": number == bound,
            "<>": number != bound,
        }[sign]


@cache
def _sections(number_format: str) -> tuple[_Section, ...] | None:
    """Give the sections of a format, None where it has something that isn't known."""
    if len(number_format) > _LONGEST_FORMAT:
        return None
    found: list[_Section] = []
    for written in _parted(_GENERAL_NAMES.sub(GENERAL, number_format)):
        told = _CONDITION.search(written)
        condition = (told[1], Decimal(told[2])) if told else None
        read = tokens_of(_CONDITION.sub("", written))
        if read is None:
            return None
        found.append(_Section(read.tokens, condition, read.numerals))
    return tuple(found[: _TEXT_SECTION + 1])


def _parted(number_format: str) -> Iterator[str]:
    """Give the sections as written: parted by semicolons that aren't quoted."""
    part = ""
    rest = iter(number_format)
    quoted = False
    for c in rest:
        if c == '"':
            quoted = not quoted
        if c in "\\_*" and not quoted:
            part += c + next(rest, "")
        elif c == ";" and not quoted:
            yield part
            part = ""
        else:
            part += c
    yield part


def _section_for(number: Decimal, sections: tuple[_Section, ...]) -> tuple[_Section, bool] | None:
    """Give the section a number is written by, and whether without its sign."""
    own = sections[:_TEXT_SECTION]
    if len(own) > 1 and _only_text(own[-1].tokens):
        own = own[:-1]  # the last section for texts alone
    if any(section.condition for section in own):
        for n, section in enumerate(own):
            if section.takes(number):
                return section, n > 0 and number < 0 and section.condition is None
        return None
    if len(own) == 1:
        return own[0], False
    zero_as = own[2] if len(own) > 2 else own[0]  # noqa: PLR2004 - the third is for zero
    if number > 0 or (not number and zero_as is own[0]):
        return own[0], False
    return (own[1], True) if number < 0 else (zero_as, False)


def _only_text(tokens: tuple[Token, ...]) -> bool:
    return any(token.kind == "text" for token in tokens)


def _tidy(text: str) -> str:
    """Give a text without the blanks that only line figures up."""
    return re.sub(" {2,}", " ", text).strip(" ")


# Numbers -----------------------------------------------------------------------------------------


def _in_no_format(number: Decimal, section: _Section) -> Shown:
    """Give a number as it is shown where no digits are laid out, with what stands around it."""
    plain, cut = _general(number)
    if section.numerals:
        plain = in_chinese(plain, section.numerals)
    text = "".join(
        plain if token.kind in ("general", "text") else token.text
        for token in section.tokens
        if token.kind in ("general", "text", "literal")
    )
    return Shown(_tidy(text), chinese=bool(section.numerals), cut=cut)


def _general(number: Decimal) -> tuple[str, bool]:
    """Give a number in no format, and whether digits of it had to be left out before the point."""
    size = abs(number)
    if size and (size >= Decimal(10) ** _WIDTH or size < _SMALLEST):
        return _scientific_text(number, 5, 2), size >= 1
    room = _WIDTH - 1 - max(1, number.adjusted() + 1) if size >= 1 else _WIDTH - 2
    rounded = _rounded(number, max(0, room))
    text = f"{rounded:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text), False


def _rounded(number: Decimal, decimals: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _scientific_text(number: Decimal, decimals: int, exponent_digits: int) -> str:
    mantissa, exponent = _parts_of(number, decimals, 1)
    text = f"{mantissa:f}".rstrip("0").rstrip(".")
    return f"{text}E{'-' if exponent < 0 else '+'}{abs(exponent):0{exponent_digits}}"


def _parts_of(number: Decimal, decimals: int, step: int) -> tuple[Decimal, int]:
    """Give mantissa and exponent of a number; the exponent is a multiple of a step."""
    exponent = number.adjusted() // step * step if number else 0
    mantissa = _rounded(number.scaleb(-exponent), decimals)
    if abs(mantissa) >= 10**step:
        exponent += step
        mantissa = _rounded(number.scaleb(-exponent), decimals)
    return mantissa, exponent


def _number(number: Decimal, tokens: tuple[Token, ...]) -> str | None:
    kinds = [token.kind for token in tokens]
    if "slash" in kinds:
        return _fraction(number, tokens)
    number *= Decimal(100) ** kinds.count("percent")
    if "exponent" in kinds:
        return _scientific(number, tokens)
    if kinds.count("point") > 1:
        return None
    return _laid_out(number, tokens)


def _laid_out(number: Decimal, tokens: tuple[Token, ...]) -> str:
    """Give a number with its digits laid out as the format has them."""
    kinds = [token.kind for token in tokens]
    point = kinds.index("point") if "point" in kinds else len(tokens)
    digits = [n for n, kind in enumerate(kinds) if kind == "digit"]
    before = [n for n in digits if n < point]
    commas = [n for n, kind in enumerate(kinds) if kind == "comma"]
    grouped = any(before and before[0] < n < before[-1] for n in commas)
    scaling = [n for n in commas if digits and n > digits[0] and not _within(n, before, digits)]
    number = number.scaleb(-3 * len(scaling))
    after = [n for n in digits if n > point]
    rounded = _rounded(number, len(after))
    whole, _, rest = f"{abs(rounded):f}".partition(".")
    pieces = [token.text if token.kind in ("literal", "percent") else "" for token in tokens]
    _fill_whole(pieces, tokens, before, "" if whole == "0" else whole, grouped=grouped)
    _fill_rest(pieces, tokens, after, rest)
    if point < len(tokens):
        pieces[point] = "."
    sign = "-" if rounded < 0 else ""
    if not before and point < len(tokens) and whole != "0":
        pieces[point] = f"{whole}."  # a format that has digits behind its point only
    return sign + "".join(pieces)


def _within(comma: int, before: list[int], digits: list[int]) -> bool:
    """Tell whether a comma stands between digits, to group them."""
    return any(n < comma for n in digits) and any(n > comma for n in before)


def _fill_whole(
    pieces: list[str], tokens: tuple[Token, ...], places: list[int], whole: str, *, grouped: bool
) -> None:
    """Put the digits before the point into their places, from the last to the first."""
    left = whole
    count = 0
    for n in reversed(places):
        first = n == places[0]
        taken, left = (left, "") if first else (left[-1:], left[:-1])
        if not taken:
            taken = {"0": "0", "?": " "}.get(tokens[n].text, "")
        text = ""
        for digit in reversed(taken):
            if grouped and count and not count % 3 and digit != " ":
                text = f",{text}"
            text = digit + text
            count += 1
        pieces[n] = text


def _fill_rest(pieces: list[str], tokens: tuple[Token, ...], places: list[int], rest: str) -> None:
    """Put the digits behind the point into their places; zeros at the end only where asked for."""
    wanted = False
    for n, digit in reversed(list(zip(places, rest, strict=True))):
        wanted = wanted or digit != "0" or tokens[n].text == "0"
        pieces[n] = digit if wanted else {"?": " "}.get(tokens[n].text, "")


def _scientific(number: Decimal, tokens: tuple[Token, ...]) -> str | None:
    kinds = [token.kind for token in tokens]
    at = kinds.index("exponent")
    head, tail = tokens[:at], tokens[at + 1 :]
    point = next((n for n, token in enumerate(head) if token.kind == "point"), at)
    step = sum(token.kind == "digit" for token in head[:point])
    decimals = sum(token.kind == "digit" for token in head[point:])
    places = [token for token in tail if token.kind == "digit"]
    if not step or not places or kinds.count("exponent") > 1:
        return None
    mantissa, exponent = _parts_of(number, decimals, step)
    sign = "-" if exponent < 0 else "+" if tokens[at].text == "E+" else ""
    after = "".join(token.text for token in tail if token.kind in ("literal", "percent"))
    return f"{_laid_out(mantissa, head)}E{sign}{abs(exponent):0{len(places)}}{after}"


def _fraction(number: Decimal, tokens: tuple[Token, ...]) -> str | None:
    """Give a number as a fraction; None where the format isn't one."""
    written = "".join(token.text if token.kind != "slash" else "\0" for token in tokens)
    asked = re.fullmatch(
        r"(?P<head>[^#0?\0]*)(?:(?P<whole>[#0?]+)\s+)?(?P<above>[#0?]+)\0"
        r"(?P<below>[#0?]+|[1-9]\d*)(?P<tail>[^#0?\0]*)",
        written,
    )
    if asked is None:
        return None
    exact = Fraction(abs(number))
    whole = int(exact) if asked["whole"] else 0
    below = asked["below"]
    if below[0] in "#0?":
        part = (exact - whole).limit_denominator(10 ** len(below) - 1)
        above, under = part.numerator, part.denominator
    else:
        under = int(below)
        above = int((exact - whole) * under + Fraction(1, 2))
    if asked["whole"] and above == under:
        whole, above = whole + 1, 0
    text = f"{above}/{under}"
    if asked["whole"] and (not above or whole):
        text = f"{whole} {text}" if above else f"{whole}"
    return f"{asked['head']}{'-' if number < 0 else ''}{text}{asked['tail']}"
