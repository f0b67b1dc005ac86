"""The doctor names what is missing and what to do, and gets to the end whatever it meets."""

from __future__ import annotations

import os
import shutil
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pygame
import pytest

from kiosk.app_link import AppLink, fingerprint, matrix, read_link
from kiosk.cli import main
from kiosk.composition import open_stories
from kiosk.doctor import (
    Diagnosis,
    Health,
    Installation,
    as_json,
    as_text,
    examine,
    exit_code,
    machine,
    records,
    site,
)
from kiosk.packs.live_sets import LiveSets
from kiosk.paths import shipped
from kiosk.records.journal import Journal
from kiosk.records.journal_file import aside_file, journal_file
from kiosk.records.quarantine import Quarantine, quarantine_file
from kiosk.records.tally import Counted
from tests.packs.packs import staged, story
from tests.sample import ALL, kept
from tests.voice.packs import spoken, write_pack

TODAY = date(2026, 12, 1)
NEWEST_OF_PROGRAM = machine.newest_of_program


@pytest.fixture(autouse=True)
def program_of_november(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program's newest file be older than the day on which these tests play."""
    monkeypatch.setattr(machine, "newest_of_program", lambda: machine.FIRST_DAY)


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return Installation.here(tmp_path / "data", TODAY)


def only(found: Iterator[Diagnosis]) -> Diagnosis:
    (finding,) = found
    return finding


def written(installation: Installation, settings: str) -> Installation:
    installation.data.mkdir()
    (installation.data / "settings.yaml").write_text(settings, encoding="utf-8")
    return installation


def with_assets(installation: Installation, assets: Path) -> Installation:
    return Installation(
        installation.data,
        installation.scenarios,
        installation.catalogue,
        assets,
        installation.today,
    )


def with_stories(installation: Installation, *stories: Path) -> Installation:
    return Installation(
        installation.data, stories, installation.catalogue, installation.assets, installation.today
    )


def painted(link: AppLink, path: Path) -> None:
    code = matrix(link)
    surface = pygame.Surface((len(code), len(code)))
    for y, row in enumerate(code):
        for x, black in enumerate(row):
            surface.set_at((x, y), "black" if black else "white")
    pygame.image.save(pygame.transform.scale_by(surface, 6), str(path))


def test_errors_make_the_exit_code_one_and_notices_do_not() -> None:
    fine = Diagnosis("a", "甲", Health.OK, "好")
    told = Diagnosis("b", "乙", Health.NOTICE, "注意", "看一看")
    bad = Diagnosis("c", "丙", Health.ERROR, "坏了", "修一修")
    assert exit_code([fine]) == exit_code([fine, told]) == 0
    assert exit_code([fine, told, bad]) == 1
    assert as_text([fine]).endswith("一切正常。")
    assert "1 个错误，1 个提醒" in as_text([fine, told, bad])
    assert "怎么办：修一修" in as_text([bad])
    assert as_json([told, bad]) == {
        "exit": 1,
        "findings": [
            {
                "check": "b",
                "subject": "乙",
                "health": "notice",
                "message": "注意",
                "advice": "看一看",
            },
            {
                "check": "c",
                "subject": "丙",
                "health": "error",
                "message": "坏了",
                "advice": "修一修",
            },
        ],
    }


def test_a_look_that_fails_is_a_finding_and_the_others_go_on(installation: Installation) -> None:
    def broken(_installation: Installation) -> Iterator[Diagnosis]:
        yield Diagnosis("first", "一", Health.OK, "好")
        raise RuntimeError("oh")

    found = examine(installation, (broken, machine.clock))
    assert [f.check for f in found] == ["first", "broken", "clock"]
    assert any(f.health is Health.ERROR and "oh" in f.message for f in found)


@pytest.mark.parametrize(
    ("version", "health"),
    [
        ((3, 10, 9), Health.ERROR),
        ((3, 11, 0), Health.OK),
        ((3, 14, 2), Health.OK),
        ((3, 15, 0), Health.NOTICE),
    ],
)
def test_pythons_from_3_11_to_3_14_are_right(
    installation: Installation,
    monkeypatch: pytest.MonkeyPatch,
    version: tuple[int, ...],
    health: Health,
) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    assert only(machine.python(installation)).health is health


@pytest.mark.parametrize(
    ("there", "health"),
    [
        ({"pygame"}, Health.OK),
        ({"pygame-ce"}, Health.OK),
        ({"pygame", "pygame-ce"}, Health.ERROR),
        (set(), Health.ERROR),
    ],
)
def test_there_must_be_one_pygame(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, there: set[str], health: Health
) -> None:
    monkeypatch.setattr(machine, "version_of", lambda name: "2" if name in there else "")
    assert only(machine.pygame(installation)).health is health


def test_a_needless_package_is_named(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = {"numpy"}
    monkeypatch.setattr(machine.importlib.util, "find_spec", lambda n: n if n in there else None)
    found = only(machine.needless(installation))
    assert (found.health, "numpy" in found.message) == (Health.NOTICE, True)
    there.clear()
    assert only(machine.needless(installation)).health is Health.OK


def test_whole_fonts_are_well_and_a_changed_or_missing_one_is_named(
    installation: Installation, tmp_path: Path
) -> None:
    assert only(machine.fonts(installation)).health is Health.OK
    shutil.copytree(installation.assets / "fonts", tmp_path / "assets" / "fonts")
    copy = with_assets(installation, tmp_path / "assets")
    bold = tmp_path / "assets" / "fonts" / "KioskSansSC-Bold.otf"
    content = bytearray(bold.read_bytes())
    content[5000] ^= 1
    bold.write_bytes(content)
    changed = only(machine.fonts(copy))
    assert changed.health is Health.ERROR
    assert bold.name in changed.message
    bold.unlink()
    missing = only(machine.fonts(copy))
    assert missing.health is Health.ERROR
    assert bold.name in missing.message
    shutil.rmtree(tmp_path / "assets")
    assert only(machine.fonts(copy)).health is Health.ERROR


def test_a_data_directory_is_made_and_one_that_cannot_be_is_an_error(
    installation: Installation, tmp_path: Path
) -> None:
    assert only(machine.data(installation)).health is Health.OK
    assert not list(installation.data.iterdir())
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    found = only(machine.data(Installation.here(in_the_way / "data", TODAY)))
    assert found.health is Health.ERROR
    assert str(in_the_way) in found.message


@pytest.mark.parametrize(
    ("free", "health"),
    [(10**6, Health.ERROR), (10**8, Health.NOTICE), (10**10, Health.OK)],
)
def test_little_room_is_told_before_it_is_an_error(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, free: int, health: Health
) -> None:
    usage = type("Usage", (), {"free": free})
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _path: usage)
    assert only(machine.data(installation)).health is health


def test_no_screen_is_a_notice(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SDL_VIDEODRIVER", "x11")
    assert only(machine.screen(installation)).health is Health.NOTICE
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    assert only(machine.screen(installation)).health is Health.NOTICE


@pytest.mark.parametrize(
    ("size", "health"),
    [
        ((1920, 1080), Health.OK),
        ((1080, 1920), Health.OK),
        ((1366, 768), Health.OK),
        ((1024, 768), Health.NOTICE),
        ((800, 600), Health.NOTICE),
    ],
)
def test_a_screen_too_small_is_told(
    installation: Installation,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    health: Health,
) -> None:
    monkeypatch.setattr(machine, "_ask", lambda _program: ["x11", *size])
    assert only(machine.screen(installation)).health is health


def test_silence_is_a_notice(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    assert only(machine.sound(installation)).health is Health.NOTICE
    monkeypatch.setenv("SDL_AUDIODRIVER", "no such driver")
    assert only(machine.sound(installation)).health is Health.NOTICE
    monkeypatch.setattr(machine, "_ask", lambda _program: [24000, -16, 1])
    assert only(machine.sound(installation)).health is Health.OK


@pytest.mark.parametrize(
    ("setting", "reported", "said", "health"),
    [
        ("屏幕对角线: 55", None, "55 英寸（140 厘米），设置里写的", Health.OK),
        ("屏幕对角线: 140厘米", 54.6, "55.12 英寸（140 厘米），设置里写的", Health.OK),
        ("", 23.8, "23.8 英寸（60 厘米），显示器报告的", Health.OK),
        ("", None, "按 21.5 英寸（55 厘米）算", Health.NOTICE),
    ],
)
def test_the_inches_in_use_are_told_and_who_says_them(
    installation: Installation,
    monkeypatch: pytest.MonkeyPatch,
    setting: str,
    reported: float | None,
    said: str,
    health: Health,
) -> None:
    monkeypatch.setattr("kiosk.engine.display_size.diagonal_inches", lambda: reported)
    monkeypatch.setattr(machine, "_ask", lambda _program: ["x11", 1920, 1080])
    found = only(machine.diagonal(written(installation, f"{setting}\n")))
    assert said in found.message
    assert found.health is health
    assert found.advice or health is Health.OK


def test_a_diagonal_far_from_what_the_display_reports_is_told(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.engine.display_size.diagonal_inches", lambda: 23.8)
    found = list(machine.diagonal(written(installation, "屏幕对角线: 60\n")))
    assert [f.health for f in found] == [Health.OK, Health.NOTICE]
    assert "23.8 英寸" in found[1].message


@pytest.mark.parametrize(
    "program",
    [
        "import threading; threading.Event().wait()",
        "import os; os.abort()",
        "raise SystemExit(1)",
        "print('no json')",
        "print(1)",
    ],
)
def test_a_driver_that_hangs_or_dies_does_not_take_the_doctor_along(
    monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(machine, "DEVICE_DEADLINE", 0.5)
    assert machine._ask(program) is None


@pytest.mark.parametrize(
    ("day", "health"),
    [
        (date(1970, 1, 1), Health.NOTICE),
        (date(2020, 1, 1), Health.NOTICE),
        (date(2027, 5, 1), Health.OK),
        (date(2099, 1, 1), Health.NOTICE),
    ],
)
def test_a_dead_clock_is_told(installation: Installation, day: date, health: Health) -> None:
    assert only(machine.clock(Installation.here(installation.data, day))).health is health


def test_a_clock_that_stands_before_the_program_is_told(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "newest_of_program", lambda: TODAY + timedelta(days=1))
    assert only(machine.clock(installation)).health is Health.OK
    monkeypatch.setattr(machine, "newest_of_program", lambda: TODAY + timedelta(days=2))
    assert "程序" in only(machine.clock(installation)).message


def test_a_clock_that_stands_before_what_was_counted_is_told(installation: Installation) -> None:
    installation.data.mkdir()
    for day, health in ((TODAY, Health.OK), (TODAY + timedelta(days=1), Health.NOTICE)):
        journal = Journal(installation.data)
        journal.start()
        journal.counted(Counted.FAULTS, day)
        assert journal.close(time.monotonic() + 20)
        assert only(machine.clock(installation)).health is health


def test_a_journal_that_is_damaged_or_was_set_aside_is_told(installation: Installation) -> None:
    assert only(records.journal(installation)).message == "还没有人玩过"
    journal = Journal(installation.data)
    journal.start()
    assert journal.close(time.monotonic() + 20)
    assert "完好" in only(records.journal(installation)).message
    path = journal_file(installation.data)
    path.write_bytes(b"?" * 9000)
    found = only(records.journal(installation))
    assert found.health is Health.ERROR
    path.replace(aside_file(installation.data, 1))
    aside, now = records.journal(installation)
    assert (aside.health, now.health) == (Health.NOTICE, Health.OK)
    assert "journal-damaged-1.db" in aside.message


def test_the_day_of_the_program_is_that_of_its_newest_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "PACKAGE", tmp_path)
    assert NEWEST_OF_PROGRAM() == machine.FIRST_DAY
    for name, day in (("a.py", 5), ("b.py", 9), ("c.txt", 20)):
        (tmp_path / name).touch()
        at = datetime(2026, 12, day, 12).timestamp()  # noqa: DTZ001
        os.utime(tmp_path / name, (at, at))
    assert date(2026, 12, 9) == NEWEST_OF_PROGRAM()


def test_a_screen_that_is_being_shown_is_not_asked_for(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "_ask", lambda _program: pytest.fail("asked"))
    assert only(machine.screen(replace(installation, shown=(1080, 1920)))).health is Health.OK
    small = only(machine.screen(replace(installation, shown=(800, 600))))
    assert small.health is Health.NOTICE


def test_a_code_that_cannot_be_read_as_it_is_drawn_is_an_error(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "matrix", lambda _link: ((True,) * 30,) * 30)
    assert next(site.link(installation)).health is Health.ERROR


def test_stories_that_are_refused_or_not_approved_are_counted(
    installation: Installation, tmp_path: Path
) -> None:
    folder = tmp_path / "stories"
    folder.mkdir()
    assert main(["new", str(folder / "甲.yaml")]) == 0
    (folder / "坏.yaml").write_text("标题：没有英文冒号\n", encoding="utf-8")
    last = list(site.stories(with_stories(installation, folder)))[-1]
    assert last.message == "1 个可以播放，1 个有错误，不播放，1 个没有审核"


def test_every_problem_of_the_settings_is_told_with_its_place(installation: Installation) -> None:
    assert only(site.settings(installation)).health is Health.OK
    found = list(site.settings(written(installation, "音量: 响\n字号: 巨大\n")))
    assert [f.health for f in found] == [Health.NOTICE] * 2
    assert "settings.yaml:1:5" in found[0].message
    assert "settings.yaml:2:5" in found[1].message


def test_the_link_is_reminded_of_until_somebody_has_scanned_it(installation: Installation) -> None:
    assert only(site.link(installation)).health is Health.NOTICE
    installation = written(installation, "二维码已核对: 是\n")
    plain = only(site.link(installation))
    assert plain.health is Health.NOTICE
    assert "settings.yaml:1:9" in plain.message
    line = plain.advice.partition("“")[2].partition("”")[0]
    (installation.data / "settings.yaml").write_text(f"{line}\n", encoding="utf-8")
    confirmed = only(site.link(installation))
    assert confirmed.health is Health.OK
    assert "https://fzapph5.gjfzpt.cn/QRCode/" in confirmed.message


def test_a_refused_link_is_told_even_if_it_was_confirmed(installation: Installation) -> None:
    wishes = "二维码已核对: 是\n二维码内容: http://evil.example/\n"
    found = list(site.link(written(installation, wishes)))
    assert [f.health for f in found] == [Health.NOTICE, Health.NOTICE]
    assert "settings.yaml:2:8" in found[0].message
    assert "https://fzapph5.gjfzpt.cn/QRCode/" in found[1].message


@pytest.mark.parametrize(
    ("url", "taken"),
    [("https://apps.apple.com/cn/app/id1552823102", True), ("https://evil.example/a.apk", False)],
)
def test_a_sites_own_picture_is_decoded_and_checked(
    installation: Installation, url: str, *, taken: bool
) -> None:
    confirmed = f"二维码图片: 海报.png\n二维码已核对: {fingerprint(url)}\n"
    installation = written(installation, confirmed)
    link = read_link(url) if taken else AppLink(url, "evil.example")
    painted(link, installation.data / "海报.png")
    found = list(site.link(installation))
    assert (found[-1].health is Health.OK) is taken
    assert (url in found[-1].message) is taken
    assert (len(found) == 1) is taken


def test_a_sites_logo_is_looked_at(installation: Installation) -> None:
    assert list(site.logo(installation)) == []
    installation = written(installation, "标志图片: 标志.png\n")
    missing = only(site.logo(installation))
    assert missing.health is Health.NOTICE
    assert "标志图片" in missing.message
    pygame.image.save(pygame.Surface((60, 20)), str(installation.data / "标志.png"))
    assert only(site.logo(installation)).health is Health.OK


def test_a_picture_that_is_none_is_told(installation: Installation) -> None:
    installation = written(installation, "二维码图片: 海报.png\n")
    assert "打不开" in next(site.link(installation)).message
    (installation.data / "海报.png").write_bytes(b"no picture")
    assert "打不开" in next(site.link(installation)).message


def test_the_shipped_stories_can_be_played(installation: Installation) -> None:
    found = list(site.stories(installation))
    assert not [f.text() for f in found if f.health is Health.ERROR]
    assert found[-1].health is Health.OK


def test_without_a_story_there_is_an_error_and_a_broken_one_is_named(
    installation: Installation, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert list(site.stories(with_stories(installation, empty)))[-1].health is Health.ERROR
    (empty / "坏.yaml").write_text("标题：没有英文冒号\n", encoding="utf-8")
    found = list(site.stories(with_stories(installation, empty, shipped("scenarios"))))
    assert any(f.health is Health.ERROR and "坏.yaml:" in f.message for f in found)


def unapproved() -> set[str]:
    """Give the ids of the shipped stories that nobody has approved as they stand."""
    stories = open_stories([], kept(), TODAY)
    return {story.id for story in stories.deck.scenarios} - stories.approved


def test_what_was_brought_on_a_stick_is_counted_and_a_damaged_file_is_told(
    installation: Installation, tmp_path: Path
) -> None:
    assert list(site.live_set(installation)) == []
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "a.yaml").write_text(story(), encoding="utf-8")
    sets = LiveSets(installation.data)
    live = sets.make_live(staged(sets, stick))
    told = only(site.live_set(installation))
    assert told.health is Health.NOTICE
    assert f"1 个，指纹 {live.fingerprint}，其中 1 个没有审核" in told.message
    message = f"{len(ALL) + 1} 个可以播放，{len(unapproved()) + 1} 个没有审核"
    assert list(site.stories(installation))[-1].message == message
    assert list(site.live_set(with_stories(installation, stick))) == []
    (live.folder / next(iter(live.files))).write_bytes(b"x")
    told = only(site.live_set(installation))
    assert told.health is Health.ERROR
    assert "1 个文件坏了" in told.message


@pytest.mark.parametrize("approved_only", [False, True])
def test_of_a_running_kiosk_each_story_is_counted_once_and_what_it_leaves_out_has_no_errors(
    installation: Installation, tmp_path: Path, *, approved_only: bool
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "a.yaml").write_text(story(), encoding="utf-8")
    sets = LiveSets(installation.data)
    live = sets.make_live(staged(sets, stick))
    (live.folder / live.held[0].file).write_text("标题：坏了\n", encoding="utf-8")
    (stick / "a.yaml").write_text(story("other"), encoding="utf-8")
    live = sets.make_live(staged(sets, stick))
    playing = open_stories([], None, TODAY, live, approved_only=approved_only)
    count = len(playing.library.scenarios)
    waiting = unapproved()
    assert count == (len(ALL) - len(waiting) if approved_only else len(ALL) + 1)
    *problems, last = site.stories(replace(installation, library=playing.library))
    told = f"{count} 个可以播放，1 个有错误，不播放，{len(waiting) + 1} 个没有审核"
    assert last.message == told
    assert len({one.message for one in problems}) == len(problems)


def test_a_folder_of_recordings_is_looked_for_where_one_is_named(
    installation: Installation,
) -> None:
    assert list(site.recordings(installation)) == []
    installation = written(installation, "录音目录: 录音\n")
    assert only(site.recordings(installation)).health is Health.NOTICE
    (installation.data / "录音" / "故事").mkdir(parents=True)
    (installation.data / "录音" / "故事" / "一.ogg").touch()
    found = only(site.recordings(installation))
    assert (found.health, "1 段" in found.message) == (Health.OK, True)


def test_of_a_whole_disk_named_for_recordings_only_so_much_is_looked_at(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "MOST_LOOKED_AT", 3)
    installation = written(installation, "录音目录: .\n")
    for name in "甲乙丙丁":
        (installation.data / f"{name}.ogg").touch()
    found = only(site.recordings(installation))
    assert found.health is Health.OK
    assert "至少有" in found.message


def test_a_machine_that_cannot_speak_is_told_why(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.voice import say  # noqa: PLC0415  as late as the doctor does
    from kiosk.voice.jobs import VoiceState  # noqa: PLC0415

    dumb = VoiceState("", alive=False, device=False, failures=1, error="没有中文语音")
    monkeypatch.setattr(say, "probe", lambda *_, **__: dumb)
    found = only(site.voice(installation))
    assert (found.health, found.message) == (Health.NOTICE, "没有中文语音")
    monkeypatch.undo()
    assert only(site.voice(installation)).health is Health.OK


def test_a_chosen_voice_that_is_replaced_by_the_kiosks_own_is_told(
    installation: Installation,
) -> None:
    found = only(
        site.voice(written(installation, "语音引擎: 外部程序\n语音程序: /no/such/program\n"))
    )
    assert found.health is Health.NOTICE
    assert "espeak" in found.message
    assert "用不了" in found.message


def test_the_whole_examination_needs_no_display(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"):
        monkeypatch.delenv(name, raising=False)
    found = examine(installation)
    assert {"python", "fonts", "data", "screen", "sound", "voice", "link", "stories", "clock"} <= {
        f.check for f in found
    }
    for finding in found:
        assert finding.health is Health.OK or finding.advice, finding
    assert os.fspath(installation.data) in as_text(found)


def test_the_ready_made_speech_is_looked_at_whole(
    installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = write_pack(installation.data / "speech" / "a.zip", spoken("您好。"), spoken("再见。"))
    monkeypatch.setattr("kiosk.voice.engines.shipped", lambda _name: tmp_path / "none")
    assert only(site.speech(installation)).health is Health.OK
    with zipfile.ZipFile(pack) as packed:
        at = packed.getinfo(f"{spoken('再见。').key}.ogg").header_offset + 200
    data = bytearray(pack.read_bytes())
    data[at] ^= 255
    pack.write_bytes(data)
    damaged = only(site.speech(installation))
    assert damaged.health is Health.NOTICE
    assert str(pack) in damaged.message
    pack.unlink()
    assert list(site.speech(installation)) == []


def test_whoever_chose_an_engine_is_told_nothing_of_ready_made_speech(
    installation: Installation,
) -> None:
    assert list(site.speech(written(installation, "语音引擎: espeak\n"))) == []


def test_a_story_that_failed_twice_is_named_with_what_to_do(installation: Installation) -> None:
    assert list(site.failed(installation)) == []
    kept = Quarantine(quarantine_file(installation.data))
    for _ in range(2):
        kept.add("a", "1", "上午十点的电话", "KeyError：x")
    kept.close()
    (found,) = site.failed(installation)
    assert found.health is Health.NOTICE
    assert "《上午十点的电话》出错 2 次" in found.message
    assert "重新播放出错的剧本" in found.advice
