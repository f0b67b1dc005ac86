"""What is lit while it is said can still be read, and the inspection says so where it can't."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.review import gallery
from kiosk.review.inspection_rules import contrast
from kiosk.review.screen_probe import InspectedScreen, ScreenProbe
from kiosk.screens.kit import Session
from kiosk.screens.visit_screen import VisitScreen
from kiosk.speech import Heard
from kiosk.ui.items import Panel
from kiosk.ui.screen import Comfort
from kiosk.ui.theme import Look
from kiosk.ui.theme import contrast as ratio
from tests.kits import UPRIGHT, WIDE, shared

LIT = "亮起来时对比不够"


def choose(size: tuple[int, int] = WIDE, look: Look = Look.NORMAL) -> VisitScreen:
    kit, _ = shared(size)
    screen = kit.flow.choose(Session(7, comfort=Comfort(look=look)), gallery.NOW)
    assert isinstance(screen, VisitScreen)
    return screen


def found(screen: VisitScreen) -> list[str]:
    inspected = InspectedScreen.of(screen, shared(screen.kit.size)[1])
    return [one.text for one in contrast.check(inspected) if one.rule == LIT]


def with_light_ground(screen: VisitScreen) -> VisitScreen:
    """Give the screen whose dark card is lit like the others: white words on pale yellow."""
    composed = screen.still.composed
    spoken = tuple(replace(place, ground=None) for place in composed.spoken)
    screen.__dict__["still"] = replace(screen.still, composed=replace(composed, spoken=spoken))
    return screen


@pytest.mark.parametrize("look", Look)
@pytest.mark.parametrize("size", [WIDE, UPRIGHT])
def test_white_words_on_pale_yellow_are_found_though_nobody_reads_them_out_just_now(
    size: tuple[int, int], look: Look
) -> None:
    told = found(with_light_ground(choose(size, look)))
    assert any("随便来一个" in text for text in told)
    assert any("有真有假" in text for text in told)
    assert any("dice" in text for text in told)


@pytest.mark.parametrize("look", Look)
def test_the_dark_card_keeps_its_ground_while_it_is_heard(look: Look) -> None:
    screen = choose(look=look)
    assert found(screen) == []
    place = next(p for p in screen.still.composed.spoken if p.ground is not None)
    (panel,) = screen.still.composed.lit(place.name, Heard(lit=(0, 3)))
    assert isinstance(panel, Panel)
    colours = screen.still.composed.theme.colours
    assert ratio(colours.on_dark, panel.colour) >= contrast.LEAST
    assert panel.edge_colour == colours.spoken
    assert panel.edge


@pytest.mark.parametrize("look", Look)
def test_every_ink_of_a_card_can_be_read_on_what_is_lit(look: Look) -> None:
    colours = choose(look=look).still.composed.theme.colours
    for ink in (colours.ink, colours.ink2, *(
        tone.ink for tone in (colours.teal, colours.red, colours.green, colours.amber)
    )):  # fmt: skip
        assert ratio(ink, colours.spoken) >= contrast.LEAST


def test_all_that_is_said_and_the_helpers_are_lit_at_once_to_be_looked_at() -> None:
    screen = choose()
    lights = contrast.lit_up(ScreenProbe.of(screen))
    boxes = {light.box for light in lights}
    cards = {p.paragraph for p in screen.still.composed.spoken if not p.offset}
    assert len(boxes) >= len({c for c in cards if c in boxes}) > len(screen.stories)
    helpers = {t.box for t in screen.still.composed.targets if t.name in contrast.SPEAKING_HELPERS}
    assert helpers <= boxes
