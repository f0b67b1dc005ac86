"""What staff change comes in at the next 待机 without a restart; a visit under way keeps its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pygame
import pytest

from kiosk.app_link import fingerprint
from kiosk.next_visit import NextVisit
from kiosk.screens.attract import AttractScreen
from kiosk.screens.choose import ChooseScreen
from kiosk.screens.kit import KioskScreen
from kiosk.settings import Settings
from kiosk.settings_file import read_settings
from kiosk.speech import Heard
from kiosk.ui.theme import Look
from kiosk.visit.programme import Unkept
from tests.driven_loop import BEGAN, DrivenLoop
from tests.kits import SMALL, kit, stories

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
    few = replace(stories(), approved=frozenset({"shuadan"}))
    site.visit.taken(site.visit.opened(None, few))
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
