"""Words that are lit stand in their text exactly so and once; 凭据 belong to those who mean well."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.scenario.checks.lit_words import misplaced
from kiosk.scenario.model import Scenario
from kiosk.scenario.problems import Severity, has_errors
from kiosk.scenario.serialise import fingerprint, from_plain, to_plain

from .varied import EXAMPLE, examined, told, varied

DAUGHTER = "        文字: 妈，谁的电话？怎么还要转钱？\n"
GROUND = """\
        凭据:
          - 词: {words}
            手法: 要求保密
            说明: 女儿当面问您
"""
QUIZ_SCAM = "    手法: 制造紧迫\n    为什么: 用“今晚清零”"
QUIZ_TRUE = "    性质: 真事\n    为什么: 只请您取件"


@given(st.text("甲乙丙", max_size=12), st.lists(st.text("甲乙丙", max_size=4), max_size=4))
def test_what_isnt_told_stands_once_and_beside_all_others(text: str, wanted: list[str]) -> None:
    faults = {one.index: one for one in misplaced(text, wanted)}
    good = [words for n, words in enumerate(wanted) if n not in faults and words and text]
    spans = sorted((text.find(words), len(words)) for words in good)
    assert all(text.count(words) == 1 for words in good)
    assert all(a + length <= b for (a, length), (b, _) in pairwise(spans))
    for one in faults.values():
        assert one.words == wanted[one.index]
        once = text.count(one.words) == 1
        assert one.fault == ("overlap" if once else "many" if one.words in text else "missing")


def with_ground(words: str) -> tuple[str, str]:
    return DAUGHTER, DAUGHTER + GROUND.format(words=words)


def test_a_ground_of_somebody_who_means_well_is_read_and_nothing_is_told() -> None:
    assert told(with_ground("怎么还要转钱")) == []
    story = examined(varied(with_ground("怎么还要转钱"))).scenario
    assert story is not None
    (line,) = (line for line in story.scenes[-1].lines)
    assert (
        [one.words for one in line.grounds]
        == ["怎么还要转钱"]
        == [one.words for one in line.evidence]
    )


def test_a_ground_may_be_written_in_english_and_comes_back_from_a_cache() -> None:
    chinese = examined(varied(with_ground("怎么还要转钱"))).scenario
    spelled = (
        GROUND.replace("凭据", "grounds").replace("词:", "words:").format(words="怎么还要转钱")
    )
    english = examined(varied((DAUGHTER, DAUGHTER + spelled))).scenario
    assert chinese == english
    assert from_plain(to_plain(chinese), Scenario) == chinese


@pytest.mark.parametrize(
    ("words", "variant"), [("怎么没要转钱", "missing"), ("？", "many"), ("谁的电话", "")]
)
def test_a_ground_keeps_the_rules_of_a_cue(words: str, variant: str) -> None:
    problems = told(with_ground(words))
    assert [(p.code, p.variant) for p in problems] == [("cue-words", variant)] * bool(variant)
    assert all("凭据" in p.advice for p in problems)


def test_a_ground_must_not_overlap_a_cue_of_its_line() -> None:
    both = "          - 词: 转一万元\n            手法: 步步加码\n            说明: 退款不会先要您转钱\n"
    (problem,) = (
        p for p in told((both, both + GROUND.format(words="您转一万"))) if p.code == "cue-words"
    )
    assert problem.variant == "overlap"


def test_a_ground_where_no_debrief_lights_it_is_told() -> None:
    last = "        文字: 第二天快递到了，您一分钱也没有少。\n"
    (problem,) = told((last, last + GROUND.format(words="第二天")))
    assert problem.code == "cue-not-shown"
    assert "凭据“第二天”" in problem.message


def test_a_swindlers_words_are_no_ground_by_the_name_or_by_a_cue() -> None:
    said = "            说明: 退款不会先要您转钱\n"
    ground = said + GROUND.format(words="系统出错了")
    (borrowed,) = told((said, ground))
    assert (borrowed.code, borrowed.variant) == ("ground-of-a-swindler", "borrowed")
    assert borrowed.severity is Severity.NOTICE
    plain = ("    称呼: “理赔客服”\n", "    称呼: 理赔客服\n")
    (by_cue,) = (p for p in told((said, ground), plain) if p.code == "ground-of-a-swindler")
    assert by_cue.variant == "cues"


def test_a_genuine_story_without_grounds_is_told_and_played() -> None:
    genuine = (("性质: 骗局\n类型: 冒充电商物流客服", "性质: 真事\n类型: 真实联系"),)
    problems = told(*genuine)
    assert "no-grounds" in [p.code for p in problems]
    assert not has_errors(problems)
    assert "no-grounds" not in [p.code for p in told(*genuine, with_ground("怎么还要转钱"))]


def test_a_technique_nobody_knows_is_told_of_a_ground_too() -> None:
    wrong = GROUND.format(words="怎么还要转钱").replace("要求保密", "要求保蜜")
    (problem,) = told((DAUGHTER, DAUGHTER + wrong))
    assert problem.code == "unknown-technique"


@pytest.mark.parametrize(
    ("kept", "words", "variant"),
    [
        (QUIZ_SCAM, "[今晚清零]", None),
        (QUIZ_SCAM, "[今晚清零, 点链接]", None),
        (QUIZ_TRUE, "[放在小区门口]", None),
        (QUIZ_SCAM, "[今天清零]", "missing"),
        (QUIZ_SCAM, "[今晚清零, 清零]", "overlap"),
        (QUIZ_SCAM, "[积分, 今晚清零, 点链接]", "too-many"),
        (QUIZ_TRUE, "[了]", "many"),
    ],
)
def test_words_of_a_quiz_item_stand_in_it_once_and_are_few(
    kept: str, words: str, variant: str | None
) -> None:
    before, _, why = kept.rpartition("    为什么")
    problems = told((kept, f"{before}    词: {words}\n    为什么{why}"))
    assert [(p.code, p.variant) for p in problems] == [
        ("quiz-words", variant) for _ in range(variant is not None)
    ]


def test_a_story_that_writes_none_of_the_new_keys_keeps_its_fingerprint() -> None:
    """The value stands in the example's approval, given before these keys were there."""
    story = examined(EXAMPLE).scenario
    assert story is not None
    assert fingerprint(story) == "030f-9faa-c8b1-584e"
    named = examined(EXAMPLE + "钱的名称: 存款\n").scenario
    assert named == story
    other = examined(EXAMPLE + "钱的名称: 退休金\n").scenario
    assert other is not None
    assert fingerprint(other) != fingerprint(story)
