"""Tones beside each other, by 《普通话水平测试实施纲要》."""

from __future__ import annotations

import pytest

from .reads import pinyin


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("老板",), "lao2 ban3"),
        (("很好",), "hen2 hao3"),
        (("纸", "老虎"), "zhi3 lao2 hu3"),
        (("我", "很", "好"), "wo2 hen2 hao3"),
        (("我", "想买"), "wo3 xiang2 mai3"),
        (("把", "手机"), "ba2 shou3 ji1"),
        (("老板", "很", "好"), "lao2 ban2 hen2 hao3"),
        (("打", "九六幺幺零"), "da2 jiu3 liu4 yao1 yao1 ling2"),
    ],
)
def test_a_third_tone_before_a_third_rises(words: tuple[str, ...], said: str) -> None:
    assert pinyin("".join(words), *words) == said


def test_a_pause_keeps_third_tones_apart() -> None:
    assert pinyin("我，很好") == "wo3 hen2 hao3"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("一定",), "yi2 ding4"),
        (("一天",), "yi4 tian1"),
        (("一年",), "yi4 nian2"),
        (("一起",), "yi4 qi3"),
        (("一个",), "yi2 ge4"),
        (("一次",), "yi2 ci4"),
        (("一些",), "yi4 xie1"),
        (("第一", "步"), "di4 yi1 bu4"),
        (("十一", "点"), "shi2 yi1 dian3"),
        (("一万一千", "元"), "yi2 wan4 yi4 qian1 yuan2"),
        (("统一",), "tong3 yi1"),
        (("一", "月"), "yi1 yue4"),
        (("打", "幺幺零", "一", "问"), "da3 yao1 yao1 ling2 yi2 wen4"),
    ],
)
def test_the_word_for_one_takes_the_tone_its_neighbours_ask_for(
    words: tuple[str, ...], said: str
) -> None:
    assert pinyin("".join(words), *words) == said


def test_a_number_said_alone_keeps_its_tone() -> None:
    assert pinyin("一。") == "yi1"
    assert pinyin("一，打") == "yi1 da3"


@pytest.mark.parametrize(
    ("text", "said"),
    [("不要", "bu2 yao4"), ("不对", "bu2 dui4"), ("不好", "bu4 hao3"), ("不拿", "bu4 na2"), ("不", "bu4")],
)  # fmt: skip
def test_the_word_for_no_rises_before_a_falling_tone_alone(text: str, said: str) -> None:
    assert pinyin(text, text) == said
