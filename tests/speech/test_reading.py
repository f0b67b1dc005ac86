from __future__ import annotations

from pathlib import Path

import pytest

from speech.reading import BadLists, Reader, Unreadable, load_lists

from .reads import pinyin, reader


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("还款", "huan2 kuan3"),
        ("还钱", "huan2 qian2"),
        ("还要钱", "hai2 yao4 qian2"),
        ("教我", "jiao1 wo3"),
        ("重听", "chong2 ting1"),
        ("用不着", "yong4 bu5 zhao2"),
        ("看看", "kan4 kan5"),
        ("问一问", "wen4 yi5 wen4"),
        ("拿不准", "na2 bu5 zhun3"),
        ("手里", "shou2 li5"),
    ],
)
def test_the_lists_correct_the_dictionaries(text: str, said: str) -> None:
    assert pinyin(text, text) == said


@pytest.mark.parametrize(
    ("text", "tone"), [("做得好", "de5"), ("停得及时", "de5"), ("催得您", "de5"), ("得", "de2")]
)
def test_the_particle_de_is_known_by_what_stands_around_it(text: str, tone: str) -> None:
    assert tone in pinyin(text).split()


def test_erhua_joins_its_syllable() -> None:
    assert pinyin("一点儿", "一点儿") == "yi4 dian3r"
    assert pinyin("慢一点儿", "慢", "一点儿") == "man4 yi4 dian3r"


def test_letters_are_said_as_in_chinese_and_stand_where_they_were_written() -> None:
    found = reader().read("打A P P，好")
    assert [s.syllable.numbered for s in found.sounds] == ["da3", "ei1", "pi1", "pi4", "hao3"]
    assert [s.place for s in found.sounds] == [0, 1, 3, 5, 7]
    one = reader().read("U机")
    assert [s.syllable.numbered for s in one.sounds] == ["you1", "ji1"]


def test_a_long_number_is_one_word() -> None:
    found = reader().read("二百五十八元")
    assert [len(word) for word in found.clauses[0].words] == [5, 1]


def test_every_character_knows_its_place_in_the_sentence() -> None:
    text = "我，很“好”。"
    found = reader().read(text)
    assert [text[s.place] for s in found.sounds] == ["我", "很", "好"]


def test_signs_close_clauses_and_the_strongest_of_several_counts() -> None:
    found = reader().read("我好，你好！？他好：我")
    assert [clause.sign for clause in found.clauses] == [",", "?", ":", ""]


@pytest.mark.parametrize("text", ["好％", "1", "龘"])
def test_what_nobody_can_read_is_named(text: str) -> None:
    with pytest.raises(Unreadable):
        reader().read(text)


def test_the_shipped_lists_are_whole() -> None:
    lists = load_lists()
    assert set("ABCDEFGHIJKLMNOPQRSTUVWXYZ") <= set(lists.letters)
    assert set("还行得中重数教种为着了都好长曾任单解查曝") <= lists.doubtful


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ('[phrases]\n"还款" = "huan2"', "还款"),
        ('[phrases]\n"还款" = "huan2 kuan"', "还款"),
        ('[letters]\nA = "ei"', "A"),
        ("[phrases", "读不出来"),
    ],
)
def test_a_wrong_list_is_named(tmp_path: Path, content: str, named: str) -> None:
    path = tmp_path / "readings.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadLists, match=named):
        load_lists(path)


def test_what_the_lists_leave_open_is_read_as_it_is_settled_elsewhere() -> None:
    reader = Reader(
        load_lists(),
        list,
        lambda word: ["hai2" if char == "还" else "qian2" for char in word],
        lambda text: {place: "huan2" for place, char in enumerate(text) if char == "还"},
    )
    assert reader.read("还，还").pinyin == "huan2, huan2"
    assert reader.read("还嘴").sounds[1].syllable.numbered == "zui3"
