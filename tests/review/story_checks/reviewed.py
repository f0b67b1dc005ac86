"""The complete example of the documentation with something changed, and what a review finds in it."""

from __future__ import annotations

from pathlib import Path

from kiosk.paths import shipped
from kiosk.review.story_checks.review_context import ReviewContext
from kiosk.review.story_review import review_story
from kiosk.scenario.model import Scenario
from kiosk.scenario.problems import Problem
from kiosk.scenario.reading.catalogue_files import load_catalogue
from kiosk.scenario.reading.files import gather
from kiosk.scenario.reading.library import Loaded, examine, shipped_pictures

ROOT = Path(__file__).parents[3]
EXAMPLE = (ROOT / "docs" / "example-story.yaml").read_text(encoding="utf-8")


def changed(old: str, new: str) -> str:
    """Give the example with a piece changed that stands in it once."""
    assert EXAMPLE.count(old) == 1, f"{old!r} stands {EXAMPLE.count(old)} times in the example"
    return EXAMPLE.replace(old, new)


def loaded(folder: Path, text: str = EXAMPLE) -> Loaded:
    """Lay a story into a folder and read it from there."""
    (folder / "故事.yaml").write_text(text, encoding="utf-8")
    catalogue, _ = load_catalogue(shipped("scenarios") / "catalogue")
    (one,) = examine(gather([folder]), catalogue, shipped_pictures(shipped("assets"))).loaded
    return one


def story(folder: Path, text: str = EXAMPLE) -> Scenario:
    """Lay a story that can be played into a folder and read it from there."""
    scenario = loaded(folder, text).scenario
    assert scenario is not None
    return scenario


def found(folder: Path, context: ReviewContext, text: str = EXAMPLE) -> tuple[Problem, ...]:
    """Give what a review finds in a story laid into a folder."""
    one = loaded(folder, text)
    return review_story(one, one.file.read_bytes(), context)


def codes(problems: tuple[Problem, ...]) -> list[str]:
    """Give the codes of problems."""
    return [problem.code for problem in problems]
