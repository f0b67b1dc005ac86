"""How tones change beside each other: 一 and 不, and the third tone before a third (三声连读).

Rules: 《普通话水平测试实施纲要》, 第三部分 语流音变. Where the book leaves a choice (across words), what slow
and clear speech does is taken: inside a word always, across words where both third tones still stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from speech.syllables import NEUTRAL, Syllable

THIRD, SECOND, FOURTH, FIRST = 3, 2, 4, 1

DIGITS = frozenset("零〇一二三四五六七八九幺")
_BEFORE_ORDINAL = frozenset("第初十周期之")
_AFTER_ORDINAL = ("月", "号", "年级", "楼", "等奖", "班")
_NEUTRAL_FOURTH = frozenset("个")


@dataclass(frozen=True, slots=True)
class Sound:
    """A syllable to be said for the character at `place` of its sentence.

    `listed` tells that the project's own list gives its reading, `word` counts the words of a clause.
    """

    place: int
    char: str
    syllable: Syllable
    word: int
    listed: bool = False

    def toned(self, tone: int) -> Sound:
        """Give the same in another tone."""
        return replace(self, syllable=self.syllable.toned(tone))


def changed(sounds: Sequence[Sound]) -> list[Sound]:
    """Give a clause as its tones are said beside each other."""
    return _thirds(_numbers(list(sounds)))


def _numbers(sounds: list[Sound]) -> list[Sound]:
    """Give 一 and 不 the tones their neighbours ask for; what the list says of them stays."""
    said = list(sounds)
    for n, sound in enumerate(sounds):
        following = sounds[n + 1] if n + 1 < len(sounds) else None
        if sound.listed or sound.char not in "一不":
            continue
        tone = FIRST if sound.char == "一" else FOURTH
        if following is not None and not (sound.char == "一" and _counts(sounds, n)):
            after = FOURTH if following.char in _NEUTRAL_FOURTH else following.syllable.tone
            if after == FOURTH:
                tone = SECOND
            elif sound.char == "一" and (after != NEUTRAL or following.char in "些下"):
                tone = FOURTH
        said[n] = sound.toned(tone)
    return said


def _counts(sounds: Sequence[Sound], n: int) -> bool:
    """Tell whether the 一 at `n` is a figure, an ordinal, or closes its word: it keeps its tone."""
    before = sounds[n - 1] if n else None
    following = sounds[n + 1]
    if before is not None and before.char in _BEFORE_ORDINAL:
        return True
    if before is not None and before.word == sounds[n].word and before.char in DIGITS | {"十"}:
        return True
    if following.char in DIGITS or following.char == "十":
        return True
    rest = "".join(s.char for s in sounds[n + 1 : n + 3])
    if rest.startswith(_AFTER_ORDINAL) and (before is None or before.word != sounds[n].word):
        return True
    # 统一, 万一: the last of a word keeps its tone, whatever follows
    return before is not None and before.word == sounds[n].word != following.word


def _thirds(sounds: list[Sound]) -> list[Sound]:
    """Raise each third tone that stands before another: first inside words, then across them."""
    said = list(sounds)
    for inside in (True, False):
        for n in range(len(said) - 1):
            here, following = said[n], said[n + 1]
            if (here.word == following.word) is not inside:
                continue
            if here.syllable.tone == THIRD == following.syllable.tone:
                said[n] = here.toned(SECOND)
    return said
