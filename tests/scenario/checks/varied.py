"""The complete example with pieces changed, examined by a catalogue of its own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kiosk.scenario.catalogue import Catalogue
from kiosk.scenario.problems import Problem
from kiosk.scenario.reading.catalogue_files import load_catalogue
from kiosk.scenario.reading.reader import Story, read_story

ROOT = Path(__file__).parents[3]
EXAMPLE = (ROOT / "docs" / "example-story.yaml").read_text(encoding="utf-8")


@cache
def catalogue() -> Catalogue:
    """Give the shipped catalogue."""
    return load_catalogue(ROOT / "scenarios" / "catalogue")[0]


def examined(text: str) -> Story:
    """Give a story file's text examined."""
    return read_story(text.encode(), "试.yaml", catalogue=catalogue())


def varied(*pairs: tuple[str, str]) -> str:
    """Give the example with pieces changed, each of which stands in it once."""
    text = EXAMPLE
    for old, new in pairs:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the example"
        text = text.replace(old, new)
    return text


def told(*pairs: tuple[str, str]) -> list[Problem]:
    """Give what is told of the example with pieces changed, but for its void approval."""
    return [p for p in examined(varied(*pairs)).problems if p.code != "approval-void"]


def codes(*pairs: tuple[str, str]) -> list[str]:
    """Give the codes of what is told."""
    return [problem.code for problem in told(*pairs)]
