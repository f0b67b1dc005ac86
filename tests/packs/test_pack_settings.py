"""A pack's settings go in with its set and out again with it, and never more than they may."""

from __future__ import annotations

import os
import random
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.packs import pack_settings
from kiosk.packs.live_sets import LiveSets
from kiosk.scenario.schema import keys_of
from kiosk.settings import Settings
from kiosk.settings_file import load, read_settings

from .packs import staged, story

SITE = """\
# 我们支行的设置
站点名称: 城东支行
音量: 80%   # 大厅里吵
营业时间: 08:00-18:00
"""
PACK = "音量: 30%\n邀请间隔: 5\n"


@pytest.fixture
def sets(tmp_path: Path) -> LiveSets:
    sets = LiveSets(tmp_path / "data")
    sets.clean()
    (sets.data / "settings.yaml").write_text(SITE, encoding="utf-8")
    return sets


def stick(tmp_path: Path, name: str, settings: str | None) -> Path:
    folder = tmp_path / name
    folder.mkdir()
    (folder / "故事.yaml").write_text(story(f"id-{name}"), encoding="utf-8")
    if settings is not None:
        (folder / "设置.yaml").write_text(settings, encoding="utf-8")
    return folder


def volume(sets: LiveSets) -> float:
    settings, problems = load(sets.data / "settings.yaml")
    assert problems == ()
    return settings.volume


def test_they_take_the_place_of_the_sites_own_line_by_line_and_go_again(
    sets: LiveSets, tmp_path: Path
) -> None:
    sets.make_live(staged(sets, stick(tmp_path, "a", PACK)))
    settings, problems = load(sets.data / "settings.yaml")
    assert problems == ()
    assert (settings.volume, settings.invite_minutes) == (0.3, 5)
    assert settings.site_name == "城东支行"
    text = (sets.data / "settings.yaml").read_text(encoding="utf-8")
    assert text.startswith("# 我们支行的设置\n站点名称: 城东支行\n营业时间")
    assert sets.bring_back()
    assert (sets.data / "settings.yaml").read_text(encoding="utf-8") == SITE
    assert sets.bring_back()
    assert volume(sets) == 0.3


def test_a_plan_over_several_lines_comes_whole_and_takes_the_sites_own_with_all_its_lines(
    sets: LiveSets, tmp_path: Path
) -> None:
    own = "播放安排:\n  - 周一 老年人\n  - 周二 学生\n音量: 80%\n"
    (sets.data / "settings.yaml").write_text(own, encoding="utf-8")
    pack = "播放安排:\n  - 周末 学生\n  - 9:00-12:00 骗局\n邀请间隔: 很久\n"
    sets.make_live(staged(sets, stick(tmp_path, "a", pack)))
    settings, problems = load(sets.data / "settings.yaml")
    assert problems == ()
    assert [str(rule) for rule in settings.schedule] == ["周末 学生", "09:00-12:00 骗局"]
    assert settings.volume == 0.8
    sets.bring_back()
    assert (sets.data / "settings.yaml").read_text(encoding="utf-8") == own


def test_what_staff_have_changed_since_is_left_alone(sets: LiveSets, tmp_path: Path) -> None:
    sets.make_live(staged(sets, stick(tmp_path, "a", PACK)))
    (sets.data / "settings.yaml").write_text("音量: 50%\n", encoding="utf-8")
    assert sets.bring_back()
    assert volume(sets) == 0.5
    sets.clean()
    assert volume(sets) == 0.5


def test_a_later_set_without_settings_changes_none(sets: LiveSets, tmp_path: Path) -> None:
    sets.make_live(staged(sets, stick(tmp_path, "a", PACK)))
    sets.make_live(staged(sets, stick(tmp_path, "b", None)))
    assert volume(sets) == 0.3
    sets.bring_back()
    assert volume(sets) == 0.3
    (sets.data / "settings.yaml").write_text(SITE, encoding="utf-8")
    sets.bring_back()
    sets.clean()
    assert volume(sets) == 0.8


