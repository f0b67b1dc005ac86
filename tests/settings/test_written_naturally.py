"""What people write of themselves works, or gets the advice it needs; a fault costs its own line alone."""

from __future__ import annotations

import shutil
from datetime import time
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.app_link import DEFAULT_LINK, fingerprint
from kiosk.composition import site_of
from kiosk.scenario.problems import Problem
from kiosk.settings import Settings, TextSize, VoiceEngine
from kiosk.settings_file import load, read_settings
from kiosk.site_picture import site_code
from kiosk.timetable import OpenHours

CASES = Path(__file__).parents[1] / "cases" / "settings"


def read(text: str) -> tuple[Settings, tuple[Problem, ...]]:
    return read_settings(text.encode(), "settings.yaml")


def value(line: str, field: str) -> object:
    """Give what a line sets, between two others that must count whatever it is."""
    settings, problems = read(f"字号: 大字\n{line}\n倒数秒数: 30\n")
    assert (settings.text_size, settings.countdown_seconds) == (TextSize.LARGE, 30)
    assert not problems, [p.text() for p in problems]
    return getattr(settings, field)


@pytest.mark.parametrize(
    "line",
    [
        "{}甲",
        "站点名称{}甲",
        "站点名称: 甲{}乙",
        "倒数秒数: 甲{}乙",
        "营业时间: 9{}甲-10",
        "允许域名:{}",
        "-{}甲",
        "#{}甲",
    ],
)
def test_a_line_of_blanks_keeps_nobody_waiting(line: str) -> None:
    settings, _ = read(f"{line.format(' ' * 60_000)}\n音量: 0.5\n")
    assert settings.volume == 0.5


# The cases that were met -------------------------------------------------------------------------


def test_a_blank_setting_is_told_with_what_counts_instead() -> None:
    settings, problems = load(CASES / "bool-empty.yaml")
    assert settings.motion is True
    assert [(p.code, p.line, p.column) for p in problems] == [("setting-empty", 1, 1)]


def test_a_name_cut_at_a_hash_is_told_where() -> None:
    settings, problems = load(CASES / "hash-name.yaml")
    assert settings.site_name == "城东社区"
    assert [(p.code, p.line, p.column) for p in problems] == [("hash-cuts", 1, 12)]
    assert read("站点名称: '城东社区 #2 活动室'")[0].site_name == "城东社区 #2 活动室"


def test_a_hard_space_behind_the_colon_is_a_blank() -> None:
    assert load(CASES / "nbsp.yaml") == (Settings(volume=0.5), ())


def test_a_windows_path_in_quotes_is_what_stands_there() -> None:
    settings, problems = load(CASES / "dq-path.yaml")
    assert problems == ()
    assert str(settings.recordings) == r"C:\recordings\new"


def test_a_quoted_program_with_a_blank_loses_nothing() -> None:
    settings, problems = load(CASES / "cmd-doc2.yaml")
    assert problems == ()
    assert settings.voice_command == ("/opt/my tts/say", "--voice", "f")
    assert settings.volume == 0.5


def test_a_refused_picture_lets_no_confirmation_count_for_the_default_link(tmp_path: Path) -> None:
    for name in ("settings.yaml", "evil.png"):
        shutil.copy(CASES / "qr-evil-picture" / name, tmp_path)
    settings, problems = load(tmp_path / "settings.yaml")
    code = site_code(settings)
    assert problems == ()
    assert code.link.url == DEFAULT_LINK
    assert not code.confirmed
    places = [(p.code, p.file, p.line, p.column) for p in code.problems]
    file = str(tmp_path / "settings.yaml")
    assert places == [("link-refused", file, 1, 8), ("confirmation-void", file, 2, 9)]


# Each kind of them -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "separator", [": ", ":", "：", "： ", "﹕", " : ", "=", " = ", "＝", ":\t", ":\u00a0"]
)
def test_any_colon_will_do(separator: str) -> None:
    assert value(f"音量{separator}0.5", "volume") == 0.5


@pytest.mark.parametrize("begin", ["  ", "\t", "\u3000", "\u00a0", "- ", "* ", "• ", "\ufeff"])
def test_what_stands_before_a_key_does_not_matter(begin: str) -> None:
    assert value(f"{begin}音量: 0.5", "volume") == 0.5


