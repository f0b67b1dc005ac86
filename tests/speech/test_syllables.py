from __future__ import annotations

from pathlib import Path

import pytest

from speech.model_letters import TOKENS
from speech.syllables import ARROWS, NotPinyin, Syllable

SYLLABLES = [
    line.split("\t")
    for line in Path(__file__).with_name("phonemes.tsv").read_text(encoding="utf-8").splitlines()
]


def test_every_syllable_sounds_as_the_model_was_taught() -> None:
    other = [(p, Syllable.of(p).phonemes, said) for p, said in SYLLABLES]
    assert [one for one in other if one[1] != one[2]] == []
    assert len(SYLLABLES) > 400


def test_every_syllable_is_written_back_as_it_was() -> None:
    assert [p for p, _ in SYLLABLES if Syllable.of(p).numbered != p] == []


def test_the_model_has_a_letter_for_every_sound() -> None:
    letters = {letter for _, said in SYLLABLES for letter in said} | set("".join(ARROWS.values()))
    assert letters | set("ɚ,.:;?! ") <= set(TOKENS)


@pytest.mark.parametrize(("tone", "arrow"), [(1, "→"), (2, "↗"), (3, "↓"), (4, "↘"), (5, "")])
def test_the_tone_is_an_arrow_behind_the_vowel(tone: int, arrow: str) -> None:
    assert Syllable.of(f"zhang{tone}").phonemes == f"ꭧa{arrow}ŋ"


@pytest.mark.parametrize(
    ("numbered", "marked"),
    [
        ("zhong1", "zhōng"), ("lv4", "lǜ"), ("gui4", "guì"), ("jiu3", "jiǔ"), ("hao3", "hǎo"), ("you3", "yǒu"),
        ("de5", "de"), ("xue2", "xué"), ("yuan2", "yuán"), ("wei4", "wèi"), ("er2", "ér"), ("dian3r", "diǎnr"),
    ],
)  # fmt: skip
def test_pinyin_is_printed_as_in_books(numbered: str, marked: str) -> None:
    assert Syllable.of(numbered).marked == marked


@pytest.mark.parametrize(
    ("pinyin", "said"),
    [("dian3r", "tjɛ↓ɚ"), ("hui4r", "xwə↘ɚ"), ("shi4r", "ʂɨ↘ɚ"), ("hai2r", "xa↗ɚ"), ("huo2r", "xwo↗ɚ")],
)  # fmt: skip
def test_the_r_of_erhua_takes_the_place_of_what_closes_the_syllable(pinyin: str, said: str) -> None:
    assert Syllable.of(pinyin).phonemes == said


@pytest.mark.parametrize("wrong", ["zhong", "zhong6", "hello3", "zhng1", "", "重"])
def test_what_is_no_pinyin_is_refused(wrong: str) -> None:
    with pytest.raises(NotPinyin):
        Syllable.of(wrong)
