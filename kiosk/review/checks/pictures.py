"""A story's own picture must really open: what is told from its bytes alone misses a torn middle."""

from __future__ import annotations

from collections.abc import Iterator

import pygame

from kiosk.review.context import Case, Told
from kiosk.scenario.checks.check_context import found
from kiosk.ui.images import Images

TRIED = (64, 40)
"""Pixels in which a drawing is tried: that it can be drawn shows at any size."""


def check(case: Case) -> Iterator[Told]:
    """Find a picture that can't be opened."""
    story, path = case.scenario, case.picture
    if path is None:
        return
    try:
        # `draw` gives an empty picture and goes on; here it is to be told.
        Images(path.parent)._draw(str(path.absolute()), TRIED, None, min)  # noqa: SLF001 - as said
    except (OSError, pygame.error, ValueError, ArithmeticError, MemoryError) as error:
        told = found("broken-picture", story.mark, "picture", name=story.picture, detail=error)
        yield Told(told)