@pytest.mark.parametrize("key", ["音量", '"音量"', "'音量'", "volume", "VOLUME", "音 量"])
def test_a_key_is_found_however_it_is_dressed(key: str) -> None:
    assert value(f"{key}: 0.5", "volume") == 0.5


@pytest.mark.parametrize(
    "line", ["", "   ", "# 说明", "＃说明", "  # a", "---", "...", "; a", "{", "}"]
)
def test_a_line_that_says_nothing_is_left_in_peace(line: str) -> None:
    assert value(line, "volume") == 0.8


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("80%", 0.8),
        ("80％", 0.8),
        ("８０％", 0.8),
        ("80 %", 0.8),
        ("80", 0.8),
        ("百分之80", 0.8),
        ("0.8", 0.8),
        ("０．８", 0.8),
        (".8", 0.8),
        ("1", 1),
        ("100", 1),
        ("100%", 1),
        ("1%", 0.01),
        ("0", 0),
        ("“80%”", 0.8),
        ('"80%"', 0.8),
        ("'80%'", 0.8),
        ("80%。", 0.8),
        ("80%,", 0.8),
        ("80% # 大声", 0.8),
        ("\u30000.8\u3000", 0.8),
    ],
)
def test_volumes(written: str, meant: float) -> None:
    assert value(f"音量: {written}", "volume") == pytest.approx(meant)
    assert value(f"音效音量: {written}", "sound_volume") == pytest.approx(meant)


@pytest.mark.parametrize("written", ["101", "120%", "-5", "1.5", "大", "8成", "0,5", "80%-90%"])
def test_what_is_no_volume_is_told(written: str) -> None:
    settings, problems = read(f"音量: {written}\n字号: 大字")
    assert (settings, [p.code for p in problems]) == (
        Settings(text_size=TextSize.LARGE),
        ["not-in-range"],
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("55", 55),
        ("５５", 55),
        ("55寸", 55),
        ("55 寸", 55),
        ("55英寸", 55),
        ("55 英寸", 55),
        ("55吋", 55),
        ('55"', 55),
        ("55″", 55),
        ("55”", 55),
        ("55 inch", 55),
        ("55 inches", 55),
        ("55in", 55),
        ("140 厘米", 55.12),
        ("140厘米", 55.12),
        ("140cm", 55.12),
        ("140 CM", 55.12),
        ("139.7公分", 55),
        ("1400 毫米", 55.12),
        ("1.4米", 55.12),
        ("23.8", 23.8),
        ("23.8寸", 23.8),
    ],
)
def test_diagonals(written: str, meant: float) -> None:
    assert value(f"屏幕对角线: {written}", "diagonal_inches") == pytest.approx(meant, abs=0.01)


@pytest.mark.parametrize(
    "written", ["140", "5寸", "55寸 32寸", "1080p", "55 英尺", "大屏", "55-65", "400厘米"]
)
def test_what_is_no_diagonal_is_told_with_both_units(written: str) -> None:
    _, problems = read(f"屏幕对角线: {written}")
    assert [p.code for p in problems] == ["not-in-range"]
    assert "厘米" in problems[0].message


@pytest.mark.parametrize(
    ("line", "field", "meant"),
    [
        ("待机秒数: 90秒", "idle_seconds", 90),
        ("待机秒数: 90 秒钟", "idle_seconds", 90),
        ("待机秒数: 2分钟", "idle_seconds", 120),
        ("待机秒数: 1分30秒", "idle_seconds", 90),
        ("待机秒数: 1 分 30 秒", "idle_seconds", 90),
        ("待机秒数: 90s", "idle_seconds", 90),
        ("倒数秒数: １５", "countdown_seconds", 15),
        ("邀请间隔: 15分钟", "invite_minutes", 15),
        ("邀请间隔: 15 分", "invite_minutes", 15),
        ("邀请间隔: 1小时", "invite_minutes", 60),
        ("邀请间隔: 1小时30分", "invite_minutes", 90),
        ("邀请间隔: 0", "invite_minutes", 0),
        ("邀请间隔: 不要", "invite_minutes", 0),
        ("音效音量: 关", "sound_volume", 0),
        ("音量: 静音", "volume", 0),
    ],
)
def test_times_with_their_units(line: str, field: str, meant: float) -> None:
    settings, problems = read(line)
    assert (getattr(settings, field), problems) == (meant, ())


