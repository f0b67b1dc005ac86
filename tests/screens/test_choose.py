"""Choosing among many stories: every page is reached, by touch and by keys, and its cards stay large."""

from __future__ import annotations

from dataclasses import replace

import pygame
import pytest

from kiosk import composition
from kiosk.review import inspection
from kiosk.scenario.model import Kind as ScenarioKind
from kiosk.screens.choose import ChooseScreen
from kiosk.screens.kit import Kit, Session
from kiosk.screens.leave import LeaveScreen
from kiosk.speech import Heard
from kiosk.ui.items import Art, Text
from kiosk.ui.screen import Comfort
from kiosk.ui.theme import Look
from kiosk.visit.deck import Deck
from kiosk.visit.play import Play
from kiosk.visit.visit import Visit
from tests.driven_loop import BEGAN, DrivenLoop, FakeVoice
from tests.kits import FINE, SMALL, UPRIGHT, WIDE, kit, stories

TWENTY = 20
LEAST_SHARE = 0.14
"""Height of a card's picture, as a share of the screen's short side, however many stories there are."""


def many(size: tuple[int, int], count: int = TWENTY) -> Kit:
    """Give a kit with so many stories, each with the longest title there may be."""
    shipped = stories().deck.scenarios
    tales = tuple(
        replace(shipped[n % len(shipped)], id=f"tale-{n}", title="一条来自陌生号码的还款短信")
        for n in range(count)
    )
    return kit(size, deck=Deck(tales), minutes={})


@pytest.mark.parametrize("only", [None, *ScenarioKind])
def test_nobody_says_true_and_false_of_stories_of_one_kind(only: ScenarioKind | None) -> None:
    composition.drawing_without_display()
    deck = Deck(tuple(s for s in stories().deck.scenarios if only in (None, s.kind)))
    assert deck.scenarios
    screen = kit(SMALL, deck=deck).flow.choose(Session(seed=1), BEGAN)
    shown = " ".join(
        i.paragraph.text for i in screen.view(BEGAN, Heard()).items if isinstance(i, Text)
    )
    # What stands on the cards is told when heard again.
    said = " ".join(piece.utterance.text for piece in screen.again().pieces)
    for words in (shown, said):
        assert ("有真有假" in words) is (only is None)
        assert ("是真是假" in words) is (only is not None)


def test_enter_goes_through_all_pages_and_back_to_the_first(canvas: pygame.Surface) -> None:
    stage = DrivenLoop(canvas, many(SMALL), FakeVoice())
    stage.key("5")
    pages = []
    last = len(many(SMALL).story_pages)
    for _ in range(last + 1):
        assert isinstance(stage.screen, ChooseScreen)
        pages.append(stage.screen.page)
        stage.key("enter")
    assert pages == [*range(last), 0]


def test_backspace_goes_back_a_page_and_leaves_from_the_first(canvas: pygame.Surface) -> None:
    stage = DrivenLoop(canvas, many(SMALL), FakeVoice())
    stage.key("5")
    stage.tap("more")
    assert isinstance(stage.screen, ChooseScreen)
    assert stage.screen.page == 1
    stage.key("backspace")
    assert isinstance(stage.screen, ChooseScreen)
    assert stage.screen.page == 0
    stage.key("backspace")
    assert isinstance(stage.screen, LeaveScreen)


@pytest.mark.parametrize("count", range(6, 12))
def test_every_story_stands_on_a_page_that_can_be_reached(count: int) -> None:
    own = many(SMALL, count)
    screen = own.flow.choose(Session(seed=1), BEGAN)
    seen: list[str] = []
    while isinstance(screen, ChooseScreen):
        seen += [story.id for story in screen.stories]
        shown = screen.view(BEGAN, Heard())
        more = [target for target in shown.targets if target.name == "more"]
        if not more:
            break
        screen = more[0].then(BEGAN)
    assert seen == [story.id for story in own.deck.scenarios]


@pytest.mark.parametrize("size", [WIDE, UPRIGHT, SMALL, FINE], ids=str)
@pytest.mark.parametrize("look", list(Look), ids=str)
def test_pictures_stay_large_and_nothing_is_wrong(size: tuple[int, int], look: Look) -> None:
    own = many(size)
    surfaces = composition.make_surfaces(own)
    for page in range(len(own.story_pages)):
        session = Session(seed=1, comfort=Comfort(look=look))
        screen = own.flow.choose(session, BEGAN, page)
        assert isinstance(screen, ChooseScreen)
        items = screen.view(BEGAN, Heard()).items
        covers = [item.box.h for item in items if isinstance(item, Art) and item.cover]
        assert len(covers) == len(screen.stories)
        assert min(covers) >= LEAST_SHARE * min(size)
        assert len(set(covers)) == 1
        assert not inspection.inspect(screen, surfaces)


def test_what_was_played_is_marked_and_told() -> None:
    own = kit(WIDE)
    played = own.deck.scenarios[0]
    session = Session(seed=1, visit=Visit((Play.begin(played),)))
    screen = own.flow.choose(session, BEGAN)
    items = screen.view(BEGAN, Heard()).items
    marks = [i for i in items if isinstance(i, Text) and i.paragraph.text == "玩过了"]
    assert len(marks) == 1
    told = [
        piece.utterance.text for piece in screen.again().pieces if "玩过了" in piece.utterance.text
    ]
    assert len(told) == 1
    assert told[0].startswith("一")
