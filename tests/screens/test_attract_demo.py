"""The story that plays itself at 待机 stays on its phone, and none of its words is small or cut in half."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pygame
import pytest

from kiosk.engine.display_watch import LEAST_SIDE
from kiosk.engine.painter import Painter
from kiosk.review.screen_probe import ink_rows
from kiosk.screens import attract_demo, attract_reel
from kiosk.screens.attract import AttractScreen
from kiosk.screens.attract_reel import Act
from kiosk.screens.kit import Kit
from kiosk.speech import Heard
from kiosk.ui.geometry import Box
from kiosk.ui.items import Group, Panel, Text
from kiosk.ui.surface_cache import SurfaceCache
from kiosk.ui.theme import LABEL_MM, Look, Space
from tests.driven_loop import BEGAN
from tests.kits import FINE, SMALL, UPRIGHT, WIDE, limit, shared

Size = tuple[int, int]
Given = Callable[[Size], tuple[Kit, SurfaceCache]]
KITS = [
    pytest.param(which, size, id=f"{which.__name__}-{size}")
    for which in (limit, shared)
    for size in (SMALL, UPRIGHT, WIDE, FINE)
]


def pictures(kit: Kit) -> Iterator[tuple[attract_reel.Frame, Box, list[Text | Panel]]]:
    """Give every picture of the reel with its phone, and the texts and plates on it."""
    margin = kit.theme(Look.NORMAL).scale.px(Space.VAST)
    screen = kit.flow.attract(BEGAN)
    assert isinstance(screen, AttractScreen)
    for number, frame in enumerate(screen.frames):
        view = screen.showing(number, frame.seconds * 0.8, BEGAN).view(BEGAN, Heard())
        # The first group is the phone itself, those after it move.
        group = next(item for item in view.items if isinstance(item, Group))
        pieces = [item for item in group.items if isinstance(item, Text | Panel)]
        own = Box(0, 0, group.box.w, group.box.h)
        yield frame, own.inset(margin, margin), pieces


def first_bar(kit: Kit, frame: attract_reel.Frame, box: Box) -> Box:
    """Give where the first choice stands, before the phone is turned."""
    phone = attract_demo.draw(kit, kit.theme(Look.NORMAL), box, frame)
    return phone.marks["choice-0"].move(box.x, box.y)


def texts(pieces: list[Text | Panel]) -> list[Text]:
    return [piece for piece in pieces if isinstance(piece, Text)]


@pytest.mark.parametrize(("which", "size"), KITS)
def test_what_a_caller_says_stands_on_the_phone_and_can_be_read(which: Given, size: Size) -> None:
    kit, _ = which(size)
    scale = kit.theme(Look.NORMAL).scale
    called = 0
    for frame, box, pieces in pictures(kit):
        line = frame.scene.lines[frame.revealed - 1].text
        for text in texts(pieces):
            if frame.act is not Act.TELLS or not text.paragraph.text.startswith(f"“{line[:4]}"):
                continue
            called += 1
            assert text.paragraph.style.px * scale.mm >= LABEL_MM
            assert all(box.around(ink) for ink in ink_rows(text))
            said = text.paragraph.text.strip("“”")
            assert said == line or (said.endswith("…") and line.startswith(said[:-1]))
    assert called


@pytest.mark.parametrize(("which", "size"), KITS)
def test_above_the_choices_of_a_call_stands_whose_they_are(which: Given, size: Size) -> None:
    kit, _ = which(size)
    calls = [
        (frame, box, texts(pieces))
        for frame, box, pieces in pictures(kit)
        if frame.act in {Act.ASKS, Act.CHOOSES} and frame.calls
    ]
    assert calls
    for frame, box, found in calls:
        contact = next(one for one in frame.story.cast if one.id == frame.scene.contact)
        name = next(text for text in found if text.paragraph.text == contact.claimed)
        assert name.y + name.paragraph.height <= first_bar(kit, frame, box).y


@pytest.mark.parametrize(("which", "size"), KITS)
def test_the_choices_cut_no_row_of_words_in_half(which: Given, size: Size) -> None:
    kit, _ = which(size)
    for frame, box, pieces in pictures(kit):
        if not frame.asking or frame.paid:
            continue
        top = first_bar(kit, frame, box).y
        inks = [ink for text in texts(pieces) for ink in ink_rows(text)]
        assert all(ink.bottom <= top for ink in inks)


@pytest.mark.parametrize(("which", "size"), KITS)
def test_the_choices_of_a_moment_are_of_one_size_and_have_room(which: Given, size: Size) -> None:
    kit, _ = which(size)
    asked = 0
    for frame, box, _ in pictures(kit):
        if not frame.asking or frame.paid:
            continue
        asked += 1
        phone = attract_demo.draw(kit, kit.theme(Look.NORMAL), box, frame)
        sizes = set()
        for group in phone.choices:
            *_, words = (item for item in group.items if isinstance(item, Text))
            sizes.add(words.paragraph.style.px)
            assert words.paragraph.height <= group.box.h
        assert len(sizes) == 1
    assert asked


@pytest.mark.parametrize("size", [(LEAST_SIDE, 480), (480, 640)])
def test_on_a_very_small_display_every_act_can_be_drawn(size: Size) -> None:
    own, surfaces = shared(size)
    canvas = pygame.Surface(size)
    screen = own.flow.attract(BEGAN)
    assert isinstance(screen, AttractScreen)
    acts = {(frame.act, frame.payoff): number for number, frame in enumerate(screen.frames)}
    for number in acts.values():
        view = screen.showing(number, 1.0, BEGAN).view(BEGAN, Heard())
        assert Painter(canvas, surfaces).paint(view)