@pytest.mark.parametrize(
    "word",
    [
        "是",
        "是的",
        "对",
        "对的",
        "好",
        "好的",
        "开",
        "开启",
        "打开",
        "启用",
        "要",
        "有",
        "√",
        "✓",
        "✔",
        "1",
        "yes",
        "YES",
        "Yes",
        "y",
        "true",
        "True",
        "TRUE",
        "on",
        "On",
        "ok",
        "是。",
        "“是”",
        "'是'",
        '"是"',
        "ｙｅｓ",
    ],
)
def test_words_for_yes(word: str) -> None:
    assert value(f"待机音乐: {word}", "attract_music") is True


@pytest.mark.parametrize(
    "word",
    [
        "否",
        "不",
        "不是",
        "不要",
        "不用",
        "没有",
        "无",
        "关",
        "关闭",
        "关掉",
        "停用",
        "×",
        "✗",
        "0",
        "no",
        "No",
        "n",
        "false",
        "False",
        "off",
        "OFF",
        "否。",
        "ｎｏ",
    ],
)
def test_words_for_no(word: str) -> None:
    assert value(f"动画: {word}", "motion") is False


@pytest.mark.parametrize("word", ["也许", "是不是", "不知道", "2", "是/否", "开关"])
def test_a_word_that_is_neither_is_told(word: str) -> None:
    settings, problems = read(f"动画: {word}")
    assert (settings.motion, [p.code for p in problems]) == (True, ["not-a-flag"])


@pytest.mark.parametrize(
    "written",
    [
        "9:00-17:00",
        "9：00-17：00",
        "９：００－１７：００",
        "09:00 - 17:00",
        "9:00～17:00",
        "9:00~17:00",
        "9:00—17:00",
        "9:00——17:00",
        "9:00到17:00",
        "9:00至17:00",
        "从9:00到17:00",
        "9点-17点",
        "9点到17点",
        "9点整至17点整",
        "9时-17时",
        "9点00分-17点00分",
        "上午9点到下午5点",
        "早上9点-下午5点",
        "早9点-晚5点",
        "早9-晚5",
        "9am-5pm",
        "9:00 AM - 5:00 PM",
        "9.00-17.00",
        "0900-1700",
        "9-17",
        '"9:00-17:00"',
        "“9:00-17:00”",
        "9:00-17:00。",
        "9h-17h",
    ],
)
def test_hours(written: str) -> None:
    assert value(f"营业时间: {written}", "open_hours") == OpenHours(time(9), time(17)), written


@pytest.mark.parametrize(
    ("written", "begin", "end"),
    [
        ("21:00～07:00", time(21), time(7)),
        ("晚上9点到早上7点", time(21), time(7)),
        ("8:30-17:30", time(8, 30), time(17, 30)),
        ("8点半到17点半", time(8, 30), time(17, 30)),
        ("8点一刻-12点三刻", time(8, 15), time(12, 45)),
        ("中午12点-下午1点", time(12), time(13)),
        ("中午11点-中午1点", time(11), time(13)),
        ("08:00-24:00", time(8), time(0)),
        ("全天", time(0), time(0)),
        ("24小时", time(0), time(0)),
        ("7×24", time(0), time(0)),
    ],
)
def test_other_hours(written: str, begin: time, end: time) -> None:
    assert value(f"营业时间: {written}", "open_hours") == OpenHours(begin, end)


@pytest.mark.parametrize(
    "written",
    [
        "9点",
        "9：00",
        "25:00-26:00",
        "9:70-17:00",
        "9:00-12:00，14:00-17:00",
        "周一到周五",
        "9:00-12:00-17:00",
    ],
)
def test_what_are_no_hours_is_told_with_an_example(written: str) -> None:
    settings, problems = read(f"营业时间: {written}\n音量: 0.5")
    assert settings == Settings(volume=0.5)
    assert [p.code for p in problems] == ["wrong-form"]
    assert "08:00-20:00" in problems[0].advice


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"D:\录音", r"D:\录音"),
        (r'"D:\录音"', r"D:\录音"),
        (r"'D:\录音'", r"D:\录音"),
        (r"“D:\录音”", r"D:\录音"),
        (r'"D:\\录音\\新"', r"D:\录音\新"),
        (r'"D:\录音\"', "D:\\录音\\"),
        (r'"\\服务器\共享\录音"', r"\\服务器\共享\录音"),
        (r'"C:\temp\new\recordings\x41"', r"C:\temp\new\recordings\x41"),
        (r'"C:\Users\u4e00\bin"', r"C:\Users\u4e00\bin"),
        (r'"D:\我的 录音"', r"D:\我的 录音"),
        (r"D:\我的 录音", r"D:\我的 录音"),
        ("D:/录音", "D:/录音"),
        ("录音", "录音"),
        ('"录音"  # 在这里', "录音"),
        ("/srv/录音 (新)", "/srv/录音 (新)"),
        ("'它''s'", "它's"),
        ("file:///srv/录音", "/srv/录音"),
        ("[新]录音", "[新]录音"),
        ("%没有%/录音", "%没有%/录音"),
    ],
)
def test_paths(written: str, meant: str) -> None:
    assert value(f"录音目录: {written}", "recordings") == Path(meant)


