"""What 大字 makes smaller than its level in 标准 is found, and nothing else is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.review import gallery
from kiosk.review.inspection_rules import large_is_larger
from kiosk.review.screen_probe import InspectedScreen
from kiosk.screens.kit import Session
from kiosk.screens.visit_screen import VisitScreen
from kiosk.ui.items import Text
from kiosk.ui.screen import Comfort
from kiosk.ui.text.paragraph import lay
from kiosk.ui.theme import Look
from tests.kits import FINE, SMALL, UPRIGHT, WIDE, shared


def choosing(size: tuple[int, int], look: Look) -> VisitScreen:
    kit, _ = shared(size)
    screen = kit.flow.choose(Session(7, comfort=Comfort(look=look)), gallery.NOW)
    assert isinstance(screen, VisitScreen)
    return screen


def found(screen: VisitScreen) -> list[str]:
    inspected = InspectedScreen.of(screen, shared(screen.kit.size)[1])
    return [one.text for one in large_is_larger.check(inspected)]


def shrunk(screen: VisitScreen, words: str, px: int) -> VisitScreen:
    """Give the screen on which one text stands in another em."""
    composed = screen.still.composed

    def changed(item: object) -> object:
        if not isinstance(item, Text) or item.paragraph.text != words:
            return item
        style = replace(item.paragraph.style, px=px)
        return replace(item, paragraph=lay(screen.kit.fonts, words, style, 10**6))

    front = tuple(map(changed, composed.front))
    screen.__dict__["still"] = replace(screen.still, composed=replace(composed, front=front))
    return screen


@pytest.mark.parametrize("look", [Look.LARGE, Look.LARGE_CONTRAST])
@pytest.mark.parametrize("size", [WIDE, UPRIGHT, SMALL, FINE])
def test_a_title_smaller_than_in_the_usual_look_is_found(size: tuple[int, int], look: Look) -> None:
    screen = choosing(size, look)
    assert found(screen) == []
    title = screen.kit.deck.scenarios[0].title
    least = screen.kit.theme(Look.NORMAL).scale.choice
    assert found(shrunk(choosing(size, look), title, least)) == []
    (told,) = found(shrunk(choosing(size, look), title, least - 1))
    assert title in told


def test_the_usual_look_is_compared_with_nothing() -> None:
    screen = choosing(WIDE, Look.NORMAL)
    assert found(shrunk(screen, screen.kit.deck.scenarios[0].title, 20)) == []
