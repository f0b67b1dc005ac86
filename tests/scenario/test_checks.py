"""Each rule finds what breaks it, at its place, and keeps silent about a good story."""

from __future__ import annotations

import pytest

from kiosk.scenario.catalogue import Catalogue, Hotline, LawEntry, ScamType, Technique
from kiosk.scenario.picture_files import PictureFiles
from kiosk.scenario.problems import Problem, Severity
from kiosk.scenario.reading.reader import Story, read_story

from .corpus import example

EXAMPLE = example()
CATALOGUE = Catalogue(
    types=(ScamType("冒充电商物流客服", "", "", ""), ScamType("真实联系", "", "", "")),
    techniques=tuple(
        Technique(name, "", "") for name in ("编造事由", "制造紧迫", "小利诱饵", "步步加码")
    ),
    laws=(LawEntry("反电信网络诈骗法-20", "", "", "", ""),),
    hotlines=(
        Hotline("110", "", "", ""),
        Hotline("12381", "", "", ""),
        Hotline("96110", "", "", "", area_code=True),
    ),
    voices=("旁白", "我", "女客服", "男客服", "年轻女声"),
)
PICTURES = PictureFiles(frozenset({"短信", "通用"}), frozenset({"陌生人", "男客服", "女儿"}))


def examined(text: str) -> Story:
    return read_story(text.encode(), "试.yaml", catalogue=CATALOGUE, pictures=PICTURES)


def changed(*pairs: tuple[str, str]) -> tuple[Problem, ...]:
    text = EXAMPLE
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return tuple(p for p in examined(text).problems if p.code != "approval-void")


def test_a_good_story_has_no_problem() -> None:
    assert examined(EXAMPLE).problems == ()


ERRORS = [
    ("dead-link", ("去: 网页", "去: 网叶"), "网叶"),
    ("dead-link", ("    去: 女儿来了", "    去: 儿子来了"), "是不是想写“女儿来了”"),
    ("cycle", ("        去: 上当了", "        去: 短信来了"), "绕圈"),
    ("ending-never-reached", ("去: 及时停住", "去: 没上当"), "及时停住"),
    ("no-way-on", ("    去: 女儿来了\n", ""), "又要钱"),
    (
        "both-ways",
        ("    台词:\n      - 谁: 女儿", "    去: 没上当\n    台词:\n      - 谁: 女儿"),
        "女儿",
    ),
    ("duplicate-id", ("- 编号: 又要钱", "- 编号: 网页"), "网页"),
    ("duplicate-id", ("  - 编号: 取件", "  - 编号: 积分"), "积分"),
    ("duplicate-id", ("- 编号: 客服", "- 编号: 短信"), "短信"),
    ("duplicate-id", ("编号: 丢件短信", "编号: 网页-1"), "网页-1"),
    ("bad-id", ("编号: kuaidi-duanxin", "编号: 快递短信"), "快递短信"),
    ("bad-id", ("编号: 丢件短信", "编号: ../丢件"), "../丢件"),
    ("reserved-id", ("- 编号: 女儿\n", "- 编号: 旁白\n"), "旁白"),
    ("unknown-speaker", ("- 谁: 女儿", "- 谁: 女婿"), "女婿"),
    ("unknown-speaker", ("对方: 女儿", "对方: 女而"), "是不是想写“女儿”"),
    ("unknown-technique", ("手法: 步步加码", "手法: 步步加马"), "是不是想写“步步加码”"),
    ("unknown-type", ("类型: 冒充电商物流客服", "类型: 冒充客服"), "冒充客服"),
    ("unknown-law", ("诈骗法-20", "诈骗法-99"), "99"),
    ("unknown-voice", ("声音: 年轻女声", "声音: 年青女声"), "是不是想写“年轻女声”"),
    ("type-and-kind", ("类型: 冒充电商物流客服", "类型: 真实联系"), "骗局"),
    ("cue-words", ("词: 转一万元", "词: 转两万元"), "找不到"),
    ("cue-words", ("文字: 系统出错了，您", "文字: 转一万元，"), "2 处"),
    ("cue-words", ("词: 今天有效", "词: 赔款，今天有效"), "重叠"),
    ("control-twice", ("按键: 关闭", "按键: 确认"), "确认"),
    ("same-verdict", ("判断: 冒险", "判断: 稳妥"), "稳妥"),
    (
        "no-safe-choice",
        ("判断: 稳妥\n        做法: 核实", "判断: 上当\n        做法: 核实"),
        "短信来了",
    ),
    ("overdrawn", ("损失: 10000", "损失: 22001"), "30001"),
    (
        "no-perfect-play",
        ("判断: 稳妥\n        做法: 核实", "判断: 上当\n        做法: 核实"),
        "最好",
    ),
    (
        "no-poor-play",
        (
            "判断: 上当\n        做法: 配合\n        损失",
            "判断: 冒险\n        做法: 配合\n        损失",
        ),
        "最差",
    ),
    ("few-quiz-items", ("考题:\n", "考题: []\n甲:\n"), "0 道"),
    ("one-kind-of-quiz", ("性质: 骗局\n    手法: 制造紧迫", "性质: 真事"), "骗局"),
    (
        "no-sources",
        (
            "来源:\n  - 名称: 2025 版防诈手册\n    发布: 公安部刑侦局、国家反诈中心\n    日期: 2025-06-18",
            "来源: []",
        ),
        "来源",
    ),
    ("no-picture", ("图片: 短信", "图片: 短讯"), "是不是想写“短信”"),
    ("no-picture", ("图片: 短信", "图片: 我的.png"), "我的.png"),
    ("no-picture", ("头像: 女儿", "头像: 女而"), "是不是想写“女儿”"),
]


