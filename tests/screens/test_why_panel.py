"""The why stands beside the device it is of, everything that is named lit there, or without the device."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from kiosk.review import gallery
from kiosk.screens.outcome import OutcomeScreen
from kiosk.speech import Heard
from kiosk.ui.items import Panel, Text
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import Look
from tests.driven_loop import BEGAN
from tests.kits import SMALL, UPRIGHT, WIDE, limit, sampled

KITS = {"shipped": sampled, "at the limit": limit}
VARIANTS = [
    (size, look, of)
    for size, look in ((WIDE, Look.NORMAL), (SMALL, Look.LARGE), (UPRIGHT, Look.NORMAL))
    for of in KITS
]


@cache
def whys(size: tuple[int, int], look: Look, of: str = "shipped") -> tuple[OutcomeScreen, ...]:
    """Give the screens, laid out once for all that is asked of them."""
    states = gallery.states(KITS[of](size)[0], look)
    return tuple(one for name, one in states if isinstance(one, OutcomeScreen) and "为什么" in name)


def beside(screen: OutcomeScreen) -> bool:
    """Tell whether the device stands there: it bears what every device bears."""
    items = screen.view(BEGAN, Heard()).items
    badge = screen.kit.words("bar.simulated")
    return any(isinstance(i, Text) and i.paragraph.text == badge for i in items)


def lit_on_the_device(screen: OutcomeScreen) -> set[int]:
    """Give the turns of what is lit outside the card that names it."""
    composed = screen.still.composed
    (title,) = [place for place in composed.spoken if place.name == "cues"]
    panels = [i.box for i in composed.back if isinstance(i, Panel)]
    card = min((box for box in panels if box.holds(title.x, title.y)), key=lambda box: box.h)
    return {one.turn for one in composed.lit_places if not card.holds(*one.box.centre)}


@pytest.mark.parametrize(("size", "look", "of"), VARIANTS, ids=str)
def test_where_the_device_stands_all_that_is_named_is_lit_on_it_too(
    size: tuple[int, int], look: Look, of: str
) -> None:
    for screen in whys(size, look, of):
        named = [one for line in screen.scene.lines for one in line.evidence]
        if beside(screen):
            assert named
            assert len(screen.cue_pages) == 1
            assert lit_on_the_device(screen) == {*range(len(named))}, screen.scene.id


@pytest.mark.parametrize(("size", "look", "of"), VARIANTS, ids=str)
def test_with_or_without_the_device_the_why_is_whole_and_no_smaller_than_may_be_read(
    size: tuple[int, int], look: Look, of: str
) -> None:
    for screen in whys(size, look, of):
        (why,) = [p.paragraph for p in screen.still.composed.spoken if p.name == "why"]
        assert isinstance(why, Paragraph)
        assert why.text.replace("\n", "") == screen.step.choice.why
        if beside(screen):
            assert why.style.px >= screen.theme.scale.choice
        assert not screen.still.composed.left_out


def test_half_the_whys_of_a_large_screen_that_name_something_stand_beside_their_device() -> None:
    for size in (WIDE, UPRIGHT):
        named = [s for s in whys(size, Look.NORMAL) if any(x.evidence for x in s.scene.lines)]
        assert sum(map(beside, named)) >= len(named) // 2


def test_the_device_stays_where_it_stood_while_it_was_told_what_happened() -> None:
    for screen in whys(WIDE, Look.NORMAL):
        if beside(screen):
            before = replace(screen, open=False, piece=0)
            badges = [
                {
                    (i.x, i.y)
                    for i in one.view(BEGAN, Heard()).items
                    if isinstance(i, Text) and i.paragraph.text == one.kit.words("bar.simulated")
                }
                for one in (before, screen)
            ]
            brought = before.step.choice.aftermath.result or before.step.choice.control
            assert brought or badges[0] == badges[1]


def test_a_why_that_names_nothing_stands_without_the_device() -> None:
    bare = [s for s in whys(WIDE, Look.NORMAL) if not any(x.evidence for x in s.scene.lines)]
    assert bare
    assert not any(map(beside, bare))
