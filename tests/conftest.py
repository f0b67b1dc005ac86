"""What holds for every test: no window, no sound, and in CI no skip."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    import pygame

# before anything imports pygame; a test that wants a real window or real sound says so itself
os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

# a busy machine is not a fault of the program
settings.register_profile("kiosk", deadline=None)
settings.load_profile("kiosk")

NO_SKIP = "KIOSK_NO_SKIP"
"""Set in CI, where everything a test could miss is installed."""


def _forbid_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if os.environ.get(NO_SKIP) and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"nothing may be skipped here ({NO_SKIP}): {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    report = yield
    _forbid_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, Any, Any]:
    report = yield
    _forbid_skip(report)
    return report


@pytest.fixture
def canvas() -> Iterator[pygame.Surface]:
    """Give a canvas: no window, nobody looks."""
    import pygame  # noqa: PLC0415 (most tests need none)

    from tests.props import SMALL  # noqa: PLC0415

    pygame.display.init()
    pygame.font.init()
    yield pygame.display.set_mode(SMALL)
    pygame.display.quit()
