"""待机 shows whose machine it is, and nothing stays where it is for ever."""

from __future__ import annotations

from datetime import date
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pygame
import pytest

from kiosk import composition
from kiosk.engine.painter import Painter
from kiosk.review import gallery, inspection
from kiosk.scenario.model import Channel
from kiosk.screens.attract import WIDEST_LOGO, AttractScreen
from kiosk.screens.kit import Kit
from kiosk.settings import SITE_NAME_BUDGET, Settings
from kiosk.speech import Heard
from kiosk.ui.items import Art, Blend, Group, Hoop, Text
from kiosk.ui.theme import Look, Pace
from tests import kits

TODAY = date(2026, 11, 21)
BURN_SHARE = 0.9
"""For how much of the time a pixel may be bright."""


@pytest.fixture(scope="module")
def stories() -> composition.Stories:
    composition.drawing_without_display()
    return kits.stories()


def kit(stories: composition.Stories, settings: Settings) -> Kit:
    return composition.make_kit((1920, 1080), stories, settings)


def arts(kit: Kit) -> dict[str, Art]:
    view = kit.flow.attract(0.0).view(0.0, Heard())
    found = (item for item in view.items if isinstance(item, Art))
    return {art.name: art for art in found}


def logo(folder: Path, size: tuple[int, int]) -> Path:
    path = folder / f"{size[0]}x{size[1]}.png"
    pygame.image.save(pygame.Surface(size), str(path))
    return path


@pytest.mark.parametrize(
    ("size", "ratio"), [((90, 30), 3.0), ((900, 30), WIDEST_LOGO), ((3, 9), 1)]
)
def test_a_sites_own_logo_stands_before_its_name(
    stories: composition.Stories, tmp_path: Path, size: tuple[int, int], ratio: float
) -> None:
    path = logo(tmp_path, size)
    shown = arts(kit(stories, Settings(site_name="示范社区", site_logo=path)))
    box = shown[str(path)].box
    assert box.w / box.h == pytest.approx(ratio, abs=0.05)
    assert "icons/shield-alert" not in shown


def test_a_logo_that_cant_be_read_leaves_the_shield(
    stories: composition.Stories, tmp_path: Path
) -> None:
    path = tmp_path / "标志.png"
    path.write_bytes(b"no picture")
    shown = arts(kit(stories, Settings(site_logo=path)))
    assert "icons/shield-alert" in shown
    assert str(path) not in shown


def phone_at(kit: Kit, age: float) -> float:
    """Give where the middle of the phone stands, as a share of the width."""
    view = kit.flow.attract(0.0).view(age, Heard())
    box = next(item.bounds for item in view.items if isinstance(item, Group))
    return box.centre[0] / kit.size[0]


def ground_at(kit: Kit, age: float) -> Blend:
    view = kit.flow.attract(0.0).view(age, Heard())
    return next(item for item in view.items if isinstance(item, Blend))


def test_the_ground_and_the_sides_take_turns(stories: composition.Stories) -> None:
    here = kit(stories, Settings())
    turns = [Pace.TURN_SECONDS * n for n in range(3)]
    assert len({ground_at(here, age) for age in turns}) == 3
    assert [phone_at(here, age) > 0.5 for age in turns] == [True, False, True]


def test_an_upright_screen_keeps_its_order(stories: composition.Stories) -> None:
    here = composition.make_kit((1080, 1920), stories, Settings())
    assert abs(phone_at(here, Pace.TURN_SECONDS) - phone_at(here, 0.0)) < 0.05


def test_the_title_fits_what_the_phone_shows(stories: composition.Stories) -> None:
    one = kit(stories, Settings())
    asked = {True: "您看得穿吗？", False: "您会接着听吗？"}
    seen = set()
    screen = one.flow.attract(0.0)
    assert isinstance(screen, AttractScreen)
    for number, frame in enumerate(screen.frames):
        view = screen.showing(number, 0.5, 0.0).view(0.0, Heard())
        written = "".join(item.paragraph.text for item in view.items if isinstance(item, Text))
        written_on = frame.scene.channel is not Channel.PHONE and not frame.asking
        fitting = "您会点开吗？" if written_on else asked[frame.asking]
        assert fitting in written
        seen.add(fitting)
    assert len(seen) == 3


SIZES = [(1920, 1080), (1080, 1920), (1366, 768)]


@pytest.mark.parametrize("size", SIZES)
def test_no_second_looks_like_the_one_before(
    stories: composition.Stories, size: tuple[int, int]
) -> None:
    here = composition.make_kit(size, stories, Settings())
    screen = here.flow.attract(0.0)
    assert isinstance(screen, AttractScreen)
    whole = round(sum(frame.seconds for frame in screen.frames))
    for offset in (0.0, 0.3):
        shown = [set(screen.view(offset + n, Heard()).items) for n in range(whole)]
        assert all(one != other for one, other in pairwise(shown))


