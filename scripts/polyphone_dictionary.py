"""Make assets/voice/dictionary.tsv: words that tell how a character with several readings is read.

    .venv-speech/bin/python scripts/polyphone_dictionary.py DICT_TXT

Readings come from pypinyin's phrases (phrase-pinyin-data), frequencies from jieba's `dict.txt` (in PyPI
jieba 0.42.1), both MIT. A row is a word, ten times the logarithm of its frequency, and the readings of its
characters that have several. Words without any stand there too where they may overlap with one that has (项目
with 目的), and single characters: all that is needed to cut a line into its likeliest words.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from pypinyin import Style, lazy_pinyin
from pypinyin.phrases_dict import phrases_dict

from kiosk.voice.polyphones import POLYPHONES, read_table

FOLDER = Path(__file__).parents[1] / "assets" / "voice"
HAN = re.compile(r"[\u4e00-\u9fff]+")

SHORTEST, LONGEST = 2, 4
RARE = 3
"""How often a word with an unusual reading must have been met to be taken."""
COMMON = 100
"""The same for a word whose characters are all read as usual."""
PLAIN = 1000
"""The same for a word without any such character, and for a single one."""

GOVERNS = "为"
"""It begins no word but is a word of its own (为您, 为民): what only the frequencies know is left to context."""

ADVERB = "地"
"""It closes words (营地) and makes adverbs (静静地): the longer ones only the frequencies know are left to context too."""

HEAD = "# 由 scripts/polyphone_dictionary.py 做出；读音来自 pypinyin，词频来自 jieba，许可见 dictionary.LICENSE.txt\n"


def main() -> None:
    """Write the file."""
    table = read_table(FOLDER / POLYPHONES)
    chars = {char: row.split() for char, row in table.characters.items()}
    seen = {}
    for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        word, count, _ = line.split(" ")
        if HAN.fullmatch(word) and len(word) <= LONGEST:
            seen[word] = int(count)
    left_out = set(table.left_out.split())
    rows = {}
    for word in sorted({*seen, *phrases_dict} - left_out):
        count = seen.get(word, 0)
        if not HAN.fullmatch(word) or not count or len(word) > LONGEST:
            continue
        several = [n for n, c in enumerate(word) if c in chars]
        if not several or len(word) == 1:
            if count >= PLAIN or several:
                rows[word] = f"{word}\t{cost(count)}"
            continue
        if word not in phrases_dict and (
            word[0] == GOVERNS or (word[-1] == ADVERB and len(word) > SHORTEST)
        ):
            continue
        found = phrase(word) or pieced(word, chars, table.inside_words, left_out)
        readings = [found[n] for n in several]
        if any(r not in chars[word[n]] for n, r in zip(several, readings, strict=True)):
            continue
        unusual = any(r != chars[word[n]][0] for n, r in zip(several, readings, strict=True))
        if count >= (RARE if unusual else COMMON) and (unusual or len(word) < LONGEST):
            rows[word] = f"{word}\t{cost(count)}\t{' '.join(readings)}"
    (FOLDER / "dictionary.tsv").write_text(
        HEAD + "\n".join(rows.values()) + "\n", encoding="utf-8", newline="\n"
    )
    print(len(rows))


def cost(count: int) -> int:
    """Give ten times the logarithm of a frequency, a whole number."""
    return round(10 * math.log(count + 2))


def phrase(word: str) -> list[str]:
    """Give the readings of a word the phrases have, [] of another."""
    if word not in phrases_dict:
        return []
    return list(lazy_pinyin(word, style=Style.TONE3, neutral_tone_with_five=True))


def pieced(
    word: str, chars: dict[str, list[str]], inside: Mapping[str, str], left_out: set[str]
) -> list[str]:
    """Give the readings of a word by the phrases in it, else as each character is read inside words."""
    found = [inside.get(c) or chars.get(c, [""])[0] for c in word]
    for length in range(2, len(word)):
        for start in range(len(word) - length + 1):
            piece = word[start : start + length]
            readings = [] if piece in left_out else phrase(piece)
            found[start : start + len(readings)] = readings
    return found


if __name__ == "__main__":
    main()