def test_a_path_of_the_environment_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/甲")
    assert value("录音目录: ~/录音", "recordings") == Path("/home/甲/录音")
    assert value("录音目录: %HOME%/录音", "recordings") == Path("/home/甲/录音")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("say", ("say",)),
        ("say --zh -v 1", ("say", "--zh", "-v", "1")),
        ('"/opt/my tts/say" --voice f', ("/opt/my tts/say", "--voice", "f")),
        ("'\"/opt/my tts/say\" --voice f'", ("/opt/my tts/say", "--voice", "f")),
        ('"/opt/my tts/say"', ("/opt/my tts/say",)),
        ("'/opt/tts/say' '--name=my voice'", ("/opt/tts/say", "--name=my voice")),
        (r'"C:\Program Files\tts\say.exe" --zh', (r"C:\Program Files\tts\say.exe", "--zh")),
        (r"C:\Program Files\tts\say.exe --zh", (r"C:\Program Files\tts\say.exe", "--zh")),
        (r"C:\tts\say.exe", (r"C:\tts\say.exe",)),
        (r"python C:\tts\say.py --zh", ("python", r"C:\tts\say.py", "--zh")),
        ('["C:/my tts/say.exe", "--zh"]', ("C:/my tts/say.exe", "--zh")),
        ("[say, --zh]", ("say", "--zh")),
        ('say --text "您 好" # 试一试', ("say", "--text", "您 好")),
        ('"say --zh"', ("say", "--zh")),
    ],
)
def test_commands(written: str, meant: tuple[str, ...]) -> None:
    assert value(f"语音程序: {written}", "voice_command") == meant


def test_a_program_with_blanks_and_no_quotes_is_found_where_it_lies(tmp_path: Path) -> None:
    program = tmp_path / "my tts" / "say it"
    program.parent.mkdir()
    program.touch()
    assert value(f"语音程序: {program} --zh", "voice_command") == (str(program), "--zh")


def test_a_program_in_the_folder_of_somebody_unknown_is_what_stands_there() -> None:
    written = "语音程序: ~nobody-here/shuo hua --zh"
    assert value(written, "voice_command") == ("~nobody-here/shuo", "hua", "--zh")


def test_a_command_may_stand_below_its_key() -> None:
    text = '语音程序:\n  - "C:\\my tts\\say.exe"\n  - --zh\n音量: 0.5\n'
    settings, problems = read(text)
    assert problems == ()
    assert settings.voice_command == (r"C:\my tts\say.exe", "--zh")
    assert settings.volume == 0.5


@pytest.mark.parametrize(
    "name",
    [
        "中国农业银行股份有限公司苏州城东支行",
        "上海市浦东新区陆家嘴街道社区事务受理服务中心东昌路",
        "城东：社区活动中心",
        "城东社区(新)",
        "“城东”社区",
        "[城东] 社区",
        "城东社区#2",
        "A&B 银行 * 50%",
        "- 城东",
        "城东 - 社区",
        "是",
        "110",
    ],
)
def test_names(name: str) -> None:
    assert value(f"站点名称: {name}", "site_name") == name


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a.cn", ("a.cn",)),
        ("a.cn，b.cn", ("a.cn", "b.cn")),
        ("a.cn、b.cn; c.cn d.cn", ("a.cn", "b.cn", "c.cn", "d.cn")),
        ("[a.cn, 'b.cn']", ("a.cn", "b.cn")),
        ('"a.cn"', ("a.cn",)),
        ("https://A.cn/", ("a.cn",)),
    ],
)
def test_hosts(written: str, meant: tuple[str, ...]) -> None:
    assert value(f"允许域名: {written}", "qr_hosts") == meant


