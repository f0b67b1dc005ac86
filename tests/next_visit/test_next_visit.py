"""What staff change comes in at the next 待机 without a restart; a visit under way keeps its own."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pygame
import pytest

from kiosk.app_link import fingerprint
from kiosk.composition import Stories
from kiosk.next_visit import NextVisit
from kiosk.screens.attract import AttractScreen
from kiosk.screens.choose import ChooseScreen
from kiosk.screens.kit import KioskScreen
from kiosk.settings import Settings
from kiosk.settings_file import load, read_settings
from kiosk.speech import Heard
from kiosk.ui.theme import Look
from kiosk.visit.deck import Deck
from kiosk.visit.programme import Unkept
from tests.driven_loop import BEGAN, DrivenLoop
from tests.kits import SMALL, kit, stories
from tests.packs.packs import png

MONDAY = datetime(2026, 11, 30, 10, 0)  # noqa: DTZ001 (as the wall's clock shows it)


class Site:
    """A kiosk whose wall clock and settings a test turns."""

    def __init__(self, text: str = "") -> None:
        self.now = MONDAY
        self.locked = False
        settings = read_settings(text.encode(), "f")[0]
        first = kit(SMALL, **{"site_name": "", **_set(settings)})
        self.visit = NextVisit(first, stories(), clock=lambda: self.now, locked=lambda: self.locked)

    def set(self, text: str) -> None:
        settings, problems = read_settings(text.encode(), "f")
        assert problems == ()
        self.visit.set_settings(settings)

    def bring(self, found: Stories) -> None:
        """Bring a set of other stories."""
        self.visit._reopen = lambda _live, _only: found
        self.visit.taken(self.visit.opened(None, self.visit.own))

    def home(self) -> KioskScreen:
        return self.visit.kit.flow.attract(BEGAN)


def _set(settings: Settings) -> dict[str, object]:
    return {
        name: getattr(settings, name)
        for name in Settings.__dataclass_fields__
        if name != "places" and getattr(settings, name) != getattr(Settings(), name)
    }


def offered(screen: KioskScreen) -> list[str]:
    return [story.id for story in screen.kit.deck.scenarios]


@pytest.fixture
def site() -> Site:
    return Site()


def test_where_nothing_changes_the_kit_stays_the_very_same(site: Site) -> None:
    first = site.visit.kit
    site.now = MONDAY.replace(hour=11)
    assert site.visit() is first
    assert site.home().kit is first


def test_changed_settings_come_in_at_the_next_attract_and_not_before(site: Site) -> None:
    underway = ChooseScreen(site.visit.kit, site.home().session)
    site.set(
        "字号: 大字\n待机秒数: 90\n停播剧本: shuadan\n站点名称: 新名字\n屏幕对角线: 55\n动画: 否\n"
    )
    assert "shuadan" in offered(underway)
    assert underway.idle_timeout == 60
    home = underway.kit.flow.attract(BEGAN)
    assert "shuadan" not in offered(home)
    assert home.session.comfort.look is Look.LARGE
    assert home.kit.settings.site_name == "新名字"
    assert home.kit.diagonal == 55
    chosen = home.kit.flow.choose(home.session, BEGAN)
    assert chosen.idle_timeout == 90


def test_a_confirmed_code_counts_at_once(site: Site) -> None:
    code = site.visit.kit.code
    assert code is not None
    assert not code.confirmed
    site.set(f"二维码已核对: {fingerprint(code.link.url)}\n")
    code = site.home().kit.code
    assert code is not None
    assert code.confirmed


def test_the_diagonal_taken_back_is_the_displays() -> None:
    first = kit(SMALL, diagonal=23.0)
    visit = NextVisit(first, stories(), display=lambda: 23.0)
    visit.set_settings(Settings(diagonal_inches=55.0))
    assert visit.kit.diagonal == 55
    visit.set_settings(Settings())
    assert visit.kit.diagonal == 23


def test_opening_hours_and_volume_by_the_hour_follow_the_settings(site: Site) -> None:
    assert site.home().kit.open_now()
    site.set("营业时间: 12:00-18:00\n音量: 70%\n音量安排: 12:00-14:00 30%；周末 静音\n")
    assert not site.home().kit.open_now()
    assert site.visit.volume() == 0.7
    site.now = MONDAY.replace(hour=12)
    assert site.home().kit.open_now()
    assert site.visit.volume() == 0.3
    site.now = MONDAY.replace(month=12, day=5)
    assert site.visit.volume() == 0.0


def test_at_attract_the_hour_brings_other_stories(site: Site) -> None:
    site = Site("播放安排: 10:00-11:00 真事；骗局\n")
    screen = site.home()
    assert offered(screen) == ["call-96110"]
    site.now = MONDAY.replace(minute=59)
    assert screen.tick(BEGAN + 1, Heard()) is screen
    site.now = MONDAY.replace(hour=11)
    after = screen.tick(BEGAN + 2, Heard())
    assert isinstance(after, AttractScreen)
    assert offered(after) == ["gongjianfa", "kefu-baiwan", "shuadan"]
    assert after.tick(BEGAN + 3, Heard()) is after


def test_a_running_loop_shows_the_other_stories_and_is_as_loud_as_set() -> None:
    pygame.display.init()
    site = Site("播放安排: 10:00-11:00 真事\n")
    stage = DrivenLoop(pygame.display.set_mode(SMALL), site.visit.kit)
    stage.loop._site_volume = site.visit.volume
    site.now = MONDAY.replace(hour=11)
    stage.frame()
    stage.settle()
    assert isinstance(stage.screen, AttractScreen)
    assert len(stage.screen.kit.deck.scenarios) == 4
    site.set("音量: 40%\n")
    stage.frame()
    assert stage.voice.volume == pytest.approx(0.4 * stage.screen.comfort.loudness)
    pygame.display.quit()


def test_once_there_is_a_pin_only_approved_stories_play() -> None:
    site = Site()
    site.bring(replace(stories(), approved=frozenset({"shuadan"})))
    assert len(offered(site.home())) == 4
    site.locked = True
    site.set("音量: 50%\n")
    assert offered(site.home()) == ["shuadan"]
    site.set("只播放已审核的: 否\n")
    assert len(offered(site.home())) == 4


def test_a_wish_that_can_not_be_kept_is_logged_once(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    site.set("播放安排: 没有这样的\n")
    site.now = MONDAY.replace(hour=11)
    site.home()
    assert site.visit.programme.unkept == (Unkept.RULE,)
    assert [r.message for r in caplog.records if "播放安排" in r.message] == [
        "播放安排：现在的播放安排一个剧本也没有，播放全部剧本"
    ]


def test_a_story_that_failed_stays_out_whatever_is_set(site: Site) -> None:
    site.visit.leave_out(frozenset({"shuadan"}))
    site.set("剧本顺序: shuadan\n播放安排: 刷单返利\n")
    assert "shuadan" not in offered(site.home())


def test_other_settings_can_be_looked_at_before_they_count(site: Site) -> None:
    wanted = read_settings("停播剧本: shuadan\n".encode(), "f")[0]
    assert len(site.visit.look_at(wanted).deck.scenarios) == 3
    assert len(offered(site.home())) == 4


# Each setting, once --------------------------------------------------------------------------------


def test_idle_times_and_the_count_down_are_those_of_the_next_visit(site: Site) -> None:
    site.set("待机秒数: 90\n安装页待机秒数: 240\n倒数秒数: 30\n")
    home = site.home()
    flow, session = home.kit.flow, home.session
    choose = flow.choose(session, BEGAN)
    assert choose.idle_timeout == 90
    assert flow.install(session).idle_timeout == flow.help(choose, BEGAN).idle_timeout == 240
    asked = flow.still_there(choose, BEGAN)
    assert asked.tick(BEGAN + 29, Heard()) is asked
    assert isinstance(asked.tick(BEGAN + 30, Heard()), AttractScreen)


def test_the_invitation_comes_as_often_as_is_set_and_within_the_hours(site: Site) -> None:
    def called(after: float) -> bool:
        screen = site.home()
        return screen.tick(BEGAN + after, Heard()).utterance is not None

    site.set("邀请间隔: 5\n")
    assert not called(4 * 60)
    assert called(5 * 60)
    site.set("邀请间隔: 5\n营业时间: 12:00-18:00\n")
    assert not called(5 * 60)
    site.set("邀请间隔: 0\n")
    assert not called(60 * 60)


def test_music_plays_at_attract_where_it_is_wanted(site: Site) -> None:
    assert not site.home().sounds
    site.set("待机音乐: 是\n")
    assert site.home().sounds


def test_nothing_moves_where_that_is_set(site: Site) -> None:
    site.set("动画: 否\n")
    home = site.home()
    assert home.kit.flow.choose(home.session, BEGAN).age(BEGAN + 1) == math.inf


def test_the_logo_and_the_code_are_read_anew(site: Site, tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").write_text("标志图片: 标志.png\n", "utf-8")
    (tmp_path / "标志.png").write_bytes(png())
    told = site.visit.set_settings(load(tmp_path / "settings.yaml")[0])
    assert told == ()
    logo = site.home().kit.logo
    assert logo is not None
    assert logo.path == str(tmp_path / "标志.png")
    (tmp_path / "标志.png").write_bytes(b"no picture")
    told = site.visit.set_settings(load(tmp_path / "settings.yaml")[0])
    assert [problem.line for problem in told] == [1]
    assert site.home().kit.logo is None


def test_where_recordings_lie_is_told_to_the_voice(site: Site, tmp_path: Path) -> None:
    told: list[tuple[Path, ...]] = []
    site.visit.record_from = lambda folders, _: told.append(folders)
    site.visit.set_settings(Settings(recordings=tmp_path))
    assert told == [(tmp_path,)]


def test_a_language_without_words_leaves_the_chinese_ones(site: Site) -> None:
    site.set("语言: en\n")
    assert site.home().kit.words("attract.start")


def test_another_set_keeps_the_settings_of_the_site_and_they_keep_its_pictures(
    site: Site, tmp_path: Path
) -> None:
    class Brought:
        recordings = tmp_path

        def part(self, name: str) -> Path | None:
            return tmp_path / "set.png" if name == "logo" else None

    (tmp_path / "set.png").write_bytes(png())
    site.set("待机秒数: 90\n")
    live: Any = Brought()
    site.visit.taken(site.visit.opened(live, site.visit.own))
    site.set("待机秒数: 120\n")
    kit_now = site.home().kit
    assert kit_now.settings.idle_seconds == 120
    assert kit_now.logo is not None
    assert kit_now.logo.path == str(tmp_path / "set.png")


def test_settings_changed_while_a_set_is_being_opened_count(site: Site) -> None:
    opened = site.visit.opened(None, Settings())
    site.set("待机秒数: 90\n")
    site.visit.taken(opened)
    assert site.home().kit.settings.idle_seconds == 90


def test_whether_unapproved_stories_play_opens_them_anew_and_tells_which_are_left_out() -> None:
    asked: list[bool] = []
    unapproved = stories().deck.scenarios[3]

    def reopen(_live: object, only: bool) -> Stories:  # noqa: FBT001 (as the runtime's)
        asked.append(only)
        if not only:
            return stories()
        deck = Deck(stories().deck.scenarios[:3])
        return replace(stories(), deck=deck, left_out=(unapproved,))

    visit = NextVisit(kit(SMALL), stories(), reopen=reopen)
    visit.set_settings(Settings(idle_seconds=90))
    assert asked == []
    visit.set_settings(Settings(approved_only=True))
    assert asked == [True]
    assert len(visit.kit.deck.scenarios) == 3
    assert visit.pool.left_out == (unapproved,)
    visit.set_settings(Settings())
    assert asked == [True, False]
    assert len(visit.kit.deck.scenarios) == 4


def test_stories_opened_before_there_was_a_pin_are_opened_anew_with_the_next_settings() -> None:
    asked: list[bool] = []
    locked: list[bool] = []

    def reopen(_live: object, only: bool) -> Stories:  # noqa: FBT001 (as the runtime's)
        asked.append(only)
        return stories()

    visit = NextVisit(kit(SMALL), stories(), reopen=reopen, locked=lambda: bool(locked))
    opened = visit.opened(None, visit.own)
    locked.append(True)
    visit.set_settings(Settings(idle_seconds=90))
    assert asked == [False, True]
    visit.taken(opened)
    visit.set_settings(Settings(idle_seconds=120))
    visit.set_settings(Settings(idle_seconds=90))
    assert asked == [False, True, True]


def test_no_kit_is_ever_seen_without_what_the_plan_wants(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.set("停播剧本: shuadan\n")
    seen: list[list[str]] = []
    record = site.visit._record

    def recorded() -> None:
        seen.append(offered(site.home()))
        record()

    monkeypatch.setattr(site.visit, "_record", recorded)
    site.set("停播剧本: shuadan\n待机秒数: 90\n")
    site.bring(stories())
    assert seen
    assert all("shuadan" not in one for one in seen)


def test_in_a_deck_what_was_begun_last_comes_last_from_the_next_attract_on(site: Site) -> None:
    shown: list[str] = []
    site.visit.with_counts(visitors=lambda: 0, paused=lambda: None, shown=lambda: tuple(shown))
    site.set("专场: 全部轮换\n")
    underway = site.home()
    before = offered(underway)
    assert sorted(before) == sorted(story.id for story in stories().deck.scenarios)
    shown.append(before[0])
    assert offered(underway) == before
    after = offered(underway.kit.flow.attract(BEGAN))
    assert after[-1] == before[0]
    site.set("")
    assert offered(site.home()) == [story.id for story in stories().deck.scenarios]


def test_by_a_clock_that_cannot_be_right_it_is_always_within_its_hours() -> None:
    midnight = MONDAY.replace(year=1970, hour=0, minute=5)
    trusted = [True]
    visit = NextVisit(kit(SMALL), stories(), clock=lambda: midnight, trusted=lambda: trusted[0])
    assert not visit.open_now()
    trusted[0] = False
    assert visit.open_now()
