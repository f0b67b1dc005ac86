"""A 读音 is of use, or it is told; a choice is read by it as every other line."""

from __future__ import annotations

import time

import pytest

from kiosk.scenario.spoken import Speaker

from .varied import codes, examined, told, varied

READING = "  - 词: 重发\n    读作: 虫发\n"


def reading(*words: str) -> tuple[str, str]:
    return READING, "".join(f"  - 词: '{one}'\n    读作: 甲\n" for one in words)


@pytest.mark.parametrize(
    "words",
    ["根本没有的词", "重法", "银 行", "Ａ", "三倍赔款。", "重发赔款吗", "女儿女儿", "12345"],
)
def test_a_reading_of_words_nobody_says_is_told(words: str) -> None:
    (problem,) = told(reading(words))
    assert (problem.code, problem.variant) == ("unused-reading", "")
    assert problem.source.strip().startswith("- 词")


def test_the_words_most_likely_meant_are_suggested() -> None:
    (problem,) = told(reading("重法"))
    assert "是不是想写“重发”" in problem.message
    (problem,) = told(reading("根本没有的词"))
    assert "是不是" not in problem.message


@pytest.mark.parametrize(
    "words",
    [
        "重发",  # a line
        "瞒着女儿",  # a choice
        "扣款短信",  # a consequence
        "止住",  # a consequence at the end
        "银行卡的钥匙",  # why
        "稳稳当当",  # an ending's title
        "清零",  # a quiz item
        "自己打开软件查",  # to remember
        "快递理赔中心",  # on a device
        "女儿",  # a name
        "不让您多想",  # what is said of a cue
        "短信验证码",  # an item of a device
        "您怎么办",  # a question
    ],
)
def test_a_reading_of_words_of_any_kind_that_are_said_is_fair(words: str) -> None:
    assert codes(reading(words)) == []


def test_a_reading_of_words_said_otherwise_everywhere_is_told() -> None:
    line = "        文字: 下午三点，您收到一条短信。\n"
    own = f"{line}        读作: 下午三点，您收到一条消息。\n"
    (problem,) = told(reading("下午三点"), (line, own))
    assert (problem.code, problem.variant) == ("unused-reading", "own")


def test_of_two_readings_of_the_same_words_the_second_is_told() -> None:
    (problem,) = told(reading("重发", "重发"))
    assert (problem.code, problem.variant) == ("unused-reading", "twice")
    assert codes(reading("重发", "我们重发")) == []


def test_a_choice_is_said_by_the_readings_of_its_story() -> None:
    story = examined(varied(reading("转了"))).scenario
    assert story is not None
    scene = next(s for s in story.scenes if s.id == "女儿来了")
    assert Speaker(story).choice(scene, 0).say == "一，瞒着女儿，把钱甲"
    # A 读作 of its own is the last word.
    assert Speaker(story).choice(scene, 1).say == "二，挂断，打幺幺零"


def test_what_was_meant_is_looked_for_within_bounds() -> None:
    lines = "".join(
        f"      - 谁: 旁白\n        文字: {'天地玄黄宇宙洪荒' * 100}\n" for _ in range(50)
    )
    words = [f"甲乙丙{n:03}丁" for n in range(300)]
    text = varied(reading(*words)).replace("    台词:\n", f"    台词:\n{lines}", 1)
    started = time.process_time()
    assert "unused-reading" in [p.code for p in examined(text).problems]
    assert time.process_time() - started < 10  # and not a minute
