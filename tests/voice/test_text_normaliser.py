"""What is said for what is written, and the way back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.scenario.characters import look_alikes
from kiosk.speech import Utterance
from kiosk.voice.text_normaliser import BadWording, TextNormaliser, load_wording, shipped_wording

WORDING: TextNormaliser = load_wording(shipped_wording())

EXAMPLES = [
    (profile, rule.name, written, said)
    for profile, rules in (("", WORDING.rules), *WORDING.profiles.items())
    for rule in rules
    for written, said in rule.like
]

MEANT = [
    line.split("\t")
    for line in Path(__file__).with_name("said_as_meant.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]

SENTENCES = {
    "请拨打 96110 或 110。": "请拨打 九六幺幺零 或 幺幺零。",
    "您向“安全账户”转了¥20,000。": "您向“安全账户”转了两万元。",
    "每单返利50元，20单就是1000元": "每单返利五十元，二十单就是一千元",
    "短信验证码是385921，5分钟内有效": "短信验证码是三八五九，二一，五分钟内有效",
    "2025年11月11日 20:00开始": "二零二五年十一月十一日 二十点开始",
    "年化收益 8.5%，最低1万元起": "年化收益 百分之八点五，最低一万元起",
    "您尾号1234的储蓄卡支出2,000.00元": "您尾号一二三四的储蓄卡支出两千元",
    "客服热线400-800-1234": "客服热线四零零，八零零，幺二三四",
    "刑法第266条": "刑法第二百六十六条",
    "请在30分钟内办理，否则每月扣500元": "请在三十分钟内办理，否则每月扣五百元",
    "扣费2,000元/年": "扣费两千元每年",
    "二维码见下方①②": "二维码见下方一二",
    "给我3-5天": "给我三到五天",
    "第3步，共8步": "第三步，共八步",
    "张**先生": "张某先生",
    "您好😊！": "您好！",
    "QQ号12345678": "Q Q号一二三四，五六七八",
    "5000": "五千",
    "110万元": "一百一十万元",
    "10086发来短信": "幺零零八六发来短信",
    "12110短信报警": "幺二幺幺零短信报警",
    "120平方米": "一百二十平方米",
    "119元": "一百一十九元",
    "3个月、2个人、12个月": "三个月、两个人、十二个月",
    "202元、220元、2200元": "二百零二元、二百二十元、两千二百元",
    "100000000元": "一亿元",
    "105000元": "十万五千元",
    "1005元": "一千零五元",
    "0.8元": "零点八元",
    "凌晨2:05": "凌晨两点零五分",
    "12:00": "十二点",
    "2026.11.21": "二零二六年十一月二十一日",
    "￥８８.５": "八十八点五元",
    "＋８６ 138 0000 0000": "幺三八，零零零零，零零零零",
    "00852": "零零八五，二",
    "95xxx": "九五某某，某",
    "12～15岁": "十二到十五岁",
    "约30%～50%": "约百分之三十到百分之五十",
    "U盾和K宝": "U盾和K宝",
    "Wi-Fi密码": "WiFi密码",
    "国家反诈中心APP": "国家反诈中心A P P",
    "国家反诈中心App": "国家反诈中心A P P",
    "Apple ID": "Apple I D",
    "24小时": "二十四小时",
    "7×24小时": "七乘二十四小时",
    "1.5倍": "一点五倍",
    "3/4": "四分之三",
    "－¥300": "支出三百元",
    "京A12345": "京A 幺二三四五",
    "5G": "五G",
    "“96110”来电要接": "“九六幺幺零”来电要接",
    "打12345": "打幺二三四五",
    "12345元": "一万二千三百四十五元",
    "您的订单（编号20250618）": "您的订单（编号二零二五，零六一八）",
    "２０２６年１１月２１日": "二零二六年十一月二十一日",
    "转账￥２０，０００": "转账两万元",
    "2斤苹果、2两茶叶": "两斤苹果、二两茶叶",
    "2千块，20块，200块": "两千块，二十块，两百块",
    "2亿元": "两亿元",
    "12000人": "一万二千人",
    "222元": "二百二十二元",
    "第2天": "第二天",
    "2月、2号、2楼": "二月、二号、二楼",
    "2小时30分钟": "两小时三十分钟",
    "20～30分钟": "二十到三十分钟",
    "2-3万元": "两到三万元",
    "周一至周五 9:00-17:30": "周一至周五 九点到十七点三十分",
    "10%～15%": "百分之十到百分之十五",
    "尾号 6688": "尾号 六六八八",
    "取件码 3-2-8888": "取件码 三，二，八八八八",
    "拨打110、119、120、122": "拨打幺幺零、幺幺九、幺二零、幺二二",
    "12348法律援助": "幺二三四八法律援助",
    "全国12345热线": "全国幺二三四五热线",
    "0571-88888888": "零五七幺，八八八八八八八八",
    "3.15晚会": "三幺五晚会",
    "5G、4K、3D": "五G、四K、三D",
    "USDT兑换": "U S D T兑换",
    "AA制": "A A制",
}


def test_every_rule_keeps_its_examples() -> None:
    assert len(EXAMPLES) > 100
    told = [(*one[:3], WORDING.word(one[2], one[0]).text) for one in EXAMPLES]
    assert told == EXAMPLES


def test_sentences_are_said_as_people_say_them() -> None:
    assert {written: WORDING.word(written).text for written in SENTENCES} == SENTENCES


def test_what_is_written_is_said_as_it_is_meant() -> None:
    told = [(written, "".join(WORDING.word(written).text.split())) for written, _ in MEANT]
    assert told == [(written, "".join(said.split())) for written, said in MEANT]


def test_what_is_meant_is_written_down_once() -> None:
    assert len({written for written, _ in MEANT}) == len(MEANT) > 600


def test_a_storys_own_reading_comes_first() -> None:
    told = Utterance("a/b", "请找长孙女士，她姓长孙", readings=(("长孙", "掌孙"),))
    assert WORDING.of(told).text == "请找掌孙女士，她姓掌孙"


def test_the_longer_reading_wins_whatever_the_order() -> None:
    told = Utterance("a/b", "任行长", readings=(("行长", "航掌"), ("任行长", "人航掌")))
    assert WORDING.of(told).text == "人航掌"


def test_a_line_with_its_own_reading_is_said_by_it_and_its_figures_still_reworded() -> None:
    told = Utterance("a/b", "拨 96110", say="请拨打 96110")
    assert WORDING.of(told).text == "请拨打 九六幺幺零"


def test_a_line_with_its_own_reading_lights_the_words_as_written() -> None:
    said = WORDING.of(Utterance("a/b", "转 2 万，快！", say="赶快转两万，快！"))
    assert said.end(said.text.index("转")) >= 1
    assert said.end(len(said.text) - 1) == len("转 2 万，快！")


def lit_after(written: str, spoken: str) -> str:
    """Give what is lit of `written` once the first `spoken` of what is said has been said."""
    said = WORDING.word(written)
    return written[: said.end(said.text.index(spoken) + len(spoken) - 1)]


def test_digits_said_one_by_one_are_lit_one_by_one() -> None:
    assert lit_after("拨打96110。", "九六") == "拨打96"
    assert lit_after("拨打96110。", "九六幺幺零") == "拨打96110"


def test_an_amount_is_lit_whole_as_soon_as_it_is_begun() -> None:
    assert lit_after("转账¥20,000元吧", "账") == "转账"
    assert lit_after("转账¥20,000元吧", "两") == "转账¥20,000"
    assert lit_after("转账¥20,000元吧", "两万元") == "转账¥20,000元"


def test_a_percentage_is_lit_with_its_sign_when_said() -> None:
    assert lit_after("利息50%高", "百分之五十") == "利息50%"


def test_a_dropped_character_is_lit_with_the_one_before() -> None:
    said = WORDING.word("没事儿，走", "espeak")
    assert said.text == "没事，走"
    assert said.end(1) == 3


def test_one_passage_cannot_smuggle_phonemes_into_the_engine() -> None:
    assert "[[" not in WORDING.word("您好[[S;y55N]]您好", "espeak").text


def test_a_radical_is_said_as_the_character_it_passes_for() -> None:
    for alike, real in look_alikes().anywhere.items():
        said = WORDING.word(f"我{alike}您").text
        # An engine spells a rarer character by its number: such a radical stays unsaid.
        assert said == ("我您" if real > "\uffff" else WORDING.word(f"我{real}您").text)


def test_the_engines_own_last_pass_leaves_other_engines_alone() -> None:
    assert WORDING.word("便宜", "espeak").text == "骈宜"
    assert WORDING.word("便宜", "system").text == "便宜"


def test_lines_of_a_paragraph_are_not_run_together() -> None:
    assert WORDING.word("第一行\n第二行").text == "第一行 第二行"


TEXTS = st.text(
    st.one_of(
        st.sampled_from("0123456789.,:：-~～%¥￥*+/×年月日元万个第号AQPpx儿点验证码，。 "),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)


@given(TEXTS, st.sampled_from(["", "espeak", "espeak-pinyin"]))
def test_any_text_is_worded_and_the_way_back_only_goes_forward(text: str, profile: str) -> None:
    said = WORDING.word(text, profile)
    starts = [start for start, _ in said.back]
    assert len(said.back) == len(said.text)
    assert starts == sorted(starts)
    assert all(0 <= start <= end <= len(text) for start, end in said.back)
    if not profile:
        assert not re.search(r"[0-9]", said.text)


@given(TEXTS, TEXTS)
def test_any_reading_of_any_text_is_worded(text: str, say: str) -> None:
    said = WORDING.of(Utterance("a/b", text, say=say, readings=((say, text), ("", "x"))))
    assert all(0 <= start <= end <= len(text) for start, end in said.back)


@given(st.text("零一二三四五六七八九十百千万您好请，。", max_size=30))
def test_words_that_need_no_rewording_are_left_as_they_are(text: str) -> None:
    assert WORDING.word(text).text == text


def test_a_bad_rule_is_named(tmp_path: Path) -> None:
    file = tmp_path / "wording.toml"
    file.write_text('[[rule]]\nname = "坏的"\nmatch = "("\nsay = ""\n', encoding="utf-8")
    with pytest.raises(BadWording, match="坏的"):
        load_wording(file)


def test_a_rule_with_an_unknown_way_of_saying_is_named(tmp_path: Path) -> None:
    file = tmp_path / "wording.toml"
    file.write_text('[[rule]]\nname = "坏的"\nmatch = "(a)"\nsay = "{1:诗}"\n', encoding="utf-8")
    with pytest.raises(BadWording, match=r"坏的.*诗"):
        load_wording(file)


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BadWording, match="换回来"):
        load_wording(tmp_path / "no.toml")
