"""A canvas for the tests of the stage: no window, nobody looks."""

from __future__ import annotations

from collections.abc import Iterator

import pygame
import pytest

from tests.stage.props import SMALL


@pytest.fixture
def canvas() -> Iterator[pygame.Surface]:
    pygame.display.init()
    pygame.font.init()
    yield pygame.display.set_mode(SMALL)
    pygame.display.quit()