@pytest.mark.parametrize("written", ["反诈中心", "[a.cn, [b.cn]]", "{a: b}", "*.cn", "a.cn/x"])
def test_what_is_no_host_is_told_at_its_line(written: str) -> None:
    settings, _ = read(f"音量: 0.5\n允许域名: {written}\n")
    problems = site_of(settings).problems
    assert problems
    assert {(p.code, p.file, p.line, p.column) for p in problems} == {
        ("link-refused", "settings.yaml", 2, 7)
    }


def test_fixed_names_are_found_in_full_width_too() -> None:
    assert value("语音引擎: ＥＳＰＥＡＫ", "voice_engine") is VoiceEngine.ESPEAK
    assert value("语音引擎: Espeak。", "voice_engine") is VoiceEngine.ESPEAK


# Confirmations -----------------------------------------------------------------------------------

NOW = fingerprint(DEFAULT_LINK)


@pytest.mark.parametrize(
    "written",
    [
        NOW,
        NOW.upper(),
        NOW.replace("-", ""),
        NOW.replace("-", " "),
        NOW.replace("-", "－"),
        DEFAULT_LINK,
        f"'{NOW}'",
        "HTTPS://fzapph5.GJFZPT.cn/QRCode/",
    ],
)
def test_a_confirmation_names_the_code(written: str) -> None:
    settings, problems = read(f"二维码已核对: {written}\n")
    assert (problems, site_of(settings).problems) == ((), ())
    assert site_code(settings).confirmed


def test_a_confirmation_is_void_when_the_code_changes() -> None:
    apple = "https://apps.apple.com/cn/app/id1552823102"
    settings, problems = read(f"二维码已核对: {NOW}\n二维码内容: {apple}\n")
    assert problems == ()
    code = site_code(settings)
    assert code.link.url == apple
    assert not code.confirmed
    (void,) = code.problems
    assert (void.code, void.line, void.column) == ("confirmation-void", 1, 9)
    assert NOW in void.message
    assert f"二维码已核对: {fingerprint(apple)}" in void.advice
    again, _ = read(f"二维码已核对: {fingerprint(apple)}\n二维码内容: {apple}\n")
    assert site_code(again).confirmed


@pytest.mark.parametrize("written", ["是", "yes", "已核对", "核对过了", "对", "true"])
def test_a_plain_yes_of_an_older_file_is_told_what_to_write_now(written: str) -> None:
    settings, problems = read(f"二维码已核对: {written}\n")
    assert problems == ()
    code = site_code(settings)
    assert not code.confirmed
    assert [p.variant for p in code.problems] == ["untied"]
    assert f"二维码已核对: {NOW}" in code.problems[0].advice


@pytest.mark.parametrize("written", ["否", "no", "未核对", "还没有", "没有"])
def test_who_has_confirmed_nothing_is_told_nothing(written: str) -> None:
    settings, problems = read(f"二维码已核对: {written}\n")
    assert (problems, site_of(settings).problems) == ((), ())
    assert not site_code(settings).confirmed


@pytest.mark.parametrize("written", ["大概吧", "12345", "d92b-f75", "g92b-f75d", "二维码"])
def test_what_is_no_confirmation_is_told(written: str) -> None:
    settings, problems = read(f"二维码已核对: {written}\n")
    assert [p.code for p in problems] == ["wrong-form"]
    assert not site_code(settings).confirmed


def test_a_police_code_with_a_host_of_its_own_is_told_how_to_allow_it() -> None:
    settings, _ = read("二维码内容: https://fz.example.cn/qr\n")
    (problem,) = site_of(settings).problems
    assert "允许域名: fz.example.cn" in problem.advice
    allowed, _ = read("二维码内容: https://fz.example.cn/qr\n允许域名: fz.example.cn\n")
    assert site_of(allowed).problems == ()


BREAKS = st.characters(
    exclude_categories=["Cs", "Zl", "Zp"], exclude_characters="\n\r\x0b\x0c\x1c\x1d\x1e\x85"
)


