"""The local police station's number stands, and is said, on 求助 and 安装 where the site has set it, and only there."""

from __future__ import annotations

import pytest

from kiosk import composition
from kiosk.screens.kit import KioskScreen, Kit
from kiosk.screens.visit_screen import VisitScreen
from kiosk.speech import Heard
from kiosk.ui.items import Text
from tests.kits import WIDE, kit

PHONE = "021-20000000"


@pytest.fixture(autouse=True)
def _drawing() -> None:
    composition.drawing_without_display()


def shown(screen: KioskScreen) -> str:
    return " ".join(
        item.paragraph.text for item in screen.view(0.0, Heard()).items if isinstance(item, Text)
    )


def pages(own: Kit) -> list[VisitScreen]:
    session = own.flow.attract(0.0).session
    choose = own.flow.choose(session, 0.0)
    found = [own.flow.help(choose, 0.0), own.flow.install(session)]
    assert all(isinstance(page, VisitScreen) for page in found)
    return [page for page in found if isinstance(page, VisitScreen)]


def test_the_number_is_shown_and_said_digit_by_digit() -> None:
    for page in pages(kit(WIDE, station_name="城东派出所", station_phone=PHONE)):
        assert f"城东派出所　{PHONE}" in shown(page)
        (said,) = [piece.utterance for piece in page.pieces if piece.name == "station"]
        assert "0 2 1 2 0 0" in said.say


def test_without_a_name_it_is_the_station() -> None:
    for page in pages(kit(WIDE, station_phone=PHONE)):
        assert f"派出所　{PHONE}" in shown(page)


def test_where_no_number_is_set_nothing_stands_there() -> None:
    for page in pages(kit(WIDE, station_name="城东派出所")):
        assert "派出所" not in shown(page)
        assert all(piece.name != "station" for piece in page.pieces)


@pytest.mark.parametrize("wanted", [True, False])
def test_attract_shows_and_says_the_police_number_as_the_site_wants(*, wanted: bool) -> None:
    screen = kit(WIDE, police_number=wanted).flow.attract(0.0)
    (said,) = [piece.utterance for piece in screen.pieces if piece.name == "hotlines"]
    assert ("报警 110" in shown(screen)) is wanted
    assert ("报警" in said.text) is wanted
    assert "96110" in shown(screen)


@pytest.mark.parametrize("wanted", [True, False])
def test_attract_shows_the_police_number_in_quiet_hours_too_as_the_site_wants(
    *, wanted: bool
) -> None:
    closed = kit(WIDE, police_number=wanted, open_now=lambda: False)
    screen = closed.flow.attract(0.0)
    assert ("报警 110" in shown(screen)) is wanted
    assert "96110" in shown(screen)


def test_help_always_shows_the_police_number() -> None:
    help_page, install = pages(kit(WIDE, police_number=False))
    for page in (help_page, install):
        assert "110" in shown(page)
