"""Whatever bytes come, the reader gives a story or says why not, and raises nothing."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.scenario.model import Channel, Control, Form, Mark, Scenario, Verdict
from kiosk.scenario.problems import Severity
from kiosk.scenario.reading.reader import Story, read, read_story
from kiosk.scenario.reading.text import Manuscript, decode, mark_at
from kiosk.scenario.schema import all_keys, keys_of, spellings

from .corpus import BAD, IN_FILES, example

EXAMPLE = example()
RARE = (
    "二维码 人数 位置 共享屏幕 印章 后果画面 响铃 回话 围观 在场 填写 我发 收款人 来电 照片里 结果 "
    "若没记下 若记下 视频 记下 账号 通知 通话 金额 凭据 对照 钱的名称"
)
"""Keys that a first story has no need of."""
NAMES = sorted(all_keys(Scenario))


def story_of(text: str) -> Story:
    return read_story(text.encode(), "试.yaml")


def codes(text: str) -> list[str]:
    return [problem.code for problem in story_of(text).problems]


def test_the_example_is_read_whole_and_has_no_problem() -> None:
    story = story_of(EXAMPLE)
    assert story.problems == ()
    scenario = story.scenario
    assert scenario is not None
    assert (scenario.id, scenario.wallet, len(scenario.scenes)) == ("kuaidi-duanxin", 30_000, 4)
    assert scenario.review_by == date(2027, 6, 30)
    first, web, more, home = scenario.scenes
    assert first.lines[1].form is Form.LINK
    assert first.lines[1].cues[0].words == "三倍赔款"
    assert [c.verdict for c in web.choices] == [Verdict.FALL, Verdict.RISKY, Verdict.SAFE]
    assert web.choices[0].control is Control.CONFIRM
    assert web.choices[0].leaks == ("银行卡号", "验证码")
    assert (more.goto, more.choices) == ("女儿来了", ())
    assert (home.channel, home.device.place) == (Channel.FACE_TO_FACE, "自家客厅")


def test_the_example_uses_every_key_but_a_few_that_mean_little_in_it() -> None:
    words = {line.strip(" -").partition(":")[0] for line in EXAMPLE.splitlines()}
    unused = {key for key in all_keys(Scenario) if key not in words and not key.isascii()}
    assert unused == set(RARE.split())


def test_marks_are_lines_and_columns_counted_from_one() -> None:
    scenario = story_of(EXAMPLE).scenario
    assert scenario is not None
    lines = EXAMPLE.splitlines()
    for scene in scenario.scenes:
        assert lines[scene.mark.line - 1][scene.mark.column - 1 :].startswith("编号")
        for choice in scene.choices:
            assert lines[choice.mark.line - 1][choice.mark.column - 1 :].startswith("文字")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "gbk", "gb18030"]
)
def test_any_encoding_of_an_editor_gives_the_same_story(encoding: str) -> None:
    data = EXAMPLE.encode(encoding)
    if encoding == "utf-16-le":
        data = b"\xff\xfe" + data
    story = read_story(data, "试.yaml")
    assert story.scenario == story_of(EXAMPLE).scenario
    told = [(problem.code, problem.severity) for problem in story.problems]
    assert told == ([("gbk", Severity.NOTICE)] if encoding.startswith("gb") else [])


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_endings_of_other_systems_are_line_endings(ending: str) -> None:
    story = story_of(EXAMPLE.replace("\n", ending))
    assert story.problems == ()
    assert story.scenario == story_of(EXAMPLE).scenario


def test_english_keys_and_names_give_the_same_story() -> None:
    lines = []
    level: dict[int, type] = {0: Scenario}
    for line in EXAMPLE.splitlines():
        bare = line.lstrip(" -")
        indent = len(line) - len(bare)
        word, colon, rest = bare.partition(":")
        if not colon or line.lstrip().startswith("#"):
            lines.append(line)
            continue
        model = level[max(depth for depth in level if depth <= indent)]
        key = spellings(model)[word]
        shape = key.shape.item or key.shape
        level = {depth: cls for depth, cls in level.items() if depth <= indent}
        if keyed := getattr(shape.of, "__dataclass_fields__", None):
            assert keyed
            level[indent + 2] = shape.of
            level[indent + 4] = shape.of
        if hasattr(shape.of, "__members__"):
            named = {member.zh: member.en for member in shape.of}
            rest = f" {named[rest.strip()]}"
        lines.append(f"{line[:indent]}{key.name}:{rest}")
    text = "\n".join(lines) + "\n"
    assert "scenes:" in text
    assert "标题" not in text
    english = story_of(text)
    assert english.problems == ()
    assert english.scenario == story_of(EXAMPLE).scenario


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("存款: 30000", "存款: 三万", "not-a-number", "三万"),
        ("存款: 30000", "存款: -5", "not-a-number", "-5"),
        ("存款: 30000", "存款: 1e4", "not-a-number", "1e4"),
        ("存款: 30000", "存款: 99999999999", "not-a-number", "9999"),
        ("判断: 上当", "判断: 上挡", "unknown-name", "是不是想写“上当”"),
        ("渠道: 短信", "渠道: 短讯", "unknown-name", "是不是想写“短信”"),
        ("性质: 骗局", "性质: yes", "unknown-name", "yes"),
        ("复审日期: 2027-06-30", "复审日期: 2024-13-45", "not-a-date", "2024-13-45"),
        ("复审日期: 2027-06-30", "复审日期: 明年", "not-a-date", "明年"),
        ("标题: 一条快递短信\n", "标提: 一条快递短信\n", "unknown-key", "是不是想写“标题”"),
        ("标题: 一条快递短信\n", "", "missing-key", "缺少“标题”"),
        ("标题: 一条快递短信\n", "标题:\n", "missing-value", "“标题”后面没有内容"),
        ("提问: 您怎么办？", "提问: [甲]", "text-start", "["),
        ("对象: [老年人, 网购的人]", "对象: 老年人", "wrong-kind", "列表"),
        ("法律: [反电信网络诈骗法-20]", "法律:\n  甲: 乙", "wrong-kind", "列表"),
        ("    去: 女儿来了", "    去:\n      甲: 乙", "wrong-kind", "文字"),
    ],
)
def test_a_wrong_value_is_told_with_what_stands_there(
    old: str, new: str, code: str, said: str
) -> None:
    assert old in EXAMPLE
    story = story_of(EXAMPLE.replace(old, new, 1))
    assert story.scenario is None
    assert any(problem.code == code and said in problem.message for problem in story.problems)


@pytest.mark.parametrize("written", ["52000", "52,000", "５２０００", "'52000'", "052000"])
def test_a_number_is_read_as_people_write_it(written: str) -> None:
    scenario = story_of(EXAMPLE.replace("存款: 30000", f"存款: {written}")).scenario
    assert scenario is not None
    assert scenario.wallet == 52_000


@pytest.mark.parametrize("written", ["2027/6/30", "2027.06.30", "2027年6月30日", "'2027-06-30'"])
def test_a_date_is_read_as_people_write_it(written: str) -> None:
    scenario = story_of(EXAMPLE.replace("2027-06-30", written)).scenario
    assert scenario is not None
    assert scenario.review_by == date(2027, 6, 30)


@pytest.mark.parametrize("title", ["no", "010", "12:30", "=", "null", "~", "1e3", "2024-01-01"])
def test_a_text_stays_the_text_that_was_written(title: str) -> None:
    scenario = story_of(EXAMPLE.replace("标题: 一条快递短信", f"标题: {title}")).scenario
    assert scenario is not None
    assert scenario.title == title


def test_a_text_cut_by_a_hash_is_noticed_and_still_played() -> None:
    story = story_of(EXAMPLE.replace("文字: 点开短信里的链接", "文字: 请按 #号键", 1))
    (cut,) = (problem for problem in story.problems if problem.code == "hash-cuts")
    assert cut.severity is Severity.NOTICE
    assert cut.source[cut.column - 1] == "#"
    assert story.scenario is not None
    assert story.scenario.scenes[0].choices[0].text == "请按"


def test_a_text_broken_over_lines_has_no_gap_in_it() -> None:
    old = "文字: 您的快递丢了，点这里领三倍赔款，今天有效。"
    new = "文字: 您的快递丢了，\n          点这里领三倍赔款，今天有效。"
    story = story_of(EXAMPLE.replace(old, new))
    assert story.problems == ()
    assert story.scenario == story_of(EXAMPLE).scenario


def test_all_problems_of_a_file_are_told_at_once() -> None:
    text = (
        EXAMPLE.replace("存款: 30000", "存款: 三万")
        .replace("判断: 上当", "判断: 上挡")
        .replace("去: 网页", "去: 网业")
        .replace("词: 三倍赔款", "词: 五倍赔款")
        .replace("标题: 稳稳当当", "标提: 稳稳当当")
    )
    told = codes(text)
    for code in ("not-a-number", "unknown-name", "dead-link", "cue-words", "unknown-key"):
        assert code in told
    assert told.count("unknown-name") == 2
    assert "no-poor-play" not in told  # the whole isn't judged while pieces are missing


def test_problems_come_in_the_order_of_the_lines_and_only_once() -> None:
    story = story_of(EXAMPLE.replace("判断", "判短"))
    places = [(problem.line, problem.column) for problem in story.problems]
    assert places == sorted(places)
    assert len(set(story.problems)) == len(story.problems)


def test_a_file_of_another_version_is_told_only_that() -> None:
    text = EXAMPLE.replace("格式: 1", "格式: 2").replace("标题: 一条快递短信", "大标题: 一条")
    assert codes(text) == ["format-version"]


def test_hundreds_of_problems_are_cut_with_a_word_of_it() -> None:
    text = EXAMPLE.replace("角色:\n", "角色:\n" + "  - 称呼: 甲\n" * 300)
    story = story_of(text)
    assert len(story.problems) == 101
    assert any(problem.code == "more" for problem in story.problems)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_raise(data: bytes) -> None:
    story = read_story(data, "试.yaml")
    assert story.scenario is None
    assert story.problems
    assert "internal" not in [problem.code for problem in story.problems]


# What files are made of, so that the reader is led further in than by chance alone.
pieces = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from([": ", ":", "：", "\n", "\n  ", "\n  - ", "- ", "－", "　", "\t", "'", '"']),
    st.sampled_from(["[", "]", "{", "}", "&a ", "*a", "!t ", "#", " #", "|", ">", "?", "---\n"]),
    st.sampled_from(["骗局", "稳妥", "2027-06-30", "1", "是", "\x00", "\ufeff", "\u2028", "\x85"]),
    st.text(max_size=4),
)


@settings(max_examples=500, deadline=None)
@given(st.lists(pieces, max_size=40).map("".join))
def test_no_text_made_of_the_format_makes_the_reader_raise(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    story = read_story(data, "试.yaml")
    assert story.problems
    for problem in story.problems:
        assert problem.code != "internal"
        assert problem.text()


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(EXAMPLE)), st.integers(0, 12), st.lists(pieces, max_size=3).map("".join))
def test_no_change_of_a_good_file_makes_the_reader_raise(at: int, gone: int, put: str) -> None:
    story = story_of((EXAMPLE[:at] + put + EXAMPLE[at + gone :]).replace("\ud800", ""))
    assert (story.scenario is not None) or story.problems
    for problem in story.problems:
        assert problem.code not in ("internal", "unreadable")
        assert problem.text()


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 4000))
def test_a_file_torn_anywhere_is_refused_or_played_but_never_raises(length: int) -> None:
    story = read_story(EXAMPLE.encode()[:length], "试.yaml")
    assert story.problems or length >= len(EXAMPLE.encode())


def test_deep_brackets_stop_at_the_first_too_deep() -> None:
    for text in ("[" * 200_000, "{a: " * 100_000, "- " * 100_000, "a: [" + "[" * 50_000):
        assert codes(text)[0] in ("too-deep", "text-start")


def test_a_wide_flat_file_of_the_largest_size_is_told_of_in_time() -> None:
    assert codes("[" + "1," * 200_000 + "]") == ["wrong-kind"]


@given(st.text(alphabet="甲a\r\n\x85\u2028\v", max_size=20), st.integers(0, 20))
def test_a_place_is_where_editors_find_it(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    if text[max(0, offset - 1) : offset + 1] == "\r\n":
        return  # inside a line break there is no place
    mark = mark_at(text, offset)
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    assert sum(len(line) for line in lines[: mark.line - 1]) + mark.column - 1 == offset


def test_each_key_has_one_chinese_and_one_english_name() -> None:
    waiting: list[type] = [Scenario]
    seen: set[type] = set()
    while waiting:
        model = waiting.pop()
        if model in seen:
            continue
        seen.add(model)
        keys = keys_of(model)
        assert len(spellings(model)) == 2 * len(keys)
        waiting += [
            shape.of
            for key in keys
            if hasattr(shape := key.shape.item or key.shape, "of")
            and hasattr(shape.of, "__dataclass_fields__")
        ]
    assert len(seen) == 14


def test_the_syntax_cases_are_read_by_both_of_the_parsers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kiosk.scenario.reading.parse._Loader", yaml.SafeLoader)
    for case in IN_FILES:
        data = (BAD / f"{case.name}.yaml").read_bytes()
        told = [(p.code, p.line) for p in read_story(data, case.name).problems]
        assert (case.code, case.line) in told, (case, told)
    assert story_of(EXAMPLE).problems == ()


def test_an_empty_manuscript_is_no_crash() -> None:
    assert decode(b"\xef\xbb\xbf", Manuscript("a")).text == ""
    assert read(b"", Scenario, "a").value is None
    assert Mark() == Mark(1, 1)
    assert Path("a").name == "a"
