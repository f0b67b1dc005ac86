"""Whatever could be dialled, opened, added or paid to is refused; what nobody can use passes.

`usable/refused.txt` and `usable/passes.txt` are what people write, by kind; the properties below write
numbers and harmless things in ways nobody has thought of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.scenario.catalogue import Catalogue
from kiosk.scenario.checks.check_context import CheckContext, Finding
from kiosk.scenario.checks.harmless import harmless
from kiosk.scenario.model import Device, Scenario
from kiosk.scenario.problems import Severity, code
from kiosk.scenario.reading.catalogue_files import load_catalogue
from kiosk.scenario.reading.reader import read_story

from .corpus import example

FOLDER = Path(__file__).parent / "usable"
SHIPPED = Path(__file__).parents[2] / "scenarios" / "catalogue"
FEWEST = 150


def shipped_catalogue() -> Catalogue:
    catalogue, problems = load_catalogue(SHIPPED)
    assert problems == ()
    return catalogue


def good_story() -> Scenario:
    story = read_story(example().encode(), "试.yaml").scenario
    assert story is not None
    return story


CATALOGUE = shipped_catalogue()
STORY = good_story()


def written(name: str) -> list[str]:
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [
        re.sub(r"\{U\+([0-9A-F]+)\}", lambda met: chr(int(met[1], 16)), line)
        for line in lines
        if line and not line.startswith("#")
    ]


def findings_of_lines(*texts: str) -> list[Finding]:
    """Give what the check finds in a story whose first scene says just this."""
    scene = STORY.scenes[0]
    lines = tuple(replace(scene.lines[0], text=text, cues=()) for text in texts)
    return findings_of(replace(STORY, scenes=(replace(scene, lines=lines),)))


def findings_of_device(device: Device) -> list[Finding]:
    return findings_of(replace(STORY, scenes=(replace(STORY.scenes[0], device=device),)))


def findings_of(story: Scenario) -> list[Finding]:
    return list(harmless(CheckContext(story, CATALOGUE)))


def test_the_shipped_example_has_nothing_to_use() -> None:
    assert findings_of(STORY) == []


def test_what_somebody_could_use_is_refused_however_it_is_written(
    subtests: pytest.Subtests,
) -> None:
    texts = written("refused")
    assert len(texts) >= FEWEST
    for text in texts:
        with subtests.test(text):
            found = findings_of_lines(text)
            assert found
            assert all(code(one.code).severity is Severity.ERROR for one in found)
            assert {one.field for one in found} == {"text"}


def test_what_nobody_can_use_passes(subtests: pytest.Subtests) -> None:
    texts = written("passes")
    assert len(texts) >= FEWEST
    for text in texts:
        with subtests.test(text):
            assert findings_of_lines(text) == []


def test_what_is_refused_is_told_as_it_was_written() -> None:
    for text, said in (
        ("打 138，0013，8000 找他", "138，0013，8000"),
        ("打１３８００１３８０００吧", "１３８００１３８０００"),
        ("打一三八 零零一三 八零零零", "一三八 零零一三 八零零零"),
        ("点开 银行。中国 登录", "银行。中国"),
        ("打开ABC.com看看", "ABC.com"),
        ("加微信 Abc12345", "Abc12345"),
    ):
        (found,) = findings_of_lines(text)
        assert f"“{said}”" in found.problem.message


def test_a_service_that_is_in_no_catalogue_is_told_with_the_hotlines_there_are() -> None:
    for text in ("拨 95588 问问", "拨 955-88", "九五五八八", "拨１０００１"):
        (found,) = findings_of_lines(text)
        assert found.code == "unknown-hotline"
        assert "96110" in found.problem.advice


def test_a_number_that_goes_on_in_the_next_text_is_refused_at_its_beginning() -> None:
    (found,) = findings_of_lines("他说号码是 138", "0013", "8000，让您打。")
    assert (found.code, found.mark, found.field) == (
        "usable",
        STORY.scenes[0].lines[0].mark,
        "text",
    )
    (found,) = findings_of_device(Device(items=("客服电话", "138", "0013", "8000")))
    assert found.field == "items.1"
    assert findings_of_lines("您欠了 138", "2025 年以前的不算", "8000 元") == []
    assert findings_of_device(Device(items=("转账 138", "手续费 5", "到账 133"))) == []


def test_an_address_field_takes_no_ending_but_invalid() -> None:
    for address in ("kuaidi.shop", "kuaidi.nothing", "kuaidi.exe", "银行.中国", "10.0.0.1"):
        assert [one.field for one in findings_of_device(Device(address=address))] == ["address"]
    for address in ("kuaidi-lipei.invalid", "https://kuaidi.invalid/a.html", "m.kuaidi.invalid"):
        assert findings_of_device(Device(address=address)) == []


def test_an_account_is_masked_by_more_than_a_sign() -> None:
    for account in ("622212", "6222 0212 3456 7890", "622202123456789*", "6222*0212*3456*7890"):
        assert "usable" in [one.code for one in findings_of_device(Device(account=account))]
    for account in ("6222 **** **** 1234", "6222 **** 1234", "6222 ···· 1234", "尾号 ••1234"):
        assert findings_of_device(Device(account=account)) == []


# Whatever is dialled -----------------------------------------------------------------------------

SCRIPTS: Sequence[str] = (
    "0123456789",
    "０１２３４５６７８９",
    "〇一二三四五六七八九",
    "零壹贰叁肆伍陆柒捌玖",
    "零幺二三四五六七八九",
    "⓪①②③④⑤⑥⑦⑧⑨",
    "⓿❶❷❸❹❺❻❼❽❾",
    "⁰¹²³⁴⁵⁶⁷⁸⁹",
    "٠١٢٣٤٥٦٧٨٩",
    "०१२३४५६७८९",
    "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
    "𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿",
)
SIGNS = (
    *("", "", "", " ", "-", "，", ",", "、", ".", "。", "/", "·", "—", "～", "|", ":", "；", "_", "*", "+"),
    *(" - ", "　", "\u200b", "\u00a0", "\u2060", "\u00ad", "）（", "】【", "&#8203;", "&nbsp;", "→", "★"),
)  # fmt: skip
BEFORE = ("", "请拨 ", "号码：", "打", "他说：“", "联系我，", "想退款就找 ", "\u200b")
AFTER = ("", "。", " 找他退款。", "，让您回电话。", "”", "（客服）")


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


def with_check_digit(number: str) -> str:
    """Give a bank card's number with the digit that ends it (ISO/IEC 7812, Luhn)."""
    doubled = [int(digit) * (2 - n % 2) for n, digit in enumerate(reversed(number))]
    return number + str(-sum(value // 10 + value % 10 for value in doubled) % 10)


MOBILE = st.tuples(st.just("1"), st.sampled_from("3456789"), digits(9)).map("".join)
LANDLINE = st.tuples(
    st.sampled_from(["010", "021", "0755", "0311"]), st.sampled_from("2345678"), digits(7)
).map("".join)
FREE = st.tuples(st.sampled_from(["400", "800"]), st.sampled_from("123456789"), digits(6)).map(
    "".join
)
CARD = st.tuples(st.just("62"), digits(13)).map("".join).map(with_check_digit)


@st.composite
def dialable(draw: st.DrawFn) -> str:
    """Write a number somebody answers in scripts, pieces and signs of any kinds."""
    number = draw(st.one_of(MOBILE, LANDLINE, FREE, CARD))
    scripts = draw(st.lists(st.sampled_from(SCRIPTS), min_size=1, max_size=3))
    keycaps = draw(st.sampled_from(["", "", "", "\ufe0f\u20e3", "\u20e3", "\u0332"]))
    sizes = draw(st.sampled_from([(), (3, 4, 4), (4, 4, 4, 4), (3, 3, 4), (4, 3, 4)]))
    pieces, at = [], 0
    for size in (*sizes, len(number)):
        pieces.append(number[at : at + size])
        at += size
    if not sizes and draw(st.booleans()):
        pieces = list(number)
    sign = draw(st.sampled_from(SIGNS))
    said = [
        "".join(draw(st.sampled_from(scripts))[int(digit)] + keycaps for digit in piece)
        for piece in pieces
        if piece
    ]
    return draw(st.sampled_from(BEFORE)) + sign.join(said) + draw(st.sampled_from(AFTER))


@settings(max_examples=500, deadline=None)
@given(dialable())
def test_a_number_somebody_answers_is_refused_in_whatever_way_it_is_written(text: str) -> None:
    assert findings_of_lines(text)


# Whatever is no number to dial --------------------------------------------------------------------

YEARS = st.integers(1950, 2035)
SUMS = st.builds(
    lambda value, style: style.format(value),
    st.integers(1, 99_999_999),
    st.sampled_from(["{} 元", "{}元", "{:,} 元", "¥{}", "￥{:,}", "{}.50 元", "人民币 {}", "{}块"]),
)
DATES = st.builds(
    lambda day, style: day.strftime(style),
    st.dates(date(1950, 1, 1), date(2035, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y 年 %m 月 %d 日", "%Y-%m-%d 14:30"]),
)
TIMES = st.builds(
    lambda start, end, sign: f"{start:%H:%M}{sign}{end:%H:%M}",
    st.times(),
    st.times(),
    st.sampled_from(["-", "—", "～", " 至 ", "，"]),
)
RANGES = st.builds(
    lambda first, last, sign, unit: f"{first}{sign}{first + last}{unit}",
    st.integers(1, 90_000),
    st.integers(1, 90_000),
    st.sampled_from(["-", "—", "～", "至"]),
    st.sampled_from(["元", " 元", "人", " 步", "万元"]),
)
SPANS_OF_YEARS = st.builds(
    lambda first, last, style: style.format(first, last),
    YEARS,
    YEARS,
    st.sampled_from(["{}-{} 年", "{}—{}年", "{}、{}", "{}～{}", "{}/{} 学年"]),
)
PERCENTAGES = st.builds(
    lambda value, places: f"{value / 100:.{places}f}%", st.integers(0, 99_999), st.integers(0, 2)
)
MASKED = st.builds(
    lambda first, mask, last: f"{first}{mask}{last}",
    st.sampled_from(["138", "1381", "6222", "622202", "010-", "0086 ", "110101"]),
    st.sampled_from(["****", " **** ", "····", " ··· ", "××××", "xxxx", "＊＊＊＊＊＊", "…"]),
    digits(4),
)
HOTLINES = st.lists(
    st.sampled_from([hotline.number for hotline in CATALOGUE.hotlines]), min_size=1, max_size=4
).flatmap(
    lambda numbers: st.sampled_from(["、", "，", ",", " 或 ", "/", " "]).map(
        lambda s: s.join(numbers)
    )
)
BADGES = st.builds(
    lambda name, number: f"{name}{number}",
    st.sampled_from(["警号", "警号：", "工号 ", "验证码 "]),
    st.integers(1, 8).flatmap(digits),
)
VERSIONS = st.builds(
    lambda name, parts: name + ".".join(map(str, parts)),
    st.sampled_from(["v", "V", "版本 ", "版本号："]),
    st.lists(st.integers(0, 99), min_size=2, max_size=4),
)
FILES = st.builds(
    lambda name, ending: f"{name}.{ending}",
    st.sampled_from(
        ["通缉令", "屏幕共享", "合同(1)", "IMG_2025", "setup", "发票.pdf", "我的 文件"]
    ),
    st.sampled_from(
        ["docx", "exe", "apk", "pdf", "xlsx", "zip", "jpg", "mp4", "wps", "TXT", "Doc"]
    ),
)
SAFE = st.sampled_from(
    ["kuaidi.invalid", "https://a.b.invalid/x?y=1", "me@bank.invalid", "@所有人"]
)
HARMLESS = st.one_of(
    *(SUMS, DATES, TIMES, RANGES, SPANS_OF_YEARS, PERCENTAGES, MASKED, HOTLINES, BADGES),
    *(VERSIONS, FILES, SAFE),
)
SENTENCES = (
    "这里写着{}。",
    "他说{}，您记一下",
    "{}",
    "看，{}！",
    "第一条：{}；没有别的了",
    "（{}）",
)


@settings(max_examples=500, deadline=None)
@given(HARMLESS, st.sampled_from(SENTENCES))
def test_a_harmless_thing_passes_in_whatever_way_it_is_written(thing: str, sentence: str) -> None:
    assert findings_of_lines(sentence.format(thing)) == []


@settings(max_examples=300, deadline=None)
@given(st.lists(HARMLESS, min_size=2, max_size=3), st.sampled_from(["，还有 ", "；也有", "。又说"]))
def test_several_harmless_things_pass_beside_each_other(things: list[str], between: str) -> None:
    assert findings_of_lines(between.join(things)) == []


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_no_text_makes_the_check_raise(text: str) -> None:
    for one in findings_of_lines(text):
        assert one.problem.message
