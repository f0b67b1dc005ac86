"""A place whose picture is a guess is told; one that its words mean is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.devices.places import shipped_places
from kiosk.review.story_checks.review_context import ReviewContext
from kiosk.scenario.problems import Severity

from .reviewed import changed, found

PLACES = shipped_places()

FAIR = [
    "银行柜台", "银行大厅", "银行大堂", "银行门口", "菜市场门口", "自家楼下", "自家门口", "自家客厅", "家里", "女儿家",
    "派出所", "医保窗口", "社区活动室", "小区门口", "路口的药店", "网约车旁", "银行营业大厅一号柜台", "三号柜台", "社区医院",
    "小区便利店", "派出所窗口", "手机店柜台", "超市门口", "老王家门口", "大门口", "单元门口", "儿子车上", "出租车上", "医院走廊",
    "医院大厅", "派出所大厅", "超市收银台", "公园凉亭", "早市", "车站", "火车站", "地铁口", "养老院", "老年大学教室", "讲座会场",
    "酒店会场", "村口", "楼道", "医院缴费处", "邻居家", "张大爷家", "家里厨房", "大门", "家门", "小吃街", "步行街上",
    "社区卫生服务站", "银行自助取款机", "取款机前", "小区楼下长椅", "医院门口", "工商银行柜台", "社保窗口", "政务办事大厅",
    "社区居委会", "商场一楼", "公司宿舍", "沙发上", "专家门诊", "网点", "银行网点", "营业厅", "窗口", "小区大门", "单元楼下",
    "自家防盗门", "院子里", "停车场", "派出所门口", "村委会", "卧室", "病房", "门口超市",
    "机场", "机场柜台", "公交站", "公交车上", "车站", "金店", "办公室", "部门办公室", "面馆", "驿站", "小区快递驿站", "理发店",
    "住院部", "楼道", "单元门", "讲堂", "工地", "村委会", "村委会门口", "金店柜台", "驿站门口", "公交站旁",
]  # fmt: skip
GUESSED = [
    ("锁着的铁栅栏", ""), ("火星", ""), ("老小区三楼自家防盗门", "小区"), ("银行旁边的超市", "银行"), ("药店柜台", "柜台"),
    ("酒店大堂", "大堂"), ("学校门口", "门口"), ("校门口", "门口"), ("工厂大门", "门"),
    ("一扇上了锁的大门", "门"), ("火车上", "车上"), ("车站售票窗口", "窗口"), ("快递网点", "网点"),
    ("电信营业厅", "营业厅"), ("银行培训中心", "银行"), ("街道办事处", ""), ("商家仓库", ""),
    ("家具城", ""), ("公司楼下", "楼下"), ("幼儿园门口", "门口"), ("法院大厅", ""), ("写字楼大堂", "大堂"),
    ("会议室", ""), ("医院对面的小区", "医院"), ("河边", ""), ("船上", ""),
]  # fmt: skip


@pytest.mark.parametrize("text", FAIR)
def test_a_place_its_words_mean_is_no_guess(text: str) -> None:
    picked = PLACES.pick(text)
    assert picked.word
    assert not picked.guessed


@pytest.mark.parametrize(("text", "word"), GUESSED)
def test_a_place_that_ends_as_another_or_as_none_is_a_guess_by_that_word(
    text: str, word: str
) -> None:
    picked = PLACES.pick(text)
    assert (picked.guessed, picked.word) == (True, word)


def test_what_is_picked_is_what_is_drawn() -> None:
    for text in (*FAIR, *(text for text, _ in GUESSED), "", "家", "门"):
        assert PLACES.pick(text).place == PLACES.of(text)


def test_no_word_is_found_within_another_by_chance() -> None:
    for text in ("专家", "商家", "部门", "澳门", "家具", "街道办"):
        assert PLACES.pick(text).word == ""
    assert PLACES.pick("专家门诊").place.name == "医院"


def test_every_place_is_called_by_a_word_that_chooses_it_and_leaves_no_doubt() -> None:
    for place in PLACES.known:
        picked = PLACES.pick(place.name)
        assert (picked.place, picked.guessed) == (place, False)
        assert len(place.name) > 1


@pytest.mark.parametrize(
    ("place", "variant"), [("药店柜台", "word"), ("锁着的铁栅栏", "none"), ("三号柜台", None)]
)
def test_a_guess_is_told_at_its_place_with_what_is_drawn_and_what_could_be(
    tmp_path: Path, context: ReviewContext, place: str, variant: str | None
) -> None:
    own = replace(context, voice=None, kits=context.kits[:1])
    told = found(tmp_path, own, changed("地点: 自家客厅", f"地点: {place}"))
    if variant is None:
        assert told == ()
        return
    (problem,) = told
    assert (problem.code, problem.variant) == ("backdrop-guessed", variant)
    assert problem.severity is Severity.NOTICE
    assert problem.source.strip() == f"地点: {place}"
    assert PLACES.of(place).name in problem.message
    assert all(one.name in problem.advice for one in PLACES.known)


def test_only_meetings_have_a_backdrop(tmp_path: Path, context: ReviewContext) -> None:
    own = replace(context, voice=None, kits=context.kits[:1])
    told = found(tmp_path, own, changed("      网址: kuaidi-lipei.invalid\n", (
        "      网址: kuaidi-lipei.invalid\n      地点: 火星\n"
    )))  # fmt: skip
    assert "backdrop-guessed" not in {p.code for p in told}
