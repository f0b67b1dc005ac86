"""Rows end where words do, by the words of another dictionary than the one they are broken by."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from kiosk.ui.theme import Look
from tests.kits import SMALL, UPRIGHT, sampled
from tests.programs import program

pytestmark = pytest.mark.once  # rows are broken alike: tests/ui/text asks both

MOST = 0.01
"""Share of the texts of several rows that may have one that ends inside a word."""
NARROWEST = ((SMALL, Look.NORMAL), (SMALL, Look.LARGE), (UPRIGHT, Look.LARGE))
"""Screens and looks with the fewest characters in a row; scripts/broken_words.py looks at all."""


@cache
def broken(size: tuple[int, int], look: Look) -> list[Any]:
    return list(program("broken_words").texts(sampled(size)[0], look))


@pytest.mark.parametrize(("size", "look"), NARROWEST, ids=str)
def test_under_one_in_a_hundred_texts_breaks_inside_a_word(
    size: tuple[int, int], look: Look
) -> None:
    found = broken(size, look)
    assert len(found) > 200
    faults = [place for one in found for place in one.around()]
    assert len(faults) < MOST * len(found), faults


@pytest.mark.parametrize(("size", "look"), NARROWEST, ids=str)
def test_what_must_be_taken_in_at_a_glance_never_does(size: tuple[int, int], look: Look) -> None:
    stories = sampled(size)[0].deck.scenarios
    whole = {text for story in stories for text in (story.title, story.remember)}
    whole |= {c.text for story in stories for scene in story.scenes for c in scene.choices}
    cues = {
        cue.words
        for story in stories
        for scene in story.scenes
        for line in scene.lines
        for cue in line.cues
    }
    for one in broken(size, look):
        assert not one.places or one.text not in whole, list(one.around())
        for words in cues:
            start = one.text.find(words)
            inside = range(start + 1, start + len(words)) if start >= 0 else ()
            assert not set(inside) & set(one.places), list(one.around())


def test_the_measure_sees_what_is_broken() -> None:
    inside = program("broken_words")._inside
    assert inside("打开银行网页") == {1, 3, 5}
    assert not inside("走了，我是")
