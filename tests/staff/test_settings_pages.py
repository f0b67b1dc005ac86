"""Every setting is on the screen, is chosen by touch or keypad, stands in the file, and counts from the next 待机 on."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path

import pygame
import pytest

from kiosk.app_link import fingerprint
from kiosk.composition import make_kit
from kiosk.engine.window import KeyHit
from kiosk.next_visit import NextVisit
from kiosk.packs.sticks import Stick
from kiosk.paths import RefusedError
from kiosk.scenario.schema import keys_of
from kiosk.screens.attract import AttractScreen
from kiosk.settings import Settings, SettingSort, TextSize, VoiceEngine, sort_of
from kiosk.settings_file import load
from kiosk.staff.gallery import PlayingToLookAt, desk_to_look_at
from kiosk.staff.machine import NoMachine
from kiosk.staff.screens import setting_files
from kiosk.staff.screens.frame import StaffScreen
from kiosk.staff.screens.menu import MenuScreen
from kiosk.staff.screens.programme import DecksScreen, ProgrammeScreen, StoryScreen
from kiosk.staff.screens.setting_editors import _EDITORS, ChoiceScreen
from kiosk.staff.screens.setting_pads import HoursPad, NumberPad
from kiosk.staff.screens.setting_rules import RulesScreen, WhatScreen
from kiosk.staff.screens.settings import GROUPS, GroupScreen, SettingsScreen
from kiosk.staff.screens.text_entry import TextEntryScreen
from kiosk.staff.settings_store import SettingsStore
from kiosk.timetable import OpenHours
from kiosk.ui.screen import Screen
from kiosk.visit.deck import Deck
from kiosk.visit.programme import Programme
from tests.driven_loop import DrivenLoop
from tests.kits import stories
from tests.packs.packs import png

MONDAY = datetime(2026, 11, 30, 10, 0)  # noqa: DTZ001 (as the wall's clock shows it)


class Bench(DrivenLoop):
    """A driven loop whose first page is the menu of staff, over a real settings file and a real next visit."""

    def __init__(self, canvas: pygame.Surface, data: Path, written: str = "") -> None:
        self.file = data / "settings.yaml"
        if written:
            self.file.write_text(written, "utf-8")
        self.wall = MONDAY
        kit = make_kit(canvas.get_size(), stories(), load(self.file)[0])
        self.visit = NextVisit(kit, stories(), clock=lambda: self.wall)
        self.machine = NoMachine()
        super().__init__(canvas, self.visit.kit)
        self.desk = replace(
            desk_to_look_at(self.visit.kit),
            data=data,
            home=self._home,
            settings=SettingsStore(data),
            playing=self.visit,
            machine=self.machine,
        )
        self.enter()

    def enter(self) -> None:
        """Come to the menu of staff."""
        session = self.visit.kit.flow.attract(self.now).session
        self.loop._go(MenuScreen(self.visit.kit, session, desk=self.desk), self.now)
        self.frame()

    def _home(self, now: float) -> Screen:
        return self.visit.kit.flow.attract(now)

    def press(self, *names: str) -> StaffScreen:
        """Press targets one after the other, turning pages to find each, and let their work end."""
        for name in names:
            for _ in range(9):
                if name in self.names():
                    break
                self.tap("more")
            self.tap(name)
            self._wait()
        assert isinstance(self.screen, StaffScreen)
        return self.screen

    def hit(self, *keys: str) -> StaffScreen:
        """Hit keys of the keypad one after the other, and let their work end."""
        for key in keys:
            self.settle()
            self.frame(KeyHit(key))
            self._wait()
        assert isinstance(self.screen, StaffScreen)
        return self.screen

    def _wait(self) -> None:
        self.frame()
        screen = self.screen
        while isinstance(screen, StaffScreen) and screen.doing is not None:
            assert screen.doing.task.wait(20)
            screen = self.frame()

    def open(self, group: str, name: str) -> StaffScreen:
        """Open what chooses a setting."""
        return self.press("settings", group, name)

    def digits(self, typed: str) -> StaffScreen:
        """Type digits on a pad, and enter them."""
        return self.press(*(f"digit-{digit}" for digit in typed), "enter")

    def home(self) -> AttractScreen:
        """Go home: what was changed counts now."""
        while "leave" not in self.names():
            self.press("back")
        self.tap("leave")
        screen = self.frame()
        assert isinstance(screen, AttractScreen)
        return screen

    @property
    def written(self) -> str:
        """Give what stands in the file, without its first line."""
        return self.file.read_text("utf-8").partition("\n")[2]


@pytest.fixture
def bench(canvas: pygame.Surface, tmp_path: Path) -> Bench:
    return Bench(canvas, tmp_path)


def offered(screen: AttractScreen) -> list[str]:
    return [story.id for story in screen.kit.deck.scenarios]


# All of them --------------------------------------------------------------------------------------


def test_every_setting_stands_in_one_group_and_has_an_editor() -> None:
    named = [name for names in GROUPS.values() for name in names]
    assert sorted(named) == sorted(key.name for key in keys_of(Settings))
    assert set(_EDITORS) == set(SettingSort)
    assert {sort_of(key) for key in keys_of(Settings)} == set(SettingSort)


@pytest.mark.parametrize("key", keys_of(Settings), ids=lambda key: key.name)
def test_every_setting_opens_by_touch(bench: Bench, key: object) -> None:
    name = getattr(key, "name", "")
    group = next(group for group, names in GROUPS.items() if name in names)
    page = bench.open(group, name)
    assert not isinstance(page, GroupScreen)
    assert bench.press("back")
    assert isinstance(bench.screen, GroupScreen | ProgrammeScreen)


# One of each sort ---------------------------------------------------------------------------------


def test_a_choice_counts_at_the_next_attract_without_a_restart(bench: Bench) -> None:
    assert bench.home().comfort.look.name == "NORMAL"
    bench.enter()
    page = bench.open("screen", "text_size")
    assert isinstance(page, ChoiceScreen)
    assert isinstance(bench.press("value-大字"), GroupScreen)
    assert bench.written == "字号: 大字\n"
    home = bench.home()
    assert home.kit.settings.text_size is TextSize.LARGE
    assert home.comfort.look.name == "LARGE"


def test_yes_and_no_by_keypad(bench: Bench) -> None:
    bench.open("screen", "motion")
    bench.hit("2")
    assert bench.written == "动画: 否\n"
    assert not bench.home().kit.settings.motion


def test_a_number_with_its_unit_by_touch(bench: Bench) -> None:
    assert isinstance(bench.open("screen", "idle_seconds"), NumberPad)
    bench.digits("90")
    assert bench.written == "待机秒数: 90秒\n"
    home = bench.home()
    choose = home.kit.flow.choose(home.session, 0.0)
    assert choose.idle_timeout == 90


def test_a_wrong_number_is_told_in_the_settings_own_words_and_stays_to_be_mended(
    bench: Bench,
) -> None:
    bench.open("screen", "idle_seconds")
    page = bench.digits("5")
    assert isinstance(page, NumberPad)
    assert "15" in page.notice
    assert "600" in page.notice
    assert page.typed == "5"
    assert not bench.file.exists()
    bench.digits("0")
    assert bench.desk.settings.now.idle_seconds == 50


def test_volume_by_keypad_is_heard_at_once(bench: Bench) -> None:
    assert bench.visit.volume() == 0.8
    bench.open("sound", "volume")
    bench.hit("3", "5", "enter")
    assert bench.written == "音量: 35%\n"
    assert bench.visit.volume() == 0.35


def test_hours_are_eight_digits_or_all_day(bench: Bench) -> None:
    assert isinstance(bench.open("sound", "open_hours"), HoursPad)
    page = bench.press("digit-0", "digit-9", "enter")
    assert isinstance(page, HoursPad)
    assert page.notice
    bench.digits("001730")
    assert bench.desk.settings.now.open_hours == OpenHours(time(9), time(17, 30))
    assert bench.visit.open_now()
    bench.press("open_hours", "all-day")
    assert bench.desk.settings.now.open_hours == OpenHours(time(0), time(0))
    bench.press("open_hours", "usual")
    assert bench.written == ""


def test_a_time_there_is_not_is_told(bench: Bench) -> None:
    bench.open("sound", "open_hours")
    page = bench.digits("29001730")
    assert isinstance(page, HoursPad)
    assert "08:00-20:00" in page.notice


def test_a_telephone_number_shows_on_the_page_for_those_in_need(bench: Bench) -> None:
    bench.open("site", "station_phone")
    bench.digits("02120000000")
    assert bench.written == "派出所电话: 02120000000\n"
    assert bench.home().kit.settings.station_phone == "021-20000000"


def test_a_text_is_typed_and_can_be_taken_back(bench: Bench) -> None:
    page = bench.open("site", "machine_name")
    assert isinstance(page, TextEntryScreen)
    bench.loop._go(page.done("大厅 2 号", bench.now), bench.now)
    bench._wait()
    assert bench.written == "机器编号: 大厅 2 号\n"
    bench.press("machine_name", "usual")
    assert bench.written == ""


def test_a_wrong_text_comes_back_to_be_mended(bench: Bench) -> None:
    page = bench.open("screen", "language")
    assert isinstance(page, TextEntryScreen)
    bench.loop._go(page.done("中文", bench.now), bench.now)
    bench._wait()
    mended = bench.screen
    assert isinstance(mended, TextEntryScreen)
    assert (mended.typed, "zh-CN" in mended.notice) == ("中文", True)


def test_the_code_that_is_shown_is_confirmed(bench: Bench) -> None:
    code = bench.visit.code
    assert code is not None
    mine = fingerprint(code.link.url)
    bench.open("code", "qr_confirmed")
    bench.press(f"value-{mine}")
    assert bench.written == f"二维码已核对: {mine}\n"
    code = bench.home().kit.code
    assert code is not None
    assert code.confirmed


def test_a_code_that_can_not_be_had_is_told_with_what_to_do(bench: Bench) -> None:
    page = bench.open("code", "qr_payload")
    assert isinstance(page, TextEntryScreen)
    bench.loop._go(page.done("https://example.com/x", bench.now), bench.now)
    bench._wait()
    group = bench.screen
    assert isinstance(group, GroupScreen)
    assert "example.com" in group.notice


def test_a_picture_comes_from_a_stick_and_stays_when_it_is_pulled(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    (stick / "图").mkdir(parents=True)
    (stick / "图" / "标志.png").write_bytes(png())
    (stick / "说明.txt").write_text("x")
    monkeypatch.setattr(setting_files, "sticks_here", lambda: [Stick(stick, "公安 U 盘")])
    own = tmp_path / "data"
    own.mkdir()
    object.__setattr__(bench.desk, "data", own)
    bench.desk.settings.__init__(own)  # type: ignore[misc]  # its directory is another one now
    bench.open("site", "site_logo")
    bench.press("file-1")
    (stick / "图" / "标志.png").unlink()
    logo = bench.desk.settings.now.site_logo
    assert logo == own / "图片" / "标志.png"
    assert logo.read_bytes() == png()
    assert bench.home().kit.logo is not None


def test_a_picture_that_is_gone_is_a_sentence(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path.parent / f"{tmp_path.name}-stick"
    stick.mkdir()
    (stick / "标志.png").write_bytes(png())
    monkeypatch.setattr(setting_files, "sticks_here", lambda: [Stick(stick, "U 盘")])
    bench.open("site", "site_logo")
    (stick / "标志.png").unlink()
    page = bench.press("file-1")
    assert "读不出来" in page.notice
    assert not bench.file.exists()


def test_a_folder_of_recordings_counts_without_a_restart(bench: Bench, tmp_path: Path) -> None:
    told: list[tuple[Path, ...]] = []
    bench.visit.record_from = lambda folders, _: told.append(folders)
    (tmp_path / "录音").mkdir()
    bench.open("voice", "recordings")
    bench.press("file-1")
    assert bench.written == "录音目录: 录音\n"
    assert told == [(tmp_path / "录音",)]


def test_who_speaks_counts_from_the_next_start_and_that_is_offered(bench: Bench) -> None:
    bench.open("voice", "voice_engine")
    bench.press("value-系统")
    assert bench.desk.settings.now.voice_engine is VoiceEngine.SYSTEM
    bench.press("restart")
    bench.tap("yes")
    bench.frame()
    bench.frame()
    assert bench.machine.told == "restart"


# What plays ---------------------------------------------------------------------------------------


def test_a_story_that_is_turned_off_is_gone_from_the_next_attract_on(bench: Bench) -> None:
    page = bench.press("programme", "story-shuadan")
    assert isinstance(page, StoryScreen)
    bench.press("off")
    assert bench.written == "停播剧本: shuadan\n"
    assert "on" in bench.names()
    assert "shuadan" not in offered(bench.home())
    bench.enter()
    bench.press("programme", "story-shuadan", "on")
    assert bench.written == ""
    assert "shuadan" in offered(bench.home())


def test_stories_are_put_in_order(bench: Bench) -> None:
    bench.press("programme", "story-shuadan", "first")
    assert offered(bench.home())[0] == "shuadan"
    bench.enter()
    bench.press("programme", "story-shuadan", "behind", "behind")
    assert offered(bench.home()) == ["call-96110", "gongjianfa", "shuadan", "kefu-baiwan"]
    bench.enter()
    bench.press("programme", "story-shuadan", "before")
    assert offered(bench.home())[1] == "shuadan"
    bench.enter()
    bench.press("programme", "story-call-96110", "last")
    assert offered(bench.home())[-1] == "call-96110"


def test_a_plan_by_day_and_hour_is_made_by_choosing(bench: Bench) -> None:
    bench.press("programme", "plan", "add", "days-1")
    assert isinstance(bench.screen, HoursPad)
    bench.digits("09001200")
    page = bench.screen
    name = f"what-{page.names.index('真事') + 1}"  # type: ignore[attr-defined]  # the names it shows
    bench.press(name, "done")
    assert isinstance(bench.screen, RulesScreen)
    assert bench.written == "播放安排: 周一至周五 09:00-12:00 真事\n"
    home = bench.home()
    assert offered(home) == ["call-96110"]
    bench.wall = MONDAY.replace(hour=12)
    bench.frame()
    screen = bench.screen
    assert isinstance(screen, AttractScreen)
    assert len(offered(screen)) == 4


def test_a_deck_is_chosen_and_let_go(bench: Bench) -> None:
    page = bench.press("programme", "deck")
    assert isinstance(page, DecksScreen)
    names = [one.name for one in bench.kit.catalogue.decks]
    assert set(names) <= {row.title for row in page.rows}
    bench.press(f"deck-{names.index('财会专场') + 1}")
    assert isinstance(bench.screen, ProgrammeScreen)
    assert bench.written == "专场: 财会专场\n"
    there = {"gongjianfa", "kefu-baiwan", "call-96110"}
    playing = offered(bench.home())
    assert there == set(playing)
    bench.enter()
    bench.press("programme", "deck", "deck-0")
    assert bench.written == ""
    assert len(offered(bench.home())) == 4


def test_a_rule_names_a_deck(bench: Bench) -> None:
    bench.press("programme", "plan", "add", "days-1", "all-day")
    page = bench.screen
    number = page.names.index("学生专场") + 1  # type: ignore[attr-defined]  # the names it shows
    bench.press(f"what-{number}", "done")
    assert bench.written == "播放安排: 周一至周五 学生专场\n"
    assert "gongjianfa" not in offered(bench.home())


def test_a_plan_for_chosen_days_and_dates_all_day(bench: Bench) -> None:
    bench.press("programme", "plan", "add", "day-1", "day-3", "next", "all-day", "what-1", "done")
    bench.press("add", "dates")
    bench.digits("06010630")
    bench.press("all-day", "what-1", "done")
    assert bench.written == "播放安排: 6月 全部；周一、周三 全部\n"
    bench.press("rule-2", "first")
    assert bench.written == "播放安排: 周一、周三 全部；6月 全部\n"
    bench.press("rule-1", "gone", "rule-1", "gone")
    assert bench.written == ""


def test_days_there_are_not_are_told(bench: Bench) -> None:
    bench.press("programme", "plan", "add", "dates")
    page = bench.digits("06010631")
    assert "没有“6月1日至6月31日”这一天" in page.notice


@pytest.mark.parametrize(
    "name", ["周末", "老人；学生", "12:00-13:00", "6月31日", "；", "学生\n音量: 0%"]
)
def test_what_a_rule_would_take_for_something_else_is_not_offered(bench: Bench, name: str) -> None:
    bench.press("programme", "plan", "add", "days-0", "all-day")
    page = bench.screen
    assert isinstance(page, WhatScreen)
    pool = bench.visit.pool
    named = replace(pool.scenarios[0], audience=("老年人", name))
    playing = PlayingToLookAt(page.kit)
    playing.pool = replace(pool, scenarios=(named,))
    page = replace(page, desk=replace(page.desk, playing=playing))
    assert "老年人" in page.names
    assert name not in page.names


@pytest.mark.parametrize("last", ["what-1", "digit-5"])
def test_a_rule_too_many_is_a_sentence(canvas: pygame.Surface, tmp_path: Path, last: str) -> None:
    name, what = ("播放安排", "真事") if last == "what-1" else ("音量安排", "50%")
    rules = "；".join(f"1月{n % 28 + 1}日 {n // 28 + 1}:00-23:00 {what}" for n in range(40))
    bench = Bench(canvas, tmp_path, f"{name}: {rules}\n")
    before = bench.file.read_bytes()
    if last == "what-1":
        bench.press("programme", "plan")
    else:
        bench.open("sound", "volume_schedule")
    bench.press("add", "days-0", "all-day", last)
    page = bench.press("done" if last == "what-1" else "enter")
    assert "40" in page.notice
    assert bench.file.read_bytes() == before
    assert len(getattr(bench.desk.settings.now, page.key.name)) == 40  # type: ignore[attr-defined]  # a page about rules


def test_how_loud_it_is_by_the_hour(bench: Bench) -> None:
    bench.open("sound", "volume_schedule")
    bench.press("add", "days-0")
    bench.digits("09001100")
    bench.digits("20")
    assert bench.written == "音量安排: 每天 09:00-11:00 20%\n"
    assert bench.visit.volume() == 0.2
    bench.wall = MONDAY.replace(hour=11)
    assert bench.visit.volume() == 0.8


# The file -----------------------------------------------------------------------------------------


@pytest.fixture
def wrong(canvas: pygame.Surface, tmp_path: Path) -> Bench:
    return Bench(canvas, tmp_path, "# 大厅\n音量: 很大\n字号: 大字\n")


def test_what_is_wrong_in_the_file_is_told_and_mended_by_choosing(wrong: Bench) -> None:
    wrong.press("settings", "wrong")
    assert len(wrong.desk.settings.problems) == 1
    wrong.press("back", "sound", "volume")
    wrong.digits("60")
    wrong.press("back")
    assert "wrong" not in wrong.names()
    assert wrong.file.read_text("utf-8") == "# 大厅\n音量: 60%\n字号: 大字\n"


def test_the_settings_before_come_back(bench: Bench) -> None:
    bench.open("screen", "text_size")
    bench.press("value-大字", "back")
    bench.press("restore", "yes")
    assert isinstance(bench.screen, SettingsScreen)
    assert bench.home().kit.settings.text_size is TextSize.STANDARD


def test_a_file_that_can_not_be_written_is_a_sentence_and_nothing_changes(bench: Bench) -> None:
    bench.file.mkdir()
    bench.open("screen", "text_size")
    page = bench.press("value-大字")
    assert "不是文件" in page.notice
    assert bench.home().kit.settings.text_size is TextSize.STANDARD


def test_only_one_story_left_can_be_turned_off_and_that_is_told(bench: Bench) -> None:
    for story in ("call-96110", "gongjianfa", "kefu-baiwan", "shuadan"):
        bench.press(
            *(("programme",) if story == "call-96110" else ()), f"story-{story}", "off", "back"
        )
    assert len(offered(bench.home())) == 4


def test_two_pictures_of_one_name_are_both_kept(tmp_path: Path) -> None:
    data = tmp_path / "data"
    found = []
    for n, content in enumerate((b"one", b"two", b"one")):
        place = tmp_path / str(n)
        place.mkdir()
        (place / "标志.png").write_bytes(content)
        found.append(setting_files.brought(setting_files.Found(place / "标志.png", "U 盘"), data))
    assert [path.name for path in found] == ["标志.png", "标志-2.png", "标志.png"]
    assert [(data / path).read_bytes() for path in found] == [b"one", b"two", b"one"]


def test_a_picture_that_is_too_large_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setting_files, "LARGEST", 2)
    (tmp_path / "大.png").write_bytes(b"xxx")
    with pytest.raises(RefusedError, match="太大"):
        setting_files.brought(setting_files.Found(tmp_path / "大.png", "U 盘"), tmp_path / "data")


def test_what_the_program_keeps_is_not_offered(tmp_path: Path) -> None:
    for folder in ("cache", "sets", "录音", "剧本", "图片", ".git"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.PNG").write_bytes(b"x")
    (tmp_path / "b.jpg").write_bytes(b"x")
    (tmp_path / "link.png").symlink_to(tmp_path / "b.jpg")
    assert [one.path.name for one in setting_files.folders_in(tmp_path)] == ["录音"]
    shown = [str(one.path.relative_to(tmp_path)) for one in setting_files.pictures_in(tmp_path, "")]
    assert shown == ["b.jpg", "剧本/a.PNG", "图片/a.PNG", "录音/a.PNG"]
    assert list(setting_files.pictures_in(tmp_path / "没有", "")) == []


def test_stories_left_out_for_want_of_an_approval_are_told(bench: Bench) -> None:
    whole, last = stories(), stories().deck.scenarios[-1]
    few = replace(whole, deck=Deck(whole.deck.scenarios[:-1]), left_out=(last,))
    bench.visit._reopen = lambda _live, only: few if only else whole
    bench.open("stories", "approved_only")
    bench.press("value-是", "back", "back", "programme")
    page = bench.screen
    assert isinstance(page, ProgrammeScreen)
    assert f"story-{last.id}" in {row.name for row in page.rows}
    assert page.state(last)[1] == page.text("programme.kept_back")
    assert last.id not in offered(bench.home())


def test_what_plays_is_asked_for_once_and_not_for_every_story(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, look_at = [], bench.visit.look_at

    def counted(settings: Settings) -> Programme:
        asked.append(settings)
        return look_at(settings)

    page = bench.press("programme")
    assert isinstance(page, ProgrammeScreen)
    monkeypatch.setattr(bench.visit, "look_at", counted)
    shown = replace(page)
    assert len(shown.rows) > 2
    assert shown.note
    assert len(asked) == 1
    shown = replace(shown)
    assert shown.note
    assert len(asked) == 2


def test_a_stick_that_hangs_is_a_sentence_and_holds_nobody_up(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go = threading.Event()
    monkeypatch.setattr(setting_files, "PATIENCE", 0.05)
    monkeypatch.setattr(setting_files, "sticks_here", lambda: let_go.wait(60) and [])
    page = bench.open("site", "site_logo")
    assert "没有反应" in page.notice
    assert isinstance(page, GroupScreen)
    let_go.set()
