"""Displays shared by the window tests; each test there is marked `window`."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .displays import SMALL, Display

HERE = Path(__file__).parent
PACKAGES = {"Xvfb": "xvfb", "xdotool": "xdotool"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = [package for program, package in PACKAGES.items() if not shutil.which(program)]
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.window)
            if missing:
                item.add_marker(pytest.mark.skip(f"needs Debian's {' and '.join(missing)}"))


@pytest.fixture(scope="session")
def display_of() -> Iterator[Callable[[tuple[int, int]], Display]]:
    """Give a display of a size, each made once."""
    displays: dict[tuple[int, int], Display] = {}

    def give(size: tuple[int, int]) -> Display:
        if size not in displays:
            displays[size] = Display(size)
        return displays[size]

    yield give
    for display in displays.values():
        display.close()


@pytest.fixture(scope="session")
def shared_display(display_of: Callable[[tuple[int, int]], Display]) -> Display:
    """Give the small display, on which most tests have their turn."""
    return display_of(SMALL)


@pytest.fixture
def display(
    request: pytest.FixtureRequest, display_of: Callable[[tuple[int, int]], Display]
) -> Display:
    """Give a display of the size the test is marked with (`displays.at`)."""
    return display_of(request.param)
