"""What a story calls its money stands in the meter, and is said, on every screen that tells of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.review.plays import best_and_worst, screens_of
from kiosk.scenario.model import Reading, Scenario
from kiosk.screens import descriptions
from kiosk.screens.ending import EndingScreen
from kiosk.screens.kit import KioskScreen, Session
from kiosk.screens.outcome import OutcomeScreen
from kiosk.screens.scene import SceneScreen
from kiosk.speech import Heard
from kiosk.ui.items import Text
from kiosk.ui.screen import Comfort
from kiosk.ui.theme import Look
from kiosk.visit.play import Play
from tests.driven_loop import BEGAN
from tests.kits import SMALL, UPRIGHT, WIDE, shared

NAME = "公司账户"


def story(name: str) -> Scenario:
    return replace(shared(SMALL)[0].deck.scenarios[0], wallet_name=name)


def with_money(size: tuple[int, int], look: Look, name: str) -> list[KioskScreen]:
    """Give the screens of the worst play that show its money, as its story calls it."""
    session = Session(0, comfort=Comfort(look=look))
    worst = best_and_worst(story(name))[1]
    shown = (SceneScreen, OutcomeScreen, EndingScreen)
    screens = screens_of(shared(size)[0], session, worst, BEGAN)
    return [screen for _, screen in screens if isinstance(screen, shown)]


def written(screen: KioskScreen) -> list[str]:
    items = screen.view(BEGAN, Heard()).items
    return [item.paragraph.text for item in items if isinstance(item, Text)]


@pytest.mark.parametrize(
    ("size", "look", "label"),
    [
        (WIDE, Look.NORMAL, f"您的{NAME}"),
        (SMALL, Look.NORMAL, f"您的{NAME}"),
        (SMALL, Look.LARGE, NAME),
        (UPRIGHT, Look.NORMAL, NAME),
    ],
)
def test_the_meter_has_the_name_the_story_gives(
    size: tuple[int, int], look: Look, label: str
) -> None:
    screens = with_money(size, look, NAME)
    assert len(screens) > 5
    assert label in written(screens[0])
    for screen in screens:
        assert {label, NAME} & {*written(screen)} or (screen.play.lost and size is not WIDE)
        assert not {"存款", "您的存款"} & {*written(screen)}


@pytest.mark.parametrize("size", [SMALL, UPRIGHT])
@pytest.mark.parametrize("look", [Look.NORMAL, Look.LARGE])
def test_a_long_name_takes_no_more_room_from_captions_than_savings_and_all_its_sum(
    size: tuple[int, int], look: Look
) -> None:
    usual = with_money(size, look, "存款")
    assert usual[-1].play.lost  # the sum stands beside it
    least = min(one.still.head.room.w for one in usual) - usual[0].theme.scale.helper
    assert all(one.still.head.room.w >= least for one in with_money(size, look, "公司备用账户"))


def test_without_a_name_it_is_called_savings_as_ever() -> None:
    assert all("您的存款" in written(one) for one in with_money(SMALL, Look.NORMAL, "存款"))


def test_the_name_is_said_with_the_money_before_and_after_a_loss() -> None:
    kit = shared(SMALL)[0]
    before, after = Play.begin(story(NAME)), best_and_worst(story(NAME))[1]
    assert after.lost
    assert descriptions.savings(kit, before).text == f"您的{NAME}是 {before.kept:,} 元。"
    assert descriptions.savings(kit, after).text.startswith(
        f"您的{NAME}还剩 {after.kept:,} 元，少了"
    )


def test_a_reading_of_the_name_is_said_and_no_other_changes_the_sentence() -> None:
    kit = shared(SMALL)[0]
    readings = (Reading("账户", "帐户"), Reading("是", "事"))
    play = Play.begin(replace(story(NAME), readings=readings))
    assert descriptions.savings(kit, play).readings == (("账户", "帐户"),)
