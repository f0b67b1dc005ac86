"""Make assets/pinyin/characters.tsv: the characters of GB 2312 by their readings, the commonest first.

    .venv-speech/bin/python scripts/pinyin_characters.py DICT_TXT

Readings come from pypinyin, frequencies from jieba's `dict.txt` (in PyPI jieba 0.42.1), both MIT. A row is a
reading without its tone, ü as v, and its characters: those of the first level (3,755), then, behind a blank, those
of the second (3,008), which places and people are called by.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from pypinyin import Style, lazy_pinyin, pinyin

OUT = Path(__file__).parents[1] / "assets" / "pinyin" / "characters.tsv"
HAN = re.compile(r"[\u4e00-\u9fff]+")
LEVELS = (range(0xB0, 0xD8), range(0xD8, 0xF8))
"""First bytes of the characters of each level."""
SHARE = 0.002
"""Of a character's uses: a reading that has less of them isn't typed."""

HEAD = "# 由 scripts/pinyin_characters.py 做出；读音来自 pypinyin，字频来自 jieba，许可见 LICENSE.txt\n"


def level(rows: range) -> list[str]:
    """Give the characters of a level in the standard's order."""
    found = []
    for high in rows:
        for low in range(0xA1, 0xFF):
            try:
                found.append(bytes((high, low)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return found


def main() -> None:
    """Write the file."""
    uses: dict[str, Counter[str]] = defaultdict(Counter)
    for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        word, count, _ = line.split(" ")
        if HAN.fullmatch(word):
            readings = lazy_pinyin(word, style=Style.NORMAL, v_to_u=False)
            for char, reading in zip(word, readings, strict=True):
                uses[char][reading] += int(count)
    table: dict[str, tuple[list[tuple[int, int, str]], ...]] = defaultdict(lambda: ([], []))
    for number, rows in enumerate(LEVELS):
        for place, char in enumerate(level(rows)):
            known = pinyin(char, style=Style.NORMAL, heteronym=True)[0]
            usual = pinyin(char, style=Style.NORMAL)[0][0]
            whole = sum(uses[char].values())
            for reading in sorted({*known, usual}):
                count = uses[char][reading]
                if reading == usual or count > whole * SHARE:
                    table[reading][number].append((-count, place, char))
    lines = []
    for reading in sorted(table):
        if re.fullmatch(r"[a-z]+", reading):
            levels = ("".join(char for _, _, char in sorted(one)) for one in table[reading])
            lines.append(f"{reading}\t{' '.join(levels).rstrip()}\n")
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