def test_where_nothing_may_move_a_picture_stands_still_until_the_next(
    stories: composition.Stories,
) -> None:
    screen = kit(stories, Settings(motion=False)).flow.attract(0.0)
    assert isinstance(screen, AttractScreen)
    for number, frame in enumerate(screen.frames):
        seen = {
            tuple(item for item in view.items if not isinstance(item, Hoop))
            for share in (0.1, 0.4, 0.7)
            if (view := screen.showing(number, frame.seconds * share, 0.0).view(0.0, Heard()))
        }
        slogans = 2  # a line of the band may give way to the next meanwhile
        assert len(seen) <= slogans


@pytest.mark.parametrize("size", SIZES)
def test_no_slogan_of_a_family_is_left_alone(
    stories: composition.Stories, size: tuple[int, int]
) -> None:
    here = composition.make_kit(size, stories, Settings())
    screen = here.flow.attract(0.0)
    whole = [slogan for slogan in here.catalogue.slogans if slogan.family == "三不一多"]
    assert len(whole) == 4
    shown = set()
    for turn in range(40):
        view = screen.view(turn * Pace.SLOGAN_SECONDS, Heard())
        shown |= {item.paragraph.text for item in view.items if isinstance(item, Text)}
    together = [text for text in shown if whole[0].text in text]
    assert together
    assert all(slogan.text in text for text in together for slogan in whole)


def share_lit(bright: list[npt.NDArray[np.bool_]]) -> float:
    """Give for how much of the pictures the pixel is bright that is bright in most of them."""
    lit = np.zeros(bright[0].shape, np.uint16)
    for one in bright:
        lit += one
    return int(lit.max()) / len(bright)


QUIET_MEAN = 4
"""Of 255: how bright the screen is outside the opening hours, on average."""


@pytest.mark.parametrize("size", SIZES)
def test_outside_the_opening_hours_it_is_dark_and_what_is_left_wanders(
    stories: composition.Stories, size: tuple[int, int]
) -> None:
    here = composition.make_kit(size, stories, Settings(), open_now=lambda: False)
    surfaces = composition.make_surfaces(here)
    screen = here.flow.attract(0.0)
    bright: list[npt.NDArray[np.bool_]] = []
    for step in range(24):
        canvas = pygame.Surface(size)
        view = screen.view(step * Pace.QUIET_SECONDS, Heard())
        assert view.target_for("5") is not None
        Painter(canvas, surfaces).paint(view)
        pixels = pygame.surfarray.pixels3d(canvas)
        assert pixels.mean() < QUIET_MEAN
        bright.append(np.maximum.reduce([pixels[..., part] for part in range(3)]) > 100)
    # No pixel is lit for more than a few of the places.
    assert share_lit(bright) <= 0.25


def test_within_the_hours_that_begin_it_wakes_and_rests_after_them(
    stories: composition.Stories,
) -> None:
    hours = [False]
    here = composition.make_kit((1366, 768), stories, Settings(), open_now=lambda: hours[0])
    screen = here.flow.attract(0.0)
    dark = screen.view(5.0, Heard())
    hours[0] = True
    awake = screen.view(5.1, Heard())
    hours[0] = False
    assert len(awake.items) > len(dark.items)
    assert screen.view(5.2, Heard()).items == dark.items


@pytest.mark.parametrize("size", SIZES)
def test_no_pixel_burns_in(stories: composition.Stories, size: tuple[int, int]) -> None:
    here = composition.make_kit(size, stories, Settings())
    surfaces = composition.make_surfaces(here)
    screen = here.flow.attract(0.0)
    bright: list[npt.NDArray[np.bool_]] = []
    minutes = round(6 * Pace.TURN_SECONDS / Pace.WANDER_SECONDS)
    for minute in range(minutes):
        canvas = pygame.Surface(size)
        # Another picture of the reel each time, as over the day.
        view = screen.view(minute * (Pace.WANDER_SECONDS + 0.7), Heard())
        Painter(canvas, surfaces).paint(view)
        pixels = pygame.surfarray.pixels3d(canvas)[::3, ::3]
        bright.append(np.minimum.reduce([pixels[..., part] for part in range(3)]) > 140)
    assert share_lit(bright) <= BURN_SHARE


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (1366, 768)])
def test_the_longest_name_of_a_site_has_room_in_letters_that_can_be_read(
    stories: composition.Stories, size: tuple[int, int]
) -> None:
    named = Settings(site_name="名" * SITE_NAME_BUDGET)
    here = composition.make_kit(size, stories, named, visitors=lambda: 12345)
    surfaces = composition.make_surfaces(here)
    for look in Look:
        states = list(islice(gallery.states(here, look), 1))  # 待机 comes before all stories
        assert [name for name, _ in states] == ["待机"]
        assert not list(inspection.inspect_states(here, surfaces, states, look))
