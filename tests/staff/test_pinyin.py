"""Every character of GB 2312 can be typed by its pinyin, by letters and by a telephone's keys."""

from __future__ import annotations

import pytest

from kiosk.staff.pinyin import LETTERS, shipped_pinyin

PINYIN = shipped_pinyin()
KEY_OF = {letter: key for key, letters in LETTERS.items() for letter in letters}


def keys(reading: str) -> str:
    return "".join(KEY_OF[letter] for letter in reading)


def gb2312() -> set[str]:
    found = set()
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.add(bytes((high, low)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return found


def test_every_character_of_the_standard_has_a_reading() -> None:
    there = {char for levels in PINYIN.table.values() for level in levels for char in level}
    assert there == gb2312()
    assert len(there) == 3755 + 3008


@pytest.mark.parametrize(
    "words", ["示范银行深圳城南支行", "濮阳市公安局反诈中心", "朝阳区重庆路社区"]
)
def test_names_of_sites_are_found_early_by_letters_and_by_keys(words: str) -> None:
    readings = {
        char: [one for one, levels in PINYIN.table.items() if char in "".join(levels)]
        for char in words
    }
    for char, found in readings.items():
        assert any(PINYIN.characters(one).index(char) < 36 for one in found), char
        for one in found:
            assert char in PINYIN.characters(keys(one))
            assert char in PINYIN.characters(keys(one), one)


@pytest.mark.parametrize(
    ("reading", "chars"),
    [
        ("hang", "行航杭"),
        ("xing", "行"),
        ("chong", "重"),
        ("zhong", "中重"),
        ("lv", "绿旅"),
        ("xiang", "巷乡"),
    ],
)
def test_a_character_is_found_under_each_of_its_readings(reading: str, chars: str) -> None:
    assert set(chars) <= set(PINYIN.characters(reading))


def test_whole_readings_come_before_those_only_begun() -> None:
    found = PINYIN.characters("xi")
    assert found.index("西") < found.index("想")
    assert PINYIN.readings("426")[:4] == ("gan", "gao", "han", "hao")


def test_what_begins_no_reading_is_not_accepted() -> None:
    assert PINYIN.accepts("zhuang")
    assert not PINYIN.accepts("zhuangg")
    assert not PINYIN.accepts("vb")
    assert not PINYIN.accepts("1")
    assert PINYIN.characters("") == ()
