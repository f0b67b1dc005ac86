"""How figures are said in Mandarin: as amounts, digit by digit, as a code, as a time of day."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

Way = Callable[[str], str]
"""A way of saying what a rule has found."""

PLAIN = "零一二三四五六七八九"
TELEPHONE = "零幺二三四五六七八九"
GROUP = 4
"""Digits of a code said in one breath."""

THREE = 3
_UNITS = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))
_MYRIADS = ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"), (1, ""))
_TOO_LONG = 16


def amount(figures: str) -> str:
    """Say a whole or decimal number, commas allowed: 20,000 两万, 1.5 一点五, 12 十二.

    Figures too long for a number people would say are said one by one.
    """
    whole, _, decimals = figures.replace(",", "").replace("，", "").partition(".")
    said = _whole(int(whole or "0")) if len(whole) <= _TOO_LONG else one_by_one(whole)
    return f"{said}点{one_by_one(decimals)}" if decimals else said


def counted(figures: str) -> str:
    """Say a number before a measure word: 2 is 两 and 200 两百, and only there."""
    said = amount(figures)
    return "两" + said[1:] if said in ("二", "二百") else said


def money(figures: str) -> str:
    """Say an amount of money: decimals that are all zeros are left out."""
    whole, _, decimals = figures.partition(".")
    return counted(f"{whole}.{decimals.rstrip('0')}" if decimals.rstrip("0") else whole)


def one_by_one(figures: str) -> str:
    """Say digit by digit, 1 as 一; what is no digit is dropped."""
    return "".join(PLAIN[int(c)] for c in figures if c in "0123456789")


def telephone(figures: str) -> str:
    """Say digit by digit as numbers of telephones are, 1 as 幺."""
    return "".join(TELEPHONE[int(c)] for c in figures if c in "0123456789")


def mobile(figures: str) -> str:
    """Say a mobile number in threes and fours, with what is masked in it as 某."""
    kept = [c for c in figures if c in "0123456789" or c in MASKS]
    groups = (kept[:3], kept[3:7], kept[7:])
    return "，".join("".join(_masked(c) for c in g) for g in groups if g)


def groups(figures: str) -> str:
    """Say groups that are already apart (spaces, dashes), each digit by digit as a telephone's."""
    spaced = "".join(c if c in "0123456789" else " " for c in figures)
    return "，".join(telephone(g) for g in spaced.split())


def code(figures: str) -> str:
    """Say a code: digits and letters one by one in fours, 1 as 一, masked ones as 某."""
    parts: list[str] = []
    for run in figures.replace("-", " ").split():
        parts.extend(run[n : n + GROUP] for n in range(0, len(run), GROUP))
    return "，".join("".join(_masked(c, PLAIN) for c in part) for part in parts)


def clock(figures: str) -> str:
    """Say the minutes of a time: 00 nothing, 05 零五分, 30 三十分."""
    if figures == "00":
        return ""
    return ("零" if figures[0] == "0" else "") + amount(figures) + "分"


def padded(figures: str) -> str:
    """Say the minutes or seconds of a time with three parts: 00 零, 05 零五, 30 三十."""
    said = amount(figures)
    return PLAIN[0] + said if figures[0] == "0" and said != PLAIN[0] else said


def thousands(figures: str) -> str:
    """Say a number of thousands, as k writes them: 8 八千, 1.5 一千五百, 10 一万."""
    return counted(f"{(Decimal(figures) * 1000).normalize():f}")


def room(figures: str) -> str:
    """Say the number of a room: digit by digit, 1 as 幺 but for the last."""
    return telephone(figures[:-1]) + one_by_one(figures[-1])


def plate(figures: str) -> str:
    """Say a car's plate: letters apart, 1 as 幺."""
    return "".join(telephone(c) or f" {c} " for c in figures).strip()


def version(figures: str) -> str:
    """Say a number with several points: each part as an amount, those of three figures one by one."""
    parts = figures.split(".")
    return "点".join(amount(p) if len(p) < THREE else one_by_one(p) for p in parts)


def spelled(letters: str) -> str:
    """Say letters one by one: capitals with a space between."""
    return " ".join(c.upper() for c in letters)


MASKS = "*·•×xX某＊"

SAYINGS: dict[str, Way] = {
    "数": amount,
    "量": counted,
    "钱": money,
    "字": one_by_one,
    "号": telephone,
    "手机": mobile,
    "组": groups,
    "码": code,
    "分": clock,
    "位": padded,
    "千": thousands,
    "室": room,
    "版": version,
    "牌": plate,
    "母": spelled,
}
"""The ways of saying a rule of wording.toml may name."""

AMOUNTS = frozenset("数量钱分位千")
"""Those that say a number as a whole, not figure by figure."""


def _masked(char: str, digits: str = TELEPHONE) -> str:
    if char in "0123456789":
        return digits[int(char)]
    return "某" if char in MASKS else f" {char.upper()} "


def _whole(number: int) -> str:
    if number == 0:
        return PLAIN[0]
    said, gap = "", False
    for size, name in _MYRIADS:
        part, number = divmod(number, size)
        if not part:
            gap = gap or bool(said)
            continue
        if said and (gap or part < 1000):  # noqa: PLR2004  a place is empty in between
            said += PLAIN[0]
        spoken = _below_myriad(part, leads=not said)
        said += ("两" if spoken == "二" and name else spoken) + name
        gap = False
    return said[1:] if said.startswith("一十") else said


def _below_myriad(number: int, *, leads: bool) -> str:
    said, gap = "", False
    for size, name in _UNITS:
        digit, number = divmod(number, size)
        if digit:
            if gap:
                said += PLAIN[0]
            liang = leads and digit == 2 and size == 1000  # noqa: PLR2004  两千, but 一万二千, 二百
            said += ("两" if liang else PLAIN[digit]) + name
            gap = False
        elif said:
            gap = True
    return said