@pytest.mark.parametrize(("code", "pair", "said"), ERRORS)
def test_an_error_is_found_and_the_story_refused(
    code: str, pair: tuple[str, str], said: str
) -> None:
    text = EXAMPLE.replace(*pair, 1)
    assert text != EXAMPLE
    story = examined(text)
    found = [p for p in story.problems if p.code == code]
    assert found, [p.code for p in story.problems]
    assert any(said in p.message for p in found), [p.message for p in found]
    assert all(p.severity is Severity.ERROR and p.line for p in found)
    assert story.scenario is None


NOTICES = [
    ("too-wordy", ("文字: 下午三点，您收到一条短信。", "文字: " + "说" * 46), "46"),
    ("too-wordy", ("文字: 瞒着女儿，把钱转了", "文字: " + "说" * 17), "17"),
    ("too-wordy", ("为什么: 要您转钱才退钱的，都是诈骗。", "为什么: " + "说" * 51), "51"),
    ("too-long-a-play", ("文字: 下午三点，您收到一条短信。", "文字: " + "说" * 700), "分"),
    (
        "cue-not-shown",
        (
            "文字: 您和女儿马上报了警，把经过都告诉民警。",
            "文字: 好\n        破绽: [{词: 好, 手法: 编造事由, 说明: 好}]",
        ),
        "复盘",
    ),
]


@pytest.mark.parametrize(("code", "pair", "said"), NOTICES)
def test_a_notice_is_told_and_the_story_played(code: str, pair: tuple[str, str], said: str) -> None:
    story = examined(EXAMPLE.replace(*pair, 1))
    found = [p for p in story.problems if p.code == code]
    assert found
    assert any(said in p.message for p in found)
    assert all(p.severity is Severity.NOTICE for p in found)
    assert story.scenario is not None


def test_a_changed_word_voids_the_approval_and_a_changed_blank_does_not() -> None:
    (void,) = examined(EXAMPLE.replace("三点", "四点")).problems
    assert (void.code, void.severity) == ("approval-void", Severity.NOTICE)
    assert void.source.strip().startswith("指纹")
    assert examined(EXAMPLE.replace("标题: ", "标题:   ").replace("\n\n", "\n\n\n")).problems == ()


def test_a_story_without_approval_is_told_its_fingerprint() -> None:
    start = EXAMPLE.index("审核:\n")
    story = examined(EXAMPLE[:start])
    (told,) = story.problems
    assert told.code == "not-approved"
    assert story.fingerprint in told.message
    assert story.fingerprint in EXAMPLE


def test_the_careful_choice_always_in_one_place_is_noticed() -> None:
    web = EXAMPLE[EXAMPLE.index("      - 文字: 只填姓名") : EXAMPLE.index("      - 文字: 关掉网页")]
    told = changed((web, ""))
    assert [p.code for p in told] == ["same-position"]


def test_a_scam_without_any_cue_is_refused() -> None:
    lines = EXAMPLE.splitlines()
    kept, skipping = [], 0
    for line in lines:
        indent = len(line) - len(line.lstrip())
        if line.strip() == "破绽:":
            skipping = indent + 1
        elif skipping and indent < skipping:
            skipping = 0
        if not skipping:
            kept.append(line)
    assert "no-cues" in [p.code for p in examined("\n".join(kept)).problems]


def test_a_scene_of_one_choice_or_of_four_is_refused() -> None:
    extra = "      - {文字: 甲, 判断: 冒险, 做法: 配合, 去: 又要钱, 后果: 乙, 为什么: 丙}\n"
    at = "      - 文字: 关掉网页，挂电话"
    assert "choice-count" in [p.code for p in changed((at, extra + at))]
    start = EXAMPLE.index("      - 文字: 点开短信里的链接")
    end = EXAMPLE.index("      - 文字: 自己打开购物软件查")
    assert "choice-count" in [p.code for p in changed((EXAMPLE[start:end], ""))]


@pytest.mark.parametrize("character", ["\u202e", "\u200b", "\ufeff", "\ue000", "\U000f0000"])
def test_a_character_nobody_sees_is_refused(character: str) -> None:
    told = changed(("下午三点", f"下午{character}三点"))
    assert [p.code for p in told] == ["invisible-character"]


def test_numbers_are_looked_for_in_every_text_of_the_device_and_the_quiz() -> None:
    for pair in (
        ("号码: '106 ··· 8830'", "号码: '10655558830'"),
        ("网址: kuaidi-lipei.invalid", "网址: kuaidi-lipei.com"),
        ("[姓名, 银行卡号, 短信验证码]", "[姓名, 银行卡号, 13812345678]"),
        ("来自: 一个陌生号码", "来自: 13812345678"),
        ("地点: 自家客厅", "账号: '622202'"),
    ):
        assert "usable" in [p.code for p in changed(pair)], pair


def test_an_item_of_a_list_is_told_at_its_own_place() -> None:
    (problem,) = changed(("[姓名, 银行卡号, 短信验证码]", "[姓名, 银行卡号, 13812345678]"))
    assert problem.source[problem.column - 1 :].startswith("13812345678")
