"""Each piece of speech has a recording's name of its own, to file systems and to people too."""

from __future__ import annotations

import pytest

from kiosk.scenario.checks.recordings import same_name
from kiosk.scenario.problems import Severity

from .varied import EXAMPLE, codes, examined, told

FIRST = "        编号: 丢件短信\n"
SECOND = "        文字: 把卡号和验证码填上，赔款马上到账。\n"


def lines(one: str, other: str) -> list[tuple[str, str]]:
    """Give what to change in the example for two lines with ids of their own."""
    return [(FIRST, f"        编号: {one}\n"), (SECOND, f"{SECOND}        编号: {other}\n")]


ALIKE = [
    ("LineA", "linea"),
    ("line１", "line1"),
    ("ＡＢ", "ab"),
    ("e\u0301", "\u00e9"),
    ("Straße", "STRASSE"),
    ("ﬁ", "fi"),
    ("ｶﾞ", "ガ"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_ids_of_lines_that_are_one_file_name_are_told(one: str, other: str) -> None:
    (problem,) = told(*lines(one, other))
    assert problem.code == "alike-ids"
    assert problem.severity is Severity.NOTICE
    assert problem.source.strip() == f"编号: {other}"
    assert EXAMPLE.splitlines()[problem.other_line - 1].strip() == "- 谁: 短信"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("LineA", "LineB"), ("line1", "line10"), ("第1句", "第一句"), ("步骤①", "步骤1"), ("甲", "申"),
        ("a-b", "a_b"), ("门口", "们口"), ("x²", "x2"),
    ],
)  # fmt: skip
def test_ids_that_people_and_files_tell_apart_are_fair(one: str, other: str) -> None:
    assert codes(*lines(one, other)) == []


def test_the_same_id_twice_is_told_as_that_alone() -> None:
    assert codes(*lines("同一句", "同一句")) == ["duplicate-id"]


def test_places_people_and_quiz_items_are_compared_among_themselves() -> None:
    quiz = codes(("- 编号: 取件", "- 编号: ＪＩＦＥＮ"), ("- 编号: 积分", "- 编号: jifen"))
    assert quiz == ["alike-ids"]
    text = EXAMPLE.replace("没上当", "End").replace("及时停住", "end")
    assert "alike-ids" in {p.code for p in examined(text).problems}
    text = EXAMPLE.replace("编号: 短信\n", "编号: NuEr\n").replace("编号: 女儿\n", "编号: nuer\n")
    assert "alike-ids" in {p.code for p in examined(text).problems}


AUTOMATIC = [
    "网页-选1", "网页-选3", "网页-选1-后果", "女儿来了-选2-为什么", "标题", "记住", "考题-积分", "考题-积分-来自",
    "短信来了-提问", "网页-选１",
]  # fmt: skip


@pytest.mark.parametrize("name", AUTOMATIC)
def test_an_id_the_program_gives_by_itself_is_told(name: str) -> None:
    (problem,) = told((FIRST, f"        编号: {name}\n"))
    assert problem.code == "shared-recording"
    assert problem.source.strip() == f"编号: {name}"
    assert problem.other_line


@pytest.mark.parametrize(
    "name",
    ["网页-选4", "网页-提问", "选1", "考题-没有", "网页-后果", "短信来了-2a", "结局", "旁白"],
)
def test_an_id_that_only_looks_like_one_is_fair(name: str) -> None:
    assert codes((FIRST, f"        编号: {name}\n")) == []


def test_two_names_the_program_gives_may_meet_too() -> None:
    (problem,) = told(("- 编号: 取件", "- 编号: 积分-来自"))
    assert problem.code == "shared-recording"
    assert problem.source.strip() == "- 编号: 积分-来自"


def test_an_automatic_id_of_another_line_is_the_same_id_twice() -> None:
    assert codes((FIRST, "        编号: 网页-1\n")) == ["duplicate-id"]


def test_names_are_compared_as_files_are() -> None:
    assert same_name("Ａ") == same_name("a")
    assert same_name("①") != same_name("1")