@given(
    st.text(BREAKS, max_size=40) | st.text("\"'[]{}:：#\\-—*&!|>%@` \t\u3000\0音量D录", max_size=20)
)
def test_whatever_stands_on_a_line_costs_no_other(line: str) -> None:
    assume(not any(key in line for key in ("字号", "倒数秒数", "text_size", "countdown_seconds")))
    settings, problems = read(f"字号: 大字\n{line}\n倒数秒数: 30\n")
    assert (settings.text_size, settings.countdown_seconds) == (TextSize.LARGE, 30)
    assert {problem.line for problem in problems} <= {2}


@given(st.text(BREAKS, max_size=40) | st.text("\"'[]{}:：#\\-—*&!|>%@` \t\u3000\0录D", max_size=20))
def test_whatever_is_a_value_costs_no_other_line(text: str) -> None:
    for key in ("站点名称", "语音程序", "允许域名", "录音目录", "营业时间", "动画", "二维码已核对"):
        settings, problems = read(f"字号: 大字\n{key}: {text}\n倒数秒数: 30\n")
        assert (settings.text_size, settings.countdown_seconds) == (TextSize.LARGE, 30)
        assert {problem.line for problem in problems} <= {2}
        assert site_code(settings).link.url == DEFAULT_LINK


# The file's own name -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "settings.yaml.txt",
        "setting.yaml",
        "Settings.YAML",
        "设置.yaml",
        "settings.yml",
        "settings.txt",
        "SETTINGS.yaml",
        "settings",
        "settings.yaml.yaml",
        "ｓｅｔｔｉｎｇｓ.yaml",
        "设置.txt",
        "settings .yaml",
    ],
)
def test_a_name_that_is_nearly_right_is_read_and_told(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("音量: 0.5\n录音目录: 录音\n", encoding="utf-8")
    settings, problems = load(tmp_path / "settings.yaml")
    assert settings == Settings(volume=0.5, recordings=tmp_path / "录音")
    assert [(p.code, p.variant, p.file) for p in problems] == [
        ("settings-name", "read", str(tmp_path / name))
    ]


@pytest.mark.parametrize(
    "name",
    [
        "settings - 副本.yaml",
        "settings (1).yaml",
        "settings(2).yaml",
        "副本 settings.yaml",
        "settings - Copy.yaml",
        "settings_备份.yaml",
        "settings - 副本 (2).yaml.txt",
        "设置（1）.yaml",
    ],
)
def test_a_copy_is_told_and_never_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("音量: 0.5\n", encoding="utf-8")
    settings, problems = load(tmp_path / "settings.yaml")
    assert settings == Settings()
    assert [p.variant for p in problems] == ["copy"]
    (tmp_path / "settings.yaml").write_text("音量: 0.6\n", encoding="utf-8")
    settings, problems = load(tmp_path / "settings.yaml")
    assert settings == Settings(volume=0.6)
    assert [p.variant for p in problems] == ["beside"]


def test_of_several_the_nearest_is_read_and_the_others_are_told(tmp_path: Path) -> None:
    for name, volume in (("设置.yaml", 0.1), ("settings.yaml.txt", 0.2), ("settings.yml", 0.3)):
        (tmp_path / name).write_text(f"音量: {volume}\n", encoding="utf-8")
    settings, problems = load(tmp_path / "settings.yaml")
    assert settings.volume == 0.3
    assert [p.variant for p in problems] == ["read", "beside", "beside"]
    assert all("settings.yml" in p.message for p in problems[1:])


@pytest.mark.parametrize(
    "name",
    [
        "journal.db",
        "kiosk.log",
        "公安二维码.png",
        "settings.yaml.bak",
        "settings.json",
        "我的剧本.yaml",
    ],
)
def test_other_files_are_left_in_peace(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("音量: 0.5\n", encoding="utf-8")
    assert load(tmp_path / "settings.yaml") == (Settings(), ())


def test_every_problem_is_told_with_file_line_and_column() -> None:
    lines = [
        "音量: 响",
        "音亮: 0.5",
        "站点名称: 甲 #2",
        "动画:",
        "语言 中文",
        '录音目录: "D:\\录音',
        "营业时间: 9点",
        "二维码已核对: 大概",
        "二维码内容: http://a.cn",
        "标志图片: 没有.png",
    ]
    settings, problems = read("\n".join(lines))
    told = (*problems, *site_of(settings).problems)
    assert sorted(p.line for p in told) == list(range(1, len(lines) + 1))
    for problem in told:
        assert problem.where.startswith(f"settings.yaml:{problem.line}:")
        assert problem.source == lines[problem.line - 1]
        assert problem.advice
