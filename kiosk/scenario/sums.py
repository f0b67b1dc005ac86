"""Sums of money in a Chinese sentence, as ranges of yuan: 8,000元, 八千块, 1.2万, 一万二, 三千多."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from kiosk.patterns import pattern
from kiosk.values import dataclass

_DIGITS = {
    **{char: n for n, char in enumerate("零一二三四五六七八九")},
    **{char: n for n, char in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "两": 2,
    "俩": 2,
    "仨": 3,
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "k": 1000}
_MYRIADS = {"万": 10_000, "萬": 10_000, "w": 10_000, "亿": 100_000_000}
_NUMERAL = "".join({*_DIGITS, *_TENS, *_MYRIADS} - {"k", "w"})

_SUM = pattern(
    rf"""
    (?P<about> 大约|约|将近|接近|近|快|不到|差不多|上|成|数|好几|几 )? \s*
    (?P<sign> [¥￥] )? \s*
    (?: (?P<figures> \d+(?:[,，]\d{{3}})+(?:\.\d+)? | \d{{1,3}}(?:\ \d{{3}})+(?=\s*元) | \d+(?:\.\d+)? )
        \s* (?P<unit> [十百千万亿kwKW]* ) (?: (?<=[万千百]) (?P<tail> \d{{1,4}} ) (?P<of> [千百]? ) )?
      | (?P<words> [{_NUMERAL}]+ ) )
    (?P<more> 多|余|来|把|好几|几 )? (?P<after> [千万亿]? ) \s*
    (?P<yuan> 元|块|圆|人民币 )? (?P<around> 钱?(?:左右|上下|出头) )?
    """,
    re.VERBOSE,
)
_OTHER_MONEY = pattern(
    r"\s*(?:美|欧|英|日|港|韩|澳|加|泰|卢|比特|虚拟|金币|积分|点券|[Qq]币|[Uu]\b)"
)
_COUNTED = pattern(
    r"\s*(?:[个位名人次天日月年点分秒时刻周岁号层楼页句遍趟步种样段场轮届期股单票张条封件份只套部台辆"
    r"瓶盒箱斤克米吨亩度度伏瓦字倍保火里户强别不要小]|公里|星期|[%％:：/·*])"
)
"""What may follow figures that are no money: 40分钟, 百万保障, 十万火急, 千万别."""
_ODD_WORDS = pattern(r"万一|千万|万万|百万|[百千万].*")
"""Numerals that are words of their own, or none, where no 元 or 块 follows."""
_ABOUT = Fraction(1, 4)
"""The share by which a sum that is only nearly meant may miss: 近一万 for 9,800."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum as written, the stretch it takes in the text, and the yuan it may mean.

    `bare` sums are figures without 元, 万 or ￥: money only where the words beside them say so.
    """

    written: str
    start: int
    end: int
    least: int
    most: int
    bare: bool = False

    def means(self, yuan: int) -> bool:
        """Tell whether the sum may be meant for so many yuan."""
        return self.least <= yuan <= self.most


def plain(text: str) -> str:
    """Give a text with full-width figures and signs as half-width ones, as `sums` reads it."""
    return unicodedata.normalize("NFKC", text).replace("￥", "¥")


def sums(text: str) -> Iterator[Sum]:
    """Give the sums of yuan in a text that `plain` has made; other currencies are none."""
    for found in _SUM.finditer(text):
        after = text[found.end() :]
        certain = bool(found["yuan"] or found["sign"])
        if _OTHER_MONEY.match(after) or (not certain and _COUNTED.match(after)):
            continue
        if text[: found.start()].endswith(("$", "€", "£", "尾号", "第")):
            continue
        words = found["words"] or ""
        if words and not certain and (_ODD_WORDS.fullmatch(words) or not _has_unit(words)):
            continue
        bounds = _bounds(found)
        if bounds is None:
            continue
        bare = bool(found["figures"]) and not (certain or found["unit"] or found["after"])
        written = found.group().strip()
        yield Sum(written, found.start(), found.end(), *bounds, bare)


def _has_unit(words: str) -> bool:
    return any(char in words for char in "百佰千仟万萬亿")


def _bounds(found: re.Match[str]) -> tuple[int, int] | None:
    """Give the least and the most yuan a match may mean."""
    factor = _MYRIADS.get(found["after"], _TENS.get(found["after"], 1)) if found["after"] else 1
    about, more = found["about"] or "", found["more"] or ""
    if found["figures"]:
        # Exact, for a text may have more figures than a float bears.
        value = Fraction(re.sub("[,， ]", "", found["figures"]))
        step = 10 ** (len(found["figures"]) - len(found["figures"].rstrip("0")))
        for char in found["unit"].lower():
            step = _TENS.get(char) or _MYRIADS.get(char, 1)
            value *= step
        if found["tail"]:
            # 12万8 is 128,000, 1万2千 12,000, and 1万2000 too.
            lower = _TENS[found["of"]] if found["of"] else step // 10
            value += int(found["tail"]) * (lower if len(found["tail"]) == 1 else 1)
        least = most = round(value * factor)
    else:
        read = _read(found["words"])
        if read is None:
            return None
        least, most, step = read[0] * factor, read[1] * factor, read[2]
    if about in ("几", "好几", "数", "上", "成"):
        return least, most * 10
    if more:
        most += step * factor
    if about or more or found["around"]:
        least, most = round(least * (1 - _ABOUT)), round(most * (1 + _ABOUT))
    return least, most


def _read(words: str) -> tuple[int, int, int] | None:
    """Give the least and the most a numeral means, and the worth of its last unit.

    两三千 is from 2000 to 3000; after a unit a last digit is of the next lower one: 一万二.
    """
    for first, second in pairwise(words):
        if _DIGITS.get(first) and _DIGITS.get(second, 0) > _DIGITS[first]:
            low, high = words.replace(second, "", 1), words.replace(first, "", 1)
            one, other = _value(low), _value(high)
            return (one[0], other[0], one[1]) if one and other and other[0] > one[0] else None
    value = _value(words)
    return (value[0], value[0], value[1]) if value else None


def _value(words: str) -> tuple[int, int] | None:
    """Give what a numeral means and the worth of its last unit; None where it is none."""
    if all(char in _DIGITS for char in words):
        return int("".join(str(_DIGITS[char]) for char in words)), 1
    whole, part, digit, unit, apart = 0, 0, 0, 1, False
    fresh = False
    for char in words:
        if char in _DIGITS:
            if fresh and digit:
                return None
            apart = apart or _DIGITS[char] == 0
            digit, fresh = _DIGITS[char], True
        elif char in _TENS:
            unit = _TENS[char]
            part += (digit if fresh else 1) * unit
            digit, fresh, apart = 0, False, False
        else:
            unit = _MYRIADS[char]
            whole = (whole + part + digit or 1) * unit if unit > whole else whole + part * unit
            part, digit, fresh, apart = 0, 0, False, False
    if digit:
        # 一万二 is 12,000, 一万零二 is 10,002, 十五 is 15.
        part += digit * (unit // 10 if unit > 10 and not apart else 1)  # noqa: PLR2004
    return whole + part, unit
