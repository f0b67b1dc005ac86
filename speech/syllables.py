"""A syllable of Mandarin: its pinyin taken apart, and the sounds the model knows it by.

The sounds are those of the phonemiser the model was trained with (misaki 0.9.4, `zh.ZHG2P()`): letters of
the International Phonetic Alphabet, the tone as an arrow behind the vowel. Checked against it for all
syllables of pypinyin's dictionary; nothing of it is needed here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

NEUTRAL = 5
"""The number of the tone that is none: 的, 了, the second half of 东西."""

ARROWS = {1: "→", 2: "↗", 3: "↓", 4: "↘", NEUTRAL: ""}

_TONE = "0"
"""Where in a final the arrow stands."""

_INITIALS = {
    "b": "p", "p": "pʰ", "m": "m", "f": "f", "d": "t", "t": "tʰ", "n": "n", "l": "l",
    "g": "k", "k": "kʰ", "h": "x", "j": "ʨ", "q": "ʨʰ", "x": "ɕ",
    "zh": "ꭧ", "ch": "ꭧʰ", "sh": "ʂ", "r": "ɻ", "z": "ʦ", "c": "ʦʰ", "s": "s", "": "",
}  # fmt: skip

_FINALS = {
    "a": "a0", "ai": "ai0", "an": "a0n", "ang": "a0ŋ", "ao": "au0",
    "e": "ɤ0", "ei": "ei0", "en": "ə0n", "eng": "ə0ŋ", "er": "ɚ0",
    "i": "i0", "ia": "ja0", "ian": "jɛ0n", "iang": "ja0ŋ", "iao": "jau0", "ie": "je0",
    "in": "i0n", "iou": "jou0", "ing": "i0ŋ", "iong": "jʊ0ŋ", "io": "wo0",
    "ong": "ʊ0ŋ", "ou": "ou0", "u": "u0", "uei": "wei0", "ua": "wa0", "uai": "wai0",
    "uan": "wa0n", "uen": "wə0n", "uang": "wa0ŋ", "ueng": "wə0ŋ", "uo": "wo0", "o": "wo0",
    "ü": "y0", "üe": "ɥe0", "üan": "ɥɛ0n", "ün": "y0n", "ɨ": "ɨ0",
    "m": "m0", "n": "n0", "ng": "ŋ0",
}  # fmt: skip

_WITHOUT_INITIAL = {"o": "ɔ0"}
_ALONE = frozenset({"m", "n", "ng"})
_HISSING = frozenset({"zh", "ch", "sh", "r", "z", "c", "s"})
_PALATAL = frozenset({"j", "q", "x"})
_SHORT = {"iu": "iou", "ui": "uei", "un": "uen"}
_PARTS = re.compile(r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcs]?)([a-zü]+)([1-5])(r?)")
_MARKED = {
    "a": "āáǎà", "e": "ēéěè", "i": "īíǐì", "o": "ōóǒò", "u": "ūúǔù", "ü": "ǖǘǚǜ",
    "n": "nńňǹ", "m": "mḿmm",
}  # fmt: skip


_SPELLED = re.compile(r"([a-zv]+)([1-5])(?:r(?![a-z]))?")


class NotPinyin(ValueError):
    """The text is no syllable of pinyin with its tone."""


def spelled(reading: str) -> list[tuple[str, int]]:
    """Give each syllable of a reading as it is kept in a pack: its letters, ü as v, and its tone."""
    return [(letters, int(tone)) for letters, tone in _SPELLED.findall(reading)]


@dataclass(frozen=True, slots=True)
class Syllable:
    """One syllable: `initial` and `final` as pinyin counts them, `tone` 1 to 5.

    A `rhotic` one ends in the r of 儿化: 一点儿 is yi4 dian3r.
    """

    initial: str
    final: str
    tone: int
    rhotic: bool = False

    @classmethod
    def of(cls, pinyin: str) -> Syllable:
        """Take pinyin with its tone's number apart: zhong1, lv4, dian3r; raise NotPinyin."""
        match = _PARTS.fullmatch(pinyin.replace("v", "ü").replace("ê", "e"))
        if match is None:
            raise NotPinyin(f"“{pinyin}”不是带声调的拼音，应当像 zhong1。")
        initial, written, tone, rhotic = match.groups()
        final = _final(initial, written)
        if final not in _FINALS or (initial and final in _ALONE):
            raise NotPinyin(f"“{pinyin}”里的韵母“{written}”不认识。")
        return cls(initial, final, int(tone), bool(rhotic))

    def toned(self, tone: int) -> Syllable:
        """Give the same syllable in another tone."""
        return Syllable(self.initial, self.final, tone, self.rhotic)

    @property
    def phonemes(self) -> str:
        """The sounds, as the model's letters."""
        final = _FINALS[self.final]
        if not self.initial:
            final = _WITHOUT_INITIAL.get(self.final, final)
        if self.rhotic:
            final = _rhotic(final)
        return _INITIALS[self.initial] + final.replace(_TONE, ARROWS[self.tone])

    @property
    def plain(self) -> str:
        """The pinyin without its tone, ü as v."""
        return _written(self.initial, self.final).replace("ü", "v")

    @property
    def numbered(self) -> str:
        """The pinyin with the tone's number: zhong1."""
        return f"{self.plain}{self.tone}{'r' if self.rhotic else ''}"

    @property
    def marked(self) -> str:
        """The pinyin as books print it: zhōng."""
        text = _written(self.initial, self.final)
        if self.tone != NEUTRAL:
            text = _with_mark(text, self.tone)
        return text + ("r" if self.rhotic else "")


