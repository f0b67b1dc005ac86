"""Staff come in from any screen, in a real window: by taps in the corner and by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from .displays import Display
from .harness import Kiosk, running
from .visits import by_touch

SIZES = [(1920, 1080), (1080, 1920)]


@pytest.fixture(params=SIZES, ids=str)
def kiosk(
    request: pytest.FixtureRequest,
    display_of: Callable[[tuple[int, int]], Display],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Kiosk]:
    with running(display_of(request.param), tmp_path_factory.mktemp("data")) as one:
        yield one


def knock(kiosk: Kiosk) -> None:
    """Tap five times in the corner and hold the last until the door opens."""
    kiosk.ready()
    kiosk.skip()
    taps = ["click", "--repeat", 4, "--delay", 60, 1]
    kiosk.display.xdotool("mousemove", 40, 40, *taps, "mousedown", 1)
    kiosk.wait(lambda e: e["ev"] == "door", "the door")
    kiosk.display.xdotool("mouseup", 1)


def test_five_taps_the_last_held_open_the_door_at_attract(kiosk: Kiosk) -> None:
    knock(kiosk)
    kiosk.see("MenuScreen")
    assert kiosk.tap("leave")["name"] == "leave"
    kiosk.see("AttractScreen")


def test_the_keys_open_the_door_in_a_visit_which_is_then_over(kiosk: Kiosk) -> None:
    by_touch(kiosk, "start")
    kiosk.see("ChooseScreen")
    kiosk.ready()
    keys = ["KP_Subtract", "KP_Add"] * 3
    kiosk.display.xdotool("key", "--delay", 120, *keys)
    kiosk.wait(lambda e: e["ev"] == "door", "the door")
    kiosk.see("MenuScreen")
    assert kiosk.key("KP_Enter")["name"] == "leave"
    assert kiosk.see("AttractScreen")["session"]["plays"] == 0
