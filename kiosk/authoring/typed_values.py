"""Numbers and yes or no as people type them into cells, as a scenario file holds them."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from kiosk.authoring.cells import Fault, Word
from kiosk.patterns import pattern

_YES = ("√", "✓", "✔", "☑", "✅", "对", "是的", "y", "1", "t", "true", "on", "开", "勾")
_NO = (
    "×",
    "✗",
    "✘",
    "✕",
    "x",
    "☐",
    "□",
    "❌",
    "错",
    "不",
    "不是",
    "n",
    "0",
    "f",
    "false",
    "off",
    "关",
    "-",
    "—",
    "/",
)
_AMOUNT = pattern(
    r"(?:人民币|RMB|CNY|¥)?\s*(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<rest>\.\d+)?\s*(?P<unit>[万千百]?)\s*"
    r"(?:元整?|块钱?|圆整?|人民币|RMB|CNY|人|位)?",
    re.IGNORECASE,
)
_MOST_DIGITS = 28
"""Digits a number is reckoned with; what is longer is none anybody means, and stays as it is."""
_UNITS = {"": 1, "百": 100, "千": 1_000, "万": 10_000}


def typed_flag(text: str) -> str:
    """Give 是 or 否 for what means it, else the text as it stands."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    if plain in _YES:
        return "是"
    return "否" if plain in _NO else text


def typed_number(word: Word) -> tuple[str, Fault | None]:
    """Give a whole number's digits for what is shown as one, else the text as it stands.

    With it a fault where what is shown isn't the number beneath.
    """
    amount = _amount(word.text)
    if word.number is None:
        return (word.text if amount is None else str(amount)), None
    if amount is not None and abs(amount - word.number) < 1:
        return str(amount), None
    if word.chinese and word.number == int(word.number) >= 0:
        return str(int(word.number)), None
    if amount is None:
        return word.text, None
    values = (("number", f"{word.number:f}"), ("shown", word.text))
    return "", Fault("unclear-number", "scaled", values)


def _amount(text: str) -> int | None:
    """Give the whole number a text says, with its unit; None where it says none."""
    found = _AMOUNT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return None
    digits = Decimal(found["digits"].replace(",", "") + (found["rest"] or ""))
    number = digits * _UNITS[found["unit"]]
    if number.adjusted() >= _MOST_DIGITS:
        return None
    return int(number) if number == int(number) else None
