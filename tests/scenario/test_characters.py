"""One rule for characters, however they are written: told where they are, by name, with what was meant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.scenario.characters import look_alikes, meant_by, name_of, printable
from kiosk.scenario.problems import Problem, Severity
from kiosk.scenario.reading.character_rules import read_as_gbk
from kiosk.scenario.reading.reader import Story, read_story
from kiosk.settings_file import read_settings

from .corpus import example

EXAMPLE = example()
LINE = "文字: 下午三点，您收到一条短信。"
BEFORE, AFTER = "下午三点，", "您收到一条短信。"


def story_of(text: str) -> Story:
    return read_story(text.encode("utf-8"), "试.yaml")


def told_of(old: str, new: str, ending: str = "\n") -> list[Problem]:
    """Give what is told of the example in which a piece is another, but for its approval."""
    assert EXAMPLE.count(old) >= 1, old
    text = EXAMPLE.replace(old, new, 1).replace("\n", ending)
    return [one for one in story_of(text).problems if one.code != "approval-void"]


def told_of_line(written: str, ending: str = "\n") -> list[Problem]:
    return told_of(LINE, f"文字: {written}", ending)


def place_in_line(characters: str) -> tuple[int, int]:
    """Give where the first line of the example says something, so many characters on."""
    before = EXAMPLE[: EXAMPLE.index(LINE)]
    line = before.count("\n") + 1
    return line, len(before.rpartition("\n")[2]) + len("文字: ") + len(characters) + 1


CONTROLS = {
    "\0": ("空字符", r"\0"),
    "\a": ("响铃符", r"\a"),
    "\b": ("退格符", r"\b"),
    "\v": ("竖向制表符", r"\v"),
    "\f": ("换页符", r"\f"),
    "\x1b": ("转义符", r"\e"),
    "\x1a": ("文件结束符", r"\x1a"),
    "\x7f": ("删除符", r"\x7F"),
    "\x9b": ("控制字符", r"\u009b"),
    "\x85": ("换行符", r"\N"),
    "\u2028": ("行分隔符", r"\L"),
    "\u2029": ("段分隔符", r"\P"),
    "\t": ("制表符", r"\t"),
}
UNSEEN = {
    "\u00ad": "软连字符",
    "\u200b": "零宽空格",
    "\u200c": "零宽不连字",
    "\u200d": "零宽连字",
    "\u200e": "从左到右的方向符",
    "\u200f": "从右到左的方向符",
    "\u202a": "改变文字方向的符号",
    "\u202e": "改变文字方向的符号",
    "\u2060": "零宽连接符",
    "\u2063": "看不见的运算符",
    "\u2066": "改变文字方向的符号",
    "\ufeff": "字节顺序标记",
    "\ufe0f": "变体选择符",
    "\ufe00": "变体选择符",
    "\U000e0101": "变体选择符",
    "\U000e0041": "看不见的标签字符",
    "\u180e": "变体选择符",
    "\u3164": "韩文的空白字母",
    "\u115f": "韩文的空白字母",
    "\u2800": "盲文的空白",
    "\ue000": "私用字符",
    "\U000f0000": "私用字符",
    "\ufdd0": "没有定义的字符",
    "\U0001fffe": "没有定义的字符",
    "\ufff9": "注音用的符号",
}


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_character_nobody_sees_is_told_at_its_place_by_name(
    ending: str, subtests: pytest.Subtests
) -> None:
    names = {character: name for character, (name, _) in CONTROLS.items()} | UNSEEN
    for character, name in names.items():
        with subtests.test(f"U+{ord(character):04X}"):
            (found,) = told_of_line(f"{BEFORE}{character}{AFTER}", ending)
            assert found.code == (
                "control-character" if character in CONTROLS else "invisible-character"
            )
            assert (found.line, found.column) == place_in_line(BEFORE)
            assert name in found.message
            assert f"U+{ord(character):04X}" in found.message
            assert character not in found.text().replace("\t", "", 2 * (character == "\t"))


def test_it_is_the_same_rule_for_an_escape(subtests: pytest.Subtests) -> None:
    escaped = {character: (name, short) for character, (name, short) in CONTROLS.items()}
    escaped |= {c: (name, rf"\U{ord(c):08X}") for c, name in UNSEEN.items()}
    escaped |= {"\n": ("换行符", r"\n"), "\r": ("回车符", r"\r")}
    for character, (name, short) in escaped.items():
        for written in (short, rf"\U{ord(character):08x}"):
            with subtests.test(written):
                (found,) = told_of_line(f'"{BEFORE}{written}{AFTER}"')
                assert found.code in ("control-character", "invisible-character")
                assert (found.line, found.column) == place_in_line(f'"{BEFORE}')
                assert name in found.message
                assert written in found.message


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("标题: 一条快递短信", "标\u200b题: 一条快递短信", "\u200b"),
        ("    去: 女儿来了", "    去: 女\u200b儿来了", "\u200b"),
        ("  - 编号: 女儿来了", "  - 编号: 女儿\u00ad来了", "\u00ad"),
        ("    对方: 客服", "    对方: 客\ufeff服", "\ufeff"),
        ("[姓名, 银行卡号, 短信验证码]", "[姓名, 银行\u2060卡号, 短信验证码]", "\u2060"),
        ("存款: 30000", "存款: 30\u200b000", "\u200b"),
        ("判断: 上当", "判断: 上\u200d当", "\u200d"),
        ("复审日期: 2027-06-30", "复审日期: 2027\u200b-06-30", "\u200b"),
        ("号码: '106 ··· 8830'", "号码: '106 ···\u202d 8830'", "\u202d"),
        ("词: 三倍赔款", "词: 三倍\u200b赔款", "\u200b"),
        ("标题: 稳稳当当", "标题: '稳''稳\u200b当当'", "\u200b"),
        ("角色:\n", "\ufeff角色:\n", "\ufeff"),
        ("类型: 冒充", "类型:\u0007 冒充", "\u0007"),
    ],
)
def test_it_is_the_same_rule_in_keys_names_numbers_and_items(old: str, new: str, at: str) -> None:
    found, *others = told_of(old, new)
    assert found.code in ("invisible-character", "control-character")
    lines = EXAMPLE.replace(old, new, 1).split("\n")
    assert lines[found.line - 1][found.column - 1] == at
    assert others == []  # what was meant is plain, so nothing else is told


def test_a_value_over_several_lines_is_told_in_its_own_line() -> None:
    line, _ = place_in_line("")
    for written, at in (
        ("下午三点，\n          您收\u200b到一条短信。", (line + 1, 13)),
        ("|\n          下午三点，\n          您收\u200b到一条短信。", (line + 2, 13)),
        (">\n          下午三点，\n          您收\u200b到一条短信。", (line + 2, 13)),
        ("'下午三点，\n          您''收\u200b到一条短信。'", (line + 1, 15)),
        ('"下午三点，\\\n          您收\\u200b到一条短信。"', (line + 1, 13)),
    ):
        found = next(p for p in told_of_line(written) if p.code != "odd-pair")
        assert (found.code, found.line, found.column) == ("invisible-character", *at)


def test_a_line_ends_where_editors_end_it() -> None:
    for ending in ("\n", "\r\n", "\r"):
        (found,) = told_of("        去: 网页", "        去: 网业", ending)
        assert (found.code, found.line, found.column) == ("dead-link", 56, 12)
    for odd in (
        "\u2028",
        "\u2029",
        "\x85",
        "\u2028# 第二段\u2028# 第三段",
        "\v",
        "\f",
        "\x1c",
        "\0",
    ):
        text = f"# 一个完整的例子。{odd}\n" + EXAMPLE.replace(
            "        去: 网页", "        去: 网业", 1
        )
        told = story_of(text).problems
        assert [(p.code, p.line, p.column) for p in told if p.code != "approval-void"] == [
            ("dead-link", 57, 12)
        ]


@pytest.mark.parametrize("ending", ["\x85", "\u2028", "\u2029"])
def test_a_file_whose_lines_all_end_alike_is_read_by_them(ending: str) -> None:
    story = story_of(EXAMPLE.replace("\n", ending))
    assert story.problems == ()
    assert story.scenario == story_of(EXAMPLE).scenario


def test_a_character_that_breaks_the_file_is_told_instead_of_what_follows_from_it() -> None:
    for odd, code in (("\u2028", "control-character"), ("\x07", "control-character")):
        told = told_of("性质: 骗局\n", f"{odd}\n性质: 骗局\n")
        assert told[0].code == code
        assert (told[0].line, told[0].column) == (5, 1)
        assert [one.code for one in told] == [code]


# Look-alikes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "said", "meant"),
    [
        ("打开⻚面", "⻚", "页"),
        ("⻋票", "⻋", "车"),
        ("开⻔", "⻔", "门"),
        ("⻢上", "⻢", "马"),
        ("⻓期", "⻓", "长"),
        ("⻅面", "⻅", "见"),
        ("⻘年", "⻘", "青"),
        ("⺟亲", "⺟", "母"),
        ("⼀⼈", "⼀⼈", "一人"),
        ("⽬前", "⽬", "目"),
        ("⾦⾊", "⾦⾊", "金色"),
        ("現⾦", "⾦", "金"),
        ("㇐个", "㇐", "一"),
        ("\uf90a额", "\uf90a", "金"),
        ("АPP 里", "АPP", "APP"),
        ("АРР 里", "АРР", "APP"),
        ("QQ 和 ВАNK", "ВАNK", "BANK"),
        ("ΑPP", "ΑPP", "APP"),
        ("Αpρ 里", "Αpρ", "App"),
        ("𝐀𝐏𝐏 里", "𝐀𝐏𝐏", "APP"),
        ("门ロ", "ロ", "口"),
        ("カ量", "カ", "力"),
    ],
)
def test_a_look_alike_is_told_with_what_it_looks_like(written: str, said: str, meant: str) -> None:
    found, *others = told_of_line(f"{BEFORE}{written}{AFTER}")
    assert (found.code, others) == ("look-alike", [])
    assert f"“{said}”" in found.message
    assert f"“{meant}”" in found.message
    assert found.source[found.column - 1 :].startswith(said)


def test_a_cue_that_was_pasted_says_so_itself_and_is_found_nevertheless() -> None:
    told = told_of("词: 三倍赔款", "词: 三倍赔⺟")
    assert {one.code for one in told} == {"look-alike", "cue-words"}
    told = told_of("词: 转一万元", "词: 转⼀万元")
    assert [one.code for one in told] == ["look-alike"]


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        ("转 1 万元", "转\u00a01 万元"),
        ("转ＡＰＰ里", "转APP里"),
        ("打110，快", "打110,快"),
        ("打１１０", "打110"),
        ("先转(一万元)", "（一万元）"),
        ("转④万元", "转4万元"),
    ],
)
def test_cue_words_that_only_look_like_the_line_are_told_with_what_stands_there(
    shown: str, words: str
) -> None:
    text = EXAMPLE.replace("系统出错了，您转一万元，", f"{shown}，").replace(
        "词: 转一万元", f"词: '{words}'"
    )
    (found,) = [one for one in story_of(text).problems if one.code != "approval-void"]
    assert (found.code, found.variant) == ("cue-words", "alike")
    assert words in found.message


@pytest.mark.parametrize(
    "fair",
    [
        "α 粒子、β 版、γ 射线",
        "5 μm 和 3 Ω",
        "Привет 是俄文",
        "café 和 naïve",
        "カラオケ 是日文",
        "ひらがな 也是",
        "２０２５年 ＡＰＰ",
        "①②③ Ⅷ ㎡ ℃ ½ m²",
        "二○二五年、二〇二五年",
        "“引号”…… —— 《书》·、～",
        "¥100 €20 £5 ±1 ×2 ÷3 ≥4 →",
        "女儿说：“妈！”",
        "斤斤计较，烫得很，屯了三天",
        "AT&T 和 R&D；A&B",
        "C:\\new\\table 里",
        "D:\\录音\\妈妈",
        "全角　空格",
        "不换行\u00a0空格",
        "葛 龘 㐂 𠮷",
        "pīn yīn ɑ ɡ ü",
        "3.15、12·4、618",
    ],
)
def test_what_people_mean_to_write_passes(fair: str) -> None:
    assert [one.code for one in told_of_line(f"'{fair}'")] == []


# What was lost or read wrong ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "said", "meant"),
    [
        ("锟斤拷锟斤拷烫烫烫。", "锟斤拷锟斤拷烫烫烫", ""),
        ("您好锟斤拷", "锟斤拷", ""),
        ("烫烫烫烫", "烫烫烫烫", ""),
        ("屯屯屯屯", "屯屯屯屯", ""),
        ("cafÃ© 里", "Ã©", "é"),
        ("å›½å®¶", "å›½å®¶", "国家"),
        ("ä½\u00a0å¥½", "ä½\u00a0å¥½", "你好"),
        ("ï¼Œ好", "ï¼Œ", "，"),
        ("ÄãºÃ", "ÄãºÃ", "你好"),
        ("您好，浣犲ソ吗", "浣犲ソ", "你好"),
        ("鎮ㄧ殑蹇", "鎮ㄧ殑", "您的"),
        ("楠岃瘉鐮", "楠岃瘉", "验证"),
        ("请璐︿竴涓囧厓", "璐︿竴涓囧厓", "账一万元"),
    ],
)
def test_mojibake_is_told_with_what_it_was(written: str, said: str, meant: str) -> None:
    found = told_of_line(f"'{written}'")[0]
    assert found.code == "mojibake"
    assert said[:2] in found.message
    assert meant in found.message
    assert found.source[found.column - 1 :].startswith(said[:2])
    assert found.severity is Severity.ERROR


def test_a_file_that_is_mojibake_throughout_is_told_once() -> None:
    garbled = EXAMPLE.encode().decode("gb18030", errors="replace")
    (found,) = story_of(garbled).problems
    assert (found.code, found.variant) == ("mojibake", "file")


def test_no_ordinary_sentence_is_taken_for_mojibake() -> None:
    words = (
        "潇洒 洹水 浼敌 涔涔 浣熊 蹇滞 恪守 摸索 蓬勃 鑫鑫 锘 犀利 霉 霞 韵 韶华 顺 颤 飒 骇 鲍 麓"
    )
    assert list(read_as_gbk(EXAMPLE + words)) == []


def test_a_lost_character_is_told_where_it_was() -> None:
    for written, column in (("下午三点，��收到", "下午三点，"), ('"下午\\ufffd三点"', '"下午')):
        (found,) = told_of_line(written)
        assert (found.code, found.variant) == ("broken-character", "lost")
        assert (found.line, found.column) == place_in_line(column)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("&nbsp;", "空格"),
        ("&#160;", "空格"),
        ("&#8203;", "零宽空格"),
        ("&#x200b;", "零宽空格"),
        ("&hellip;", "…"),
        ("&amp;", "&"),
        ("&lt;", "<"),
        ("&yen;", "¥"),
        ("&#20013;", "中"),
        ("&quot;", '"'),
    ],
)
def test_what_only_web_pages_understand_is_told_with_what_it_stands_for(
    written: str, said: str
) -> None:
    (found,) = told_of_line(f"'{BEFORE}{written}{AFTER}'")
    assert found.code == "html-entity"
    assert f"“{written}”" in found.message
    assert said in found.message
    assert (found.line, found.column) == place_in_line(f"'{BEFORE}")


def test_a_backslash_that_means_nothing_is_noticed() -> None:
    for written in (
        r"下午\n三点",
        r"下午\u4e09点",
        r"'下午\t三点'",
        r"下午\x41三点",
        r"下午\0三点",
    ):
        (found,) = told_of_line(written)
        assert (found.code, found.severity) == ("escape-shown", Severity.NOTICE)
        assert found.source[found.column - 1] == "\\"


def test_half_a_character_written_by_its_number_is_told_by_both_parsers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written = f'"{BEFORE}\\ud83d\\ude00{AFTER}"'
    assert [one.code for one in told_of_line(written)] == ["escape"]
    monkeypatch.setattr("kiosk.scenario.reading.parse._Loader", __import__("yaml").SafeLoader)
    assert [one.code for one in told_of_line(written)] == ["invisible-character"]


# Blanks ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("blank", ["\u3000", "\u00a0", "\u2003"])
def test_a_blank_that_is_none_is_told_where_it_stands(blank: str) -> None:
    name = name_of(blank)
    for old, new, column in (
        ("标题: 一条快递短信", f"标题:{blank}一条快递短信", 4),
        ("标题: 一条快递短信", f"标题{blank}: 一条快递短信", 3),
        ("  - 编号: 短信\n", f"  -{blank}编号: 短信\n", 4),
        ("标题: 一条快递短信\n", f"标题: 一条快递短信\n{blank}{blank}\n", 1),
        ("    渠道: 网页", f"{blank}{blank}渠道: 网页", 1),
    ):
        found = next(one for one in told_of(old, new) if one.severity is Severity.ERROR)
        assert (found.code, found.column) == ("wide-space", column)
        assert name in found.message
    (found,) = told_of("标题: 一条快递短信", f"标题: 一条快递短信{blank}# 备注")
    assert (found.code, found.column) == ("hash-shown", 12)
    assert name in found.message


def test_a_value_of_blanks_is_a_value_that_is_missing() -> None:
    for blank in ("' '", "'\u3000'", '"\u00a0"', "'\u2003\u3000'"):
        (found,) = told_of("标题: 一条快递短信", f"标题: {blank}")
        assert found.code == "missing-value"
        assert told_of("提问: 您怎么办？", f"提问: {blank}") == []
    for unseen in ("'\u200b'", "'\u3164'", "'\u2800'", "\ufeff\u2060"):
        told = told_of("标题: 一条快递短信", f"标题: {unseen}")
        assert told[0].code == "invisible-character"


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("[姓名, 银行卡号, 短信验证码]", "[姓名, '', 短信验证码]", "''"),
        ("[姓名, 银行卡号, 短信验证码]", "[姓名, ' ', 短信验证码]", "' '"),
        ("[姓名, 银行卡号, 短信验证码]", "[姓名, '\u3000', 短信验证码]", "'\u3000'"),
        ("[老年人, 网购的人]", "['', 网购的人]", "''"),
        ("泄露: [银行卡号, 验证码]", "泄露:\n          - 银行卡号\n          -", ""),
        ("[反电信网络诈骗法-20]", "[反电信网络诈骗法-20, '']", "''"),
    ],
)
def test_an_empty_item_is_told_at_its_place(old: str, new: str, at: str) -> None:
    (found,) = told_of(old, new)
    assert (found.code, found.severity) == ("empty-item", Severity.ERROR)
    assert found.source[found.column - 1 :].startswith(at)


def test_a_comma_too_many_is_told_where_it_is() -> None:
    for written in ("[姓名,, 验证码]", "[姓名, , 验证码]"):
        found = told_of("[姓名, 银行卡号, 短信验证码]", written)[0]
        assert (found.code, found.variant) == ("empty-item", "comma")
        assert found.source[found.column - 1] == ","


def test_an_item_that_is_several_is_noticed() -> None:
    old = "泄露: [银行卡号, 验证码]"
    for sign in "、，,；":
        (found,) = told_of(old, f"泄露:\n          - 银行卡号{sign}验证码")
        assert (found.code, found.source[found.column - 1]) == ("wide-comma", sign)
    assert told_of(old, "泄露:\n          - '银行卡号、验证码'") == []
    items = "内容: [姓名, 银行卡号, 短信验证码]"
    assert (
        told_of(items, "内容:\n        - 您好，请登录") == []
    )  # a line of a page may be a sentence


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("        去: 网页", "        去: [讲座, 体检]", "编号"),
        ("        去: 网页", "        去:\n          - 讲座\n          - 体检", "编号"),
        ("    对方: 短信", "    对方: [短信, 客服]", "编号"),
        ("      - 谁: 女儿", "      - 谁: [女儿, 客服]", "编号"),
        ("    声音: 年轻女声", "    声音: [年轻女声, 女客服]", "名称"),
        ("        判断: 上当", "        判断: [上当, 冒险]", "固定名称"),
        ("存款: 30000", "存款: [30000, 5000]", "整数"),
        ("复审日期: 2027-06-30", "复审日期: [2027-06-30]", "日期"),
    ],
)
def test_several_where_one_is_asked_for_are_told_as_such(old: str, new: str, what: str) -> None:
    found = next(one for one in told_of(old, new) if one.severity is Severity.ERROR)
    assert found.code == "wrong-kind"
    assert f"只能写一个{what}" in found.message
    assert "引号" not in found.advice


@pytest.mark.parametrize(
    "written",
    ["8,5", "3，5", "1,00", "10,00,000", "500,", "1,,000", "8²", "⑧", "٨", "3,0000"],
)
def test_a_number_with_other_signs_than_thousands_is_refused(written: str) -> None:
    told = told_of("损失: 8000", f"损失: {written}")
    assert [one.code for one in told] == ["not-a-number"]
    assert told[0].source[told[0].column - 1 :].startswith(written[0])


@pytest.mark.parametrize(
    "written", ["8,000", "8，000", "８０００", "８，０００", "'8000'", "08000"]
)
def test_a_number_of_thousands_is_read(written: str) -> None:
    scenario = story_of(EXAMPLE.replace("损失: 8000", f"损失: {written}")).scenario
    assert scenario is not None
    assert scenario.scenes[1].choices[0].loss == 8_000


def test_quotes_that_only_yaml_sees_are_noticed_around_a_name() -> None:
    for quote in "\"'":
        told = told_of("称呼: “快递公司”", f"称呼: {quote}快递公司{quote}")
        (found,) = told
        assert (found.code, found.severity) == ("quotes-swallowed", Severity.NOTICE)
        assert found.source[found.column - 1] == quote
    assert told_of("称呼: “快递公司”", "称呼: '“快递公司”'") == []
    assert told_of("标题: 一条快递短信", '标题: "一条快递短信"') == []


def test_quotes_around_everything_are_a_habit() -> None:
    lines = [
        f'{line.partition(": ")[0]}: "{line.partition(": ")[2]}"'
        if ": " in line and line.partition(": ")[2][0] not in "['#\"|" and not line.startswith("#")
        else line
        for line in EXAMPLE.split("\n")
    ]
    told = [p.code for p in story_of("\n".join(lines)).problems]
    assert "quotes-swallowed" not in told


# In general -----------------------------------------------------------------------------------------


def test_a_setting_with_such_a_character_is_told_and_left_out() -> None:
    for character, code in (
        ("\u200b", "invisible-character"),
        ("\x07", "control-character"),
        ("\x1b", "control-character"),
        ("\u2028", "control-character"),
        ("\u202e", "invisible-character"),
    ):
        written = f"# 设置{character}\n站点名称: 社区{character}活动室\n"
        read, (found,) = read_settings(written.encode(), "settings.yaml")
        assert (found.code, found.line) == (code, 2)
        assert name_of(character) in found.message
        assert read.site_name == ""


def test_every_look_alike_has_a_name_of_its_own_and_is_none() -> None:
    tables = look_alikes()
    for table in (tables.anywhere, tables.letters, tables.letters_within_words, tables.kana):
        for alike, real in table.items():
            assert alike != real
            assert meant_by(real) == ""


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=12))
def test_no_value_brings_a_control_character_to_the_terminal_or_the_screen(text: str) -> None:
    written = text.replace("\\", "").replace('"', "")
    story = story_of(EXAMPLE.replace(LINE, f'文字: "{BEFORE}{written}{AFTER}"'))
    for problem in story.problems:
        said = problem.text()
        assert printable(said) == said
        assert problem.code not in ("internal", "unreadable")
    if story.scenario is not None:
        shown = story.scenario.scenes[0].lines[0].text
        assert printable(shown) == shown


def test_marks_of_the_byte_order_at_the_beginning_are_none_of_the_text() -> None:
    for count in (1, 2, 3):
        assert story_of("\ufeff" * count + EXAMPLE).problems == ()
