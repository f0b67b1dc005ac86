"""What a story shows must be drawn: its characters by the kiosk's fonts, its own picture from its file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import pygame

from kiosk.patterns import pattern
from kiosk.review.story_checks.review_context import LocatedFinding, ReviewedStory
from kiosk.scenario.characters import EMOJI, number_of
from kiosk.scenario.checks.check_context import found, texts
from kiosk.ui.images import Images

NOT_DRAWN = (
    "id", "type", "picture", "speaker", "say", "goto", "contact", "voice", "portrait", "law",
    "audience", "readings", "technique", "sources", "approval",
)  # fmt: skip
"""Keys whose text stands on no screen."""

_SYMBOL = pattern(rf"{EMOJI}|.", re.DOTALL)

FAINT = 8
"""Steps of 255 that nobody sees."""

TRIED = (64, 40)
"""Pixels in which a drawing is tried: that it can be drawn shows at any size."""


def check_characters(reviewed: ReviewedStory) -> Iterator[LocatedFinding]:
    """Find characters no font has, each once a text; a letter is worse to lose than an ornament.

    What people see as one symbol is told as one, whatever it is joined of.
    """
    fonts = reviewed.context.fonts
    for mark, field, text in texts(reviewed.scenario, *NOT_DRAWN):
        for char in dict.fromkeys(_SYMBOL.findall(text)):
            if all(one.isspace() or fonts.face_of(one, bold=False) is not None for one in char):
                continue
            code = (
                "no-glyph"
                if unicodedata.category(char[0])[0] in "LN" and len(char) == 1
                else "no-symbol"
            )
            variant = "keycap" if "\u20e3" in char else ""
            number = " ".join(f"U+{number_of(one)}" for one in char)
            finding = found(code, mark, field, variant, char=char, number=number, digit=char[0])
            yield LocatedFinding(finding, char)


def check_picture(reviewed: ReviewedStory) -> Iterator[LocatedFinding]:
    """Find a picture that can't be opened, or that is nothing once it is drawn.

    What is told from its bytes alone misses a torn middle, and shapes that lie outside it.
    """
    story, path = reviewed.scenario, reviewed.picture
    if path is None:
        return
    try:
        drawn = Images(path.parent).rendered(str(path.absolute()), TRIED)
    except (OSError, pygame.error, ValueError, ArithmeticError, MemoryError) as error:
        broken = found("broken-picture", story.mark, "picture", name=story.picture, detail=error)
        yield LocatedFinding(broken)
        return
    variant = _blank(drawn)
    if variant:
        blank = found("blank-picture", story.mark, "picture", variant, name=story.picture)
        yield LocatedFinding(blank)


def _blank(drawn: pygame.Surface) -> str:
    """Give the variant where a picture shows nothing: no stroke, or one colour from edge to edge."""
    across, down = drawn.get_size()
    seen = [tuple(drawn.get_at((x, y))) for x in range(across) for y in range(down)]
    inked = [colour for colour in seen if colour[3] > FAINT]
    if not inked:
        return "nothing"
    whole = drawn.get_bounding_rect(FAINT)
    solid = len(inked) >= (whole.w - 2) * (whole.h - 2)
    spread = max(max(c) - min(c) for c in list(zip(*inked, strict=True))[:3])
    return "even" if solid and spread <= FAINT else ""
