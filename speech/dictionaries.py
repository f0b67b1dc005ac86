"""The dictionaries the maker reads with: jieba's words and pypinyin's readings, the kiosk's own and the lists on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import rjieba
from pypinyin import Style, lazy_pinyin

from kiosk.paths import shipped
from kiosk.voice.polyphones import load_polyphones
from speech.reading import Lists, Reader, load_lists

CERTAIN = 10**6
"""How often a word of the lists counts as met: more often than any that could cut it."""


def reader(lists: Lists | None = None) -> Reader:
    """Give a reader with the project's lists; takes half a second the first time."""
    lists = lists or load_lists()
    jieba = rjieba.Jieba()
    for word in lists.words:
        jieba.add_word(word, CERTAIN, "n")

    def words(run: str) -> Sequence[str]:
        # without guessing words no dictionary has: it made 会点 of 您会点开吗
        return [str(word) for word in jieba.cut(run, hmm=False)]

    def readings(word: str) -> Sequence[str]:
        found = lazy_pinyin(word, style=Style.TONE3, neutral_tone_with_five=True)
        return [str(one) for one in found]

    polyphones = load_polyphones(shipped("assets") / "voice")

    def settled(text: str) -> Mapping[int, str]:
        return {one.place: one.reading for one in polyphones.read(text) if one.sure}

    return Reader(lists, words, readings, settled)