def _final(initial: str, written: str) -> str:
    """Give the final that is written so behind an initial; y and w are spelling, no sounds."""
    if not initial:
        return _without_initial(written)
    if initial in _HISSING and written == "i":
        return "ɨ"
    if initial in _PALATAL and written.startswith("u"):
        return "ü" + written[1:]
    return _SHORT.get(written, written)


def _without_initial(written: str) -> str:
    if written.startswith("yu"):
        return "ü" + written[2:]
    for spelt, vowel in (("y", "i"), ("w", "u")):
        if written[0] == spelt:
            rest = written[1:]
            return rest if rest.startswith(vowel) else vowel + rest
    return written


def _written(initial: str, final: str) -> str:
    """Give the spelling of a final behind its initial."""
    if not initial:
        return _spelt_alone(final)
    if initial in _PALATAL and final.startswith("ü"):
        return initial + "u" + final[1:]
    short = {whole: cut for cut, whole in _SHORT.items()} | {"ɨ": "i"}
    return initial + short.get(final, final)


def _spelt_alone(final: str) -> str:
    if final.startswith("ü"):
        return "yu" + final[1:]
    for vowel, spelt, whole in (("i", "y", ("i", "in", "ing")), ("u", "w", ("u",))):
        if final.startswith(vowel):
            return spelt + (final if final in whole else final[1:])
    return final


def _with_mark(text: str, tone: int) -> str:
    """Put the mark over the vowel that carries it: a, e, the o of ou, else the last."""
    vowels = [n for n, c in enumerate(text) if c in "aeiouü"]
    place = next((n for n in vowels if text[n] in "ae"), -1)
    if place < 0:
        place = text.find("ou")
    if place < 0:
        place = vowels[-1] if vowels else 0
    return text[:place] + _MARKED[text[place]][tone - 1] + text[place + 1 :]


def _rhotic(final: str) -> str:
    """Give a final with the r of 儿化: it takes the place of n and of a closing i."""
    if final.endswith(("n", "ŋ")):
        final = final[:-1]
    for closed, opened in (("ai0", "a0"), ("ei0", "ə0")):
        final = final.replace(closed, opened)
    return final + "ɚ"