def test_a_machine_without_settings_gets_them_and_is_without_again(
    sets: LiveSets, tmp_path: Path
) -> None:
    (sets.data / "settings.yaml").unlink()
    sets.make_live(staged(sets, stick(tmp_path, "a", PACK)))
    assert volume(sets) == 0.3
    sets.bring_back()
    settings, problems = load(sets.data / "settings.yaml")
    assert (settings.volume, problems) == (0.8, ())


def test_what_a_stick_must_not_decide_is_told_and_left(sets: LiveSets, tmp_path: Path) -> None:
    evil = """\
语音引擎: 外部程序
语音程序: rm -rf /
允许域名: evil.example
录音目录: /etc
标志图片: /etc/passwd
二维码已核对: 是
要求签名: 否
签名公钥: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
只播放已审核的: 否
派出所电话: 13800001111
派出所名称: 假派出所
报警电话: 否
机器编号: 别的
音量: 30%
没有这一项: 1
"""
    imported = staged(sets, stick(tmp_path, "a", evil))
    told = [one.variant for one in imported.told if one.code == "pack-skipped"]
    assert told == ["setting"] * 13
    assert [one.code for one in imported.told if one.code != "pack-skipped"] == ["unknown-key"]
    assert all(one.line for one in imported.told)
    sets.make_live(imported)
    settings, _ = load(sets.data / "settings.yaml")
    plain, _ = read_settings(SITE.encode(), "")
    assert settings.volume == 0.3
    for name in ("voice_command", "voice_engine", "qr_hosts", "recordings", "approved_only"):
        assert getattr(settings, name) == getattr(plain, name)


def test_settings_of_which_nothing_can_be_taken_are_no_part(sets: LiveSets, tmp_path: Path) -> None:
    imported = staged(sets, stick(tmp_path, "a", "签名公钥: x\n"))
    assert "settings" not in imported.parts
    sets.make_live(imported)
    assert (sets.data / "settings.yaml").read_text(encoding="utf-8") == SITE


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_site_that_writes_in_another_encoding_keeps_its_words(
    encoding: str, sets: LiveSets, tmp_path: Path
) -> None:
    (sets.data / "settings.yaml").write_text(SITE, encoding=encoding)
    before = (sets.data / "settings.yaml").read_bytes()
    sets.make_live(staged(sets, stick(tmp_path, "a", PACK)))
    settings, _ = load(sets.data / "settings.yaml")
    assert (settings.site_name, settings.volume) == ("城东支行", 0.3)
    sets.bring_back()
    assert (sets.data / "settings.yaml").read_bytes() == before


def moments() -> Iterator[float]:
    chance = random.Random(4)  # noqa: S311 - no secret: the moments are the same each time
    return (chance.uniform(0, 0.03) for _ in range(60))


@pytest.mark.ce  # as in tests/packs/test_killed.py
def test_killed_at_any_moment_settings_and_set_go_together(sets: LiveSets, tmp_path: Path) -> None:
    sticks = [stick(tmp_path, "a", "音量: 30%\n"), stick(tmp_path, "b", "音量: 40%\n")]
    for n, moment in enumerate(moments()):
        imported = staged(sets, sticks[n % 2])
        child = os.fork()
        if child == 0:
            try:
                sets.make_live(imported)
            finally:
                os._exit(0)
        killer = threading.Timer(moment, os.kill, (child, signal.SIGKILL))
        killer.start()
        os.waitpid(child, 0)
        killer.cancel()
        killer.join()
        sets.clean()
        live = sets.current()
        part = live.part("settings") if live else None
        wanted = read_settings(part.read_bytes(), "")[0].volume if part else 0.8
        assert volume(sets) == wanted


def test_which_settings_may_be_brought_is_known_for_each() -> None:
    allowed = {key.name for key in keys_of(Settings) if pack_settings.may_be_brought(key.name)}
    assert "voice_command" not in allowed
    assert {"site_name", "volume", "open_hours", "qr_payload"} <= allowed
