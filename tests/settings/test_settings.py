"""Settings never stop the kiosk: what can't be used is reported, the rest counts."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.composition import site_of
from kiosk.scenario.problems import HERE, Problem, code, code_names
from kiosk.scenario.schema import keys_of
from kiosk.settings import SITE_NAME_BUDGET, Settings, TextSize, VoiceEngine
from kiosk.settings_file import SIZE_LIMIT, load, problem_text, read_settings
from kiosk.timetable import OpenHours, Rule, When


def loaded(tmp_path: Path, text: str | bytes) -> tuple[Settings, tuple[Problem, ...]]:
    path = tmp_path / "settings.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load(path)


def test_no_file_means_the_defaults_and_no_yaml_is_imported() -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from kiosk.settings import Settings; from kiosk.settings_file import load\n"
        "assert load(Path('/nowhere/settings.yaml')) == (Settings(), ())\n"
        "heavy = {'yaml', 'kiosk.scenario.reading', 'kiosk.scenario.checks'}\n"
        "assert not heavy & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_every_field_is_read_by_its_chinese_key(tmp_path: Path) -> None:
    settings, problems = loaded(
        tmp_path,
        """
站点名称: 工商银行城东支行
语言: en-GB
屏幕对角线: 55英寸
音量: 50%
字号: 大字
待机秒数: 90秒
安装页待机秒数: 240
倒数秒数: 30
邀请间隔: 0
营业时间: 9:00－18:30
二维码内容: https://sj.qq.com/appdetail/com.hicorenational.antifraud
标志图片: 标志.png
二维码图片: 公安二维码.png
允许域名: [a.example.cn, b.example.cn]
二维码已核对: D92B f75d
界面审核指纹: 0123-4567-89ab-cdef
录音目录: 录音
动画: 否
音效音量: 30%
待机音乐: 是
语音引擎: 外部程序
语音模型: 模型/vits
只播放已审核的: 是
要求签名: 是
签名公钥: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
语音程序: '"C:/我的 程序/say.exe" --zh'
机器编号: 大厅 2 号
音量安排: 12:00-14:00 30%
剧本顺序: b, a
停播剧本: [c]
专场: 学生专场
播放安排: 周末 学生
派出所名称: 城东派出所
派出所电话: （021）2000 0000
报警电话: 否
""",
    )
    assert problems == ()
    assert settings == Settings(
        site_name="工商银行城东支行",
        language="en-GB",
        diagonal_inches=55,
        volume=0.5,
        text_size=TextSize.LARGE,
        idle_seconds=90,
        install_idle_seconds=240,
        countdown_seconds=30,
        invite_minutes=0,
        open_hours=OpenHours(time(9), time(18, 30)),
        qr_payload="https://sj.qq.com/appdetail/com.hicorenational.antifraud",
        site_logo=tmp_path / "标志.png",
        qr_picture=tmp_path / "公安二维码.png",
        qr_hosts=("a.example.cn", "b.example.cn"),
        qr_confirmed="d92b-f75d",
        interface_approved="0123-4567-89ab-cdef",
        recordings=tmp_path / "录音",
        sound_volume=0.3,
        attract_music=True,
        voice_engine=VoiceEngine.PROGRAM,
        voice_model=tmp_path / "模型/vits",
        voice_command=("C:/我的 程序/say.exe", "--zh"),
        motion=False,
        machine_name="大厅 2 号",
        volume_schedule=(Rule(When(hours=(OpenHours(time(12), time(14)),)), 0.3, "30%"),),
        approved_only=True,
        story_order=("b", "a"),
        stories_off=("c",),
        story_deck="学生专场",
        schedule=(Rule(When(weekdays=(5, 6)), "学生", "学生"),),
        station_name="城东派出所",
        station_phone="021-20000000",
        police_number=False,
        signature_required=True,
        signature_keys=("0123456789abcdef" * 4,),
    )
    differing = [k.name for k in keys_of(Settings) if getattr(settings, k.name) == k.default]
    assert not differing, "every field was given another value than its default"


def test_english_keys_say_the_same(tmp_path: Path) -> None:
    settings, problems = loaded(tmp_path, "volume: 0.3\ntext_size: large\nmotion: no\n")
    assert problems == ()
    assert (settings.volume, settings.text_size, settings.motion) == (
        0.3,
        TextSize.LARGE,
        False,
    )


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("音量: 1.5", 5),
        ("音量: 很响", 5),
        ("音量: nan", 5),
        ("音量: inf", 5),
        ("字号: 巨大", 5),
        ("待机秒数: 3", 7),
        ("待机秒数: [1, 2]", 7),
        ("倒数秒数: 1e9", 7),
        ("邀请间隔: -1", 7),
        ("屏幕对角线: 0", 8),
        ("营业时间: 早上到晚上", 7),
        ("营业时间: 08:00-24:30", 7),
        ("营业时间: 08:60-20:00", 7),
        ("二维码已核对: 也许", 9),
        ("语言: ../../etc/passwd", 5),
        ('站点名称: "a\\u0007"', 7),
        ("语音引擎: 机器人", 7),
        (f"站点名称: {'名' * (SITE_NAME_BUDGET + 1)}", 7),
    ],
)
def test_a_bad_value_leaves_its_default_and_says_where(
    tmp_path: Path, line: str, column: int
) -> None:
    settings, problems = loaded(tmp_path, f"# 设置\n{line}\n安装页待机秒数: 200\n")
    assert settings == Settings(install_idle_seconds=200)
    assert [(p.line, p.column) for p in problems] == [(2, column)]
    assert problem_text(problems[0]).startswith(
        f"设置：{tmp_path / 'settings.yaml'}:2:{column}: 错误："
    )
    assert problem_text(problems[0]).endswith("这里写的没有起作用。")


def test_all_problems_of_a_file_come_at_once(tmp_path: Path) -> None:
    settings, problems = loaded(
        tmp_path, "音量: 响\n音亮: 0.5\n字号：大字\n待机秒数: 90\n待机秒数: 100\n"
    )
    assert settings == Settings(idle_seconds=90, text_size=TextSize.LARGE)
    assert [p.line for p in problems] == [1, 2, 5]
    codes = ["not-in-range", "unknown-key", "duplicate-key"]
    assert [p.code for p in problems] == codes
    assert "是不是想写“音量”" in problems[1].message


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_what_notepad_and_wps_write_is_read(tmp_path: Path, codec: str) -> None:
    settings, problems = loaded(tmp_path, "站点名称: 城东支行\r\n".encode(codec))
    assert (settings.site_name, problems) == ("城东支行", ())


@pytest.mark.parametrize(
    "text",
    [
        b"\x00\x01\x02\xff\xfe\xfd",
        b"[" * 30_000,
        b"a: &x [*x]",
        "音量: !!python/object:os.system x".encode(),
        "音量: {a: 1}".encode(),
        "音量 0.5".encode(),
        '站点名称: "没有结尾'.encode(),
        b"? [a]\n: b",
        b"*x: 1",
        "音量: 0.5\n---\n音量: 0.6\n".encode(),
        b"x" * (SIZE_LIMIT + 1),
    ],
)
def test_a_broken_or_hostile_file_is_reported_and_the_kiosk_has_settings(
    tmp_path: Path, text: bytes
) -> None:
    settings, problems = loaded(tmp_path, text)
    assert isinstance(settings, Settings)
    assert problems


@pytest.mark.parametrize("text", [b"", b"# nothing\n", b"\xef\xbb\xbf", b"{}"])
def test_an_empty_file_means_the_defaults(tmp_path: Path, text: bytes) -> None:
    assert loaded(tmp_path, text) == (Settings(), ())


@pytest.mark.parametrize(
    ("bad", "told_by"),
    [
        ("\t坏: [", "unknown-key"),
        ("语言 zh-CN", "no-colon"),
        ("语言", "no-colon"),
        ("我们的设置", "no-colon"),
        ("[音量", "no-colon"),
        ('语言: "zh-CN', "open-quote"),
        ('语言: "zh-CN”', "open-quote"),
        ("语言: 'zh-CN", "open-quote"),
        ("语言: 'zh-CN' 中文", "after-quote"),
        ('录音目录: "D:\\录音', "open-quote"),
        ('录音目录: "D:\\录音" 旧的', "after-quote"),
        ('语音程序: "/opt/my tts/say --voice f', "open-quote"),
        ("语言: *x", "wrong-form"),
        ("语言: !!python/name:os.system", "wrong-form"),
        ("站点名称: 甲\x07乙", "control-character"),
        ("站点名称: 甲\ufffd乙", "broken-character"),
        ("动画:", "setting-empty"),
        ("动画: # 还没想好", "setting-empty"),
        ("营业时间: {", "wrong-form"),
        ("? 语言", "no-colon"),
    ],
)
def test_a_line_that_makes_a_file_unreadable_costs_itself_alone(
    tmp_path: Path, bad: str, told_by: str
) -> None:
    settings, problems = loaded(tmp_path, f"音量: 0.5\n{bad}\n字号: 大字\n")
    assert settings == Settings(volume=0.5, text_size=TextSize.LARGE)
    assert [(p.code, p.line) for p in problems] == [(told_by, 2)]


def test_a_file_of_nothing_but_faults_is_given_up_and_told(tmp_path: Path) -> None:
    settings, problems = loaded(tmp_path, "[\n{\n" * 200)
    assert settings == Settings()
    assert problems


SHOWN = [
    (name, shown)
    for name in code_names()
    for shown in code(name).examples
    if shown.setup == "settings"
]


def test_the_examples_of_the_codes_are_told_at_their_places(tmp_path: Path) -> None:
    assert {name for name, _ in SHOWN} >= {"not-in-range", "wrong-form"}
    for name, shown in SHOWN:
        settings, problems = loaded(tmp_path, shown.good)
        assert (*problems, *site_of(settings).problems) == (), name
        settings, problems = loaded(tmp_path, shown.bad.replace(HERE, ""))
        problems = (*problems, *site_of(settings).problems)
        assert [(p.code, p.column) for p in problems] == [(name, shown.bad.index(HERE) + 1)]


def test_a_list_may_be_written_in_one_line_in_brackets_or_below(tmp_path: Path) -> None:
    for text in ("允许域名: A.cn，b.cn", "允许域名: [A.cn, b.cn]", "允许域名:\n- A.cn\n- b.cn"):
        settings, problems = loaded(tmp_path, text)
        assert [host.lower() for host in settings.qr_hosts] == ["a.cn", "b.cn"], text
        assert problems == (), text


def test_a_comment_behind_a_value_is_no_fault(tmp_path: Path) -> None:
    for comment in ("  # 旁边有人办公", " #旁边有人", "\t# a", "\u3000#甲"):
        assert loaded(tmp_path, f"音量: 50%{comment}\n") == (Settings(volume=0.5), ()), comment
    assert loaded(tmp_path, "站点名称: 城东支行 # 我们\n") == (Settings(site_name="城东支行"), ())


def test_a_key_without_a_value_means_the_default_and_says_which(tmp_path: Path) -> None:
    text = "\n".join(f"{key.zh}:" for key in keys_of(Settings))
    settings, problems = loaded(tmp_path, text)
    assert settings == Settings()
    assert {p.code for p in problems} == {"setting-empty"}
    assert len(problems) == len(keys_of(Settings))
    assert "按默认的（是）" in next(p.message for p in problems if "动画" in p.message)


def test_a_folder_in_the_place_of_the_file_is_reported(tmp_path: Path) -> None:
    folder = tmp_path / "settings.yaml"
    folder.mkdir()
    settings, problems = load(folder)
    assert settings == Settings()
    assert [p.code for p in problems] == ["settings-unread"]


def test_a_pipe_in_the_place_of_the_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "settings.yaml")
    settings, problems = load(tmp_path / "settings.yaml")
    assert (settings, [p.code for p in problems]) == (Settings(), ["settings-unread"])


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_no_bytes_raise(raw: bytes) -> None:
    read_settings(raw, "settings.yaml")


@given(
    st.lists(st.tuples(st.sampled_from(sorted(key.name for key in keys_of(Settings))), st.text())),
)
def test_no_value_raises(pairs: list[tuple[str, str]]) -> None:
    text = "\n".join(f"{name}: {value}" for name, value in pairs)
    read_settings(text.encode(errors="replace"), "settings.yaml")


def test_hours_know_the_night() -> None:
    day, night = OpenHours(time(8), time(20)), OpenHours(time(20), time(6))
    assert time(8) in day
    assert time(20) not in day
    assert time(23) in night
    assert time(5, 59) in night
    assert time(12) not in night
    assert time(3) in OpenHours(time(0), time(0))
